import { tf } from "./backends.js";
import { threadsSuite } from "./threads-suite.js";

before(() => tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", true));
threadsSuite("tfjs's threaded binary");
