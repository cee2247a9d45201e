import type * as TF from "@tensorflow/tfjs-core";
import { attendable, dotAttentionGradientName, dotAttentionName } from "../dot-attention.js";
import { withGradient } from "./with-gradient.js";

export interface DotAttention {
  /** float32 [batch, length, width]: queries, the heads side by side in the columns. */
  readonly q: TF.Tensor3D;
  /** Keys, of q's shape. */
  readonly k: TF.Tensor3D;
  /** Values, of q's shape. */
  readonly v: TF.Tensor3D;
  /** Divides width. */
  readonly heads: number;
  /** float32 [batch, length], 1 where a position may be attended to; every row needs a 1. */
  readonly mask?: TF.Tensor2D | undefined;
}

/** Far below every score that training reaches, and finite, so that no 0 × ∞ can make NaN. */
const hiddenScore = -1e9;

/**
 * Scaled dot-product attention by several heads (Vaswani et al. 2017, arXiv:1706.03762, §3.2): softmax(q kᵀ / √(width / heads)) v.
 * On wasm in one kernel each way, without transposing the heads, for lengths up to 640; elsewhere by `dotAttentionReference`.
 * @returns float32 [batch, length, width]
 */
export function dotAttention(tf: typeof TF, parts: DotAttention): TF.Tensor3D {
  const { q, k, v, heads, mask } = parts;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(dotAttentionName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || !attendable(q.shape, heads) || [k, v].some(({ shape }) => shape.join() !== q.shape.join()) || [q, k, v].some(({ dtype }) => dtype !== "float32")) return dotAttentionReference(tf, parts);
  const fixed = mask ? { keep: mask } : {};
  return withGradient(tf, { kernel: dotAttentionName, gradient: dotAttentionGradientName, attributes: { heads }, outputs: ["output", "powers", "inverses"], fixed }, { q, k, v }) as TF.Tensor3D;
}

/** The same in plain tfjs ops, on any backend. */
export function dotAttentionReference(tf: typeof TF, { q, k, v, heads, mask }: DotAttention): TF.Tensor3D {
  const [batch, length, width] = q.shape;
  const each = width / heads;
  const split = (x: TF.Tensor): TF.Tensor => tf.transpose(tf.reshape(x, [batch, length, heads, each]), [0, 2, 1, 3]);
  const scores = tf.matMul(split(tf.mul(q, 1 / Math.sqrt(each))), split(k), false, true);
  const weights = tf.softmax(mask ? tf.add(scores, tf.reshape(tf.mul(tf.sub(1, mask), hiddenScore), [batch, 1, 1, length])) : scores);
  return tf.reshape(tf.transpose(tf.matMul(weights, split(v)), [0, 2, 1, 3]), [batch, length, width]);
}
