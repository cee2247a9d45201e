import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  texts: {
    kind: "choice", stage: "convolution", invalidates: "nothing", default: "training",
    choices: { training: { en: "training", "pt-BR": "de treino" }, heldOut: { en: "held-out", "pt-BR": "reservados" } },
    label: { en: "Texts", "pt-BR": "Textos" },
    doc: { en: "In which texts the n-grams are looked for.", "pt-BR": "Em quais textos os n-gramas são procurados." },
  },
  order: {
    kind: "choice", stage: "convolution", invalidates: "nothing", default: "pull",
    choices: {
      pull: { en: "strongest pull", "pt-BR": "mais influentes" }, activation: { en: "largest activation", "pt-BR": "maior ativação" },
      share: { en: "most texts above the threshold", "pt-BR": "mais textos acima do limiar" }, number: { en: "number", "pt-BR": "número" },
    },
    label: { en: "Order", "pt-BR": "Ordem" },
    doc: { en: "Which filters come first.", "pt-BR": "Quais filtros vêm primeiro." },
  },
  purity: {
    kind: "real", stage: "convolution", invalidates: "nothing", default: 0.75, min: 0.5, max: 0.99, step: 0.01,
    label: { en: "Purity of a threshold", "pt-BR": "Pureza de um limiar" },
    doc: {
      en: "Share of the texts above a filter's threshold that must be answered with the filter's class.",
      "pt-BR": "Fração dos textos acima do limiar de um filtro que precisa receber a classe do filtro.",
    },
    source: { en: "Jacovi et al. 2018 (arXiv:1809.08037)", "pt-BR": "Jacovi et al. 2018 (arXiv:1809.08037)" },
  },
});

export const kind: CellKind = {
  name: "filters",
  tag: "at-filters",
  title: { en: "What the filters detect", "pt-BR": "O que os filtros detectam" },
  summary: { en: "Each filter's strongest n-grams, the class that it pulls to, and from when on it can be believed.", "pt-BR": "Os n-gramas mais fortes de cada filtro, a classe para a qual ele puxa e a partir de quando se pode confiar nele." },
  schema: () => schema,
  inputs: { run: "run" },
  requires: ["run"],
  yields: false,
  element: () => import("./filters.js"),
};
