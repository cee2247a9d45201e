import type { Architecture } from "../architecture.js";
import { buildCnn } from "./cnn/build.js";
import { cnnSchema } from "./cnn/hyperparameters.js";
import { cnnPresets } from "./cnn/presets.js";
import { cnnProblems, cnnStages } from "./cnn/stages.js";

/** AtNet without attention, with one kernel size or several side by side: embedding → convolution → pooling → dense → output. */
export const cnn: Architecture<typeof cnnSchema> = {
  name: "cnn",
  title: { en: "CNN: convolution without attention", "pt-BR": "CNN: convolução sem atenção" },
  summary: {
    en: "Filters look for patterns of a few words at every position, and pooling keeps what they find: what AtNet is without attention.",
    "pt-BR": "Filtros procuram padrões de poucas palavras em cada posição, e o pooling guarda o que eles acham: é a AtNet sem atenção.",
  },
  hyperparameters: cnnSchema,
  presets: cnnPresets,
  problems: cnnProblems,
  stages: cnnStages,
  build: buildCnn,
};
