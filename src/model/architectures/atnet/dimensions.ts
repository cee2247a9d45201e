import type { DataShape } from "../../architecture.js";
import type { AtnetValues } from "./hyperparameters.js";

/** What follows from the hyperparameters before anything is built. */
export interface Dimensions {
  /** Whether tokens come as ids and are embedded; otherwise the inputs are vectors. */
  readonly embedded: boolean;
  /** Whether padding is told apart: it needs ids, vectors have no padding id. */
  readonly masked: boolean;
  /** Positions after each convolution; the last is what attention and pooling see. */
  readonly positionsAfter: readonly number[];
  readonly positions: number;
  /** First and last token seen by a position after all convolutions, as offsets from the position. */
  readonly receptiveField: { readonly first: number; readonly last: number };
  /** Length of the vector that the output layer reads. */
  readonly headSize: number;
  /** Output units: one sigmoid for two classes, a softmax over more. */
  readonly outputs: number;
}

/** Zeros that "same" puts before the first token of a convolution, as TensorFlow does; the rest goes after the last. */
export const zerosBefore = (kernelSize: number): number => Math.floor((kernelSize - 1) / 2);

export function dimensionsOf(values: AtnetValues, shape: DataShape): Dimensions {
  const { sequenceLength, kernelSize, convolutionLayers, convolutionPadding, filters, denseUnits } = values;
  const same = convolutionPadding === "same";
  const positionsAfter = Array.from({ length: convolutionLayers }, (_, layer) => sequenceLength - (same ? 0 : (layer + 1) * (kernelSize - 1)));
  const before = same ? zerosBefore(kernelSize) * convolutionLayers : 0;
  return {
    embedded: shape.vocabularySize > 0,
    masked: values.maskPadding && shape.vocabularySize > 0,
    positionsAfter,
    positions: positionsAfter.at(-1)!,
    receptiveField: { first: -before, last: convolutionLayers * (kernelSize - 1) - before },
    headSize: denseUnits || filters,
    outputs: shape.classes > 2 ? shape.classes : 1,
  };
}
