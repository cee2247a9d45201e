import { formatNumber, textOf, type Locale, type Text } from "../../base/text.js";
import type { Expectation } from "../../data/expectation.js";
import type { Measured, Standing } from "./outcome.js";
import type { PlannedNetwork } from "./plan.js";

export interface ReadingInput {
  readonly networks: readonly Pick<PlannedNetwork, "key" | "title" | "architecture" | "values" | "cost">[];
  /** Of the networks, in the same order; those that have not been judged have no seeds. */
  readonly standings: readonly Standing[];
  /** Accuracy of always answering the largest class; NaN when unknown. */
  readonly majority: number;
  /** By key, in [0, 1]. */
  readonly guesses: Readonly<Record<string, number>>;
  /** By key, where the data says what to expect. */
  readonly expectations: Readonly<Record<string, Expectation>>;
  /** Names of the kinds of example, where the data has names for them. */
  readonly kinds: Readonly<Record<string, Text>>;
}

interface Judged { readonly network: ReadingInput["networks"][number]; readonly standing: Standing }
type Rule = (judged: readonly Judged[], input: ReadingInput) => readonly Text[];

/** What the numbers of a comparison say, in sentences: every one is computed, and a difference that chance could make is called one. */
export function readingOf(input: ReadingInput): readonly Text[] {
  const judged = input.networks.flatMap((network, i): readonly Judged[] => {
    const standing = input.standings[i];
    return standing && standing.seeds > 0 ? [{ network, standing }] : [];
  });
  return judged.length === 0 ? [] : rules.flatMap((rule) => rule(judged, input));
}

const share = (value: number, l: Locale): string => formatNumber(value, l, { percent: true, decimals: value > 0.985 && value < 1 ? 1 : 0 });
const list = (items: readonly string[], l: Locale): string => new Intl.ListFormat(l, { type: "conjunction" }).format(items);
const names = (judged: readonly Judged[], l: Locale): string => list(judged.map(({ network }) => network.title[l]), l);
const accuracy = ({ standing }: Judged): number => standing.accuracy.mean;

/** How far an accuracy can be off by chance: from the texts it was measured on, and from the seeds. */
function standardError({ accuracy: { mean, deviation, values }, count }: Pick<Standing, "accuracy" | "count">): number {
  const ofTexts = (Math.max(mean * (1 - mean), 0.25 / Math.max(count, 1)) / Math.max(count, 1));
  const ofSeeds = Number.isNaN(deviation) ? 0 : deviation ** 2 / values.length;
  return Math.sqrt(ofTexts + ofSeeds);
}
/** Whether two differ by more than twice what chance would. */
const differ = (a: Judged, b: Judged): boolean => Math.abs(accuracy(a) - accuracy(b)) > 2 * Math.hypot(standardError(a.standing), standardError(b.standing));
const isAtChance = ({ standing }: Judged, majority: number): boolean => standing.accuracy.mean <= majority + Math.max(0.03, 2 * standardError(standing));

const best: Rule = (judged) => {
  if (judged.length < 2) return [];
  const [first, ...others] = judged.toSorted((a, b) => accuracy(b) - accuracy(a)) as [Judged, ...Judged[]];
  const even = others.filter((other) => !differ(first, other));
  const behind = others.filter((other) => differ(first, other));
  const last = behind.at(-1);
  if (!last) {
    return [textOf((l) => (l === "en"
      ? `No difference that chance could not make: on ${formatNumber(first.standing.count, l)} texts, ${names(judged, l)} lie between ${share(accuracy(others.at(-1)!), l)} and ${share(accuracy(first), l)}.`
      : `Nenhuma diferença que o acaso não explique: em ${formatNumber(first.standing.count, l)} textos, ${names(judged, l)} ficam entre ${share(accuracy(others.at(-1)!), l)} e ${share(accuracy(first), l)}.`))];
  }
  return [textOf((l) => {
    const [most, least] = [share(accuracy(first), l), share(accuracy(last), l)];
    const tied = even.length === 0 ? "" : l === "en" ? ` ${names(even, l)} ${even.length === 1 ? "does" : "do"} as well, as far as these texts can tell.` : ` ${names(even, l)} ${even.length === 1 ? "vai" : "vão"} tão bem quanto ela, até onde estes textos permitem dizer.`;
    return (l === "en" ? `${first.network.title.en} is right most often, in ${most} of the texts; ${last.network.title.en} in ${least}.` : `${first.network.title["pt-BR"]} acerta mais, ${most} dos textos; ${last.network.title["pt-BR"]} acerta ${least}.`) + tied;
  })];
};

