/** How well one class is told from the others. NaN where there is nothing to judge. */
export interface ClassScore {
  /** Right among the texts answered with it. */
  readonly precision: number;
  /** Right among the texts that are of it: the accuracy of the class. */
  readonly recall: number;
  /** Harmonic mean of the two: 2 right / (texts of it + texts answered with it). */
  readonly f1: number;
  /** Texts of the class. */
  readonly count: number;
}

/** Counts by what a text is and what was answered: confusion[label][answer]. */
export function confusionOf(labels: readonly number[], answers: readonly number[], classes: number): readonly (readonly number[])[] {
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  labels.forEach((label, row) => { counts[label]![answers[row]!]!++; });
  return counts;
}

export function classScores(confusion: readonly (readonly number[])[]): readonly ClassScore[] {
  return confusion.map((row, label) => {
    const count = sum(row);
    const answered = sum(confusion.map((other) => other[label]!));
    const right = row[label]!;
    return { precision: right / answered, recall: right / count, f1: (2 * right) / (count + answered), count };
  });
}

/** Mean F1 of the classes, each counting the same however rare; a class that no text is of and none was answered with is left out. */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  const scores = classScores(confusion).map(({ f1 }) => f1).filter((f1) => !Number.isNaN(f1));
  return sum(scores) / scores.length;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
