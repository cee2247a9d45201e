import type * as TF from "@tensorflow/tfjs-core";
import { biasedConvolutionName } from "../biased-convolution.js";

export interface Convolution1d {
  /** float32 [batch, length, channels] */
  readonly x: TF.Tensor3D;
  /** float32 [kernelSize, channels, filters] */
  readonly kernel: TF.Tensor3D;
  /** float32 [filters] */
  readonly bias: TF.Tensor;
  readonly padding: "valid" | "same";
  readonly activation: "none" | "relu";
}

/**
 * Convolution along one axis with stride 1, its bias and its activation.
 * On wasm in one kernel, whose gradient masks relu and sums the bias in one pass (tfjs's own fused convolution falls apart while training); elsewhere by `convolution1dReference`.
 * @returns float32 [batch, positions, filters]
 */
export function convolution1d(tf: typeof TF, parts: Convolution1d): TF.Tensor3D {
  const { x, kernel, bias, padding, activation } = parts;
  const [batch, length, channels] = x.shape;
  const [taps, , filters] = kernel.shape;
  const positions = padding === "same" ? length : length - taps + 1;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(biasedConvolutionName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || positions < 1 || batch * channels * filters === 0 || kernel.shape[1] !== channels || bias.size !== filters || [x, kernel, bias].some(({ dtype }) => dtype !== "float32")) return convolution1dReference(tf, parts);
  const inputs = { x: tf.reshape(x, [batch, 1, length, channels]), filter: tf.reshape(kernel, [1, taps, channels, filters]), bias: tf.reshape(bias, [filters]) };
  const y = tf.engine().runKernel(biasedConvolutionName, inputs, { strides: 1, pad: padding, dataFormat: "NHWC", dilations: 1, activation: activation === "relu" ? "relu" : "linear" }) as TF.Tensor;
  return tf.reshape(y, [batch, positions, filters]);
}

/** The same in plain tfjs ops, on any backend. */
export function convolution1dReference(tf: typeof TF, { x, kernel, bias, padding, activation }: Convolution1d): TF.Tensor3D {
  const linear = tf.add(tf.conv1d(x, kernel, 1, padding), bias) as TF.Tensor3D;
  return activation === "relu" ? tf.relu(linear) : linear;
}
