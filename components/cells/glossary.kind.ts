import { topicTitles } from "../../src/glossary/term.js";
import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  topic: {
    kind: "choice", stage: "text", invalidates: "nothing", default: "all",
    choices: { all: { en: "Everything", "pt-BR": "Tudo" }, ...topicTitles },
    label: { en: "Topic", "pt-BR": "Assunto" },
    doc: { en: "Which terms are listed.", "pt-BR": "Quais termos são listados." },
  },
});

export const kind: CellKind = {
  name: "glossary",
  tag: "at-glossary",
  title: { en: "Glossary", "pt-BR": "Glossário" },
  summary: { en: "Every technical term in one sentence, with more when you open it.", "pt-BR": "Cada termo técnico em uma frase, com mais detalhes ao abrir." },
  schema: () => schema,
  inputs: {},
  requires: [],
  yields: false,
  element: () => import("./glossary.js"),
};
