import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  text: {
    kind: "text", stage: "attention", invalidates: "nothing", default: "", maxLength: 500,
    label: { en: "Your sentence", "pt-BR": "Sua frase" },
    doc: { en: "Read by the network as it is now; left empty, the probe text.", "pt-BR": "Lida pela rede como ela está agora; vazio, o texto de sondagem." },
  },
  layer: {
    kind: "integer", stage: "attention", invalidates: "nothing", default: 1, min: 1, max: 6,
    label: { en: "Layer", "pt-BR": "Camada" },
    doc: { en: "Which layer is looked into, from 1.", "pt-BR": "Qual camada se observa, a partir de 1." },
  },
  head: {
    kind: "integer", stage: "attention", invalidates: "nothing", default: 1, min: 1, max: 16,
    label: { en: "Head", "pt-BR": "Cabeça" },
    doc: { en: "Which of its heads is looked into, from 1.", "pt-BR": "Qual das cabeças se observa, a partir de 1." },
  },
});

export const kind: CellKind = {
  name: "selfAttention",
  tag: "at-self-attention",
  title: { en: "Self-attention, step by step", "pt-BR": "Autoatenção, passo a passo" },
  summary: { en: "Query, keys, scores, weights and the mixture of one head, for a sentence of yours.", "pt-BR": "Consulta, chaves, escores, pesos e a mistura de uma cabeça, para uma frase sua." },
  schema: () => schema,
  inputs: { run: "run" },
  requires: ["run"],
  yields: false,
  element: () => import("./self-attention.js"),
};
