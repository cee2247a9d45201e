import type { Subject } from "../analyses/analysis.js";
import type { ReadText } from "./texts.js";

/** "attention", "gradient" (gradient × input), "integrated" (integrated gradients), "without" (leave one out). */
export const methodNames = ["attention", "gradient", "integrated", "without"] as const;
export type MethodName = (typeof methodNames)[number];

/** Choices that attributions leave open. */
export interface AttributionOptions {
  /** Of integrated gradients. */
  readonly steps: number;
  /** What leave-one-out does with the word: takes it out, or puts "unknown" or padding in its place. */
  readonly without: "drop" | "unknown" | "padding";
  /** To which words the weight of a position belongs: in equal parts to all that it sees, or to the one in the middle. */
  readonly place: "window" | "middle";
  /** Where words have read each other first: followed back through all layers, or through the last alone. */
  readonly through: "rollout" | "last";
}

/** A way to say how much each word counts. */
export interface AttributionMethod {
  readonly name: MethodName;
  /** Whether its scores say for or against, rather than how much alone. */
  readonly isSigned: boolean;
  /** One score for each token of each text; undefined where this network has none to give. @param turn awaited between passes @throws AbortError */
  scores(subject: Pick<Subject, "tf" | "network">, texts: readonly ReadText[], options: AttributionOptions, turn: () => Promise<void>): Promise<readonly (readonly number[])[] | undefined>;
}
