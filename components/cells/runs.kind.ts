import type { CellKind } from "../../src/notebook/cell-kind.js";
import { historySchema } from "../history/settings.js";

export const kind: CellKind = {
  name: "runs",
  tag: "at-runs",
  title: { en: "Run history", "pt-BR": "Histórico de execuções" },
  summary: { en: "Every training that this browser remembers: what changed, what came of it, what it cost.", "pt-BR": "Cada treino que este navegador lembra: o que mudou, no que deu e quanto custou." },
  schema: () => historySchema,
  inputs: { hp: "hyperparameters" },
  requires: [],
  yields: false,
  element: () => import("./runs.js"),
};
