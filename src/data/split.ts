import { problem, type Problem } from "../base/problem.js";
import { seededRandom, seedFor } from "../base/random.js";
import { textOf, type Text } from "../base/text.js";
import { ProblemError, type SplitName } from "./dataset.js";

export interface SplitFractions {
  /** Each in [0, 0.5]. */
  readonly validationSplit: number;
  readonly testSplit: number;
}

/**
 * Draws the held-out examples of every class by itself, so that each part has the balance of the whole.
 * Of n examples of a class, round(n × testSplit) go to test and round(n × validationSplit) to validation; the test rows do not move when validationSplit changes.
 * @param labels class of every example
 * @returns indexes into `labels`, ascending
 * @throws ProblemError when a class is left without a training example
 */
export function splitExamples(labels: readonly number[], classes: readonly Text[], { validationSplit, testSplit }: SplitFractions, seed: number): Record<SplitName, number[]> {
  const split: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  const problems: Problem[] = [];
  classes.forEach((name, label) => {
    const members = labels.flatMap((of, index) => (of === label ? [index] : []));
    const drawn = seededRandom(seedFor(seed, "split", label)).shuffled(members);
    const testCount = Math.round(members.length * testSplit);
    const heldOut = testCount + Math.round(members.length * validationSplit);
    if (heldOut >= members.length) problems.push(nothingToLearnFrom(name, members.length));
    split.test.push(...drawn.slice(0, testCount));
    split.validation.push(...drawn.slice(testCount, heldOut));
    split.train.push(...drawn.slice(heldOut));
  });
  if (problems.length) throw new ProblemError(problems);
  for (const indexes of Object.values(split)) indexes.sort((a, b) => a - b);
  return split;
}

const nothingToLearnFrom = (name: Text, count: number): Problem => problem("no-training-examples", "validationSplit + testSplit", {
  expected: textOf((l) => (l === "en" ? `at least one training example of the class "${name[l]}", which has ${count} in all` : `pelo menos um exemplo de treino da classe "${name[l]}", que tem ${count} ao todo`)),
  wayOut: count === 0
    ? { en: "Leave this class out or add examples of it.", "pt-BR": "Retire essa classe ou acrescente exemplos dela." }
    : { en: "Hold out a smaller share.", "pt-BR": "Separe uma fração menor para validação e teste." },
});
