import type * as TF from "@tensorflow/tfjs-core";
import { poolable, pooledAttentionGradientName, pooledAttentionName } from "../pooled-attention.js";

export interface AttentionPooling {
  /** float32 [batch, positions, filters] */
  readonly h: TF.Tensor3D;
  /** float32 [batch, positions]: before softmax. */
  readonly scores: TF.Tensor2D;
  /** float32 [batch, positions], 1 where a position counts and 0 on padding; every row needs a 1. */
  readonly mask?: TF.Tensor2D | undefined;
  /** "positions" multiplies the weights by how many positions count, so that their mean is 1; "none" leaves their sum 1. */
  readonly scaling?: "none" | "positions";
  readonly pooling: "max" | "sum";
}

/** Far below every score that training reaches, and finite, so that no 0 × ∞ can make NaN. */
const hidden = -1e9;

/**
 * weights = softmax of the scores over positions, 0 on padding; pooled[b, f] = max or sum over t of h[b, t, f] · weights[b, t] (· scale).
 * Positions that tie for the maximum share its gradient, as in TensorFlow and Keras.
 * On wasm h is read once forward and twice backward; elsewhere `attentionPoolingReference`.
 * @returns pooled [batch, filters] and weights [batch, positions], each row of which sums to 1
 */
export function attentionPooling(tf: typeof TF, parts: AttentionPooling): { readonly pooled: TF.Tensor2D; readonly weights: TF.Tensor2D } {
  const { h, pooling } = parts;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(pooledAttentionName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || !poolable(h.shape) || h.dtype !== "float32") return attentionPoolingReference(tf, parts);
  const { weights, factors } = attentionFactors(tf, parts);
  const run = tf.customGrad((...args) => {
    const [h, factors, save] = args as unknown as [TF.Tensor, TF.Tensor, TF.GradSaveFunc];
    const pooled = tf.engine().runKernel(pooledAttentionName, { h, factors }, { pooling }) as TF.Tensor;
    save([h, factors, pooled]);
    return {
      value: pooled,
      gradFunc: (dPooled: TF.Tensor, saved: TF.Tensor[]) => {
        const [h, factors, pooled] = saved as [TF.Tensor, TF.Tensor, TF.Tensor];
        return tf.engine().runKernel(pooledAttentionGradientName, { h, factors, pooled, dPooled }, { pooling }) as unknown as TF.Tensor[];
      },
    };
  });
  return { pooled: run(h, factors) as TF.Tensor2D, weights };
}

/** The same in plain tfjs ops, on any backend. */
export function attentionPoolingReference(tf: typeof TF, parts: AttentionPooling): { readonly pooled: TF.Tensor2D; readonly weights: TF.Tensor2D } {
  const { weights, factors } = attentionFactors(tf, parts);
  const attended = tf.mul(parts.h, tf.expandDims(factors, 2)) as TF.Tensor3D;
  return { pooled: parts.pooling === "sum" ? tf.sum(attended, 1) : sharedMaximum(tf, attended), weights };
}

function attentionFactors(tf: typeof TF, { h, scores, mask, scaling = "none" }: AttentionPooling): { readonly weights: TF.Tensor2D; readonly factors: TF.Tensor2D } {
  const weights = tf.softmax(mask ? tf.add(scores, tf.mul(tf.sub(1, mask), hidden)) as TF.Tensor2D : scores);
  return { weights, factors: scaling === "none" ? weights : tf.mul(weights, mask ? tf.sum(mask, 1, true) : tf.scalar(h.shape[1])) };
}

function sharedMaximum(tf: typeof TF, attended: TF.Tensor3D): TF.Tensor2D {
  const run = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [TF.Tensor, TF.GradSaveFunc];
    const largest = tf.max(x, 1, true);
    save([x, largest]);
    return {
      value: tf.squeeze(largest, [1]),
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const winners = tf.cast(tf.equal(saved[0]!, saved[1]!), "float32");
        return tf.mul(winners, tf.div(tf.expandDims(dy, 1), tf.sum(winners, 1, true)));
      },
    };
  });
  return run(attended) as TF.Tensor2D;
}
