import type { CellKind } from "../../src/notebook/cell-kind.js";
import { comparisonSchema } from "../../src/training/comparison/settings.js";

export const kind: CellKind = {
  name: "compare",
  tag: "at-compare",
  title: { en: "Comparison", "pt-BR": "Comparação" },
  summary: { en: "Several networks on the same data and the same budget, with your prediction beside the outcome.", "pt-BR": "Várias redes com os mesmos dados e o mesmo orçamento, com a sua previsão ao lado do resultado." },
  schema: () => comparisonSchema,
  inputs: { data: "data", runs: "run[]" },
  requires: ["data"],
  yields: true,
  element: () => import("./compare.js"),
};
