import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../architecture.js";

/**
 * Which positions count: 1 where at least one token (id ≠ 0) lies in the receptive field, 0 where it holds nothing but padding.
 * A row without any token has nowhere to look, so all its positions count; that keeps every row of weights a distribution.
 * @param ids int32 [batch, length] @param field offsets of the first and last token that position 0 sees @returns float32 [batch, positions]
 */
export function positionMask(tf: Tf, ids: TF.Tensor, field: { readonly first: number; readonly last: number }, positions: number): TF.Tensor2D {
  const [batch, length] = ids.shape as [number, number];
  const isToken = tf.cast(tf.notEqual(ids, tf.scalar(0, "int32")), "float32");
  const before = -field.first;
  const after = positions - 1 + field.last - (length - 1);
  const padded = tf.reshape(tf.pad(isToken, [[0, 0], [before, after]]), [batch, 1, before + length + after, 1]) as TF.Tensor4D;
  const width = field.last - field.first + 1;
  const seen = tf.reshape(tf.maxPool(padded, [1, width], 1, "valid"), [batch, positions]);
  const any = tf.max(seen, 1, true);
  return tf.maximum(seen, tf.sub(1, any)) as TF.Tensor2D;
}
