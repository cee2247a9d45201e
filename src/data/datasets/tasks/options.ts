import { defineSchema } from "../../../hyperparameters/schema.js";

/** Options that tasks with a known answer share, with the words that hold for all of them. A task takes those that it has, and its own default where it differs. */
export const taskOptions = defineSchema({
  language: {
    kind: "choice", default: "en", choices: { en: { en: "English", "pt-BR": "Inglês" }, "pt-BR": { en: "Portuguese (Brazil)", "pt-BR": "Português do Brasil" } },
    label: { en: "Language", "pt-BR": "Idioma" },
    doc: { en: "Language of the words; the task is the same.", "pt-BR": "Idioma das palavras; a tarefa é a mesma." },
    stage: "text", invalidates: "data",
  },
  size: {
    kind: "integer", default: 2000, min: 80, max: 20_000, scale: "log", step: 80,
    label: { en: "Texts", "pt-BR": "Textos" },
    doc: { en: "How many texts are made; more of them teach more and take longer.", "pt-BR": "Quantos textos são criados; quanto mais, mais a rede aprende e mais demora o treino." },
    stage: "text", invalidates: "data",
  },
  minimumLength: {
    kind: "integer", default: 15, min: 5, max: 200,
    label: { en: "Shortest text", "pt-BR": "Texto mais curto" }, unit: { en: "words", "pt-BR": "palavras" },
    doc: { en: "Words in the shortest text, those that decide among them.", "pt-BR": "Palavras do texto mais curto, contando as que decidem." },
    stage: "text", invalidates: "data",
  },
  maximumLength: {
    kind: "integer", default: 30, min: 5, max: 200,
    label: { en: "Longest text", "pt-BR": "Texto mais longo" }, unit: { en: "words", "pt-BR": "palavras" },
    doc: { en: "Words in the longest text: the longer it is, the more there is to look away from.", "pt-BR": "Palavras do texto mais longo: quanto maior, mais coisa a atenção precisa deixar de lado." },
    stage: "text", invalidates: "data",
  },
  labelNoise: {
    kind: "real", default: 0, min: 0, max: 0.5, step: 0.05,
    label: { en: "Wrong labels", "pt-BR": "Rótulos errados" },
    doc: { en: "Fraction of the texts that carry the label of another class: how much error can be learned through?", "pt-BR": "Fração dos textos que recebem o rótulo de outra classe: com quanto erro ainda dá para aprender?" },
    stage: "text", invalidates: "data",
  },
  imbalance: {
    kind: "real", default: 0, min: 0, max: 0.9, step: 0.1,
    label: { en: "Imbalance", "pt-BR": "Desbalanceamento" },
    doc: {
      en: "By how much each class has fewer texts than the one before it: 0 gives all as many, 0.5 halves them from class to class. Rare classes are learned late, and a network can be right often without them.",
      "pt-BR": "Quanto cada classe tem de textos a menos que a anterior: 0 dá o mesmo número a todas; 0,5 corta pela metade de uma classe para a outra. Classes raras são aprendidas tarde, e dá para acertar muito sem elas.",
    },
    stage: "text", invalidates: "data",
  },
});

/** Values of the options above, which every task has. */
export interface TaskValues {
  readonly size: number;
  readonly labelNoise: number;
  readonly imbalance: number;
}
