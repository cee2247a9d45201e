import type { Architecture } from "../architecture.js";
import { buildTransformer } from "./transformer/build.js";
import { transformerSchema } from "./transformer/hyperparameters.js";
import { transformerPresets } from "./transformer/presets.js";
import { transformerProblems } from "./transformer/problems.js";
import { transformerStages } from "./transformer/stages.js";

/** The encoder of "Attention is all you need" (Vaswani et al. 2017, arXiv:1706.03762), made to choose a class. */
export const transformer: Architecture<typeof transformerSchema> = {
  name: "transformer",
  title: { en: "Transformer: attention among all words", "pt-BR": "Transformer: atenção entre todas as palavras" },
  summary: {
    en: "Every word looks at every other in one step, however far apart they stand; the order is told by numbers added to the words.",
    "pt-BR": "Cada palavra olha para todas as outras de uma vez, por mais longe que estejam; a ordem vem de números somados às palavras.",
  },
  hyperparameters: transformerSchema,
  presets: transformerPresets,
  problems: transformerProblems,
  stages: transformerStages,
  build: buildTransformer,
};
