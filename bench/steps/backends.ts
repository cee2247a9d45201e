// tfjs's backends as a person who reads its documentation starts them, and the product's own way.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { registerKernels } from "../../src/kernels/register.js";
import { startWasm } from "../../src/training/wasm-backend.js";
import { registerMissingKernels } from "./missing-kernels.js";

export type BackendChoice = "cpu" | "webgl" | "wasm-honest" | "ours" | "ours-2" | "ours-plain";

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} did not start`);
  await tf.ready();
}

/** @returns what was started, in words */
export async function startBackend(choice: BackendChoice): Promise<string> {
  switch (choice) {
    case "cpu": {
      await import("@tensorflow/tfjs-backend-cpu");
      await use("cpu");
      return "cpu backend";
    }
    case "webgl": {
      await import("@tensorflow/tfjs-backend-webgl");
      await use("webgl");
      const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
      const info = gl?.getExtension("WEBGL_debug_renderer_info");
      return `webgl backend on ${gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "an unnamed card"}`;
    }
    case "wasm-honest": {
      tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      setWasmPaths({ "tfjs-backend-wasm.wasm": plainUrl, "tfjs-backend-wasm-simd.wasm": simdUrl, "tfjs-backend-wasm-threaded-simd.wasm": simdUrl });
      await use("wasm");
      registerMissingKernels(tf);
      return "wasm backend, SIMD, 1 thread, the two missing kernels in plain JavaScript";
    }
    case "ours":
    case "ours-2":
    case "ours-plain": {
      const wanted = choice === "ours-2" ? 2 : 1;
      const threads = await (await startWasm(tf, "equal", wanted)).threads;
      if (threads !== wanted) throw new Error(`${wanted} threads were asked for, there are ${threads}`);
      const report = registerKernels(tf, { relaxedSimd: choice !== "ours-plain" });
      return `${report.kernels.length} kernels of ours, ${report.relaxedSimd ? "relaxed" : "plain"} SIMD, ${threads} thread(s)`;
    }
  }
}
