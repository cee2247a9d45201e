import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { splitField } from "../evaluation/split-field.js";

export const schema = defineSchema({ split: splitField });

export const kind: CellKind = {
  name: "confusion",
  tag: "at-confusion",
  title: { en: "Confusion matrix", "pt-BR": "Matriz de confusão" },
  summary: { en: "Which classes the network takes for which, with the texts behind every number.", "pt-BR": "Que classes a rede confunde com quais, com os textos por trás de cada número." },
  schema: () => schema,
  inputs: { run: "run", data: "data" },
  requires: ["run", "data"],
  yields: true,
  element: () => import("./confusion.js"),
};
