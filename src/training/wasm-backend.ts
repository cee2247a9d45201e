import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { registerKernels } from "../kernels/register.js";
import type { Tf } from "../model/architecture.js";

/** Starts tfjs on WebAssembly, with the kernels that it lacks for training. */
export async function startWasm(tf: Tf): Promise<{ readonly threads: number; readonly simd: boolean }> {
  if (!started) {
    // The threaded binary starts a worker from a blob, which the page's policy refuses, and was no faster where it was measured.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({ "tfjs-backend-wasm.wasm": plainUrl, "tfjs-backend-wasm-simd.wasm": simdUrl, "tfjs-backend-wasm-threaded-simd.wasm": simdUrl });
    started = true;
  }
  if (!(await tf.setBackend("wasm"))) throw new Error("the backend wasm did not start");
  await tf.ready();
  registerKernels(tf);
  return { threads: 1, simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT") as boolean };
}
let started = false;
