import type { Text } from "../../../base/text.js";
import { defineSchema, type ValuesOf } from "../../../hyperparameters/schema.js";

const reference: Text = { en: "The reference model", "pt-BR": "O modelo de referência" };
const tokens: Text = { en: "tokens", "pt-BR": "tokens" };
const units: Text = { en: "units", "pt-BR": "unidades" };

/** Every choice that AtNet leaves open, in the order of the pipeline. The defaults are the reference model, exactly. */
export const atnetSchema = defineSchema({
  sequenceLength: {
    kind: "integer", stage: "text", invalidates: "data", default: 500, min: 1, max: 2000, scale: "log", unit: tokens, source: reference,
    label: { en: "Sequence length", "pt-BR": "Comprimento da sequência" },
    doc: {
      en: "Tokens that every text is cut or padded to: longer loses less of long texts, and costs time and padding on short ones.",
      "pt-BR": "Quantos tokens tem cada texto depois de cortado ou preenchido: mais tokens perdem menos dos textos longos, mas custam tempo e preenchimento nos curtos.",
    },
  },
  vocabularySize: {
    kind: "integer", stage: "text", invalidates: "data", default: 10_000, min: 3, max: 50_000, scale: "log", unit: tokens, source: reference,
    label: { en: "Vocabulary size", "pt-BR": "Tamanho do vocabulário" },
    doc: {
      en: "The most frequent tokens that get a vector of their own, padding and unknown among them; all others are read as unknown.",
      "pt-BR": "Quantos tokens, entre os mais frequentes, ganham um vetor próprio (contando preenchimento e desconhecido); os demais são lidos como desconhecidos.",
    },
  },
  embeddingSize: {
    kind: "integer", stage: "embedding", invalidates: "model", default: 128, min: 1, max: 512, scale: "log", source: reference,
    unit: { en: "numbers per token", "pt-BR": "números por token" },
    label: { en: "Embedding size", "pt-BR": "Dimensão do embedding" },
    doc: {
      en: "Numbers in the vector that stands for a token: more can tell apart more shades of meaning and need more examples.",
      "pt-BR": "Quantos números tem o vetor de um token: mais números distinguem mais nuances e pedem mais exemplos.",
    },
  },
  filters: {
    kind: "integer", stage: "convolution", invalidates: "model", default: 64, min: 1, max: 512, scale: "log", source: reference,
    unit: { en: "filters", "pt-BR": "filtros" },
    label: { en: "Filters", "pt-BR": "Filtros" },
    doc: {
      en: "Patterns that the convolution looks for at every position; each answers with one number.",
      "pt-BR": "Quantos padrões a convolução procura em cada posição; cada filtro responde com um número.",
    },
  },
  kernelSize: {
    kind: "integer", stage: "convolution", invalidates: "model", default: 5, min: 1, max: 15, unit: tokens, source: reference,
    label: { en: "Kernel size", "pt-BR": "Tamanho do kernel" },
    doc: {
      en: "Neighbouring tokens that a filter sees at once: 1 sees single words, 3 can see “not very good”.",
      "pt-BR": "Quantos tokens vizinhos um filtro vê de uma vez: com 1 ele vê palavras soltas; com 3 já enxerga “não é bom”.",
    },
  },
  convolutionPadding: {
    kind: "choice", stage: "convolution", invalidates: "model", default: "valid", source: reference,
    choices: {
      valid: { en: "valid: only whole windows", "pt-BR": "valid: só janelas inteiras" },
      same: { en: "same: one position per token", "pt-BR": "same: uma posição por token" },
    },
    label: { en: "Border of the convolution", "pt-BR": "Borda da convolução" },
    doc: {
      en: "What happens at the ends of the sequence: “valid” makes it shorter, “same” adds zeros so that each position stays centred on its token.",
      "pt-BR": "O que acontece nas pontas da sequência: “valid” a encurta; “same” completa com zeros, e cada posição continua centrada no seu token.",
    },
  },
  convolutionLayers: {
    kind: "integer", stage: "convolution", invalidates: "model", default: 1, min: 1, max: 4, source: reference,
    unit: { en: "layers", "pt-BR": "camadas" },
    label: { en: "Convolution layers", "pt-BR": "Camadas de convolução" },
    doc: {
      en: "Convolutions one after the other: each one sees further, because it reads the windows of the one before.",
      "pt-BR": "Quantas convoluções em sequência: cada uma enxerga mais longe, porque lê as janelas da anterior.",
    },
  },
  attention: {
    kind: "choice", stage: "attention", invalidates: "model", default: "tanh", source: reference,
    choices: {
      tanh: { en: "tanh: one bounded score", "pt-BR": "tanh: um escore limitado" },
      additive: { en: "additive: a small network scores", "pt-BR": "aditiva: uma pequena rede dá o escore" },
      dot: { en: "dot: likeness to a learned query", "pt-BR": "produto escalar: semelhança com uma consulta aprendida" },
      uniform: { en: "uniform: every position alike", "pt-BR": "uniforme: todas as posições iguais" },
      none: { en: "none: straight to pooling", "pt-BR": "nenhuma: direto para o pooling" },
    },
    label: { en: "Attention", "pt-BR": "Atenção" },
    doc: {
      en: "How each position gets its score: a tanh score stays between −1 and 1, so no weight exceeds another more than 7.4 times; additive and dot scores can single out one word.",
      "pt-BR": "Como cada posição recebe seu escore: com tanh ele fica entre −1 e 1, e nenhum peso passa de 7,4 vezes outro; a aditiva e a de produto escalar conseguem destacar uma só palavra.",
    },
  },
  attentionUnits: {
    kind: "integer", stage: "attention", invalidates: "model", default: 16, min: 1, max: 256, scale: "log", unit: units,
    source: { en: "Our choice; Bahdanau et al. 2015 (arXiv:1409.0473) use 1,000 for translation", "pt-BR": "Escolha nossa; Bahdanau et al. 2015 (arXiv:1409.0473) usam 1.000 para tradução" },
    label: { en: "Attention units", "pt-BR": "Unidades da atenção" },
    doc: {
      en: "Hidden units of the small network that scores a position; only additive attention has them.",
      "pt-BR": "Unidades ocultas da pequena rede que dá o escore de uma posição; só a atenção aditiva as usa.",
    },
  },
  maskPadding: {
    kind: "boolean", stage: "attention", invalidates: "model", default: false, source: reference,
    label: { en: "Ignore padding", "pt-BR": "Ignorar o preenchimento" },
    doc: {
      en: "Gives no attention to positions that see nothing but padding, and leaves them out of pooling.",
      "pt-BR": "Tira a atenção das posições que só veem preenchimento e as deixa fora do pooling.",
    },
  },
  attentionScaling: {
    kind: "choice", stage: "attention", invalidates: "model", default: "none", source: reference,
    choices: {
      none: { en: "none: weights sum to 1", "pt-BR": "nenhuma: os pesos somam 1" },
      positions: { en: "positions: even attention changes nothing", "pt-BR": "posições: atenção igual não muda nada" },
    },
    label: { en: "Attention scaling", "pt-BR": "Escala da atenção" },
    doc: {
      en: "“Positions” multiplies each weight by the number of attended positions, so that features keep their size instead of starting hundreds of times smaller.",
      "pt-BR": "“Posições” multiplica cada peso pelo número de posições atendidas; assim as características mantêm o tamanho em vez de começar centenas de vezes menores.",
    },
  },
  pooling: {
    kind: "choice", stage: "pooling", invalidates: "model", default: "max", source: reference,
    choices: {
      max: { en: "maximum: the strongest position", "pt-BR": "máximo: a posição mais forte" },
      sum: { en: "sum: the context vector", "pt-BR": "soma: o vetor de contexto" },
      average: { en: "average: the mean over positions", "pt-BR": "média: a média das posições" },
    },
    label: { en: "Pooling", "pt-BR": "Pooling" },
    doc: {
      en: "How all positions become one vector: the maximum keeps each filter's best position, the sum adds everything up by its attention.",
      "pt-BR": "Como todas as posições viram um só vetor: o máximo guarda a melhor posição de cada filtro; a soma junta tudo conforme a atenção.",
    },
  },
  denseUnits: {
    kind: "integer", stage: "dense", invalidates: "model", default: 10, min: 0, max: 512, unit: units, source: reference,
    label: { en: "Dense units", "pt-BR": "Unidades da camada densa" },
    doc: {
      en: "Units of the hidden layer before the answer: more can combine more clues; 0 goes straight to the output.",
      "pt-BR": "Unidades da camada oculta antes da resposta: mais unidades combinam mais pistas; 0 vai direto para a saída.",
    },
  },
  dropoutRate: {
    kind: "real", stage: "dense", invalidates: "model", default: 0, min: 0, max: 0.9, step: 0.05, source: reference,
    label: { en: "Dropout rate", "pt-BR": "Taxa de dropout" },
    doc: {
      en: "Share of the pooled features hidden at random in each training step: more makes it harder to learn the examples by heart.",
      "pt-BR": "Fração das características sorteadas para sumir em cada passo de treino: quanto maior, mais difícil decorar os exemplos.",
    },
  },
});

export type AtnetValues = ValuesOf<typeof atnetSchema>;
