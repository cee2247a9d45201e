import type * as TF from "@tensorflow/tfjs-core";
import { layerNormalizationGradientName, layerNormalizationName } from "../row-normalization.js";
import { withGradient } from "./with-gradient.js";

export interface LayerNormalization {
  /** float32 [..., size] */
  readonly x: TF.Tensor;
  /** float32 [size] */
  readonly gain: TF.Tensor;
  /** float32 [size] */
  readonly bias: TF.Tensor;
  /** Added to the variance; 0.001 in Keras, 1e-5 in PyTorch. */
  readonly epsilon: number;
}

/**
 * y = (x − mean) / √(variance + epsilon) · gain + bias, mean and variance over the last axis (Ba, Kiros & Hinton 2016, arXiv:1607.06450).
 * On wasm in one kernel each way when size is a multiple of 4; elsewhere by `layerNormalizationReference`.
 * @returns float32 of x's shape
 */
export function layerNormalization(tf: typeof TF, parts: LayerNormalization): TF.Tensor {
  const { x, gain, bias, epsilon } = parts;
  const size = x.shape.at(-1) ?? 0;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(layerNormalizationName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || x.size === 0 || size % 4 !== 0 || gain.size !== size || bias.size !== size) return layerNormalizationReference(tf, parts);
  return withGradient(tf, { kernel: layerNormalizationName, gradient: layerNormalizationGradientName, attributes: { epsilon }, outputs: [] }, { x, gain, bias });
}

/** The same in plain tfjs ops, on any backend. */
export function layerNormalizationReference(tf: typeof TF, { x, gain, bias, epsilon }: LayerNormalization): TF.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon))), gain), bias);
}
