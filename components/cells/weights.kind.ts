import type { CellKind } from "../../src/notebook/cell-kind.js";

export const kind: CellKind = {
  name: "weights",
  tag: "at-weights",
  title: { en: "Inside the parameters", "pt-BR": "Por dentro dos parâmetros" },
  summary: { en: "How the parameters of each stage are spread, how strongly the loss pulls on them, and which units are dead.", "pt-BR": "Como se espalham os parâmetros de cada etapa, com que força a perda os puxa e quais unidades estão mortas." },
  schema: () => ({}),
  inputs: { run: "run" },
  requires: ["run"],
  yields: false,
  element: () => import("./weights.js"),
};
