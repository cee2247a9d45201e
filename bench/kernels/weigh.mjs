// What the kernels weigh on the wire: everything in src/kernels that training loads, without tfjs and without what only counts work (kernel-work).
//   node bench/kernels/weigh.mjs
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../src/kernels");
const ops = (await readdir(path.join(folder, "ops"))).map((name) => `ops/${name}`);
const entries = ["register.ts", "team.ts", "thread.ts", ...ops];
const contents = entries.map((name) => `export * from ${JSON.stringify(`./${name}`)};`).join("\n");
const { outputFiles: [{ contents: code }] } = await esbuild.build({ stdin: { contents, resolveDir: folder, loader: "ts" }, bundle: true, minify: true, format: "esm", write: false, external: ["@tensorflow/*"] });
const weight = gzipSync(code, { level: 9 }).length;
console.log(`kernels and fused ops: ${(code.length / 1024).toFixed(1)} KB minified, ${(weight / 1024).toFixed(2)} KB gzip, ${30 * 1024 - weight} bytes below the goal of 30 KB`);
