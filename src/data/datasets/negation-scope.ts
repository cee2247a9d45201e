import { seededRandom, seedFor } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { taskOptions } from "./tasks/options.js";

const { language, size, minimumLength, maximumLength, labelNoise, imbalance } = taskOptions;
const options = defineSchema({
  language, size,
  reach: {
    kind: "integer", default: 2, min: 1, max: 6,
    label: { en: "Reach of the negator", "pt-BR": "Alcance da negação" }, unit: { en: "words", "pt-BR": "palavras" },
    doc: {
      en: "How many words at most lie from a negator to the word that it turns round: a window needs one more word than this to see both.",
      "pt-BR": "A quantas palavras, no máximo, a negação fica da palavra que ela inverte: a janela precisa de uma palavra a mais que isso para ver as duas.",
    },
    stage: "text", invalidates: "data",
  },
  decoyDistance: {
    kind: "integer", default: 6, min: 2, max: 40,
    label: { en: "Distance of a negator without effect", "pt-BR": "Distância da negação sem efeito" }, unit: { en: "words", "pt-BR": "palavras" },
    doc: {
      en: "A negator that comes at least this many words before the word, or two or more after it, changes nothing. Closer to the reach is harder.",
      "pt-BR": "Uma negação que vem pelo menos esse número de palavras antes da palavra, ou duas ou mais depois, não muda nada. Quanto mais perto do alcance, mais difícil.",
    },
    stage: "text", invalidates: "data",
  },
  minimumLength, maximumLength, labelNoise, imbalance,
});
type Options = ValuesOf<typeof options>;

export const negationScope: Dataset<typeof options> = {
  name: "negation-scope",
  title: { en: "Negation scope", "pt-BR": "Alcance da negação" },
  summary: {
    en: "Everyday words with one word of praise or blame and one negator in every text. Right before the word, the negator turns it round; further off it means nothing. Does the text praise?",
    "pt-BR": "Palavras do dia a dia com uma palavra de elogio ou crítica e uma negação em cada texto. Logo antes da palavra, a negação inverte o sentido; mais longe, não muda nada. O texto elogia?",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn from word lists of AtNet Notebook's own.", "pt-BR": "Sorteado a partir de listas de palavras do próprio AtNet Notebook." },
  options,
  kinds: {
    turned: { en: "Negator in reach", "pt-BR": "Negação ao alcance" },
    untouched: { en: "Negator out of reach", "pt-BR": "Negação fora do alcance" },
  },
  async expectations(values) { return (await import("./tasks/negation-scope.js")).negationScopeExpectations(values as Options); },
  async load(values, seed) {
    const own = values as Options;
    const { negationScopeExamples } = await import("./tasks/negation-scope.js");
    return {
      classes: [{ en: "blame", "pt-BR": "critica" }, { en: "praise", "pt-BR": "elogia" }],
      examples: negationScopeExamples(seededRandom(seedFor(seed, "negation-scope", own.language)), own),
      dropped: [],
    };
  },
};
