// What keeps the page for times without a network: dist/service-worker.js, which knows every file of the page and its content.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { listFiles } from "./list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** @param out the folder of the page, otherwise complete @param options of the build's other bundles */
export async function buildServiceWorker(out, options) {
  // The library of components is for other pages.
  const files = (await listFiles(out)).map((file) => path.relative(out, file).split(path.sep).join("/")).filter((file) => !file.startsWith("components/") && !file.endsWith(".map")).sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(await readFile(path.join(out, file)));
  const define = { OFFLINE_FILES: JSON.stringify(files.map((file) => (file === "index.html" ? "./" : file))), OFFLINE_VERSION: JSON.stringify(hash.digest("hex").slice(0, 16)) };
  await esbuild.build({ ...options, entryPoints: { "service-worker": path.join(root, "components/offline/service-worker.ts") }, outdir: out, format: "iife", define });
}
