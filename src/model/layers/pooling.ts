import type * as TF from "@tensorflow/tfjs-core";
import { attentionPooling } from "../../kernels/ops/attention-pooling.js";
import { sharedMaximum } from "../../kernels/ops/shared-maximum.js";
import type { Tf } from "../architecture.js";
import { maskPositions } from "./mask.js";

/** The mean of each feature over the positions that count. @param features [batch, positions, features] @param mask [batch, positions], 1 where one counts; all of them unless given */
export function averagePool(tf: Tf, features: TF.Tensor3D, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  if (!mask) return tf.div(tf.sum(features, 1), features.shape[1]);
  return tf.div(tf.sum(maskPositions(tf, features, mask), 1), tf.sum(mask, 1, true));
}

/**
 * Average or maximum of each feature over the positions that count, for training: on wasm in one kernel each way, as attention that looks at every position alike.
 * @param features none below 0 where the pooling is the maximum and there is a mask: a position that does not count stands as 0
 */
export function poolEvenly(tf: Tf, features: TF.Tensor3D, mask: TF.Tensor2D | undefined, pooling: "average" | "max"): TF.Tensor2D {
  if (tf.getBackend() === "wasm") {
    const alike = { h: features, scores: tf.zeros(features.shape.slice(0, 2) as [number, number]) as TF.Tensor2D, mask };
    return attentionPooling(tf, { ...alike, ...(pooling === "max" ? { scaling: "positions", pooling } : { pooling: "sum" }) }).pooled;
  }
  return pooling === "average" ? averagePool(tf, features, mask) : sharedMaximum(tf, maskPositions(tf, features, mask));
}
