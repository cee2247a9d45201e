import type { Preset } from "../../architecture.js";

export const bagOfWordsPresets: readonly Preset[] = [
  {
    name: "first-notebook",
    title: { en: "As scikit-learn", "pt-BR": "Como o scikit-learn" },
    summary: {
      en: "scikit-learn's own defaults with damped repetitions. It has found its best weights after some six rounds over the texts, in less than a second.",
      "pt-BR": "Os padrões do próprio scikit-learn, com repetições amortecidas. Encontra seus melhores pesos em umas seis passagens pelos textos, em menos de um segundo.",
    },
    values: {},
  },
];
