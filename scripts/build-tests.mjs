// Bundles the browser tests as the product is bundled, beside the worker and the data that they use.
import * as esbuild from "esbuild";
import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { options, sandboxScripts } from "../esbuild.config.mjs";
import { buildData } from "./build-data.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const testFolder = path.resolve(root, process.env.AT_TEST_FOLDER ?? "build/test");

/** @param files absolute paths of *.test.ts; each becomes one flat file, so that assets lie beside every bundle */
export async function buildTests(files) {
  await rm(testFolder, { recursive: true, force: true });
  const entryPoints = Object.fromEntries(files.map((file) => [path.relative(path.join(root, "test"), file).replace(/\.ts$/, "").replaceAll(path.sep, "."), file]));
  const shared = { ...options, outdir: testFolder, splitting: true, sourcemap: "inline", external: ["/__web-*"], loader: { ...options.loader, ".html": "text", ".txt": "text", ".tsv": "text", ".bin": "binary" } };
  await esbuild.build({ ...shared, entryPoints, chunkNames: "chunk-[name]-[hash]" });
  const worker = path.join(root, "src/training/worker.ts");
  const thread = path.join(root, "src/kernels/thread.ts");
  if (existsSync(worker)) await esbuild.build({ ...shared, entryPoints: { worker, thread }, chunkNames: "worker-[name]-[hash]" });
  await esbuild.build(sandboxScripts(testFolder));
  await buildData(path.join(testFolder, "data"));
}
