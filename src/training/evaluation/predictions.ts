import type { Example, PreparedData } from "../../data/dataset.js";
import type { Answers } from "../analyses/answers.js";

/** What a network answered to some texts, beside what is right. */
export interface Predictions {
  readonly classes: number;
  /** Right answer of each text, an index into the classes. */
  readonly labels: readonly number[];
  /** Per text and class, row after row; each row sums to 1. */
  readonly probabilities: ArrayLike<number>;
  /** Indexes into the data's examples, in the order of the labels. */
  readonly examples: readonly number[];
}

/** A network's answers with the labels of the data that they are about. */
export const predictionsOf = ({ examples, probabilities, classes }: Pick<Answers, "examples" | "probabilities" | "classes">, data: Pick<PreparedData, "examples">): Predictions =>
  ({ classes, examples, probabilities, labels: examples.map((index) => data.examples[index]?.label ?? 0) });

export const probabilityOf = ({ probabilities, classes }: Predictions, row: number, label: number): number => probabilities[row * classes + label]!;

/** The class answered to a text: the likeliest, the first of those that tie. */
export function answerOf(of: Predictions, row: number): number {
  let best = 0;
  for (let label = 1; label < of.classes; label++) if (probabilityOf(of, row, label) > probabilityOf(of, row, best)) best = label;
  return best;
}
export const answersOf = (of: Predictions): readonly number[] => of.labels.map((_, row) => answerOf(of, row));

/** The least number above 0 in 32 bits: a probability that was rounded to 0 is still a loss that can be told. */
const least = 2 ** -149;
/** Cross-entropy of one text in nats: how wrong the answer was, and how sure. */
export const lossOfRow = (of: Predictions, row: number): number => -Math.log(Math.max(least, probabilityOf(of, row, of.labels[row]!)));

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
export const lossOf = (of: Predictions): number => mean(of.labels.map((_, row) => lossOfRow(of, row)));

/** Share right. NaN without texts. */
export const accuracyOf = (labels: readonly number[], answers: readonly number[]): number => mean(labels.map((label, row) => (label === answers[row] ? 1 : 0)));

/** Share right of each kind of example, for data whose examples have one; in the order of their names. */
export function kindAccuracies(of: Predictions, examples: readonly Pick<Example, "kind">[]): readonly { readonly kind: string; readonly accuracy: number; readonly count: number }[] {
  const right = new Map<string, number[]>();
  of.examples.forEach((index, row) => {
    const kind = examples[index]?.kind;
    if (kind === undefined) return;
    right.set(kind, [...(right.get(kind) ?? []), answerOf(of, row) === of.labels[row] ? 1 : 0]);
  });
  return [...right].map(([kind, hits]) => ({ kind, accuracy: mean(hits), count: hits.length })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
