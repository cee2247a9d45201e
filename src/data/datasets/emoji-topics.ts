import { defineSchema } from "../../hyperparameters/schema.js";
import type { Dataset } from "../dataset.js";
import { shelvedExamples } from "./shelf.js";
import { taskOptions } from "./tasks/options.js";

const options = defineSchema({
  language: {
    ...taskOptions.language,
    doc: { en: "Language of the names; the emoji are the same.", "pt-BR": "Idioma dos nomes; os emojis são os mesmos." },
  },
});

export const emojiTopics: Dataset<typeof options> = {
  name: "emoji-topics",
  title: { en: "Emoji topics", "pt-BR": "Temas de emojis" },
  summary: {
    en: "What some two thousand emoji are called and looked up by. Which of nine groups is it from: faces, people, animals, food …? Short texts, many rare words.",
    "pt-BR": "Como se chamam e se procuram uns dois mil emojis. De qual de nove grupos ele é: rostos, pessoas, animais, comida…? Textos curtos, muitas palavras raras.",
  },
  task: "classification",
  origin: "real",
  languages: ["en", "pt-BR"],
  licence: "MIT, Unicode-3.0",
  attribution: {
    en: "Names and keywords from Unicode CLDR, © Unicode, Inc. (Unicode License v3); packaged as emojibase-data by Miles Johnson (MIT).",
    "pt-BR": "Nomes e palavras-chave do Unicode CLDR, © Unicode, Inc. (Unicode License v3); empacotados como emojibase-data por Miles Johnson (MIT).",
  },
  options,
  async load({ language }, _seed, context) {
    return {
      classes: [
        { en: "faces and feelings", "pt-BR": "rostos e emoções" }, { en: "people", "pt-BR": "pessoas" }, { en: "animals and nature", "pt-BR": "animais e natureza" },
        { en: "food and drink", "pt-BR": "comida e bebida" }, { en: "travel and places", "pt-BR": "viagens e lugares" }, { en: "activities", "pt-BR": "atividades" },
        { en: "objects", "pt-BR": "objetos" }, { en: "symbols", "pt-BR": "símbolos" }, { en: "flags", "pt-BR": "bandeiras" },
      ],
      examples: await shelvedExamples({
        name: "emoji-topics", columns: ["label", "en", "pt"], rowCount: 1914,
        labels: ["smileys", "people", "animals", "food", "travel", "activities", "objects", "symbols", "flags"],
      }, context, language === "pt-BR" ? "pt" : "en"),
      dropped: [],
    };
  },
};
