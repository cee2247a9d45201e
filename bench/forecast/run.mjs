// What the train cell says that an epoch will take, beside what it then takes, by the product's own code in a worker of a headless Chromium, on WebAssembly.
//   npm run bench:forecast          writes bench/results/forecast.json and forecast.txt
import * as esbuild from "esbuild";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { options } from "../../esbuild.config.mjs";
import { buildData } from "../../scripts/build-data.mjs";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { busyShare } from "../steps/machine.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const stagedFolder = process.env.AT_STAGED_DATA ?? path.join(here, "..", "..", "..", "shared", "data");
/** As the product: see forecastBudget in src/training/runs.ts. */
const budget = 600;
const rounds = 3;
const amazon = { source: "amazon-sentences", seed: 7 };
const settings = [
  { name: "Amazon sentences, AtNet, short sentences", data: amazon, network: { architecture: "atnet", preset: "first-notebook" }, epochs: 6 },
  { name: "Amazon sentences, the reference", data: amazon, network: { architecture: "atnet", preset: "reference" }, epochs: 2 },
  { name: "Amazon sentences, CNN of Kim", data: amazon, network: { architecture: "cnn", preset: "kim-2014" }, epochs: 3 },
  { name: "Amazon sentences, Transformer", data: amazon, network: { architecture: "transformer", preset: "first-notebook" }, epochs: 3 },
  { name: "Amazon sentences, embedding average", data: amazon, network: { architecture: "embedding-average", preset: "first-notebook" }, epochs: 6 },
  { name: "tiny reviews, AtNet", data: { source: "tiny-reviews", seed: 1, size: 4000 }, network: { architecture: "atnet", preset: "tiny-reviews" }, epochs: 3 },
  { name: "names, CNN, characters", data: { source: "names", seed: 1 }, network: { architecture: "cnn", sequenceLength: 20, embeddingSize: 24, filters: 48 }, epochs: 2 },
  { name: "IMDB, AtNet, 200 words", data: "imdb-5k", network: { architecture: "atnet", preset: "first-notebook", sequenceLength: 200 }, epochs: 1 },
  { name: "B2W reviews, CNN", data: "b2w-10k-pt", network: { architecture: "cnn", sequenceLength: 60 }, epochs: 2 },
];

const busy = await busyShare();
const executablePath = findChromium();
if (!executablePath) { console.error(howToGetOne); process.exit(1); }
const folder = await mkdtemp(path.join(tmpdir(), "forecast-bench-"));
const rows = [];
try {
  await esbuild.build({ ...options, sourcemap: false, splitting: true, outdir: folder, entryPoints: [path.join(here, "worker.ts")] });
  await writeFile(path.join(folder, "index.html"), "<!doctype html><title>forecast</title>");
  await buildData(path.join(folder, "data"));
  const present = settings.filter(({ data }) => typeof data !== "string" || existsSync(path.join(stagedFolder, data, "data.tsv")));
  for (const { data } of present) if (typeof data === "string") await cp(path.join(stagedFolder, data, "data.tsv"), path.join(folder, `staged-${data}.tsv`));
  const { address, close } = await serve(folder);
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    for (const { name, ...setting } of present) {
      // Other programs come and go: the middle of three rounds, each in a worker of its own.
      const tries = [];
      for (let i = 0; i < rounds; i++) tries.push(await page.evaluate(ask, { ...setting, budget }));
      const { predicted, measured, steps } = tries.toSorted((a, b) => a.predicted / a.measured - b.predicted / b.measured)[rounds >> 1];
      const off = predicted / measured - 1;
      rows.push({ name, predictedSeconds: Number(predicted.toPrecision(3)), measuredSeconds: Number(measured.toPrecision(3)), stepsPerEpoch: steps, off: Number(off.toFixed(3)) });
      console.log(lineOf(rows.at(-1)));
    }
  } finally {
    await browser.close();
    await close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const results = path.join(here, "..", "results");
await writeFile(path.join(results, "forecast.json"), `${JSON.stringify(rows, null, 1)}\n`);
await writeFile(path.join(results, "forecast.txt"), [
  "What an epoch is said to take before it begins (a moment of training, evaluation counted), beside what it then takes. The goal: within 25%.",
  `${os.cpus()[0]?.model ?? "unknown processor"}, ${process.platform}, Node ${process.version}. npm run bench:forecast writes this file.`,
  `Other programs kept ${(busy * 100).toFixed(0)}% of the processor busy at its start; above 10% the times are not to be quoted.`, "",
  `${"".padEnd(44)}  said       took       off`, ...rows.map(lineOf), "",
  `${rows.filter(({ off }) => Math.abs(off) <= 0.25).length} of ${rows.length} within 25%`, "",
].join("\n"));

function lineOf({ name, predictedSeconds, measuredSeconds, off }) {
  return `${name.padEnd(44)}  ${`${predictedSeconds} s`.padEnd(9)}  ${`${measuredSeconds} s`.padEnd(9)}  ${off > 0 ? "+" : ""}${(off * 100).toFixed(0)}%`;
}

/** In the page: a worker of its own for each, as a page that has just been opened. */
function ask(one) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("./worker.js", { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.error) reject(new Error(data.error));
      else resolve(data.outcome);
      worker.terminate();
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage(one, { transfer: [] });
  });
}
