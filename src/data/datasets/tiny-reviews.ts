import { seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const options = defineSchema({
  language: {
    kind: "choice", default: "en", choices: { en: { en: "English", "pt-BR": "Inglês" }, "pt-BR": { en: "Portuguese (Brazil)", "pt-BR": "Português do Brasil" } },
    label: { en: "Language", "pt-BR": "Idioma" },
    doc: {
      en: "Language of the reviews; in Portuguese the negation stands further from the word it denies, so a wider kernel helps more.",
      "pt-BR": "Idioma das avaliações; em português, o “não” fica mais longe da palavra que ele nega, e um kernel maior ajuda mais.",
    },
    stage: "text", invalidates: "data",
  },
  kinds: {
    kind: "choice", default: "all",
    choices: {
      all: { en: "All three", "pt-BR": "Os três tipos" },
      plain: { en: "Plain: “the soup was good”", "pt-BR": "Direta: “a sopa estava boa”" },
      negation: { en: "Negation: “not good”", "pt-BR": "Negação: “não estava boa”" },
      but: { en: "But: “salty, but good”", "pt-BR": "Mas: “salgada, mas boa”" },
    },
    label: { en: "Kinds of review", "pt-BR": "Tipos de avaliação" },
    doc: {
      en: "With all three, no single word gives the answer away: the network has to read words together.",
      "pt-BR": "Com os três tipos, nenhuma palavra sozinha entrega a resposta: a rede precisa ler as palavras em conjunto.",
    },
    stage: "text", invalidates: "data",
  },
  size: {
    kind: "integer", default: 2000, min: 60, max: 10_000, scale: "log", step: 60,
    label: { en: "Reviews", "pt-BR": "Avaliações" },
    doc: { en: "How many reviews are written; more of them teach more and take longer.", "pt-BR": "Quantas avaliações são escritas; quanto mais, mais a rede aprende e mais demora o treino." },
    stage: "text", invalidates: "data",
  },
  labelNoise: taskOptions.labelNoise,
  imbalance: taskOptions.imbalance,
});
type Options = ValuesOf<typeof options>;

export const tinyReviews: Dataset<typeof options> = {
  name: "tiny-reviews",
  title: { en: "Tiny reviews", "pt-BR": "Miniavaliações" },
  summary: {
    en: "Short reviews made from a grammar, as many good as bad. Some deny a word (“not bad at all”), some turn round at a “but”: the words that decide are known.",
    "pt-BR": "Avaliações curtas criadas por uma gramática, metade boas e metade ruins. Algumas negam uma palavra (“nada ruim”), outras mudam de rumo num “mas”: sabemos quais palavras decidem.",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Written by AtNet Notebook's own grammar.", "pt-BR": "Textos gerados pela gramática do próprio AtNet Notebook." },
  options,
  async expectations(values) { return (await import("./reviews/expectations.js")).tinyReviewsExpectations(values as Options); },
  async load(values, seed) {
    const { language, kinds, size, labelNoise, imbalance } = values as Options;
    // The page needs the options, never the grammar: only the worker that writes the reviews loads it.
    const { generateReviews, reviewKinds } = await import("./reviews/generate.js");
    const grammar = language === "en" ? (await import("./reviews/english.js")).english : (await import("./reviews/portuguese.js")).portuguese;
    return {
      classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }],
      examples: generateReviews(grammar, kinds === "all" ? reviewKinds : [kinds], size, seedFor(seed, "tiny-reviews", language, kinds), { labelNoise, imbalance }),
      dropped: [],
    };
  },
};
