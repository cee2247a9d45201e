import type { Text } from "../../../base/text.js";
import { defineSchema, type ValuesOf } from "../../../hyperparameters/schema.js";
import { atnetSchema } from "../atnet/hyperparameters.js";

const shortSentences: Text = { en: "As AtNet's preset for short sentences, so that the two compare", "pt-BR": "Como na predefinição de frases curtas da AtNet, para que as duas se comparem" };

/** The choices of a mean of embeddings; those that AtNet has too are AtNet's, with values for sentences. */
export const embeddingAverageSchema = defineSchema({
  sequenceLength: { ...atnetSchema.sequenceLength, default: 40, source: shortSentences },
  vocabularySize: atnetSchema.vocabularySize,
  embeddingSize: { ...atnetSchema.embeddingSize, default: 64, source: shortSentences },
  maskPadding: {
    kind: "boolean", stage: "pooling", invalidates: "model", default: true,
    source: { en: "Iyyer et al. 2015, Deep Averaging Networks (doi:10.3115/v1/P15-1162): the mean of the words of the text", "pt-BR": "Iyyer et al. 2015, Deep Averaging Networks (doi:10.3115/v1/P15-1162): a média das palavras do texto" },
    label: { en: "Ignore padding", "pt-BR": "Ignorar o preenchimento" },
    doc: {
      en: "Takes the mean over the text's own tokens; otherwise padding counts too, and short texts are told apart from long ones by how much of it they have.",
      "pt-BR": "Tira a média só dos tokens do próprio texto; sem isso o preenchimento também conta, e textos curtos se distinguem dos longos pela quantidade dele.",
    },
  },
  denseUnits: { ...atnetSchema.denseUnits, source: { en: "As AtNet's", "pt-BR": "Como na AtNet" } },
  dropoutRate: { ...atnetSchema.dropoutRate, default: 0.3, source: shortSentences },
});

export type EmbeddingAverageValues = ValuesOf<typeof embeddingAverageSchema>;
