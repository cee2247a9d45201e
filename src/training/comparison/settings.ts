import { problem, type Problem } from "../../base/problem.js";
import { textOf, type Text } from "../../base/text.js";
import { defineSchema, readValues, type ValuesOf } from "../../hyperparameters/schema.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { architectures } from "../../model/architectures/index.js";
import { readModelChoice, trainSchema } from "../schema.js";

/** What a comparison keeps equal, and for how long it trains. */
export const comparisonSchema = defineSchema({
  budget: {
    kind: "choice", stage: "training", invalidates: "training", default: "parameters",
    choices: {
      parameters: { en: "the same parameters", "pt-BR": "os mesmos parâmetros" },
      multiplyAdds: { en: "the same multiply-adds", "pt-BR": "as mesmas multiplicações e somas" },
      time: { en: "the same time", "pt-BR": "o mesmo tempo" },
      epochs: { en: "as they are", "pt-BR": "como elas são" },
    },
    label: { en: "Equal for all", "pt-BR": "Igual para todas" },
    doc: {
      en: "What no network may have more of than the others, within 5%: numbers to learn, work for each text, or seconds of training. “As they are” gives all the same epochs and leaves their sizes alone.",
      "pt-BR": "Do que nenhuma rede pode ter mais que as outras, com folga de 5%: números a aprender, trabalho por texto ou segundos de treino. “Como elas são” dá a todas as mesmas épocas e não mexe nos tamanhos.",
    },
  },
  budgetSize: {
    kind: "integer", stage: "training", invalidates: "training", default: 0, min: 0, max: 100_000_000,
    label: { en: "Size of the budget", "pt-BR": "Tamanho do orçamento" },
    doc: { en: "Parameters or multiply-adds that each network may have; 0 gives all as many as the first one has.", "pt-BR": "Quantos parâmetros, ou multiplicações e somas, cada rede pode ter; 0 dá a todas o mesmo que a primeira tem." },
  },
  seconds: {
    kind: "integer", stage: "training", invalidates: "training", default: 20, min: 2, max: 3600, scale: "log",
    unit: { en: "seconds", "pt-BR": "segundos" },
    label: { en: "Seconds for each run", "pt-BR": "Segundos por execução" },
    doc: { en: "How long each network learns when time is what is equal; the best epoch up to then is kept.", "pt-BR": "Por quanto tempo cada rede aprende quando o igual é o tempo; fica a melhor época até ali." },
  },
  epochs: { ...trainSchema.epochs, default: 8, doc: { en: "Passes over the training examples that each network makes; with equal time, as many as it manages.", "pt-BR": "Passagens pelos exemplos de treino que cada rede faz; com tempo igual, quantas conseguir." } },
});
export type ComparisonValues = ValuesOf<typeof comparisonSchema>;

/** A network that takes part, as it is written. */
export interface Contender {
  /** Unique in a comparison and stable while it stands there: "cnn", "cnn 2". */
  readonly key: string;
  /** The settings that were written, with the architecture's name. */
  readonly literal: Readonly<Record<string, unknown>>;
  readonly choice: ModelChoice;
}

export interface ComparisonSettings {
  readonly values: ComparisonValues;
  readonly contenders: readonly Contender[];
  readonly seeds: readonly number[];
  /** Accuracy that the reader expects of each contender, by its key, in [0, 1]. */
  readonly guesses: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}

/** Settings that no single field can hold; the others are the schema's. */
export const listNames = ["architectures", "seeds", "guesses"] as const;
/** The families side by side, each with its values for sentences, and the line that they have to beat. */
export const usualContenders: readonly (string | Readonly<Record<string, string>>)[] = [{ architecture: "atnet", preset: "first-notebook" }, "cnn", "embedding-average", "transformer", "bag-of-words"];
export const usualSeeds: readonly number[] = [1, 2, 3];
const mostContenders = 8;
const mostSeeds = 10;

