import type { DataStatistics, PreparedData } from "./dataset.js";

/** What a dataset cell says about prepared data; every figure follows from its arguments. */
export function statisticsOf({ examples, tokens, split, classes, vocabulary }: Pick<PreparedData, "examples" | "tokens" | "split" | "classes" | "vocabulary">): DataStatistics {
  const countIn = (indexes: readonly number[]): number[] => classes.map((_, label) => indexes.filter((index) => examples[index]!.label === label).length);
  const classCounts = { train: countIn(split.train), validation: countIn(split.validation), test: countIn(split.test) };
  const heldOut = [...split.validation, ...split.test];
  const majority = classCounts.train.indexOf(Math.max(...classCounts.train));
  const known = new Set(vocabulary.tokens);
  const heldOutTokens = heldOut.flatMap((index) => tokens[index]!);
  return {
    classCounts,
    lengths: lengthsOf(tokens.map(({ length }) => length)),
    // 0 / 0 is NaN: without held-out rows there is nothing to say.
    coverage: heldOutTokens.filter((token) => known.has(token)).length / heldOutTokens.length,
    majorityBaseline: heldOut.filter((index) => examples[index]!.label === majority).length / heldOut.length,
  };
}

/** `percentile95` is the nearest rank: the least length that 95 % of the examples do not exceed. */
function lengthsOf(lengths: readonly number[]): DataStatistics["lengths"] {
  const sorted = lengths.toSorted((a, b) => a - b);
  const { length: n } = sorted;
  const middle = sorted.slice(Math.ceil(n / 2) - 1, Math.floor(n / 2) + 1);
  const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
  return { shortest: sorted[0] ?? NaN, median: mean(middle), mean: mean(sorted), longest: sorted[n - 1] ?? NaN, percentile95: sorted[Math.ceil(0.95 * n) - 1] ?? NaN };
}

