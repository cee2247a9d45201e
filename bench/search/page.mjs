// What the page's own thread does while a search runs and its figures are drawn:
//   node bench/search/page.mjs          builds, searches in Chromium until the trials are done, writes bench/results/search-page.txt
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../esbuild.config.mjs";
import { serve } from "../../scripts/serve.mjs";
import { openSweep } from "./open-sweep.mjs";

const trials = 120;
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
const server = await serve(await build());
const { page, sweep, version, close } = await openSweep(server.address, {
  sweep: { method: "tpe", trials, epochs: 3, seed: 5, objective: "loss", space: { learningRate: { from: 0.001, to: 0.1 }, filters: { from: 2, to: 12 }, kernelSize: [1, 3], pooling: ["max", "sum", "average"] } },
});
await page.locator("at-sweep").getByRole("button", { name: "Search", exact: true }).click();
while ((await sweep()).trials.length === 0) await page.waitForTimeout(50);
await page.locator("at-sweep-figures").scrollIntoViewIfNeeded();
const length = await page.evaluate(async (most) => {
  const find = (root) => root.querySelector("at-sweep") ?? [...root.querySelectorAll("*")].map((element) => element.shadowRoot && find(element.shadowRoot)).find(Boolean);
  const cell = find(document);
  globalThis.longTasks.length = 0;
  globalThis.gaps = [];
  const start = performance.now();
  let last = start;
  // Nothing else is asked of the page while it is measured.
  await new Promise((resolve) => {
    const frame = (now) => { globalThis.gaps.push(now - last); last = now; if (cell.value.trials.length < most && cell.value.state === "running") requestAnimationFrame(frame); else resolve(); };
    requestAnimationFrame(frame);
  });
  return performance.now() - start;
}, trials);
// What is drawn when it has ended is measured too.
await page.waitForTimeout(2000);
const tasks = await page.evaluate(() => globalThis.longTasks);
const gaps = await page.evaluate(() => globalThis.gaps.slice(2));
const lines = [
  `${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, ${process.platform}, Node ${process.version}, Chromium ${version}`,
  "",
  `a search of ${trials} trials with its figures in sight: ${(length / 1000).toFixed(1)} s`,
  `tasks of 50 ms or more    ${tasks.length}${tasks.length ? ` (median ${quantile(tasks, 0.5).toFixed(0)} ms, p95 ${quantile(tasks, 0.95).toFixed(0)} ms, longest ${Math.max(...tasks).toFixed(0)} ms)` : ""}   (goal: 0)`,
  `frame gap                 median ${quantile(gaps, 0.5).toFixed(1)} ms, p95 ${quantile(gaps, 0.95).toFixed(1)} ms, longest ${Math.max(...gaps).toFixed(1)} ms`,
];
console.log(lines.join("\n"));
await writeFile(path.join(path.dirname(fileURLToPath(import.meta.url)), "../results/search-page.txt"), `${lines.join("\n")}\n`);
await close();
await server.close();
