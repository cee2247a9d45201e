import type { Dataset } from "../dataset.js";
import { shelvedExamples } from "./shelf.js";

export const names: Dataset = {
  name: "names",
  title: { en: "Names", "pt-BR": "Nomes" },
  summary: {
    en: "Eight thousand first names in English, read letter by letter. Is it a name given to girls or to boys? Endings tell much, and no list of words is needed.",
    "pt-BR": "Oito mil nomes próprios em inglês, lidos letra por letra. É um nome dado a meninas ou a meninos? As terminações dizem muito, e não é preciso nenhuma lista de palavras.",
  },
  task: "classification",
  origin: "real",
  languages: ["en"],
  licence: "CC0-1.0",
  attribution: {
    en: "Moby Word Lists by Grady Ward, public domain; as lists of first names by the stdlib authors.",
    "pt-BR": "Moby Word Lists, de Grady Ward, domínio público; como listas de nomes próprios pelos autores da stdlib.",
  },
  options: {},
  level: "characters",
  async load(_options, _seed, context) {
    return {
      classes: [{ en: "girls' name", "pt-BR": "nome de menina" }, { en: "boys' name", "pt-BR": "nome de menino" }],
      examples: await shelvedExamples({ name: "names", columns: ["label", "text"], labels: ["female", "male"], rowCount: 8003 }, context),
      dropped: [{ reason: { en: "names given to both", "pt-BR": "nomes dados aos dois" }, count: 419 }],
    };
  },
};
