import type { Text } from "../../../base/text.js";
import type { Expectation } from "../../expectation.js";
import type { TaskValues } from "./options.js";
import { classShares } from "./write-examples.js";

export interface Reachable {
  /** Nearly every text right. Wrong labels are out of reach for whoever reads the texts rightly. */
  readonly solved: readonly [number, number];
  /** The share of the largest class, give or take what a held-out part of some hundred texts varies by. */
  readonly guessed: readonly [number, number];
  /** Better than guessing and short of all: bounds for texts that are half understood. @param low, high were no label wrong and all classes as large */
  readonly partly: (low: number, high: number) => readonly [number, number];
}

/** What accuracies mean with these labels: a share of wrong ones lowers the best, and imbalance raises what guessing gets. */
export function reachable(classes: number, { labelNoise, imbalance }: TaskValues): Reachable {
  // A wrong label is that of another class, each as likely.
  const shown = classShares(classes, imbalance).map((share) => share * (1 - labelNoise) + ((1 - share) * labelNoise) / (classes - 1));
  const largest = Math.max(...shown);
  const of = (share: number): number => Math.max(largest, share * (1 - labelNoise));
  return {
    solved: [of(0.97) - (labelNoise > 0 ? 0.05 : 0), Math.min(1, of(1) + (labelNoise > 0 ? 0.05 : 0))],
    guessed: [Math.max(0, largest - 0.07), Math.min(1, largest + 0.07)],
    partly: (low, high) => [Math.max(0, of(low) - 0.02), Math.min(1, of(high) + 0.02)],
  };
}

/** One line of a task's expectations. */
export const expected = (architecture: string, accuracy: Expectation["accuracy"], why: Text, variant?: Text, when?: Expectation["when"]): Expectation =>
  ({ architecture, accuracy, why, ...(variant ? { variant } : {}), ...(when ? { when } : {}) });
