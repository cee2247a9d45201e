import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import sharedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?shared-url";
import { heapOf } from "../kernels/heap.js";
import { registerKernels } from "../kernels/register.js";
import type { Tf } from "../model/architecture.js";
import type { Precision } from "./run.js";
import { callThreads, canShareMemory, defaultThreads, useThreads } from "./threads.js";

/**
 * Starts tfjs on WebAssembly, with the kernels that it lacks for training. Called again, it only changes precision and threads.
 * @param threads 0 for as many as suit this computer @returns `threads` settles when they are there: until then one computes, with the same bits
 */
export async function startWasm(tf: Tf, wanted: Precision = "equal", threads = 0): Promise<{ readonly threads: Promise<number>; readonly simd: boolean; readonly precision: Precision }> {
  if (!started) {
    // tfjs's threads start from a blob, which the page's policy refuses, and were no faster where they were measured; ours only need its memory to be shared.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    // A notebook in a single file brings no binary whose memory is shared.
    const isShared = canShareMemory() && sharedUrl !== "";
    if (isShared) callThreads(threads || defaultThreads());
    const url = isShared ? sharedUrl : simdUrl;
    setWasmPaths({ "tfjs-backend-wasm.wasm": plainUrl, "tfjs-backend-wasm-simd.wasm": url, "tfjs-backend-wasm-threaded-simd.wasm": url });
    started = true;
  }
  if (!(await tf.setBackend("wasm"))) throw new Error("the backend wasm did not start");
  await tf.ready();
  const { relaxedSimd } = registerKernels(tf, { relaxedSimd: wanted === "fast" });
  return { threads: useThreads(heapOf(tf.backend()), threads || defaultThreads()), simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT") as boolean, precision: relaxedSimd ? "fast" : "equal" };
}
let started = false;
