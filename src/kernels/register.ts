import type * as TF from "@tensorflow/tfjs-core";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { biasedConvolution, biasGradient, registerBiasedConvolutionGradient } from "./biased-convolution.js";
import { convolution, fusedConvolution } from "./convolution.js";
import { convolutionFilterGradient } from "./convolution-filter-gradient.js";
import { convolutionInputGradient } from "./convolution-input-gradient.js";
import { dotAttention, dotAttentionGradient } from "./dot-attention.js";
import { engineOf, useRelaxedSimd } from "./engine.js";
import { equal } from "./equal.js";
import { gather } from "./gather.js";
import { heapOf } from "./heap.js";
import { callOf, type Kernel } from "./kernel.js";
import { identity } from "./identity.js";
import { batchMatrixProduct, fusedMatrixProduct } from "./matrix-product.js";
import { maximum, maximumGradient, registerMaximumGradient } from "./maximum.js";
import { layerNormalizationGradientKernel, layerNormalizationKernel, registerSoftmaxGradient, softmaxGradientKernel } from "./row-normalization.js";
import { registerScoredAttentionGradient, scoredAttention, scoredAttentionGradient } from "./scored-attention.js";
import { unsortedSegmentSum } from "./segment-sum.js";
import { sum } from "./sum.js";
import { registerSumGradients } from "./sum-gradient.js";
import { registerTileGradient, tile } from "./tile.js";
import { tokenConvolution } from "./token-convolution.js";
import { tokenConvolutionGradient } from "./token-convolution-gradient.js";

export interface KernelReport {
  /** Names of the tfjs kernels that are ours now. */
  readonly kernels: readonly string[];
  /** Whether fused multiply-adds of relaxed SIMD are used: faster, and the last bits depend on the processor. */
  readonly relaxedSimd: boolean;
  /** Whether tfjs runs its threaded binary on shared memory. */
  readonly sharedMemory: boolean;
}

const backendName = "wasm";
/** What tfjs had before us, kept so that calling again does not wrap our own kernels. */
const stockKernels = new Map<string, KernelFunc | undefined>();

/**
 * Registers our kernels in the tfjs wasm backend that is now active.
 * Call once after `await tf.setBackend("wasm"); await tf.ready()`. Calling again is harmless.
 * @throws Error when another backend is active
 */
export function registerKernels(tf: typeof TF, options: { readonly relaxedSimd?: boolean } = {}): KernelReport {
  if (tf.getBackend() !== backendName) throw new Error(`registerKernels: expected the backend wasm to be active, received ${tf.getBackend()}. Await tf.setBackend("wasm") and tf.ready() first.`);
  const heap = heapOf(tf.backend());
  useRelaxedSimd(options.relaxedSimd ?? false);
  const kernels: readonly Kernel[] = [
    convolution(tf), fusedConvolution(tf), biasedConvolution(tf), biasGradient, convolutionFilterGradient(tf), convolutionInputGradient(tf),
    batchMatrixProduct, fusedMatrixProduct, unsortedSegmentSum, gather, sum, maximum, maximumGradient, equal, tile, identity,
    tokenConvolution, tokenConvolutionGradient, scoredAttention, scoredAttentionGradient, dotAttention, dotAttentionGradient,
    layerNormalizationKernel, layerNormalizationGradientKernel, softmaxGradientKernel,
  ];
  for (const kernel of kernels) install(tf, kernel);
  registerBiasedConvolutionGradient(tf);
  registerMaximumGradient(tf);
  registerScoredAttentionGradient(tf);
  registerTileGradient(tf);
  registerSoftmaxGradient(tf);
  registerSumGradients(tf);
  return { kernels: kernels.map(({ name }) => name), relaxedSimd: engineOf(heap).relaxed, sharedMemory: heap.isShared };
}

/** Puts tfjs's own kernels back, and leaves out those that it lacks. */
export function restoreStockKernels(tf: typeof TF): void {
  for (const [name, stock] of stockKernels) {
    const present = tf.getKernel(name, backendName) as TF.KernelConfig | undefined;
    if (!present) continue;
    tf.unregisterKernel(name, backendName);
    if (stock) tf.registerKernel({ ...present, kernelFunc: stock });
  }
  stockKernels.clear();
}

function install(tf: typeof TF, { name, run }: Kernel): void {
  const present = tf.getKernel(name, backendName) as TF.KernelConfig | undefined;
  if (!stockKernels.has(name)) stockKernels.set(name, present?.kernelFunc);
  const stock = stockKernels.get(name);
  if (present) tf.unregisterKernel(name, backendName);
  tf.registerKernel({
    ...present,
    kernelName: name,
    backendName,
    kernelFunc: (call): TensorInfo | TensorInfo[] => run(callOf(name, heapOf(call.backend), call.inputs, call.attrs, stock && (() => stock(call)))),
  });
}
