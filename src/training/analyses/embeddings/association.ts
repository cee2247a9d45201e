import type { PreparedData } from "../../../data/dataset.js";

/** The class that a word speaks for in the training texts, and how clearly. */
export interface Association {
  /** Index of the class. */
  readonly label: number;
  /** Log-odds of the word in texts of that class against the mean of the other classes, in nats; 0 says nothing. */
  readonly strength: number;
}

/** Which class each word speaks for, by how many training texts of each class have it; half a text is added everywhere, so that one text does not shout. */
export function associationsOf({ tokens, examples, split, classes }: PreparedData, words: readonly string[]): readonly Association[] {
  const wanted = new Map(words.map((word, i) => [word, i]));
  const counts = words.map(() => classes.map(() => 0));
  const texts = classes.map(() => 0);
  for (const example of split.train) {
    const { label } = examples[example]!;
    texts[label]!++;
    for (const token of new Set(tokens[example])) {
      const i = wanted.get(token);
      if (i !== undefined) counts[i]![label]!++;
    }
  }
  return counts.map((own) => {
    const odds = own.map((count, k) => Math.log((count + 0.5) / (texts[k]! - count + 0.5)));
    const strengths = odds.map((one, k) => one - odds.reduce((sum, other, j) => (j === k ? sum : sum + other), 0) / Math.max(1, odds.length - 1));
    const label = strengths.indexOf(Math.max(...strengths));
    return { label, strength: strengths[label]! };
  });
}
