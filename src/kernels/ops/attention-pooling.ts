import type * as TF from "@tensorflow/tfjs-core";
import { scoredAttentionName, type ScoredAttentionAttributes } from "../scored-attention.js";
import { sharedMaximum } from "./shared-maximum.js";

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
export function attentionPooling(tf: typeof TF, parts: AttentionPooling): Omit<Attended, "scores"> {
  const { h, scores, mask, scaling = "none", pooling } = parts;
  return scoredOnWasm(tf, [h, scores, mask]) ? runScoredAttention(tf, { h, scorer: scores, mask }, { activation: "given", scaling, pooling }) : attentionPoolingReference(tf, parts);
}

export interface Attended { readonly pooled: TF.Tensor2D; readonly weights: TF.Tensor2D; readonly scores: TF.Tensor2D }

/** Whether our kernel can do it: floats, and something to pool. @param tensors h first, then what else there is */
export const scoredOnWasm = (tf: typeof TF, [h, ...others]: readonly [TF.Tensor, ...(TF.Tensor | undefined)[]]): boolean =>
  tf.getBackend() === "wasm" && tf.getKernel(scoredAttentionName, "wasm") as unknown !== undefined && h.rank === 3 && h.size > 0 && [h, ...others].every((tensor) => !tensor || tensor.dtype === "float32");

/** @param tensors bias 0 unless given */
export function runScoredAttention(tf: typeof TF, { h, scorer, bias, mask }: { readonly h: TF.Tensor; readonly scorer: TF.Tensor; readonly bias?: TF.Tensor | undefined; readonly mask?: TF.Tensor | undefined }, attributes: Omit<ScoredAttentionAttributes, "hasMask">): Attended {
  // tfjs keeps what is named for the gradient, so that something stands for what is not there.
  const inputs = { h, scorer, bias: bias ?? tf.zeros([1]), mask: mask ?? tf.zeros([1]) };
  const [pooled, weights, scores] = tf.engine().runKernel(scoredAttentionName, inputs, { ...attributes, hasMask: mask !== undefined }) as unknown as [TF.Tensor2D, TF.Tensor2D, TF.Tensor2D];
  return { pooled, weights, scores };
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
