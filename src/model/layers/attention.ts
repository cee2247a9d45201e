import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../architecture.js";

/** How a position is scored, with the parameters that do it. */
export type Scorer =
  /** s = tanh(w·h + b): Dense(1, "tanh"). */
  | { readonly kind: "tanh"; readonly kernel: TF.Tensor; readonly bias: TF.Tensor }
  /** s = v·tanh(Wᵀh + b): Yang et al. 2016, eq. 5–6; Bahdanau et al. 2015 without a decoder's state. */
  | { readonly kind: "additive"; readonly kernel: TF.Tensor; readonly bias: TF.Tensor; readonly query: TF.Tensor }
  /** s = v·h. */
  | { readonly kind: "dot"; readonly query: TF.Tensor }
  /** s = 0. */
  | { readonly kind: "uniform" };

/** Far below every score that training reaches, and finite, so that no 0 × ∞ can make NaN. */
const hidden = -1e9;

/** One score for each position. @param features [batch, positions, features] @returns [batch, positions] */
export function attentionScores(tf: Tf, features: TF.Tensor3D, scorer: Scorer): TF.Tensor2D {
  const [batch, positions, size] = features.shape;
  if (scorer.kind === "uniform") return tf.zeros([batch, positions]);
  const rows = tf.reshape(features, [batch * positions, size]) as TF.Tensor2D;
  const product = (of: TF.Tensor, by: TF.Tensor): TF.Tensor => tf.matMul(of as TF.Tensor2D, by as TF.Tensor2D);
  const scores = scorer.kind === "dot" ? product(rows, scorer.query)
    : scorer.kind === "tanh" ? tf.tanh(tf.add(product(rows, scorer.kernel), scorer.bias))
    : product(tf.tanh(tf.add(product(rows, scorer.kernel), scorer.bias)), scorer.query);
  return tf.reshape(scores, [batch, positions]) as TF.Tensor2D;
}

/** Scores become weights: ≥ 0, each row sums to 1, exactly 0 where `mask` is 0. @param scores [batch, positions] @param mask 1 where a position counts */
export const attentionWeights = (tf: Tf, scores: TF.Tensor2D, mask: TF.Tensor2D | undefined): TF.Tensor2D =>
  tf.softmax(mask ? tf.add(scores, tf.mul(tf.sub(1, mask), hidden)) : scores);
