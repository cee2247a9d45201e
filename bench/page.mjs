// What a person waits for and what the page's own thread does while the first notebook trains.
//   npm run bench:page            builds, opens the first notebook in Chromium, trains for ten seconds, prints and writes bench/results/page.txt
import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "../esbuild.config.mjs";
import { findChromium, howToGetOne, quietFlags } from "../scripts/find-chromium.mjs";
import { serve } from "../scripts/serve.mjs";
import { measureNetworkFile } from "./large-network.mjs";
import { measureStandalone } from "./standalone.mjs";
import { watchLongTasks } from "./long-tasks.mjs";

const seconds = 10;
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
const executablePath = findChromium();
if (!executablePath) throw new Error(howToGetOne);

const { address, sent, close } = await serve(await build());
const browser = await chromium.launch({ executablePath, args: quietFlags });
// What the page fetches later for times without a network is counted by itself (docs/decisions/0013).
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
const helpers = () => {
  const find = (root) => { for (const el of root.querySelectorAll("*")) { if (el.localName === "at-train") return el; const inner = el.shadowRoot && find(el.shadowRoot); if (inner) return inner; } return undefined; };
  globalThis.trainCell = () => find(document);
  globalThis.stepsDone = () => find(document)?.value?.steps?.length ?? 0;
};

/** Somebody who presses Train the moment it can be pressed: milliseconds from the navigation to the press and to the first finished step, median of five. */
async function firstSteps() {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const fresh = await context.newPage();
    await fresh.addInitScript(helpers);
    await fresh.goto(`${address}#/n/first`, { waitUntil: "commit" });
    times.push(await fresh.evaluate(async () => {
      const until = async (condition) => { for (;;) { const found = condition(); if (found) return found; await new Promise((resolve) => setTimeout(resolve, 4)); } };
      const button = await until(() => [...(globalThis.trainCell()?.shadowRoot?.querySelectorAll("button") ?? [])].find((one) => one.textContent.trim().startsWith("Train") && !one.disabled && one.getAttribute("aria-disabled") !== "true"));
      const pressed = performance.now();
      button.click();
      await until(() => globalThis.stepsDone() > 0);
      return [pressed, performance.now()];
    }));
    await context.close();
  }
  return [0, 1].map((at) => quantile(times.map((one) => one[at]), 0.5));
}

await page.addInitScript(helpers);
await watchLongTasks(page);
await page.goto(`${address}#/n/first`);
const trainButton = page.getByRole("button", { name: /^Train/ }).first();
await trainButton.waitFor();
await page.waitForLoadState("networkidle");
const readyMilliseconds = await page.evaluate(() => performance.now());
const isEngine = (name) => /worker|\.wasm$|\/data\//.test(name);
const firstLoad = [...sent].filter(([name]) => !isEngine(name));
const firstLoadBytes = firstLoad.reduce((sum, [, bytes]) => sum + bytes, 0);
const engineBefore = [...sent].filter(([name]) => isEngine(name)).reduce((sum, [, bytes]) => sum + bytes, 0);

// Enough epochs that it is still training after the ten seconds.
await page.evaluate(async () => {
  const train = globalThis.trainCell();
  train.params = { ...train.params, epochs: 1000, patience: 0 };
  await train.updateComplete;
});
const clickedAt = await page.evaluate(() => performance.now());
await trainButton.click();
await page.waitForFunction(() => globalThis.stepsDone() > 0);
const firstStepMilliseconds = (await page.evaluate(() => performance.now())) - clickedAt;
await page.evaluate(() => { globalThis.longTasks.length = 0; });
// A reader watches the run and its curves: both are on screen while it is measured.
await page.evaluate(async () => {
  const cells = document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot;
  for (const tag of ["at-flow", "at-loss-plot", "at-attention-plot", "at-predict", "at-train"]) { cells.querySelector(tag).scrollIntoView(); await new Promise((resolve) => setTimeout(resolve, 400)); }
  globalThis.longTasks.length = 0;
});
const frames = await page.evaluate((length) => new Promise((resolve) => {
  const gaps = [];
  const start = performance.now();
  let last = start;
  const frame = (now) => { gaps.push(now - last); last = now; if (now - start < length) requestAnimationFrame(frame); else resolve(gaps.slice(1)); };
  requestAnimationFrame(frame);
}), seconds * 1000);
const tasks = await page.evaluate(() => globalThis.longTasks);
const speed = await page.evaluate(() => { const { environment, examplesPerSecond, steps } = globalThis.trainCell().value; return { environment, examplesPerSecond, steps: steps.length }; });
const enginePayload = [...sent].filter(([name]) => isEngine(name)).reduce((sum, [, bytes]) => sum + bytes, 0);
// It would train on beside what is measured now.
await page.close();
const [pressedMilliseconds, navigationToStepMilliseconds] = await firstSteps();
await page.close();
const single = await measureStandalone(browser, address);
const networks = [await measureNetworkFile(browser, address, 480), await measureNetworkFile(browser, address, 48_000)];

