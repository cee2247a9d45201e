import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { splitField } from "../evaluation/split-field.js";

export const schema = defineSchema({
  threshold: {
    kind: "real", stage: "output", invalidates: "nothing", default: 0.5, min: 0, max: 1, step: 0.01,
    label: { en: "Threshold", "pt-BR": "Limiar" },
    doc: { en: "Probability from which the answer is yes: higher is more careful, and finds less.", "pt-BR": "Probabilidade a partir da qual a resposta é sim: quanto maior, mais cautelosa, e menos encontra." },
  },
  label: {
    kind: "integer", stage: "output", invalidates: "nothing", default: 1, min: 0, max: 999,
    label: { en: "Yes means", "pt-BR": "Sim quer dizer" },
    doc: { en: "Number of the class in question, from 0; all others together are no.", "pt-BR": "Número da classe em questão, a partir de 0; todas as outras juntas são não." },
  },
  split: splitField,
});

export const kind: CellKind = {
  name: "threshold",
  tag: "at-threshold",
  title: { en: "Decision threshold", "pt-BR": "Limiar de decisão" },
  summary: { en: "From which probability on to say yes: ROC, precision and recall, calibration, and what each decision costs.", "pt-BR": "A partir de que probabilidade dizer sim: ROC, precisão e revocação, calibração, e o que cada decisão custa." },
  schema: () => schema,
  inputs: { run: "run", data: "data" },
  requires: ["run", "data"],
  yields: false,
  element: () => import("./threshold.js"),
};
