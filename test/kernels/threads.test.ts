import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { tf } from "./backends.js";
import { threadsSuite } from "./threads-suite.js";
import { sharedUrl, wasmUrls } from "./wasm-urls.js";

before(() => {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({ ...wasmUrls, "tfjs-backend-wasm-simd.wasm": sharedUrl });
});
threadsSuite("tfjs's SIMD binary with its memory shared");
