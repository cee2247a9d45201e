import type { CellKind } from "../../src/notebook/cell-kind.js";
import { sweepSchema } from "../../src/training/sweep/schema.js";

export const kind: CellKind = {
  name: "sweep",
  tag: "at-sweep",
  title: { en: "Search for settings", "pt-BR": "Busca de configurações" },
  summary: { en: "Tries many settings by itself, keeps every trial, and says what mattered.", "pt-BR": "Testa muitas configurações por conta própria, guarda cada tentativa e diz o que importou." },
  schema: () => sweepSchema,
  inputs: { hp: "hyperparameters", data: "data" },
  requires: ["hp", "data"],
  yields: true,
  element: () => import("./sweep.js"),
};
