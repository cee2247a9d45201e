import type { CellKind } from "../../src/notebook/cell-kind.js";

export const kind: CellKind = {
  name: "flow",
  tag: "at-flow",
  title: { en: "Flow diagram", "pt-BR": "Diagrama de fluxo" },
  summary: { en: "The network as it is set now, stage by stage, with live values while it trains.", "pt-BR": "A rede como está configurada agora, etapa por etapa, com valores ao vivo enquanto treina." },
  schema: () => ({}),
  inputs: { hp: "hyperparameters", data: "data", run: "run" },
  requires: ["hp"],
  yields: false,
  element: () => import("./flow.js"),
};
