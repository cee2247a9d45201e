import type { Text } from "../base/text.js";
import type { FieldValue } from "../hyperparameters/field.js";
import type { Values } from "../hyperparameters/schema.js";

/** What one kind of network should reach on a task whose answer is known, and why: said before training, held beside the outcome after it. */
export interface Expectation {
  /** Name in the list of architectures. */
  readonly architecture: string;
  /** What sets this form of it apart, in a few words: "windows of one token". Absent where it is said of the architecture as it stands. */
  readonly variant?: Text;
  /** The hyperparameters that make the variant, each with the values that belong to it; any others may be anything. */
  readonly when?: Readonly<Record<string, readonly FieldValue[]>>;
  /** On held-out texts, after enough training; both in [0, 1]. */
  readonly accuracy: readonly [low: number, high: number];
  /** In one sentence. */
  readonly why: Text;
}

/** What is expected of a network with these values: the first that speaks of it, in the order written; undefined when none does. */
export const expectationFor = (expectations: readonly Expectation[], architecture: string, values: Values): Expectation | undefined =>
  expectations.find((one) => one.architecture === architecture && Object.entries(one.when ?? {}).every(([name, allowed]) => values[name] !== undefined && allowed.includes(values[name])));

/** Whole numbers from one to another, both among them: the kernel sizes or layers that a variant stands for. */
export const wholeNumbers = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
