import { damagedAsset } from "../assets.js";
import type { Dataset, Example } from "../dataset.js";
import { readTable } from "../table.js";

const asset = "amazon-sentences.tsv.gz";
const labels = ["negative", "positive"];
/** As scripts/build-data.mjs wrote it: fewer means that the file was cut short. */
const rowCount = 1000;

export const amazonSentences: Dataset = {
  name: "amazon-sentences",
  title: { en: "Amazon sentences", "pt-BR": "Frases da Amazon" },
  summary: {
    en: "A thousand sentences from reviews of phones and their accessories, written by real buyers in English. Does the sentence praise or complain?",
    "pt-BR": "Mil frases em inglês, escritas por compradores reais ao avaliar celulares e acessórios. A frase elogia ou reclama?",
  },
  task: "classification",
  origin: "real",
  languages: ["en"],
  licence: "CC BY 4.0",
  attribution: {
    en: "Sentiment Labelled Sentences, UCI Machine Learning Repository. Kotzias, Denil, de Freitas and Smyth: From Group to Individual Labels using Deep Features. KDD 2015, doi:10.1145/2783258.2783380.",
    "pt-BR": "Sentiment Labelled Sentences, UCI Machine Learning Repository. Kotzias, Denil, de Freitas e Smyth: From Group to Individual Labels using Deep Features. KDD 2015, doi:10.1145/2783258.2783380.",
  },
  options: {},
  async load(_options, _seed, context) {
    const rows = readTable(await context.asset(asset, context.signal), ["label", "text"]);
    const examples = rows?.map(([label, text]): Example => ({ text: text!, label: labels.indexOf(label!) }));
    if (examples?.length !== rowCount || examples.some(({ label }) => label === -1)) throw damagedAsset(asset);
    return {
      classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }],
      examples,
      dropped: [],
    };
  },
};