const lines = [
  `${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, ${process.platform}, Node ${process.version}, Chromium ${browser.version()}`,
  "",
  `first load, gzip on the wire, without tfjs   ${kilobytes(firstLoadBytes)}   (goal: 200 KB)`,
  ...firstLoad.sort((a, b) => b[1] - a[1]).slice(0, 12).map(([name, bytes]) => `    ${kilobytes(bytes).padStart(9)}  ${name}`),
  `worker and data before Train                 ${kilobytes(engineBefore)}`,
  `worker, tfjs, wasm and data in all           ${kilobytes(enginePayload)}`,
  `open to idle                                 ${readyMilliseconds.toFixed(0)} ms`,
  `navigation to first finished step            ${navigationToStepMilliseconds.toFixed(0)} ms, Train pressed as soon as it can be (${pressedMilliseconds.toFixed(0)} ms)   (goal: 900 ms)`,
  `Train to first finished step                 ${firstStepMilliseconds.toFixed(0)} ms`,
  `training ${seconds} s: tasks of 50 ms or more      ${tasks.length}${tasks.length ? ` (longest ${Math.max(...tasks).toFixed(0)} ms, p95 ${quantile(tasks, 0.95).toFixed(0)} ms)` : ""}   (goal: 0)`,
  `frame gap                                    median ${quantile(frames, 0.5).toFixed(1)} ms, p95 ${quantile(frames, 0.95).toFixed(1)} ms, longest ${Math.max(...frames).toFixed(1)} ms`,
  `speed                                        ${speed.examplesPerSecond.toFixed(0)} examples/s on ${speed.environment?.backend}, ${speed.environment?.threads} thread(s), ${speed.steps} steps`,
  `one file from file://, open to Train         ${single.readyMs.toFixed(0)} ms, its network has answered after ${single.answeredMs.toFixed(0)} ms   (goal: 2000 ms; median of ${single.rounds})`,
  `one file, gzip, without data and weights     ${single.gzipBytes} bytes of ${single.bytes} in all   (goal: ${900 * 1024})`,
  ...networks.map(({ megabytes, milliseconds, tasks: held }) => `opening a network of ${megabytes.toFixed(1).padStart(4)} MB             ${milliseconds.toFixed(0)} ms; the page's tasks of 50 ms or more: ${held.length}${held.length ? ` (longest ${Math.max(...held).toFixed(0)} ms)` : ""}   (goal: 0)`),
];
console.log(lines.join("\n"));
const results = path.join(path.dirname(fileURLToPath(import.meta.url)), "results");
await mkdir(results, { recursive: true });
await writeFile(path.join(results, "page.json"), `${JSON.stringify({ page: { longTasks: tasks.length, frameP95Ms: Number(quantile(frames, 0.95).toFixed(1)) }, start: { firstStepMs: Math.round(navigationToStepMilliseconds), bytesGzip: firstLoadBytes }, standalone: { openMs: Math.round(single.readyMs), bytesGzip: single.gzipBytes } }, null, 2)}\n`);
await writeFile(path.join(results, "page.txt"), `${lines.join("\n")}\n`);
await browser.close();
await close();
