import type * as TF from "@tensorflow/tfjs-core";
import { poolable } from "../pooled-attention.js";
import { scoredAttentionName } from "../scored-attention.js";
import { attentionPoolingReference, type AttentionPooling } from "./attention-pooling.js";

export interface ScoredAttention extends Omit<AttentionPooling, "scores"> {
  /** float32 [filters, 1] */
  readonly kernel: TF.Tensor;
  /** float32 [1]; 0 unless given. */
  readonly bias?: TF.Tensor | undefined;
  readonly activation: "none" | "tanh";
}
interface Attended { readonly pooled: TF.Tensor2D; readonly weights: TF.Tensor2D; readonly scores: TF.Tensor2D }

/**
 * Attention pooling (see `attentionPooling`) by scores = activation(h · kernel + bias).
 * On wasm in one kernel each way, sample by sample; elsewhere by `scoredAttentionReference`.
 * @returns pooled [batch, filters], weights and scores [batch, positions]
 */
export function scoredAttention(tf: typeof TF, parts: ScoredAttention): Attended {
  const { h, kernel, bias, mask, activation, scaling = "none", pooling } = parts;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(scoredAttentionName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || !poolable(h.shape) || kernel.size !== h.shape[2] || (bias && bias.size !== 1) || [h, kernel, ...(bias ? [bias] : []), ...(mask ? [mask] : [])].some(({ dtype }) => dtype !== "float32")) return scoredAttentionReference(tf, parts);
  // tfjs keeps what is named for the gradient, so that something stands for what is not there.
  const inputs = { h, kernel, bias: bias ?? tf.zeros([1]), mask: mask as TF.Tensor | undefined ?? tf.zeros([1]) };
  const [pooled, weights, scores] = tf.engine().runKernel(scoredAttentionName, inputs, { activation, scaling, pooling, hasMask: mask !== undefined }) as unknown as [TF.Tensor2D, TF.Tensor2D, TF.Tensor2D];
  return { pooled, weights, scores };
}

/** The same in plain tfjs ops, on any backend. */
export function scoredAttentionReference(tf: typeof TF, { kernel, bias, activation, ...parts }: ScoredAttention): Attended {
  const [batch, positions, filters] = parts.h.shape;
  const product = tf.matMul(tf.reshape(parts.h, [batch * positions, filters]) as TF.Tensor2D, tf.reshape(kernel, [filters, 1]) as TF.Tensor2D);
  const linear = bias ? tf.add(product, bias) : product;
  const scores = tf.reshape(activation === "tanh" ? tf.tanh(linear) : linear, [batch, positions]) as TF.Tensor2D;
  return { ...attentionPoolingReference(tf, { ...parts, scores }), scores };
}
