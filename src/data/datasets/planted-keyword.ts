import { seededRandom, seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const { language, size, minimumLength, maximumLength, labelNoise, imbalance } = taskOptions;
const options = defineSchema({ language, size, minimumLength, maximumLength, labelNoise, imbalance });
type Options = ValuesOf<typeof options>;

export const plantedKeyword: Dataset<typeof options> = {
  name: "planted-keyword",
  title: { en: "Planted keyword", "pt-BR": "Palavra-chave plantada" },
  summary: {
    en: "Everyday words in random order, and one among them that names a feeling. Which feeling is it? Attention has exactly one right place to look.",
    "pt-BR": "Palavras do dia a dia em ordem aleatória e, entre elas, uma que fala de um sentimento. Qual é? A atenção só tem um lugar certo para olhar.",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn from word lists of AtNet Notebook's own.", "pt-BR": "Sorteado a partir de listas de palavras do próprio AtNet Notebook." },
  options,
  async expectations(values) { return (await import("./tasks/planted-keyword.js")).plantedKeywordExpectations(values as Options); },
  async load(values, seed) {
    const own = values as Options;
    const { plantedKeywordExamples } = await import("./tasks/planted-keyword.js");
    return {
      classes: [{ en: "joy", "pt-BR": "alegria" }, { en: "anger", "pt-BR": "raiva" }, { en: "fear", "pt-BR": "medo" }, { en: "surprise", "pt-BR": "surpresa" }],
      examples: plantedKeywordExamples(seededRandom(seedFor(seed, "planted-keyword", own.language)), own),
      dropped: [],
    };
  },
};