/** A network that stays at chance has shown a limit only where another one, with the same texts and budget, has learned. */
const atChance: Rule = (judged, { majority, expectations }) => {
  if (Number.isNaN(majority)) return [];
  const lost = judged.filter((one) => isAtChance(one, majority));
  const isExpected = ({ network: { key } }: Judged): boolean => (expectations[key]?.accuracy[1] ?? 1) <= majority + 0.12;
  if (lost.length > 0 && lost.length === judged.length && !lost.every(isExpected)) {
    return [textOf((l) => (l === "en"
      ? `${names(lost, l)} ${lost.length === 1 ? "has" : "have"} not learned the task: ${lost.length === 1 ? "it answers" : "all answer"} about as well as chance, ${share(majority, l)}. More epochs, more texts or a larger learning rate may show what they can do.`
      : `${names(lost, l)} ${lost.length === 1 ? "não aprendeu" : "não aprenderam"} a tarefa: ${lost.length === 1 ? "acerta" : "acertam"} mais ou menos o que o acaso acertaria, ${share(majority, l)}. Mais épocas, mais textos ou uma taxa de aprendizado maior podem mostrar do que são capazes.`))];
  }
  return lost.map((one) => textOf((l) => {
    const { title, key } = one.network;
    const limit = limitOf(one.network)[l];
    const expected = expectations[key];
    // The reason is the task's own only where the task said before that this would happen.
    const why = expected && isExpected(one) ? ` ${expected.why[l]}` : "";
    return l === "en"
      ? `${title.en} ${limit}: its accuracy stays at chance, ${share(accuracy(one), l)} where always answering the largest class gives ${share(majority, l)}.${why}`
      : `${title["pt-BR"]} ${limit}: sua acurácia fica no acaso, ${share(accuracy(one), l)}, quando responder sempre a maior classe dá ${share(majority, l)}.${why}`;
  }));
};

/** What a network cannot see, read from its settings: a fact about it, whatever the data. */
function limitOf({ architecture, values }: Judged["network"]): Text {
  const kernel = Number(values["kernelSize"]);
  switch (architecture) {
    case "bag-of-words":
    case "embedding-average": return { en: "cannot tell the order of the words", "pt-BR": "não enxerga a ordem das palavras" };
    case "cnn": return windowText(kernel + Number(values["parallelKernels"] ?? 1) - 1);
    case "atnet": return windowText(1 + Number(values["convolutionLayers"] ?? 1) * (kernel - 1));
    case "transformer": return values["positions"] === "none"
      ? { en: "has no positions, so it cannot tell the order of the words", "pt-BR": "não tem posições e por isso não enxerga a ordem das palavras" }
      : { en: "has not learned this task", "pt-BR": "não aprendeu esta tarefa" };
    default: return { en: "has not learned this task", "pt-BR": "não aprendeu esta tarefa" };
  }
}
const windowText = (width: number): Text => (width <= 1
  ? { en: "reads word by word and cannot tell their order", "pt-BR": "lê palavra por palavra e não enxerga a ordem" }
  : textOf((l) => (l === "en" ? `cannot tell order beyond ${width} tokens` : `não enxerga a ordem além de ${width} tokens`)));

/** A kind of example that a network gets far less right than its best kind, beyond what so few texts of each could make. */
const weakKinds: Rule = (judged, { kinds, majority }) => judged.flatMap((one) => {
  const { network, standing } = one;
  const sorted = standing.perKind.toSorted((a, b) => b.accuracy.mean - a.accuracy.mean);
  const [strong, weak] = [sorted[0], sorted.at(-1)];
  if (!strong || !weak || isAtChance(one, majority)) return [];
  if (strong.accuracy.mean - weak.accuracy.mean < Math.max(0.15, 2 * Math.hypot(standardError(strong), standardError(weak)))) return [];
  return [textOf((l) => {
    const name = (kind: string): string => `“${kinds[kind]?.[l] ?? kind}”`;
    return l === "en"
      ? `${network.title.en} gets ${share(strong.accuracy.mean, l)} of the kind ${name(strong.kind)} right, but only ${share(weak.accuracy.mean, l)} of ${name(weak.kind)}.`
      : `${network.title["pt-BR"]} acerta ${share(strong.accuracy.mean, l)} dos textos do tipo ${name(strong.kind)}, mas só ${share(weak.accuracy.mean, l)} dos do tipo ${name(weak.kind)}.`;
  })];
});

