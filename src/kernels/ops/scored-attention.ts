import type * as TF from "@tensorflow/tfjs-core";
import { attentionPoolingReference, runScoredAttention, scoredOnWasm, type Attended, type AttentionPooling } from "./attention-pooling.js";

export interface ScoredAttention extends Omit<AttentionPooling, "scores"> {
  /** float32 [filters, 1] */
  readonly kernel: TF.Tensor;
  /** float32 [1]; 0 unless given. */
  readonly bias?: TF.Tensor | undefined;
  readonly activation: "none" | "tanh";
}

/**
 * Attention pooling (see `attentionPooling`) by scores = activation(h · kernel + bias).
 * On wasm in one kernel each way, sample by sample; elsewhere by `scoredAttentionReference`.
 * @returns pooled [batch, filters], weights and scores [batch, positions]
 */
export function scoredAttention(tf: typeof TF, parts: ScoredAttention): Attended {
  const { h, kernel, bias, mask, activation, scaling = "none", pooling } = parts;
  if (!scoredOnWasm(tf, [h, kernel, bias, mask]) || kernel.size !== h.shape[2] || (bias && bias.size !== 1)) return scoredAttentionReference(tf, parts);
  return runScoredAttention(tf, { h, scorer: kernel, bias, mask }, { activation, scaling, pooling });
}

/** The same in plain tfjs ops, on any backend. */
export function scoredAttentionReference(tf: typeof TF, { kernel, bias, activation, ...parts }: ScoredAttention): Attended {
  const [batch, positions, filters] = parts.h.shape;
  const product = tf.matMul(tf.reshape(parts.h, [batch * positions, filters]) as TF.Tensor2D, tf.reshape(kernel, [filters, 1]) as TF.Tensor2D);
  const linear = bias ? tf.add(product, bias) : product;
  const scores = tf.reshape(activation === "tanh" ? tf.tanh(linear) : linear, [batch, positions]) as TF.Tensor2D;
  return { ...attentionPoolingReference(tf, { ...parts, scores }), scores };
}
