import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../architecture.js";

/** Features of the positions that count, 0 elsewhere. @param features [batch, positions, features] @param mask [batch, positions]; everything counts unless given */
export const maskPositions = (tf: Tf, features: TF.Tensor3D, mask: TF.Tensor2D | undefined): TF.Tensor3D => (mask ? tf.mul(features, tf.expandDims(mask, 2)) : features);

/**
 * Which positions count: 1 where at least one token (id ≠ 0) lies in the receptive field, 0 where it holds nothing but padding.
 * A row without any token has nowhere to look, so all its positions count; that keeps every row of weights a distribution.
 * Read from the ids, since eight ops of tfjs took a tenth of a small network's step. To be called before anything else reads them: on a graphics card they would have to be fetched back.
 * @param ids int32 [batch, length] @param field offsets of the first and last token that position 0 sees @returns float32 [batch, positions]
 */
export function positionMask(tf: Tf, ids: TF.Tensor, field: { readonly first: number; readonly last: number }, positions: number): TF.Tensor2D {
  const [batch, length] = ids.shape as [number, number];
  const tokens = ids.dataSync<"int32">();
  const mask = new Float32Array(batch * positions);
  for (let row = 0; row < batch; row++) {
    const line = mask.subarray(row * positions, (row + 1) * positions);
    /** From here on positions are not marked yet. */
    let next = 0;
    for (let i = 0; i < length; i++) {
      if (tokens[row * length + i] === 0) continue;
      const end = Math.min(positions, i - field.first + 1);
      const first = Math.max(next, i - field.last);
      if (first < end) line.fill(1, first, next = end);
    }
    if (next === 0) line.fill(1);
  }
  return tf.tensor2d(mask, [batch, positions]);
}
