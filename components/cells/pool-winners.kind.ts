import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  text: {
    kind: "text", stage: "pooling", invalidates: "nothing", default: "", maxLength: 2000,
    label: { en: "Your sentence", "pt-BR": "Sua frase" },
    doc: { en: "Read by the network as it is now; left empty, the probe text.", "pt-BR": "Lida pela rede como ela está agora; vazio, o texto de sondagem." },
  },
});

export const kind: CellKind = {
  name: "poolWinners",
  tag: "at-pool-winners",
  title: { en: "Who won the maximum", "pt-BR": "Quem venceu o máximo" },
  summary: { en: "Which position each filter's max-pooling kept: the words that the network decides by.", "pt-BR": "Qual posição o max-pooling de cada filtro guardou: as palavras pelas quais a rede decide." },
  schema: () => schema,
  inputs: { run: "run" },
  requires: ["run"],
  yields: false,
  element: () => import("./pool-winners.js"),
};
