import type { CellKind } from "../../src/notebook/cell-kind.js";

export const kind: CellKind = {
  name: "summary",
  tag: "at-summary",
  title: { en: "Model summary", "pt-BR": "Resumo do modelo" },
  summary: { en: "The table that Keras prints for this network: layers, shapes and parameters.", "pt-BR": "A tabela que o Keras imprime para esta rede: camadas, formas e parâmetros." },
  schema: () => ({}),
  inputs: { hp: "hyperparameters", data: "data" },
  requires: ["hp"],
  yields: false,
  element: () => import("./summary.js"),
};
