import { defaultsOf } from "../../../hyperparameters/schema.js";
import { atnetSchema, type AtnetValues } from "../atnet/hyperparameters.js";
import type { CnnValues } from "./hyperparameters.js";

/** Tokens that each of the parallel convolutions sees, the shortest first. */
export const kernelSizesOf = ({ kernelSize, parallelKernels }: CnnValues): readonly number[] => Array.from({ length: parallelKernels }, (_, i) => kernelSize + i);

/**
 * The AtNet that has the same ends, positions and receptive field: without attention, every kernel size side by side as one convolution
 * with all the filters and the longest kernel. Its border is "same", so that every kernel size has one position a token.
 */
export const asAtnet = (values: CnnValues): AtnetValues => ({
  ...defaultsOf(atnetSchema), ...values,
  filters: values.filters * values.parallelKernels,
  kernelSize: kernelSizesOf(values).at(-1)!,
  convolutionPadding: "same",
  attention: "none",
});
