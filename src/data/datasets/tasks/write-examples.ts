import { problem, type Problem } from "../../../base/problem.js";
import type { Random } from "../../../base/random.js";
import { formatNumber, textOf } from "../../../base/text.js";
import { ProblemError, type Example } from "../../dataset.js";
import type { TaskValues } from "./options.js";

/** Share of each class: every one has `imbalance` less than the one before it. They sum to 1. */
export function classShares(classes: number, imbalance: number): readonly number[] {
  const weights = Array.from({ length: classes }, (_, label) => (1 - imbalance) ** label);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Texts of each class, which sum to `size`: whole numbers nearest to the shares, those with the largest remainder rounded up (Hamilton). */
export function classCounts(classes: number, { size, imbalance }: Pick<TaskValues, "size" | "imbalance">): readonly number[] {
  const exact = classShares(classes, imbalance).map((share) => share * size);
  const counts = exact.map(Math.floor);
  const left = size - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, label) => ({ label, remainder: value - Math.floor(value) })).sort((a, b) => b.remainder - a.remainder || a.label - b.label);
  for (const { label } of byRemainder.slice(0, left)) counts[label]!++;
  return counts;
}

/** Draws in a row that may bring nothing new before the texts count as used up. */
const patience = 2000;

/**
 * As many texts as asked for, no two alike, the classes in turn as far as each has any left; then shuffled.
 * @param write a text of a class. @param index counts the texts of the class, so that what varies within it can be balanced
 * @throws ProblemError when a class has no text, or when there are not so many different ones
 */
export function writeExamples(random: Random, classes: number, values: TaskValues, write: (label: number, index: number) => Omit<Example, "label">): Example[] {
  const counts = classCounts(classes, values);
  if (counts.includes(0)) throw new ProblemError([nothingOfAClass(values)]);
  const seen = new Set<string>();
  const examples: Example[] = [];
  for (let index = 0; examples.length < values.size; index++) {
    for (let label = 0; label < classes; label++) {
      if (index >= counts[label]!) continue;
      const example = another(seen, () => write(label, index));
      if (!example) throw new ProblemError([usedUp(examples.length, values.size)]);
      const shown = random.next() < values.labelNoise ? (label + 1 + random.integer(classes - 1)) % classes : label;
      examples.push({ ...example, label: shown });
    }
  }
  return random.shuffled(examples);
}

function another(seen: Set<string>, write: () => Omit<Example, "label">): Omit<Example, "label"> | undefined {
  for (let attempt = 0; attempt < patience; attempt++) {
    const example = write();
    if (seen.has(example.text)) continue;
    seen.add(example.text);
    return example;
  }
  return undefined;
}

/** A length for a text. @throws ProblemError when the shortest is above the longest */
export const lengthsBetween = ({ minimumLength, maximumLength }: { readonly minimumLength: number; readonly maximumLength: number }) => {
  if (minimumLength > maximumLength) {
    throw new ProblemError([problem("shortest-above-longest", "minimumLength", {
      expected: { en: `at most maximumLength, which is ${maximumLength}`, "pt-BR": `no máximo maximumLength, que é ${maximumLength}` },
      received: minimumLength,
      wayOut: { en: "Lower minimumLength or raise maximumLength.", "pt-BR": "Diminua minimumLength ou aumente maximumLength." },
    })]);
  }
  return (random: Random): number => minimumLength + random.integer(maximumLength - minimumLength + 1);
};

const nothingOfAClass = ({ size, imbalance }: TaskValues): Problem => problem("class-without-texts", "imbalance", {
  expected: textOf((l) => (l === "en" ? `so little that each class has a text among ${formatNumber(size, l)}` : `um valor que deixe pelo menos um texto para cada classe entre ${formatNumber(size, l)}`)),
  received: imbalance,
  wayOut: { en: "Lower imbalance or raise size.", "pt-BR": "Diminua imbalance ou aumente size." },
});
const usedUp = (found: number, size: number): Problem => problem("too-few-different-texts", "size", {
  expected: textOf((l) => (l === "en" ? `about ${formatNumber(found, l)} texts at most, for there are hardly more that differ` : `no máximo cerca de ${formatNumber(found, l)} textos, pois quase não há outros diferentes`)),
  received: size,
  wayOut: { en: "Ask for fewer texts or allow longer ones.", "pt-BR": "Peça menos textos ou permita textos mais longos." },
});
