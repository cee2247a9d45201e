import type { Preset } from "../../architecture.js";

/** Values that differ from the defaults, with the reason for each set. */
export const atnetPresets: readonly Preset[] = [
  {
    name: "reference",
    title: { en: "Reference model", "pt-BR": "Modelo de referência" },
    summary: {
      en: "Exactly the published network: 41,750 parameters after the embedding. Its attention is spread over 496 positions, so it starts with tiny features and learns slowly.",
      "pt-BR": "Exatamente a rede publicada: 41.750 parâmetros depois do embedding. Sua atenção se espalha por 496 posições; por isso as características começam minúsculas e ela aprende devagar.",
    },
    values: {},
  },
];
