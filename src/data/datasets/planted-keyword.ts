import { problem } from "../../base/problem.js";
import { seededRandom, seedFor, type Random } from "../../base/random.js";
import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import { ProblemError, type Dataset, type Example } from "../dataset.js";
import { fillers, keywords } from "./planted-words.js";

const options = defineSchema({
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
    doc: { en: "Words in the shortest text, the keyword among them.", "pt-BR": "Palavras do texto mais curto, contando a palavra-chave." },
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
});
type Options = ValuesOf<typeof options>;

export const plantedKeyword: Dataset<typeof options> = {
  name: "planted-keyword",
  title: { en: "Planted keyword", "pt-BR": "Palavra-chave plantada" },
  summary: {
    en: "Everyday words in random order, and one among them that names a feeling. Which feeling is it? Attention has exactly one right place to look.",
    "pt-BR": "Palavras do dia a dia em ordem aleatória e, entre elas, uma que fala de um sentimento. Qual é? A atenção só tem um lugar certo para olhar.",
  },
  task: "classification",
  origin: "generated",
  languages: ["en", "pt-BR"],
  licence: "CC0-1.0",
  attribution: { en: "Drawn from word lists of AtNet Notebook's own.", "pt-BR": "Sorteado a partir de listas de palavras do próprio AtNet Notebook." },
  options,
  async load(values, seed) {
    const { language, size, minimumLength, maximumLength, labelNoise } = values as Options;
    if (minimumLength > maximumLength) {
      throw new ProblemError([problem("shortest-above-longest", "minimumLength", {
        expected: { en: `at most maximumLength, which is ${maximumLength}`, "pt-BR": `no máximo maximumLength, que é ${maximumLength}` },
        received: minimumLength,
        wayOut: { en: "Lower minimumLength or raise maximumLength.", "pt-BR": "Diminua minimumLength ou aumente maximumLength." },
      })]);
    }
    const random = seededRandom(seedFor(seed, "planted-keyword", language));
    const groups = keywords[language];
    const seen = new Set<string>();
    const examples: Example[] = [];
    while (examples.length < size) {
      const label = examples.length % groups.length;
      const { text, at } = plant(random, language, label, minimumLength + random.integer(maximumLength - minimumLength + 1));
      if (seen.has(text)) continue;
      seen.add(text);
      const shown = random.next() < labelNoise ? (label + 1 + random.integer(groups.length - 1)) % groups.length : label;
      examples.push({ text, label: shown, why: [at] });
    }
    return {
      classes: [{ en: "joy", "pt-BR": "alegria" }, { en: "anger", "pt-BR": "raiva" }, { en: "fear", "pt-BR": "medo" }, { en: "surprise", "pt-BR": "surpresa" }],
      examples: random.shuffled(examples),
      dropped: [],
    };
  },
};

/** The keyword keeps two words away from both ends, so that every window around it is whole. @param length ≥ 5 */
function plant(random: Random, language: Options["language"], label: number, length: number): { readonly text: string; readonly at: number } {
  const at = 2 + random.integer(length - 4);
  const words = Array.from({ length }, (_, i) => random.pick(i === at ? keywords[language][label]! : fillers[language]));
  return { text: words.join(" "), at };
}
