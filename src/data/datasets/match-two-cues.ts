import { seededRandom, seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const { language, size, minimumLength, maximumLength, labelNoise, imbalance } = taskOptions;
const options = defineSchema({
  language, size,
  cues: {
    kind: "integer", default: 4, min: 2, max: 6,
    label: { en: "Pairs", "pt-BR": "Pares" }, unit: { en: "pairs", "pt-BR": "pares" },
    doc: { en: "How many animals there are, each with its own sound; more pairs are more to learn.", "pt-BR": "Quantos animais há, cada um com seu som; quanto mais pares, mais há para aprender." },
    stage: "text", invalidates: "data",
  },
  minimumLength: { ...minimumLength, min: 9 }, maximumLength: { ...maximumLength, min: 9 }, labelNoise, imbalance,
});
type Options = ValuesOf<typeof options>;

export const matchTwoCues: Dataset<typeof options> = {
  name: "match-two-cues",
  title: { en: "Match two cues", "pt-BR": "Combinar duas pistas" },
  summary: {
    en: "An animal in the first half of the text, a sound in the second. Is it the animal's own sound? Neither word decides without the other.",
    "pt-BR": "Um animal na primeira metade do texto e um som na segunda. É o som daquele animal? Nenhuma das duas palavras decide sem a outra.",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn from word lists of AtNet Notebook's own.", "pt-BR": "Sorteado a partir de listas de palavras do próprio AtNet Notebook." },
  options,
  async expectations(values) { return (await import("./tasks/match-two-cues.js")).matchTwoCuesExpectations(values as Options); },
  async load(values, seed) {
    const own = values as Options;
    const { matchTwoCuesExamples } = await import("./tasks/match-two-cues.js");
    return {
      classes: [{ en: "another's sound", "pt-BR": "som de outro" }, { en: "its own sound", "pt-BR": "som dele mesmo" }],
      examples: matchTwoCuesExamples(seededRandom(seedFor(seed, "match-two-cues", own.language)), own),
      dropped: [],
    };
  },
};
