import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  smoothing: {
    kind: "real", stage: "training", invalidates: "nothing", default: 0.3, min: 0, max: 0.99, step: 0.01,
    label: { en: "Smoothing", "pt-BR": "Suavização" },
    doc: { en: "Weight of the past in the training curve; 0 shows every step as it was.", "pt-BR": "Peso do passado na curva de treino; 0 mostra cada passo como foi." },
  },
  metric: {
    kind: "choice", stage: "training", invalidates: "nothing", default: "both",
    choices: { both: { en: "loss and accuracy", "pt-BR": "perda e acurácia" }, loss: { en: "loss", "pt-BR": "perda" }, accuracy: { en: "accuracy", "pt-BR": "acurácia" } },
    label: { en: "Curves", "pt-BR": "Curvas" },
    doc: { en: "What to draw.", "pt-BR": "O que desenhar." },
  },
  logScale: {
    kind: "boolean", stage: "training", invalidates: "nothing", default: false,
    label: { en: "Logarithmic loss", "pt-BR": "Perda em escala logarítmica" },
    doc: { en: "Gives every halving of the loss the same height.", "pt-BR": "Dá a mesma altura a cada vez que a perda cai pela metade." },
  },
});

export const kind: CellKind = {
  name: "lossPlot",
  tag: "at-loss-plot",
  title: { en: "Loss and accuracy curves", "pt-BR": "Curvas de perda e acurácia" },
  summary: { en: "How well each run did, step by step, with what changed between the runs.", "pt-BR": "Como cada execução se saiu, passo a passo, e o que mudou entre elas." },
  schema: () => schema,
  inputs: { runs: "run[]" },
  requires: ["runs"],
  yields: false,
  element: () => import("./loss-plot.js"),
};
