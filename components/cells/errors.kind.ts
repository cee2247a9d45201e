import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { splitField } from "../evaluation/split-field.js";

export const schema = defineSchema({
  split: splitField,
  label: {
    kind: "integer", stage: "output", invalidates: "nothing", default: -1, min: -1, max: 999,
    label: { en: "Only of class", "pt-BR": "Só da classe" },
    doc: { en: "Number of the class whose mistakes are listed, from 0; −1 lists those of all.", "pt-BR": "Número da classe cujos erros são listados, a partir de 0; −1 lista os de todas." },
  },
});

export const kind: CellKind = {
  name: "errors",
  tag: "at-errors",
  title: { en: "Worst mistakes", "pt-BR": "Piores erros" },
  summary: { en: "The texts that the network gets wrong, the surest wrong answers first.", "pt-BR": "Os textos que a rede erra, primeiro os erros de que ela tem mais certeza." },
  schema: () => schema,
  inputs: { run: "run", data: "data" },
  requires: ["run", "data"],
  yields: true,
  element: () => import("./errors.js"),
};
