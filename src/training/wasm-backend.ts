import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { registerKernels } from "../kernels/register.js";
import type { Tf } from "../model/architecture.js";
import type { Precision } from "./run.js";

/** Starts tfjs on WebAssembly, with the kernels that it lacks for training. Called again, it only changes the precision. */
export async function startWasm(tf: Tf, wanted: Precision = "equal"): Promise<{ readonly threads: number; readonly simd: boolean; readonly precision: Precision }> {
  if (!started) {
    // The threaded binary starts a worker from a blob, which the page's policy refuses, and was no faster where it was measured.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({ "tfjs-backend-wasm.wasm": plainUrl, "tfjs-backend-wasm-simd.wasm": simdUrl, "tfjs-backend-wasm-threaded-simd.wasm": simdUrl });
    started = true;
  }
  if (!(await tf.setBackend("wasm"))) throw new Error("the backend wasm did not start");
  await tf.ready();
  const { relaxedSimd } = registerKernels(tf, { relaxedSimd: wanted === "fast" });
  return { threads: 1, simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT") as boolean, precision: relaxedSimd ? "fast" : "equal" };
}
let started = false;
