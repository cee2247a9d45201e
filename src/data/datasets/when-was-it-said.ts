import type { Dataset } from "../dataset.js";
import { shelvedExamples } from "./shelf.js";

export const whenWasItSaid: Dataset = {
  name: "when-was-it-said",
  title: { en: "When was it said?", "pt-BR": "Quando isso foi dito?" },
  summary: {
    en: "Passages of forty-five words from what presidents of the United States told Congress each year since 1790. From which of four eras? Whole speeches are held out, so that no speaker is known by heart.",
    "pt-BR": "Trechos de quarenta e cinco palavras, em inglês, do que os presidentes dos Estados Unidos dizem ao Congresso todo ano desde 1790. De qual de quatro épocas da história? Discursos inteiros ficam de fora do treino, para ninguém ser decorado.",
  },
  task: "classification",
  origin: "real",
  languages: ["en"],
  licence: "CC0-1.0",
  attribution: {
    en: "State of the Union addresses, 1790 to 2021: works of the federal government of the United States, in the public domain; collected by the stdlib authors.",
    "pt-BR": "Discursos sobre o Estado da União, de 1790 a 2021: obras do governo federal dos Estados Unidos, em domínio público; reunidos pelos autores da stdlib.",
  },
  options: {},
  async load(_options, _seed, context) {
    const labels = ["1790-1860", "1861-1920", "1921-1970", "1971-2021"];
    return {
      classes: labels.map((label) => label.replace("-", "–")).map((years) => ({ en: years, "pt-BR": years })),
      examples: await shelvedExamples({ name: "when-was-it-said", columns: ["label", "group", "text"], labels, rowCount: 2000 }, context),
      dropped: [],
    };
  },
};
