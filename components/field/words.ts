import type { Text } from "../../src/base/text.js";

export const words = {
  about: { en: "About", "pt-BR": "Sobre" },
  slider: { en: "slider", "pt-BR": "controle deslizante" },
  range: { en: "Range", "pt-BR": "Faixa" },
  choices: { en: "Choices", "pt-BR": "Opções" },
  default: { en: "Default", "pt-BR": "Padrão" },
  source: { en: "Source", "pt-BR": "Fonte" },
  glossary: { en: "In the glossary", "pt-BR": "No glossário" },
  differs: { en: "changed from", "pt-BR": "alterado; era" },
  reset: { en: "Back to", "pt-BR": "Voltar para" },
  changed: { en: "changed", "pt-BR": "alterado" },
} as const satisfies Record<string, Text>;
