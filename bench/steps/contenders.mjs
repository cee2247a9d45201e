// Who takes part, and how each is started, asked and ended.
import * as esbuild from "esbuild";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { options } from "../../esbuild.config.mjs";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/** By key, as results/latest.json names them. The first is what all others are compared with. */
export const contenders = {
  ours: { title: "ours, 1 thread, relaxed SIMD", backend: "ours", model: "product" },
  oursPlain: { title: "ours, 1 thread, plain SIMD", backend: "ours-plain", model: "product" },
  ours2: { title: "ours, 2 threads, relaxed SIMD", backend: "ours-2", model: "product" },
  // Not what a visitor's browser does: V8 makes 256-bit instructions of our 128-bit ones only behind this flag.
  oursWide: { title: "ours, 1 thread, V8's 256-bit trial", backend: "ours", model: "product", browser: "wide" },
  pytorch1: { title: "PyTorch, 1 thread", threads: 1 },
  pytorch2: { title: "PyTorch, 2 threads", threads: 2 },
  tfLayersWithKernels: { title: "tf.layers fit(), our kernels", backend: "ours", model: "fit" },
  tfjsHonest: { title: "tfjs wasm + 2 plain JS kernels", backend: "wasm-honest", model: "trainOnBatch" },
  tfjsWebgl: { title: "tfjs webgl", backend: "webgl", model: "trainOnBatch", browser: "graphics" },
  // Its embedding gradient can take tens of gigabytes and the whole browser with it.
  tfjsCpu: { title: "tfjs cpu", backend: "cpu", model: "trainOnBatch", browser: "alone" },
};

/** Bundles the page and its worker as the product is bundled. */
export async function buildSite(site) {
  await esbuild.build({ ...options, minify: true, splitting: true, outdir: site, chunkNames: "chunk-[name]-[hash]", entryPoints: { page: path.join(here, "page.ts"), worker: path.join(here, "worker.ts"), thread: path.join(here, "../../src/kernels/thread.ts") } });
  await writeFile(path.join(site, "index.html"), `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="page.js"></script>`);
}

/** By the browser's name; all others are quiet. */
const flags = {
  graphics: [...quietFlags.filter((flag) => flag !== "--disable-gpu"), "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  wide: [...quietFlags, "--js-flags=--experimental-wasm-revectorize"],
};

/** Browsers, each opened when first asked for and again when it has died, and the server behind them. */
export async function openBrowsers(site) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(howToGetOne);
  const server = await serve(site);
  const opened = new Map();
  async function page(name) {
    const found = opened.get(name);
    if (found) return found.tab;
    const browser = await chromium.launch({ executablePath, args: flags[name] ?? quietFlags });
    const tab = await browser.newPage();
    const gone = () => { if (opened.delete(name)) void browser.close(); };
    tab.on("crash", gone);
    browser.on("disconnected", gone);
    opened.set(name, { browser, tab });
    await tab.goto(server.address);
    return tab;
  }
  return {
    page,
    /** Ends a browser that one contender had for itself, whatever it is still at: a card's emulator goes on with what it was given when nobody waits any more. */
    async end(name) { await opened.get(name)?.browser.close(); },
    version: async () => (await page("quiet")).context().browser().version(),
    async close() {
      for (const { browser } of opened.values()) await browser.close();
      await server.close();
    },
  };
}

/** A worker of the page. */
export async function openInBrowser(browsers, { backend, model, browser = "quiet" }, workload) {
  const page = await browsers.page(browser);
  const name = `${workload.name}/${backend}/${model}`;
  const ask = (request) => page.evaluate(([to, what]) => globalThis.bench.ask(to, what), [name, request]);
  return {
    open: () => ask({ kind: "open", workload, backend, model }),
    steps: (count) => ask({ kind: "steps", count }),
    where: (count) => ask({ kind: "where", count }),
    end: () => (browser === "quiet" ? page.evaluate((which) => globalThis.bench.end(which), name) : browsers.end(browser)).catch(() => {}),
  };
}

export async function measureGemm(browsers) {
  const page = await browsers.page("quiet");
  try {
    return await page.evaluate(() => globalThis.bench.ask("gemm", { kind: "gemm" }));
  } finally {
    await page.evaluate(() => globalThis.bench.end("gemm")).catch(() => {});
  }
}

/** A Python that has torch, or why there is none. */
export function findPyTorch() {
  const tried = [process.env.PYTHON, "/tmp/py/bin/python", "python3"].filter(Boolean);
  for (const program of tried) {
    if (path.isAbsolute(program) && !existsSync(program)) continue;
    const { status, stdout } = spawnSync(program, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
    if (status === 0) return { program, version: stdout.trim() };
  }
  return { missing: `PyTorch is left out: no torch in ${tried.join(", ")}; set PYTHON to a Python that has it` };
}

/** A Python process of its own. */
export function openPyTorch(program, threads, site, workload) {
  const child = spawn(program, [path.join(here, "../pytorch/steps.py"), String(threads)], { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, OMP_NUM_THREADS: String(threads) } });
  const waiting = [];
  let text = "";
  const settle = (line) => {
    const answer = JSON.parse(line);
    const next = waiting.shift();
    if (answer.error === undefined) next?.resolve(answer); else next?.reject(new Error(answer.error));
  };
  child.stdout.on("data", (chunk) => {
    const lines = (text + chunk).split("\n");
    text = lines.pop();
    lines.forEach(settle);
  });
  child.on("exit", () => waiting.splice(0).forEach(({ reject }) => reject(new Error("the Python process ended"))));
  const answer = () => new Promise((resolve, reject) => { waiting.push({ resolve, reject }); });
  const ask = (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  const ready = answer();
  return {
    open: async () => { await ready; return ask({ open: path.join(site, workload.folder) }); },
    steps: (count) => ask({ steps: count }),
    end: async () => { child.kill(); },
  };
}
