import type * as TF from "@tensorflow/tfjs-core";
import { tokenAlgorithm } from "../cost-model.js";
import { termsPerProduct } from "../engine.js";
import { tokenConvolutionGradientName } from "../token-convolution-gradient.js";
import { tokenConvolutionName, tokensOf } from "../token-convolution.js";
import { convolution1d } from "./convolution1d.js";
import { embeddingLookup } from "./embedding-lookup.js";
import { withGradient } from "./with-gradient.js";

export interface EmbeddingConvolution {
  /** int32 [batch, length], each in [0, vocabulary). */
  readonly ids: TF.Tensor;
  /** float32 [vocabulary, embeddingSize] */
  readonly table: TF.Tensor;
  /** float32 [kernelSize, embeddingSize, filters] */
  readonly kernel: TF.Tensor;
  /** float32 [filters] */
  readonly bias: TF.Tensor;
  readonly padding: "valid" | "same";
  readonly activation: "none" | "relu";
}

/**
 * Embedding and convolution in one: conv1d(table[ids], kernel) + bias, then the activation.
 * On wasm it is computed on the distinct tokens of the batch, forward and backward, or on all of them where `tokenAlgorithm` finds too many different ones; elsewhere by `embeddingConvolutionReference`.
 * The table's gradient is dense, so every optimizer sees what it would have seen.
 * @returns float32 [batch, positions, filters]
 * @throws Error on wasm for an id outside the table
 */
export function embeddingConvolution(tf: typeof TF, parts: EmbeddingConvolution): TF.Tensor3D {
  const { ids, table, kernel, bias, padding, activation } = parts;
  const [kernelSize, size, filters] = kernel.shape as [number, number, number];
  const [batch, length] = ids.shape as [number, number];
  const positions = padding === "same" ? length : length - kernelSize + 1;
  const ours = tf.getBackend() === "wasm" && tf.getKernel(tokenConvolutionName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || ids.dtype !== "int32" || size > termsPerProduct || filters * kernelSize > 4 * termsPerProduct || positions < 1 || batch * size * filters === 0) return embeddingConvolutionReference(tf, parts);
  const tokens = tokensOf(ids, () => ids.dataSync<"int32">(), table.shape[0]!, kernelSize);
  const cost = { batch, length, positions, channels: size, filters, taps: kernelSize, stride: 1, distinct: tokens.ids.length, counted: tokens.occurrences.length };
  if (tokenAlgorithm(cost) === "embedded") return convolution1d(tf, { x: embeddingLookup(tf, ids, table), kernel: kernel as TF.Tensor3D, bias, padding, activation });
  const attributes = { padLeft: padding === "same" ? Math.floor((kernelSize - 1) / 2) : 0, positions, relu: activation === "relu" };
  return withGradient(tf, { kernel: tokenConvolutionName, gradient: tokenConvolutionGradientName, attributes, outputs: ["y"], fixed: { ids } }, { table, kernel, bias }) as TF.Tensor3D;
}

/** The same in plain tfjs ops, on any backend. */
export function embeddingConvolutionReference(tf: typeof TF, { ids, table, kernel, bias, padding, activation }: EmbeddingConvolution): TF.Tensor3D {
  const linear = tf.add(tf.conv1d(embeddingLookup(tf, ids, table), kernel as TF.Tensor3D, 1, padding), bias);
  return (activation === "relu" ? tf.relu(linear) : linear) as TF.Tensor3D;
}