/** Counting words is the line to be beaten. */
const wordCount: Rule = (judged) => {
  const line = judged.find(({ network }) => network.architecture === "bag-of-words");
  const others = judged.filter((one) => one !== line);
  if (!line || others.length === 0) return [];
  const better = others.filter((one) => accuracy(one) > accuracy(line) && differ(one, line));
  return [textOf((l) => (better.length === 0
    ? (l === "en" ? `No network does better than counting words (${share(accuracy(line), l)}): on this data, order adds nothing that so few texts could teach.` : `Nenhuma rede vai melhor que contar palavras (${share(accuracy(line), l)}): nestes dados, a ordem não acrescenta nada que tão poucos textos possam ensinar.`)
    : (l === "en" ? `${names(better, l)} ${better.length === 1 ? "does" : "do"} better than counting words (${share(accuracy(line), l)}).` : `${names(better, l)} ${better.length === 1 ? "vai" : "vão"} melhor que contar palavras (${share(accuracy(line), l)}).`)))];
};

const spread: Rule = (judged) => {
  const widest = judged.filter(({ standing }) => standing.accuracy.values.length > 1).map((one) => ({ one, range: rangeOf(one.standing.accuracy) })).sort((a, b) => b.range - a.range)[0];
  if (!widest || widest.range < 0.05) return [];
  const { one, range } = widest;
  return [textOf((l) => {
    const points = formatNumber(range * 100, l, { decimals: 0 });
    return l === "en"
      ? `Luck matters: from one seed to another, ${one.network.title.en} differs by ${points} points.`
      : `A sorte conta: de uma semente para outra, ${one.network.title["pt-BR"]} varia ${points} pontos.`;
  })];
};
const rangeOf = ({ values }: Measured): number => Math.max(...values) - Math.min(...values);

const cost: Rule = (judged) => {
  const timed = judged.filter(({ standing, network }) => standing.stepsPerSecond.mean > 0 && network.architecture !== "bag-of-words").toSorted((a, b) => b.standing.stepsPerSecond.mean - a.standing.stepsPerSecond.mean);
  const [fast, slow] = [timed[0], timed.at(-1)];
  if (!fast || !slow || fast.standing.stepsPerSecond.mean < 2 * slow.standing.stepsPerSecond.mean) return [];
  return [textOf((l) => {
    const times = formatNumber(fast.standing.stepsPerSecond.mean / slow.standing.stepsPerSecond.mean, l, { significant: 2 });
    return l === "en" ? `Here a step of ${slow.network.title.en} takes ${times} times as long as one of ${fast.network.title.en}.` : `Aqui, um passo de ${slow.network.title["pt-BR"]} leva ${times} vezes o tempo de um de ${fast.network.title["pt-BR"]}.`;
  })];
};

/** What was said before, beside what came. */
const predictions: Rule = (judged, { guesses, expectations }) => judged.flatMap((one) => {
  const { key, title } = one.network;
  const [guess, expected] = [guesses[key], expectations[key]];
  const off = standardError(one.standing);
  const texts: Text[] = [];
  if (guess !== undefined) {
    const near = Math.abs(guess - accuracy(one)) <= Math.max(0.05, 2 * off);
    texts.push(textOf((l) => (l === "en"
      ? `You said ${share(guess, l)} for ${title.en}; it is ${share(accuracy(one), l)}: ${near ? "well seen" : accuracy(one) > guess ? "it does better than you thought" : "it does worse than you thought"}.`
      : `Você disse ${share(guess, l)} para ${title["pt-BR"]}; deu ${share(accuracy(one), l)}: ${near ? "boa previsão" : accuracy(one) > guess ? "foi melhor do que você pensava" : "foi pior do que você pensava"}.`)));
  }
  if (expected && (accuracy(one) < expected.accuracy[0] - 2 * off || accuracy(one) > expected.accuracy[1] + 2 * off)) {
    texts.push(textOf((l) => {
      const [low, high] = expected.accuracy.map((bound) => share(bound, l));
      return l === "en"
        ? `The task expects ${low} to ${high} of ${title.en}, and it is ${share(accuracy(one), l)}: ${accuracy(one) < expected.accuracy[0] ? "more epochs or more texts may be missing" : "it found a way that the task did not mean"}.`
        : `A tarefa espera de ${low} a ${high} de ${title["pt-BR"]}, e deu ${share(accuracy(one), l)}: ${accuracy(one) < expected.accuracy[0] ? "podem faltar épocas ou textos" : "ela achou um caminho que a tarefa não previa"}.`;
    }));
  }
  return texts;
});

const rules: readonly Rule[] = [best, atChance, weakKinds, wordCount, spread, cost, predictions];
