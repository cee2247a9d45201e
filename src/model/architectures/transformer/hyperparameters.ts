import type { Text } from "../../../base/text.js";
import { defineSchema, type ValuesOf } from "../../../hyperparameters/schema.js";
import { atnetSchema } from "../atnet/hyperparameters.js";

const shortSentences: Text = { en: "As AtNet's preset for short sentences, so that the two compare", "pt-BR": "Como na predefinição de frases curtas da AtNet, para que as duas se comparem" };
const small: Text = { en: "Small enough for a few hundred sentences; Vaswani et al. 2017 (arXiv:1706.03762) translate with 8 heads, 6 layers, model size 512 and 2,048 feed-forward units", "pt-BR": "Pequeno o bastante para algumas centenas de frases; Vaswani et al. 2017 (arXiv:1706.03762) traduzem com 8 cabeças, 6 camadas, dimensão 512 e 2.048 unidades na feed-forward" };

/** Every choice that the encoder leaves open, in the order of the pipeline. */
export const transformerSchema = defineSchema({
  sequenceLength: { ...atnetSchema.sequenceLength, max: 512, default: 40, source: shortSentences },
  vocabularySize: atnetSchema.vocabularySize,
  embeddingSize: {
    ...atnetSchema.embeddingSize, default: 64, source: shortSentences, aliases: ["modelSize"],
    label: { en: "Model size", "pt-BR": "Dimensão do modelo" },
    doc: {
      en: "Numbers in the vector of a token, from the embedding to the last layer; the heads share them, so it must be a multiple of the heads.",
      "pt-BR": "Quantos números tem o vetor de um token, do embedding à última camada; as cabeças os dividem entre si, por isso precisa ser múltiplo do número de cabeças.",
    },
  },
  positions: {
    kind: "choice", stage: "embedding", invalidates: "model", default: "learned",
    source: { en: "Vaswani et al. 2017 (arXiv:1706.03762), §3.5: learned and sinusoidal did equally well", "pt-BR": "Vaswani et al. 2017 (arXiv:1706.03762), §3.5: aprendidas e senoidais tiveram o mesmo resultado" },
    choices: {
      learned: { en: "learned: a vector for each position", "pt-BR": "aprendidas: um vetor para cada posição" },
      sinusoidal: { en: "sinusoidal: waves that need no training", "pt-BR": "senoidais: ondas que não precisam de treino" },
      none: { en: "none: the order of the words is lost", "pt-BR": "nenhuma: a ordem das palavras se perde" },
    },
    label: { en: "Positions", "pt-BR": "Posições" },
    doc: {
      en: "How the network learns where a word stands: attention alone treats a text as a set of words.",
      "pt-BR": "Como a rede fica sabendo onde cada palavra está: sozinha, a atenção trata o texto como um conjunto de palavras.",
    },
  },
  layers: {
    kind: "integer", stage: "attention", invalidates: "model", default: 1, min: 1, max: 6, source: small,
    unit: { en: "layers", "pt-BR": "camadas" },
    label: { en: "Layers", "pt-BR": "Camadas" },
    doc: {
      en: "Times that attention and feed-forward follow each other: each layer can build on what the one before brought together, and costs as much again.",
      "pt-BR": "Quantas vezes a atenção e a feed-forward se repetem: cada camada aproveita o que a anterior juntou, e custa o mesmo que ela.",
    },
  },
  heads: {
    kind: "integer", stage: "attention", invalidates: "model", default: 4, min: 1, max: 16, source: small,
    unit: { en: "heads", "pt-BR": "cabeças" },
    label: { en: "Heads", "pt-BR": "Cabeças" },
    doc: {
      en: "Attentions side by side, each with its own share of the model size: more heads look for more kinds of relation at once, each with fewer numbers.",
      "pt-BR": "Quantas atenções lado a lado, cada uma com sua parte da dimensão do modelo: mais cabeças procuram mais tipos de relação ao mesmo tempo, cada uma com menos números.",
    },
  },
  feedForwardSize: {
    kind: "integer", stage: "attention", invalidates: "model", default: 64, min: 1, max: 2048, scale: "log", source: small,
    unit: { en: "units", "pt-BR": "unidades" },
    label: { en: "Feed-forward size", "pt-BR": "Tamanho da feed-forward" },
    doc: {
      en: "Hidden units of the small network that works on every position after attention: more can combine what attention brought in more ways.",
      "pt-BR": "Quantas unidades ocultas tem a pequena rede que trabalha em cada posição depois da atenção: mais unidades combinam de mais formas o que a atenção trouxe.",
    },
  },
  normalisation: {
    kind: "choice", stage: "attention", invalidates: "model", default: "pre",
    source: { en: "Pre as in Xiong et al. 2020 (arXiv:2002.04745): attention then compares vectors of spread 1 from the first step; post as in Vaswani et al. 2017 (arXiv:1706.03762)", "pt-BR": "“Pre” como em Xiong et al. 2020 (arXiv:2002.04745): assim a atenção compara vetores de desvio 1 desde o primeiro passo; “post” como em Vaswani et al. 2017 (arXiv:1706.03762)" },
    choices: {
      pre: { en: "pre: before attention and feed-forward", "pt-BR": "pre: antes da atenção e da feed-forward" },
      post: { en: "post: after each sum, as published", "pt-BR": "post: depois de cada soma, como publicado" },
    },
    label: { en: "Normalisation", "pt-BR": "Normalização" },
    doc: {
      en: "Where each vector is brought back to mean 0 and spread 1: before each part, deep networks train without a slow start; after it is the original.",
      "pt-BR": "Onde cada vetor volta a ter média 0 e desvio 1: antes de cada parte, redes profundas treinam sem precisar de um começo lento; depois é o original.",
    },
  },
  maskPadding: {
    ...atnetSchema.maskPadding, default: true, source: { en: "Usual in every Transformer for texts", "pt-BR": "Usual em todo Transformer para textos" },
    doc: {
      en: "No word attends to padding, and pooling leaves it out.",
      "pt-BR": "Nenhuma palavra dá atenção ao preenchimento, e o pooling o deixa de fora.",
    },
  },
  pooling: {
    kind: "choice", stage: "pooling", invalidates: "model", default: "average",
    source: { en: "The mean as in Keras's example of text classification with a Transformer; the first token as in Devlin et al. 2019 (arXiv:1810.04805), who put a special one there", "pt-BR": "A média, como no exemplo do Keras de classificação de textos com Transformer; o primeiro token, como em Devlin et al. 2019 (arXiv:1810.04805), que põem ali um token especial" },
    choices: {
      average: { en: "average: the mean over positions", "pt-BR": "média: a média das posições" },
      first: { en: "first: the vector of the first token", "pt-BR": "primeiro: o vetor do primeiro token" },
      attention: { en: "attention: a learned query weighs positions", "pt-BR": "atenção: uma consulta aprendida pesa as posições" },
    },
    label: { en: "Pooling", "pt-BR": "Pooling" },
    doc: {
      en: "How all positions become one vector: their mean, the first one, which has read the others through attention, or a mean weighed by one more attention.",
      "pt-BR": "Como todas as posições viram um só vetor: a média delas, a primeira, que já leu as outras pela atenção, ou uma média pesada por mais uma atenção.",
    },
  },
  denseUnits: { ...atnetSchema.denseUnits, default: 0, source: { en: "The encoder already has dense layers", "pt-BR": "O codificador já tem camadas densas" } },
  dropoutRate: {
    ...atnetSchema.dropoutRate, default: 0.1, source: { en: "Vaswani et al. 2017 (arXiv:1706.03762), §5.4", "pt-BR": "Vaswani et al. 2017 (arXiv:1706.03762), §5.4" },
    doc: {
      en: "Share of the numbers hidden at random in each training step, after positions, attention, feed-forward and pooling: more makes it harder to learn the examples by heart.",
      "pt-BR": "Fração dos números sorteados para sumir em cada passo de treino, depois das posições, da atenção, da feed-forward e do pooling: quanto maior, mais difícil decorar os exemplos.",
    },
  },
});

export type TransformerValues = ValuesOf<typeof transformerSchema>;
