import type { Text } from "../../src/base/text.js";

export const words = {
  real: { en: "real texts", "pt-BR": "textos reais" },
  generated: { en: "generated texts", "pt-BR": "textos gerados" },
  own: { en: "your texts", "pt-BR": "textos seus" },
  loading: { en: "Reading the data…", "pt-BR": "Lendo os dados…" },
  failed: { en: "The data could not be read. Your settings are as you left them.", "pt-BR": "Não foi possível ler os dados. Suas configurações continuam como estavam." },
  again: { en: "Try again", "pt-BR": "Tentar de novo" },
  train: { en: "training", "pt-BR": "treino" },
  validation: { en: "validation", "pt-BR": "validação" },
  test: { en: "test", "pt-BR": "teste" },
  all: { en: "all", "pt-BR": "total" },
  className: { en: "class", "pt-BR": "classe" },
  counts: { en: "Texts of each class in each part", "pt-BR": "Textos de cada classe em cada parte" },
  samples: { en: "Examples", "pt-BR": "Exemplos" },
  others: { en: "Show others", "pt-BR": "Mostrar outros" },
  marked: { en: "Marked: the words that decide.", "pt-BR": "Em destaque: as palavras que decidem." },
  lengths: { en: "How long are the texts?", "pt-BR": "Qual é o tamanho dos textos?" },
  expectations: { en: "What should each network reach, and why?", "pt-BR": "O que cada rede deve alcançar, e por quê?" },
  settings: { en: "Data settings", "pt-BR": "Configurações dos dados" },
  licence: { en: "Licence", "pt-BR": "Licença" },
  leftOut: { en: "Left out", "pt-BR": "Ficaram de fora" },
} as const satisfies Record<string, Text>;
