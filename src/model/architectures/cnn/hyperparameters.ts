import type { Text } from "../../../base/text.js";
import { defineSchema, type ValuesOf } from "../../../hyperparameters/schema.js";
import { atnetSchema } from "../atnet/hyperparameters.js";

const shortSentences: Text = { en: "As AtNet's preset for short sentences, so that the two compare", "pt-BR": "Como na predefinição de frases curtas da AtNet, para que as duas se comparem" };
const kim: Text = { en: "Kim 2014 (arXiv:1408.5882)", "pt-BR": "Kim 2014 (arXiv:1408.5882)" };

/** The choices of a convolution without attention; those that AtNet has too are AtNet's, with values for sentences. */
export const cnnSchema = defineSchema({
  sequenceLength: { ...atnetSchema.sequenceLength, default: 40, source: shortSentences },
  vocabularySize: atnetSchema.vocabularySize,
  embeddingSize: { ...atnetSchema.embeddingSize, default: 64, source: shortSentences },
  filters: {
    ...atnetSchema.filters, max: 256, source: { en: "As AtNet's", "pt-BR": "Como na AtNet" },
    doc: {
      en: "Patterns that each kernel size looks for at every position; each answers with one number.",
      "pt-BR": "Quantos padrões cada tamanho de kernel procura em cada posição; cada filtro responde com um número.",
    },
  },
  kernelSize: {
    ...atnetSchema.kernelSize, default: 3, source: kim,
    doc: {
      en: "Neighbouring tokens that a filter sees at once, the smallest where there are several sizes: 1 sees single words, 3 can see “not very good”.",
      "pt-BR": "Quantos tokens vizinhos um filtro vê de uma vez, contando o menor quando há vários tamanhos: com 1 ele vê palavras soltas; com 3 já enxerga “não é bom”.",
    },
  },
  parallelKernels: {
    kind: "integer", stage: "convolution", invalidates: "model", default: 1, min: 1, max: 3,
    unit: { en: "kernel sizes", "pt-BR": "tamanhos de kernel" },
    source: { en: "1 compares with AtNet; Kim 2014 (arXiv:1408.5882) uses 3", "pt-BR": "1 compara com a AtNet; Kim 2014 (arXiv:1408.5882) usa 3" },
    label: { en: "Kernel sizes side by side", "pt-BR": "Tamanhos de kernel lado a lado" },
    doc: {
      en: "How many kernel sizes read the text at the same time, each one token longer than the one before: more see short and long patterns at once, and cost as many convolutions.",
      "pt-BR": "Quantos tamanhos de kernel leem o texto ao mesmo tempo, cada um com um token a mais que o anterior: mais tamanhos veem padrões curtos e longos de uma vez, ao custo de mais convoluções.",
    },
  },
  pooling: {
    kind: "choice", stage: "pooling", invalidates: "model", default: "max", source: kim,
    choices: {
      max: { en: "maximum: the strongest position", "pt-BR": "máximo: a posição mais forte" },
      average: { en: "average: the mean over positions", "pt-BR": "média: a média das posições" },
    },
    label: { en: "Pooling", "pt-BR": "Pooling" },
    doc: {
      en: "How all positions become one vector: the maximum tells whether a pattern is there, the average how often.",
      "pt-BR": "Como todas as posições viram um só vetor: o máximo diz se um padrão aparece; a média, com que frequência.",
    },
  },
  maskPadding: {
    kind: "boolean", stage: "pooling", invalidates: "model", default: true, source: shortSentences,
    label: { en: "Ignore padding", "pt-BR": "Ignorar o preenchimento" },
    doc: {
      en: "Leaves positions that see nothing but padding out of pooling.",
      "pt-BR": "Deixa fora do pooling as posições que só veem preenchimento.",
    },
  },
  denseUnits: { ...atnetSchema.denseUnits, source: { en: "As AtNet's", "pt-BR": "Como na AtNet" } },
  dropoutRate: { ...atnetSchema.dropoutRate, default: 0.3, source: shortSentences },
});

export type CnnValues = ValuesOf<typeof cnnSchema>;
