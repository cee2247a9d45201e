// Whether two trials at once, each in a worker of its own, are faster than one after another in the one worker of the page:
//   node bench/search/workers.mjs          writes bench/results/search-workers.txt
// The same number of trials is searched by one page, which shares each step among the cores, and half each by two pages of two browsers at once, which cannot:
// they are not isolated from other origins, so each has one thread.
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../esbuild.config.mjs";
import { serve } from "../../scripts/serve.mjs";
import { busyShare } from "../steps/machine.mjs";
import { openSweep } from "./open-sweep.mjs";

const networks = {
  "small (12 tokens, 8 numbers each)": { hyperparameters: { sequenceLength: 12, vocabularySize: 300, embeddingSize: 8, batchSize: 64 }, trials: 40 },
  "the first notebook's": { hyperparameters: { preset: "first-notebook" }, trials: 16 },
  "large (200 tokens, 64 numbers, 64 filters)": { hyperparameters: { sequenceLength: 200, embeddingSize: 64, filters: 64 }, trials: 6 },
};
const rounds = 2;
const busy = await busyShare();
const site = await build();
const [isolated, plain] = [await serve(site), await serve(site, 0, { headers: {} })];

/** Seconds until all pages have searched. */
async function time(hyperparameters, trials, pages) {
  const sweeps = await Promise.all(Array.from({ length: pages }, (_, i) => openSweep((pages === 1 ? isolated : plain).address, {
    hyperparameters: { architecture: "atnet", ...hyperparameters }, sweep: { method: "random", trials: trials / pages, epochs: 3, seed: 5 + i, space: { learningRate: { from: 0.001, to: 0.01 } } },
  })));
  const start = performance.now();
  await Promise.all(sweeps.map(async ({ page, sweep }) => {
    await page.locator("at-sweep").getByRole("button", { name: "Search", exact: true }).click();
    while ((await sweep()).state !== "done") await page.waitForTimeout(50);
  }));
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(sweeps.map(({ close }) => close()));
  return seconds;
}

const lines = [`${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, ${process.platform}, Node ${process.version}; the shorter of ${rounds} rounds; other programs kept the processor ${Math.round(busy * 100)} % busy before`, "", `${"network".padEnd(46)}trials  one worker  two workers of one thread`];
for (const [name, { hyperparameters, trials }] of Object.entries(networks)) {
  const best = { 1: Infinity, 2: Infinity };
  for (let round = 0; round < rounds; round++) for (const pages of [1, 2]) best[pages] = Math.min(best[pages], await time(hyperparameters, trials, pages));
  lines.push(`${name.padEnd(46)}${String(trials).padStart(6)}${best[1].toFixed(1).padStart(10)} s${best[2].toFixed(1).padStart(11)} s`);
  console.log(lines.at(-1));
}
await writeFile(path.join(path.dirname(fileURLToPath(import.meta.url)), "../results/search-workers.txt"), `${lines.join("\n")}\n`);
await Promise.all([isolated.close(), plain.close()]);
