import type { Architecture } from "../architecture.js";
import { buildAtnet } from "./atnet/build.js";
import { atnetSchema } from "./atnet/hyperparameters.js";
import { atnetPresets } from "./atnet/presets.js";
import { atnetProblems } from "./atnet/problems.js";
import { atnetStages } from "./atnet/stages.js";

/** An attention-CNN: embedding → convolution → attention → pooling → dense → output. Its defaults are the reference model. */
export const atnet: Architecture<typeof atnetSchema> = {
  name: "atnet",
  title: { en: "AtNet: convolution with attention", "pt-BR": "AtNet: convolução com atenção" },
  summary: {
    en: "Filters look for patterns of a few words at every position; attention says which positions count.",
    "pt-BR": "Filtros procuram padrões de poucas palavras em cada posição; a atenção diz quais posições contam.",
  },
  hyperparameters: atnetSchema,
  presets: atnetPresets,
  problems: atnetProblems,
  stages: atnetStages,
  build: buildAtnet,
};
