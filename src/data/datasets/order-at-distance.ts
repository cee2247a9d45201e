import { seededRandom, seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const { language, size, minimumLength, maximumLength, labelNoise, imbalance } = taskOptions;
const options = defineSchema({
  language, size,
  minimumGap: {
    kind: "integer", default: 8, min: 1, max: 100,
    label: { en: "Least distance", "pt-BR": "Distância mínima" }, unit: { en: "words", "pt-BR": "palavras" },
    doc: {
      en: "How far the two words stand from each other at least: a convolution tells their order only if one window holds both.",
      "pt-BR": "A que distância, no mínimo, as duas palavras ficam uma da outra: uma convolução só sabe a ordem se uma mesma janela tiver as duas.",
    },
    stage: "text", invalidates: "data",
  },
  minimumLength, maximumLength, labelNoise, imbalance,
});
type Options = ValuesOf<typeof options>;

export const orderAtDistance: Dataset<typeof options> = {
  name: "order-at-distance",
  title: { en: "Order at a distance", "pt-BR": "Ordem à distância" },
  summary: {
    en: "In every text the sun and the moon appear once, many words apart. Which of them comes first?",
    "pt-BR": "Em cada texto o sol e a lua aparecem uma vez, com muitas palavras no meio. Qual vem primeiro?",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn from word lists of AtNet Notebook's own.", "pt-BR": "Sorteado a partir de listas de palavras do próprio AtNet Notebook." },
  options,
  async expectations(values) { return (await import("./tasks/order-at-distance.js")).orderAtDistanceExpectations(values as Options); },
  async load(values, seed) {
    const own = values as Options;
    const { orderAtDistanceExamples } = await import("./tasks/order-at-distance.js");
    return {
      classes: [{ en: "moon first", "pt-BR": "lua primeiro" }, { en: "sun first", "pt-BR": "sol primeiro" }],
      examples: orderAtDistanceExamples(seededRandom(seedFor(seed, "order-at-distance", own.language)), own),
      dropped: [],
    };
  },
};
