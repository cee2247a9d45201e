import type { CellKind } from "../../src/notebook/cell-kind.js";

export const kind: CellKind = {
  name: "diagnosis",
  tag: "at-diagnosis",
  title: { en: "Diagnosis", "pt-BR": "Diagnóstico" },
  summary: { en: "What happened in a run, in plain words, and what to try next.", "pt-BR": "O que aconteceu numa execução, em palavras simples, e o que tentar a seguir." },
  schema: () => ({}),
  inputs: { run: "run", data: "data" },
  requires: ["run"],
  yields: false,
  element: () => import("./diagnosis.js"),
};
