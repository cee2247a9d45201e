import type * as TF from "@tensorflow/tfjs-core";
import { dotAttention } from "../../kernels/ops/dot-attention.js";
import type { Tf } from "../architecture.js";

/** Matrices [size, size] without biases, as published; the heads lie side by side in the columns of query, key and value and in the rows of output. */
export interface SelfAttentionParts { readonly query: TF.Tensor2D; readonly key: TF.Tensor2D; readonly value: TF.Tensor2D; readonly output: TF.Tensor2D }

/** Far below every score that training reaches, and finite, so that no 0 × ∞ can make NaN. */
const hidden = -1e9;

/**
 * Scaled dot-product attention of every position to every other, by several heads (arXiv:1706.03762, §3.2):
 * weights = softmax(q kᵀ / √(size / heads)) over the positions that `mask` keeps, output = [weights · v of every head] W.
 * @param x [batch · positions, size] @param mask [batch, positions], 1 where a position may be attended to
 * @returns output [batch · positions, size] and weights [batch, heads, queries, positions], each row of which sums to 1
 */
export function selfAttention(tf: Tf, x: TF.Tensor2D, [batch, positions]: readonly [number, number], heads: number, parts: SelfAttentionParts, mask: TF.Tensor2D | undefined): { readonly output: TF.Tensor2D; readonly weights: TF.Tensor4D } {
  const size = x.shape[1];
  const each = size / heads;
  const split = (rows: TF.Tensor): TF.Tensor4D => tf.transpose(tf.reshape(rows, [batch, positions, heads, each]), [0, 2, 1, 3]) as TF.Tensor4D;
  const query = split(tf.mul(tf.matMul(x, parts.query), 1 / Math.sqrt(each)));
  const scores = tf.matMul(query, split(tf.matMul(x, parts.key)), false, true);
  const kept = mask ? tf.add(scores, tf.reshape(tf.mul(tf.sub(1, mask), hidden), [batch, 1, 1, positions])) : scores;
  const weights = tf.softmax(kept) as TF.Tensor4D;
  const seen = tf.matMul(weights, split(tf.matMul(x, parts.value)));
  const joined = tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), [batch * positions, size]) as TF.Tensor2D;
  return { output: tf.matMul(joined, parts.output), weights };
}

/** The same by one op each way, whose weights nobody looks at: while training. @returns output */
export function fusedSelfAttention(tf: Tf, x: TF.Tensor2D, [batch, positions]: readonly [number, number], heads: number, parts: SelfAttentionParts, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  const size = x.shape[1];
  const [q, k, v] = [parts.query, parts.key, parts.value].map((matrix) => tf.reshape(tf.matMul(x, matrix), [batch, positions, size])) as [TF.Tensor3D, TF.Tensor3D, TF.Tensor3D];
  return tf.matMul(tf.reshape(dotAttention(tf, { q, k, v, heads, mask }), [batch * positions, size]) as TF.Tensor2D, parts.output);
}
