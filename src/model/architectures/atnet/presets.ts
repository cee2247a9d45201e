import type { Preset } from "../../architecture.js";

/**
 * Values that differ from the defaults, with the reason for each set.
 * What a summary claims is measured by test/training/learns.test.ts, which trains each of them in the worker.
 */
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
  {
    name: "first-notebook",
    title: { en: "Short sentences", "pt-BR": "Frases curtas" },
    summary: {
      en: "The reference made for sentences of up to 40 words: each position is centred on its word, padding is ignored, and pooling adds up what attention lets through, so that it learns within seconds. On the Amazon sentences it gets 79 to 87 of 100 held-out sentences right, depending on which were held out.",
      "pt-BR": "A referência ajustada para frases de até 40 palavras: cada posição fica centrada na sua palavra, o preenchimento é ignorado e o pooling soma o que a atenção deixa passar; assim ela aprende em segundos. Nas frases da Amazon, acerta de 79 a 87 em cada 100 frases que não viu no treino, conforme as que ficaram de fora.",
    },
    values: { sequenceLength: 40, embeddingSize: 64, kernelSize: 3, convolutionPadding: "same", maskPadding: true, pooling: "sum", dropoutRate: 0.3 },
  },
  {
    name: "planted-keyword",
    title: { en: "Find the keyword", "pt-BR": "Achar a palavra-chave" },
    summary: {
      en: "Additive attention without a dense layer: attention alone has to find the word. On the planted keyword it is always right, and 99% of the attention falls on the keyword or right beside it.",
      "pt-BR": "Atenção aditiva sem camada densa: a própria atenção precisa achar a palavra. Na palavra-chave plantada ela acerta sempre, e 99% da atenção cai sobre a palavra ou ao lado dela.",
    },
    values: {
      sequenceLength: 32, embeddingSize: 32, filters: 32, kernelSize: 3, convolutionPadding: "same", attention: "additive", maskPadding: true, pooling: "sum",
      denseUnits: 0, learningRate: 0.005,
    },
  },
  {
    name: "tiny-reviews",
    title: { en: "Tiny reviews", "pt-BR": "Microrresenhas" },
    summary: {
      en: "Windows of five tokens, wide enough to see “not very good” as one thing, with additive attention that can follow the word “but”.",
      "pt-BR": "Janelas de cinco tokens, largas o bastante para ver “não é muito bom” como uma coisa só, com atenção aditiva, que consegue acompanhar a palavra “mas”.",
    },
    values: { sequenceLength: 28, embeddingSize: 32, filters: 32, maskPadding: true, attention: "additive", pooling: "sum", learningRate: 0.003 },
  },
];
