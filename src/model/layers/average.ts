import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../architecture.js";

/** Mean of each feature over the positions that count. @param features [batch, positions, features] @param mask [batch, positions], 1 where a position counts, at least one in each row @returns [batch, features] */
export function averagePool(tf: Tf, features: TF.Tensor3D, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  if (!mask) return tf.div(tf.sum(features, 1), features.shape[1]);
  return tf.div(tf.sum(tf.mul(features, tf.expandDims(mask, 2)), 1), tf.sum(mask, 1, true));
}
