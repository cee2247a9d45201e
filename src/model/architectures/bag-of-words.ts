import type { Architecture } from "../architecture.js";
import { buildBagOfWords } from "./bag-of-words/build.js";
import { bagOfWordsSchema } from "./bag-of-words/hyperparameters.js";
import { bagOfWordsPresets } from "./bag-of-words/presets.js";
import { bagOfWordsProblems, bagOfWordsStages } from "./bag-of-words/stages.js";

/** TF-IDF and logistic regression, as scikit-learn's TfidfVectorizer(sublinear_tf=True) and LogisticRegression: the line that a network has to beat. */
export const bagOfWords: Architecture<typeof bagOfWordsSchema> = {
  name: "bag-of-words",
  title: { en: "Bag of words: TF-IDF and logistic regression", "pt-BR": "Saco de palavras: TF-IDF e regressão logística" },
  summary: {
    en: "Counts the words of a text, gives rare ones more weight, and adds up what each says for a class. No layers, no order, and hard to beat on a few thousand texts.",
    "pt-BR": "Conta as palavras do texto, dá mais peso às raras e soma o que cada uma diz a favor de uma classe. Sem camadas nem ordem, e difícil de superar com poucos milhares de textos.",
  },
  hyperparameters: bagOfWordsSchema,
  presets: bagOfWordsPresets,
  learnsAtOnce: true,
  problems: bagOfWordsProblems,
  stages: bagOfWordsStages,
  build: buildBagOfWords,
};
