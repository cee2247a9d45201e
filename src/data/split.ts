import { problem, type Problem } from "../base/problem.js";
import { seededRandom, seedFor } from "../base/random.js";
import { textOf, type Text } from "../base/text.js";
import { ProblemError, type Example, type Fold, type SplitName } from "./dataset.js";

export interface SplitFractions {
  /** Each in [0, 0.5]. */
  readonly validationSplit: number;
  readonly testSplit: number;
  /** Takes the place of `validationSplit`; the test rows are the same. */
  readonly fold?: Fold;
}

/**
 * Draws the held-out examples of every class by itself, so that each part has the balance of the whole.
 * Of n examples of a class, round(n × testSplit) go to test and round(n × validationSplit) to validation; the test rows do not move when validationSplit changes.
 * Examples of one group go together: the groups of a class are drawn, and a part is full once it holds as many examples as it should, or more.
 * @returns indexes into the examples, ascending
 * @throws ProblemError when a class is left without a training example
 */
export function splitExamples(examples: readonly Pick<Example, "label" | "group">[], classes: readonly Text[], { validationSplit, testSplit, fold }: SplitFractions, seed: number): Record<SplitName, number[]> {
  const split: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  const problems: Problem[] = [];
  /** Classes with a training example. */
  const trained = new Set<number>();
  classes.forEach((name, label) => {
    const members = examples.flatMap((example, index) => (example.label === label ? [index] : []));
    const drawn = seededRandom(seedFor(seed, "split", label)).shuffled(grouped(examples, members));
    const wanted = { test: Math.round(members.length * testSplit), validation: Math.round(members.length * validationSplit), train: Infinity };
    let at = 0;
    const put = (part: SplitName): number => {
      const group = drawn[at++]!;
      split[part].push(...group);
      if (part === "train") trained.add(label);
      return group.length;
    };
    for (const part of fold ? ["test"] as const : ["test", "validation", "train"] as const) {
      for (let count = 0; at < drawn.length && count < wanted[part];) count += put(part);
    }
    // What is left is dealt out in turn: each fold holds back its own.
    for (let turn = 0; at < drawn.length; turn++) put(fold && turn % fold.of === fold.index ? "validation" : "train");
    if (!trained.has(label)) problems.push(nothingToLearnFrom(name, members.length));
  });
  if (problems.length) throw new ProblemError(problems);
  for (const indexes of Object.values(split)) indexes.sort((a, b) => a - b);
  return split;
}

/** Those that stay together; an example without a group is one of its own. */
function grouped(examples: readonly Pick<Example, "group">[], members: readonly number[]): readonly (readonly number[])[] {
  const groups = new Map<string | number, number[]>();
  for (const index of members) {
    const key = examples[index]!.group ?? index;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}

const nothingToLearnFrom = (name: Text, count: number): Problem => problem("no-training-examples", "validationSplit + testSplit", {
  expected: textOf((l) => (l === "en" ? `at least one training example of the class "${name[l]}", which has ${count} in all` : `pelo menos um exemplo de treino da classe "${name[l]}", que tem ${count} ao todo`)),
  wayOut: count === 0
    ? { en: "Leave this class out or add examples of it.", "pt-BR": "Retire essa classe ou acrescente exemplos dela." }
    : { en: "Hold out a smaller share.", "pt-BR": "Separe uma fração menor para validação e teste." },
});
