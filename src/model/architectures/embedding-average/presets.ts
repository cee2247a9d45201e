import type { Preset } from "../../architecture.js";

/** Measured on the Amazon sentences, 12 epochs, patience 4, seeds 1–3: held-out accuracy 0.854, 0.869, 0.818; without the dense layer 0.838, 0.833, 0.833. */
export const embeddingAveragePresets: readonly Preset[] = [
  {
    name: "first-notebook",
    title: { en: "Short sentences", "pt-BR": "Frases curtas" },
    summary: {
      en: "The quickest network to train: on the Amazon sentences it answers about 85 of 100 held-out sentences right after a second or two, without knowing the order of a single word.",
      "pt-BR": "A rede mais rápida de treinar: nas frases da Amazon, em um ou dois segundos acerta cerca de 85 em cada 100 frases que não viu no treino, sem saber a ordem de nenhuma palavra.",
    },
    values: {},
  },
];