/** Reads the literal of a compare cell: `{architectures: ["atnet", {architecture: "cnn", filters: 32}], seeds: [1, 2, 3], budget: "parameters"}`. Never throws. */
export function readComparison(params: Readonly<Record<string, unknown>>): ComparisonSettings {
  const { architectures: listed, seeds: writtenSeeds, guesses: writtenGuesses, ...rest } = params;
  const reading = readValues(comparisonSchema, rest);
  const problems: Problem[] = [...reading.problems];
  const contenders = readContenders(listed, problems);
  return { values: reading.values, contenders, seeds: readSeeds(writtenSeeds, problems), guesses: readGuesses(writtenGuesses, contenders, problems), problems };
}

function readContenders(listed: unknown, problems: Problem[]): readonly Contender[] {
  const given: readonly unknown[] = listed === undefined ? usualContenders : Array.isArray(listed) ? listed : [];
  if (listed !== undefined && !Array.isArray(listed)) problems.push(listProblem("architectures", listed, contenderForm));
  if (given.length > mostContenders) problems.push(listProblem("architectures", given.length, textOf((l) => (l === "en" ? `at most ${mostContenders} networks` : `no máximo ${mostContenders} redes`))));
  const seen = new Map<string, number>();
  return given.slice(0, mostContenders).flatMap((item, i): readonly Contender[] => {
    const literal = typeof item === "string" ? { architecture: item } : isRecord(item) ? item : undefined;
    if (!literal) {
      problems.push(listProblem(`architectures[${i}]`, item, contenderForm));
      return [];
    }
    const choice = readModelChoice(literal);
    // The settings of a contender lie inside a list: where they are is part of the message.
    for (const one of choice.problems) problems.push({ ...one, path: `architectures[${i}].${one.path}`, message: textOf((l) => `architectures[${i}]: ${one.message[l]}`) });
    if (!architectures.get(choice.architecture)) return [];
    const count = (seen.get(choice.architecture) ?? 0) + 1;
    seen.set(choice.architecture, count);
    return [{ key: count === 1 ? choice.architecture : `${choice.architecture} ${count}`, literal, choice }];
  });
}

function readSeeds(written: unknown, problems: Problem[]): readonly number[] {
  if (written === undefined) return usualSeeds;
  const isSeed = (seed: unknown): seed is number => Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) <= 4_294_967_295;
  if (Array.isArray(written) && written.length > 0 && written.length <= mostSeeds && written.every(isSeed) && new Set(written).size === written.length) return written;
  problems.push(listProblem("seeds", written, textOf((l) => (l === "en"
    ? `a list of 1 to ${mostSeeds} different whole numbers from 0, such as [1, 2, 3]`
    : `uma lista de 1 a ${mostSeeds} números inteiros diferentes, a partir de 0, como [1, 2, 3]`))));
  return usualSeeds;
}

function readGuesses(written: unknown, contenders: readonly Contender[], problems: Problem[]): Readonly<Record<string, number>> {
  if (written === undefined) return {};
  const form: Text = { en: "an accuracy from 0 to 1 for each network, such as {cnn: 0.9}", "pt-BR": "uma acurácia de 0 a 1 para cada rede, como {cnn: 0.9}" };
  if (!isRecord(written)) {
    problems.push(listProblem("guesses", written, form));
    return {};
  }
  return Object.fromEntries(contenders.flatMap(({ key }) => {
    if (!Object.hasOwn(written, key)) return [];
    const guess = written[key];
    if (typeof guess === "number" && guess >= 0 && guess <= 1) return [[key, guess]];
    problems.push(listProblem(`guesses.${key}`, guess, form));
    return [];
  }));
}

const contenderForm: Text = {
  en: "a list of networks, each the name of an architecture or its settings, such as [\"atnet\", {architecture: \"cnn\", filters: 32}]",
  "pt-BR": "uma lista de redes, cada uma o nome de uma arquitetura ou suas configurações, como [\"atnet\", {architecture: \"cnn\", filters: 32}]",
};
const listProblem = (path: string, received: unknown, expected: Text): Problem => problem("not-a-comparison", path, {
  expected, received, wayOut: { en: "Until then the usual ones stand in.", "pt-BR": "Até lá, valem os de costume." },
});
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
