import { sameText } from "../base/text.js";
import type { Problem } from "../base/problem.js";
import { defaultsOf, defineSchema, readValues, type Reading, type Schema, type Values } from "../hyperparameters/schema.js";
import type { DataSettings } from "./dataset.js";
import { datasets } from "./datasets/index.js";
import type { TokenLevel } from "./tokenizer.js";

const shared = defineSchema({
  source: {
    kind: "choice", default: "amazon-sentences",
    choices: Object.fromEntries([...datasets].map(({ name, title }) => [name, title])),
    label: { en: "Dataset", "pt-BR": "Conjunto de dados" },
    doc: { en: "Where the labelled texts come from.", "pt-BR": "De onde vêm os textos rotulados." },
    stage: "text", invalidates: "data",
  },
  seed: {
    kind: "integer", default: 1, min: 0, max: 4_294_967_295,
    label: { en: "Seed", "pt-BR": "Semente" },
    doc: {
      en: "Fixes which examples are held out, and which texts are generated: the same seed gives the same data everywhere.",
      "pt-BR": "Define quais exemplos ficam de fora do treino e quais textos são gerados: com a mesma semente, os dados são os mesmos em qualquer lugar.",
    },
    stage: "text", invalidates: "data",
  },
  validationSplit: {
    kind: "real", default: 0.1, min: 0, max: 0.5, step: 0.05,
    label: { en: "Validation split", "pt-BR": "Fração de validação" },
    doc: {
      en: "Fraction of each class kept out of training to choose the best epoch; more of it measures better and leaves less to learn from.",
      "pt-BR": "Fração de cada classe que fica fora do treino para escolher a melhor época; quanto maior, mais precisa a medida e menos exemplos para aprender.",
    },
    source: sameText("scikit-learn, Keras: 0.1–0.25"),
    stage: "text", invalidates: "data",
  },
  testSplit: {
    kind: "real", default: 0.1, min: 0, max: 0.5, step: 0.05,
    label: { en: "Test split", "pt-BR": "Fração de teste" },
    doc: {
      en: "Fraction of each class that is only looked at when a run ends: the number to report.",
      "pt-BR": "Fração de cada classe usada só no fim da execução: é dela o número que se divulga.",
    },
    stage: "text", invalidates: "data",
  },
  level: {
    kind: "choice", default: "words",
    choices: {
      words: { en: "words", "pt-BR": "palavras" },
      tokens: { en: "words and punctuation marks", "pt-BR": "palavras e sinais de pontuação" },
      characters: { en: "characters", "pt-BR": "caracteres" },
    },
    label: { en: "Read as", "pt-BR": "Ler como" },
    doc: {
      en: "What the network reads one at a time, and attention can point at: characters know no unknown words and make texts five times as long.",
      "pt-BR": "O que a rede lê de cada vez e para onde a atenção aponta: com caracteres não há palavra desconhecida, mas os textos ficam umas cinco vezes mais longos.",
    },
    stage: "text", invalidates: "data",
  },
});

/** What a source is read as unless told otherwise. */
const levelOf = (source: unknown): TokenLevel => (typeof source === "string" ? datasets.get(source)?.level : undefined) ?? "words";

/** The settings of a dataset cell: those that every source shares, then the options of the one chosen. A source that is not known brings none; nothing throws. @param source the `source` of the cell's literal; the default when undefined */
export const settingsSchema = (source: unknown = shared.source.default): Schema => ({ ...shared, level: { ...shared.level, default: levelOf(source) }, ...(typeof source === "string" ? datasets.get(source)?.options : undefined) });

/**
 * Reads the flat literal of a dataset cell: `{source: "tiny-reviews", seed: 7, language: "pt-BR"}`.
 * A default stands in for what does not fit, except for the source: one that is not known stays as written, so that nothing trains on other data than the cell names.
 */
export function readDataSettings(params: unknown): { readonly settings: DataSettings; readonly problems: readonly Problem[] } {
  const given = typeof params === "object" && params !== null && !Array.isArray(params) ? (params as Readonly<Record<string, unknown>>) : {};
  const source = Object.hasOwn(given, "source") ? given["source"] : shared.source.default;
  const known = typeof source === "string" && datasets.get(source) !== undefined;
  const { values, problems } = readValues(settingsSchema(source), params);
  return {
    settings: toDataSettings(known || typeof source !== "string" ? values : { ...values, source }),
    // The names of an unknown source's options cannot be judged.
    problems: known ? problems : problems.filter(({ code }) => code !== "unknown-setting"),
  };
}

/** Checks settings that came as a message; options that the source does not know are left out, as they have no effect. */
export function checkDataSettings({ options, fold, ...rest }: DataSettings): Reading<DataSettings> {
  const { values, problems, unknown } = readValues(settingsSchema(rest.source), { ...options, level: "words", ...rest });
  return { values: { ...toDataSettings(values), ...(fold ? { fold } : {}) }, problems: problems.filter(({ code }) => code !== "unknown-setting"), unknown };
}

/** Always the same names in the same order, so that equal settings have equal JSON. */
function toDataSettings(values: Values): DataSettings {
  const { source, seed, validationSplit, testSplit, level = levelOf(source) } = values as typeof values & Omit<DataSettings, "options">;
  const options = datasets.get(source)?.options ?? {};
  const own = defaultsOf(options) as Values;
  // Words go without saying: what was saved before there was a choice stays what it was.
  return { source, seed, validationSplit, testSplit, ...(level === "words" ? {} : { level }), options: Object.fromEntries(Object.keys(options).map((name) => [name, values[name] ?? own[name]!])) };
}
