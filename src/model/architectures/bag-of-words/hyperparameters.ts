import { defineSchema, type ValuesOf } from "../../../hyperparameters/schema.js";
import { sameText } from "../../../base/text.js";
import { atnetSchema } from "../atnet/hyperparameters.js";

const scikitLearn = sameText("scikit-learn: TfidfVectorizer, LogisticRegression");

export const bagOfWordsSchema = defineSchema({
  sequenceLength: {
    ...atnetSchema.sequenceLength, default: 500, source: { en: "Long enough that hardly a text is cut", "pt-BR": "Longo o bastante para quase nenhum texto ser cortado" },
    doc: {
      en: "Tokens of each text that are counted; what comes after is not read. More cost nothing but memory.",
      "pt-BR": "Quantos tokens de cada texto são contados; o que vem depois não é lido. Mais tokens só custam memória.",
    },
  },
  vocabularySize: {
    ...atnetSchema.vocabularySize, default: 50_000, source: scikitLearn,
    doc: {
      en: "The most frequent tokens that are counted, padding and unknown among them; all others are passed over.",
      "pt-BR": "Quantos tokens, entre os mais frequentes, são contados (com preenchimento e desconhecido na conta); os demais são ignorados.",
    },
  },
  sublinear: {
    kind: "boolean", stage: "pooling", invalidates: "model", default: true, source: { en: "TfidfVectorizer(sublinear_tf=True)", "pt-BR": "TfidfVectorizer(sublinear_tf=True)" },
    label: { en: "Damp repetitions", "pt-BR": "Amortecer repetições" },
    doc: {
      en: "A word that stands n times counts 1 + ln n instead of n: ten times “good” is more than once, but not ten times as much.",
      "pt-BR": "Uma palavra que aparece n vezes conta 1 + ln n em vez de n: dez vezes “bom” é mais que uma vez, mas não dez vezes mais.",
    },
  },
  rareWordsCountMore: {
    kind: "boolean", stage: "pooling", invalidates: "model", default: true, source: { en: "Spärck Jones 1972 (doi:10.1108/eb026526); scikit-learn's smooth form", "pt-BR": "Spärck Jones 1972 (doi:10.1108/eb026526); forma suavizada do scikit-learn" },
    label: { en: "Rare words count more", "pt-BR": "Palavras raras contam mais" },
    doc: {
      en: "Multiplies each word by its inverse document frequency, so that “the” says little and a word of few texts says much.",
      "pt-BR": "Multiplica cada palavra pela frequência inversa nos documentos: “de” diz pouco; uma palavra que aparece em poucos textos diz muito.",
    },
  },
  penalty: {
    kind: "real", stage: "output", invalidates: "model", default: 1, min: 0.001, max: 1000, scale: "log", source: { en: "scikit-learn's default C = 1; this is 1 / C", "pt-BR": "padrão do scikit-learn, C = 1; aqui é 1 / C" },
    label: { en: "Penalty on large weights", "pt-BR": "Penalidade para pesos grandes" },
    doc: {
      en: "How strongly weights are held near 0: more of it trusts single words less. It is what keeps a rare word of one text from deciding alone.",
      "pt-BR": "Com que força os pesos são puxados para 0: quanto maior, menos se confia em palavras isoladas. É o que impede que uma palavra rara, de um só texto, decida sozinha.",
    },
  },
});

export type BagOfWordsValues = ValuesOf<typeof bagOfWordsSchema>;
