// Builds the site into dist/ and, with --serve, serves it on loopback and rebuilds on change.
import * as esbuild from "esbuild";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { browserPlugins, withoutBuilding, withoutTfjsThreads } from "./scripts/esbuild-plugins.mjs";
import { buildServiceWorker } from "./scripts/build-service-worker.mjs";
import { buildJoined } from "./scripts/join-chunks.mjs";
import { buildData } from "./scripts/build-data.mjs";
import { buildStandalone } from "./scripts/build-standalone.mjs";
import { serve } from "./scripts/serve.mjs";
import { version, written } from "./scripts/version.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(root, "dist");

/** Options that the site, the component library and the tests share. */
export const options = {
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  conditions: ["browser", "module", "import"],
  legalComments: "none",
  logLevel: "warning",
  plugins: browserPlugins(),
  loader: { ".wasm": "file" },
  define: written,
  assetNames: "[name]",
};

/** What code cells run in and draw with: whole texts, which the page hands to a worker of its sandbox. */
export const sandboxScripts = (outdir) => ({
  ...options, entryPoints: { "sandbox-worker": path.join(root, "src/sandbox/worker/worker.ts"), "sandbox-plot": path.join(root, "src/sandbox/worker/plot.ts") }, outdir, format: "iife",
});

/** The page and the worker: separate bundles, so that tfjs can never slip into the page's. */
const workers = { worker: path.join(root, "src/training/worker.ts"), thread: path.join(root, "src/kernels/thread.ts") };
const page = { ...options, plugins: [...options.plugins, withoutBuilding] };
const worker = { ...options, plugins: [...options.plugins, withoutTfjsThreads] };
/**
 * What always loads together is one file (docs/decisions/0014): the page's first, a notebook's, that of its texts and that of its formulas; the worker's before anything
 * trains, and what trains where there is no graphics card.
 */
const pageGroups = [["components/app.ts"], ["components/notebook.ts", "src/training/run-records.ts"], ["components/base/markdown.ts"], ["components/base/tex.ts"]];
const tfjs = "node_modules/@tensorflow/tfjs-core/dist";
const workerGroups = [["src/training/worker.ts"], ["src/training/saved-runs.ts"], ["src/training/runs.ts", "src/training/wasm-backend.ts", `${tfjs}/index.js`, `${tfjs}/register_all_gradients.js`]];

const assets = path.join(out, "assets");
const library = path.join(out, "components");
/** esbuild's options of every bundle, and the groups of those that are joined once they are built to be served. */
const site = (minify) => [
  [{
    ...page, entryPoints: { app: path.join(root, "components/app.ts"), offline: path.join(root, "components/offline/page.ts") }, define: { ...written, KEEPS_OFFLINE: String(minify) },
    outdir: assets, splitting: true, chunkNames: "[name]-[hash]", minify, metafile: true, sourcemap: !minify,
  }, pageGroups],
  [{ ...worker, entryPoints: workers, outdir: assets, splitting: true, chunkNames: "worker-[name]-[hash]", minify, metafile: true, sourcemap: !minify }, workerGroups],
  [{ ...page, entryPoints: { "model-reader": path.join(root, "components/controllers/model-reader.ts") }, outdir: assets, minify, metafile: true, sourcemap: !minify }],
  [{ ...sandboxScripts(assets), minify, metafile: true }],
  [{ ...page, entryPoints: { index: path.join(root, "components/index.ts") }, outdir: library, splitting: true, chunkNames: "[name]-[hash]", minify, metafile: true }],
  [{ ...worker, entryPoints: workers, outdir: library, splitting: true, chunkNames: "worker-[name]-[hash]", minify, metafile: true }],
];

async function copyStatic() {
  await cp(path.join(root, "components/index.html"), path.join(out, "index.html"));
  await mkdir(path.join(out, "notebooks"), { recursive: true });
  for (const file of await readdir(path.join(root, "notebooks"))) {
    // Served as text: a notebook must never run as a page of this origin.
    if (file.endsWith(".html")) await cp(path.join(root, "notebooks", file), path.join(out, "notebooks", `${file}.txt`));
    if (file.endsWith(".json")) await cp(path.join(root, "notebooks", file), path.join(out, "notebooks", file));
  }
  await buildData(path.join(out, "assets", "data"));
  await cp(path.join(out, "assets", "data"), path.join(out, "components", "data"), { recursive: true });
}

/** Type declarations of the component library, for pages that use the cells in TypeScript. */
async function writeTypes() {
  await promisify(execFile)(path.join(root, "node_modules", ".bin", "tsc"), ["-p", "tsconfig.types.json"], { cwd: root, shell: process.platform === "win32" });
}

export async function build({ minify = true } = {}) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const results = await Promise.all(site(minify).map(([one, groups]) => (minify && groups ? buildJoined(one, groups.map((files) => files.map((file) => path.join(root, file)))) : esbuild.build(one))));
  await Promise.all([copyStatic(), buildStandalone(path.join(out, "assets"), { minify })]);
  await buildServiceWorker(out, { ...options, minify });
  await mkdir(path.join(root, "build"), { recursive: true });
  await writeFile(path.join(root, "build", "metafile.json"), JSON.stringify(results.map(({ metafile }) => metafile)));
  return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--serve")) {
    await build({ minify: false });
    const contexts = await Promise.all(site(false).map(([one]) => esbuild.context(one)));
    await Promise.all(contexts.map((context) => context.watch()));
    const { address } = await serve(out, Number(process.env.PORT ?? 8010));
    console.log(`\n  AtNet Notebook is at ${address}\n\n  Ctrl+C stops it.`);
  } else {
    await build();
    await writeTypes();
    console.log(`AtNet Notebook ${version} is in dist/: any file server can host it.`);
  }
}
