import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  text: {
    kind: "text", stage: "output", invalidates: "nothing", default: "", maxLength: 2000, multiline: true,
    label: { en: "Your text", "pt-BR": "Seu texto" },
    doc: { en: "A text for the network to judge.", "pt-BR": "Um texto para a rede julgar." },
  },
});

export const kind: CellKind = {
  name: "predict",
  tag: "at-predict",
  title: { en: "Prediction", "pt-BR": "Previsão" },
  summary: { en: "What the network answers to a text of yours, and where it looks.", "pt-BR": "O que a rede responde a um texto seu, e para onde ela olha." },
  schema: () => schema,
  inputs: { run: "run", text: "any" },
  requires: ["run"],
  yields: false,
  element: () => import("./predict.js"),
};
