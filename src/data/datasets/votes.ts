import { seededRandom, seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const { language, size, minimumLength, maximumLength, labelNoise, imbalance } = taskOptions;
const options = defineSchema({
  language, size,
  votes: {
    kind: "choice", default: "5-7",
    choices: { 3: { en: "3", "pt-BR": "3" }, "5-7": { en: "5 or 7", "pt-BR": "5 ou 7" } },
    label: { en: "Votes", "pt-BR": "Votos" },
    doc: { en: "How many votes a text holds; the more of them, the closer the count.", "pt-BR": "Quantos votos há em cada texto; quanto mais votos, mais apertada a contagem." },
    stage: "text", invalidates: "data",
  },
  minimumLength: { ...minimumLength, default: 24 }, maximumLength, labelNoise, imbalance,
});
type Options = ValuesOf<typeof options>;

export const votes: Dataset<typeof options> = {
  name: "votes",
  title: { en: "Votes", "pt-BR": "Votos" },
  summary: {
    en: "An urn of blank papers with a few that say yes or no, both in every text. Which has more? Here one has to count, not find.",
    "pt-BR": "Uma urna com votos em branco e alguns que dizem sim ou não, os dois em todo texto. Qual tem mais? Aqui é preciso contar, e não achar.",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn by AtNet Notebook's own rule.", "pt-BR": "Sorteado por uma regra do próprio AtNet Notebook." },
  options,
  async expectations(values) { return (await import("./tasks/votes.js")).votesExpectations(values as Options); },
  async load(values, seed) {
    const own = values as Options;
    const { votesExamples } = await import("./tasks/votes.js");
    return {
      classes: [{ en: "no wins", "pt-BR": "o não vence" }, { en: "yes wins", "pt-BR": "o sim vence" }],
      examples: votesExamples(seededRandom(seedFor(seed, "votes", own.language)), own),
      dropped: [],
    };
  },
};
