import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { expect } from "@open-wc/testing";
import { registerKernels, type KernelReport } from "../../src/kernels/register.js";
import type { Random } from "../../src/base/random.js";
import { wasmUrls } from "./wasm-urls.js";

export { tf };
setWasmPaths(wasmUrls);
// The tests' pages are isolated, where tfjs would take its threaded binary; the tests of threads choose for themselves.
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);

/** The wasm backend with our kernels; called again with other options, it only changes those. */
export async function useKernels(options?: Parameters<typeof registerKernels>[1]): Promise<KernelReport> {
  await tf.setBackend("wasm");
  await tf.ready();
  return registerKernels(tf, options);
}

/** Both ways of multiplying: the one that is equal on every machine and the faster one. */
export const bothPrecisions = [{ relaxedSimd: false }, { relaxedSimd: true }] as const;

/** Numbers of a tensor, and the tensor's end. */
export function take(tensor: tf.Tensor): Float32Array {
  const values = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return values;
}

/** Even in [−1, 1). */
export const randomTensor = (random: Random, shape: number[], scale = 1): tf.Tensor =>
  tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-scale, scale)), shape);

export const randomIds = (random: Random, shape: number[], below: number): tf.Tensor =>
  tf.tensor(Int32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.integer(below)), shape, "int32");

/** Largest difference relative to the largest expected magnitude. @param magnitude of what was added up, where the sums themselves cancel */
export function expectClose(received: ArrayLike<number>, expected: ArrayLike<number>, what: string, { tolerance = 1e-5, magnitude = 0 } = {}): void {
  expect(received.length, `${what}: length`).to.equal(expected.length);
  let difference = 0;
  let largest = magnitude;
  for (let i = 0; i < expected.length; i++) {
    const gap = Math.abs(received[i]! - expected[i]!);
    if (!(gap <= difference)) difference = gap;
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  expect(difference <= tolerance * Math.max(largest, 1e-30), `${what}: largest difference ${difference} against ${largest}`).to.equal(true);
}

/** The same computation on tfjs's cpu backend and on wasm with our kernels. */
export async function onCpuAndWasm(compute: () => readonly Float32Array[]): Promise<{ readonly cpu: readonly Float32Array[]; readonly wasm: readonly Float32Array[] }> {
  await tf.setBackend("cpu");
  const cpu = compute();
  await tf.setBackend("wasm");
  return { cpu, wasm: compute() };
}
