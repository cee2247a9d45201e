import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  text: {
    kind: "text", stage: "attention", invalidates: "nothing", default: "", maxLength: 2000,
    label: { en: "Another sentence", "pt-BR": "Outra frase" },
    doc: { en: "Read by the network as it is now; left empty, the probe text with its history.", "pt-BR": "Lida pela rede como ela está agora; vazio, o texto de sondagem com sua história." },
  },
});

export const kind: CellKind = {
  name: "attentionPlot",
  tag: "at-attention-plot",
  title: { en: "Attention over the words", "pt-BR": "Atenção sobre as palavras" },
  summary: { en: "Which words the network looks at, and how that settles from epoch to epoch.", "pt-BR": "Para quais palavras a rede olha, e como isso se firma de época em época." },
  schema: () => schema,
  inputs: { run: "run", data: "data" },
  requires: ["run"],
  yields: false,
  element: () => import("./attention-plot.js"),
};
