// How long a history of ten thousand runs takes to open, and what the page's own thread does while it opens and is scrolled.
//   npm run bench:history            builds, fills a history, opens it in Chromium, prints and writes bench/results/history.txt
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "../esbuild.config.mjs";
import { findChromium, howToGetOne, quietFlags } from "../scripts/find-chromium.mjs";
import { serve } from "../scripts/serve.mjs";
import { busyShare } from "./steps/machine.mjs";
import { watchLongTasks } from "./long-tasks.mjs";

const runs = 10_000;
const notebook = `<!doctype html><notebook><title>Runs</title><script id="1" type="module">import {dataset, hyperparameters, train, runs} from "../components/index.js";</script>
<script id="2" type="module">const data = view(dataset({source: "amazon-sentences", seed: 7}));</script><script id="3" type="module">const hp = view(hyperparameters({preset: "first-notebook"}, {data}));</script>
<script id="4" type="module">const run = view(train({epochs: 2, seed: 1}, {hp, data}));</script><script id="5" type="module">runs({scope: "all"}, {hp})</script></notebook>`;
const executablePath = findChromium();
if (!executablePath) throw new Error(howToGetOne);
const busy = await busyShare();
const { address, close } = await serve(await build());
const browser = await chromium.launch({ executablePath, args: quietFlags });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await watchLongTasks(page);
await page.goto(address);
await page.evaluate((text) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], "runs.html", { type: "text/html" }));
  document.querySelector("at-app").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, composed: true, cancelable: true }));
}, notebook);
// One real run, whose record the others are made of.
await page.locator("at-train .main").click();
await page.locator("at-runs").scrollIntoViewIfNeeded();
await page.locator("at-runs .line").first().waitFor();
await page.locator("at-train .result").waitFor();
await page.waitForTimeout(1500);
await page.evaluate((count) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("atnet-notebook-runs");
  opening.addEventListener("success", () => {
    const store = opening.result.transaction("history", "readwrite").objectStore("history");
    store.getAll().addEventListener("success", ({ target: { result: [record] } }) => {
      for (let i = 0; i < count - 1; i++) store.put({ ...record, id: `filled ${i}`, startedAt: 1e12 + i * 6e4, number: i + 2, parent: record.id, group: String(i % 2500), changes: [{ name: "learningRate", from: 0.001, to: 0.001 + (i % 9) / 1000 }, { name: "dropoutRate", from: 0, to: (i % 8) / 10 }] });
    });
    store.transaction.addEventListener("complete", () => { opening.result.close(); resolve(); });
    store.transaction.addEventListener("error", () => reject(store.transaction.error));
  });
}), runs);
await page.reload();
await page.locator("at-train .main").waitFor();
await page.locator("at-runs").scrollIntoViewIfNeeded();
await page.locator("at-runs .line").first().waitFor();
await page.waitForFunction((count) => { const find = (root) => { for (const el of root.querySelectorAll("*")) { if (el.localName === "at-history-list") return el; const inner = el.shadowRoot && find(el.shadowRoot); if (inner) return inner; } return undefined; }; return find(document)?.rows.length >= count; }, runs);
// Opened anew as a cell that is added to a page at rest.
const { first, whole } = await page.evaluate(async (count) => {
  globalThis.longTasks.length = 0;
  const began = performance.now();
  const view = Object.assign(document.createElement("at-run-history"), { settings: { scope: "all", sort: "newest", epoch: "best", groupSeeds: false, filter: "" } });
  view.style.cssText = "position: fixed; inset: 0; overflow: auto; background: Canvas; z-index: 99";
  document.body.append(view);
  const frame = () => new Promise(requestAnimationFrame);
  const list = () => view.shadowRoot.querySelector("at-history-list");
  while (!list()?.shadowRoot?.querySelector(".line")) await frame();
  const firstAt = performance.now() - began;
  while (list().rows.length < count) await frame();
  return { first: firstAt, whole: performance.now() - began };
}, runs);
const opening = await page.evaluate(() => globalThis.longTasks.splice(0));
const { gaps, elements } = await page.evaluate(async () => {
  const view = document.body.lastElementChild;
  const list = view.shadowRoot.querySelector("at-history-list");
  const scroller = list.shadowRoot.querySelector(".scroll");
  const found = [];
  let [last, most] = [performance.now(), 0];
  for (let i = 0; i < 180; i++) {
    scroller.scrollTop += i < 120 ? 400 : 8000;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    found.push(now - last);
    last = now;
    most = Math.max(most, list.shadowRoot.querySelectorAll(".line").length);
  }
  return { gaps: found.slice(1), elements: most };
});
const scrolling = await page.evaluate(() => globalThis.longTasks.splice(0));
const searching = await page.evaluate(async () => {
  const view = document.body.lastElementChild;
  const field = view.shadowRoot.querySelector("input[type=search]");
  const began = performance.now();
  field.value = "0.004";
  field.dispatchEvent(new Event("input"));
  while (view.rows.length > 9000) await new Promise(requestAnimationFrame);
  return { took: performance.now() - began, tasks: globalThis.longTasks.splice(0) };
});
const grouping = await page.evaluate(async () => {
  const view = document.body.lastElementChild;
  view.shadowRoot.querySelector("input[type=search]").value = "";
  view.shadowRoot.querySelector("input[type=search]").dispatchEvent(new Event("input"));
  while (view.rows.length < 9000) await new Promise(requestAnimationFrame);
  globalThis.longTasks.length = 0;
  view.settings = { ...view.settings, groupSeeds: true, sort: "accuracy" };
  await view.updateComplete;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return globalThis.longTasks.splice(0);
});
const sorted = gaps.toSorted((a, b) => a - b);
const tasksText = (tasks) => `${tasks.length}${tasks.length > 0 ? ` (longest ${Math.max(...tasks).toFixed(0)} ms)` : ""}`;
const lines = [
  `A history of ${runs.toLocaleString("en")} runs. ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, Node ${process.version}, Chromium ${browser.version()}. npm run bench:history writes this file.`,
  `Other programs kept ${(busy * 100).toFixed(0)}% of the processor busy at its start; above 10% the times are not to be quoted.`, "",
  `opens: first lines                           ${first.toFixed(0)} ms`,
  `opens: all of it is there                    ${whole.toFixed(0)} ms   (goal: 1000 ms)`,
  `tasks of 50 ms or more while it opens        ${tasksText(opening)}   (goal: 0)`,
  `scrolling 180 frames: gap                    median ${sorted[sorted.length >> 1].toFixed(1)} ms, p95 ${sorted[Math.floor(sorted.length * 0.95)].toFixed(1)} ms`,
  `tasks of 50 ms or more while it scrolls      ${tasksText(scrolling)}   (goal: 0)`,
  `lines in the page at most                    ${elements}   (goal: under 200)`,
  `a first search                               ${searching.took.toFixed(0)} ms, tasks of 50 ms or more ${tasksText(searching.tasks)}`,
  `grouping by seed and sorting: tasks of 50 ms ${tasksText(grouping)}`,
];
console.log(lines.join("\n"));
await writeFile(path.join(path.dirname(fileURLToPath(import.meta.url)), "results", "history.txt"), `${lines.join("\n")}\n`);
await browser.close();
await close();
