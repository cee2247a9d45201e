import type { PreparedData } from "../data/dataset.js";
import type { Problem } from "../base/problem.js";
import type { Values } from "../hyperparameters/schema.js";
import type { DataShape } from "./architecture.js";

/** What a hyperparameters cell gives to other cells. */
export interface ModelChoice {
  /** Name in the list of architectures. */
  readonly architecture: string;
  /** Every hyperparameter of the architecture and of the optimizer; the default stands in where a problem is. */
  readonly values: Values;
  /** Empty when the network can be built. */
  readonly problems: readonly Problem[];
}

/** What this data asks of a network with these values: the vocabulary never has more rows than words to fill them. */
export const dataShapeOf = (values: Values, prepared: Pick<PreparedData, "vocabulary" | "classes"> | undefined): DataShape => ({
  vocabularySize: Math.min(Number(values["vocabularySize"] ?? 10_000), prepared ? prepared.vocabulary.tokens.length + 2 : Infinity),
  classes: prepared?.classes.length ?? 2,
});
