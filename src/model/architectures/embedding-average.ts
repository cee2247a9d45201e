import type { Architecture } from "../architecture.js";
import { buildEmbeddingAverage } from "./embedding-average/build.js";
import { embeddingAverageSchema } from "./embedding-average/hyperparameters.js";
import { embeddingAveragePresets } from "./embedding-average/presets.js";
import { embeddingAverageProblems, embeddingAverageStages } from "./embedding-average/stages.js";

/** The simplest network that learns words: embedding → average over the tokens → dense → output. */
export const embeddingAverage: Architecture<typeof embeddingAverageSchema> = {
  name: "embedding-average",
  title: { en: "Embedding average: a bag of learned words", "pt-BR": "Média de embeddings: um saco de palavras aprendidas" },
  summary: {
    en: "Every word has learned numbers and the text is their mean: the network knows which words are there, and nothing of their order.",
    "pt-BR": "Cada palavra tem números aprendidos e o texto é a média deles: a rede sabe quais palavras aparecem, mas nada da ordem delas.",
  },
  hyperparameters: embeddingAverageSchema,
  presets: embeddingAveragePresets,
  problems: embeddingAverageProblems,
  stages: embeddingAverageStages,
  build: buildEmbeddingAverage,
};
