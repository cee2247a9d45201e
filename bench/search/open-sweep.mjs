// The built page with a notebook of one search, ready to begin.
import { chromium } from "playwright-core";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";

const literal = (value) => JSON.stringify(value).replace(/"(\w+)":/g, "$1:");
const notebookOf = ({ hyperparameters, sweep }) => `<!doctype html>
<notebook>
  <title>A search</title>
  <script id="1" type="module">import {dataset, hyperparameters, sweep} from "../components/index.js";</script>
  <script id="2" type="module">const data = view(dataset({source: "amazon-sentences", seed: 7}));</script>
  <script id="3" type="module">const hp = view(hyperparameters(${literal(hyperparameters)}, {data}));</script>
  <script id="4" type="module">const found = view(sweep(${literal(sweep)}, {hp, data}));</script>
</notebook>`;

/** @param settings literals of the two cells @returns the page, `sweep()` with what the cell holds now, and `close()` */
export async function openSweep(address, settings) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(howToGetOne);
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en", serviceWorkers: "block" });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })))).observe({ type: "longtask", buffered: true });
  });
  await page.route("**/notebooks/settings.en.html*", (route) => route.fulfill({ contentType: "text/plain", body: notebookOf(settings) }));
  await page.goto(`${address}#/n/settings`);
  await page.locator("at-sweep").scrollIntoViewIfNeeded();
  await page.getByText("792 to learn from").waitFor();
  await page.locator("at-sweep").getByRole("button", { name: "Search", exact: true }).and(page.locator('[aria-disabled="false"]')).waitFor();
  return {
    page,
    sweep: () => page.locator("at-sweep").evaluate(({ value: { state, trials, problems } }) => ({ state, trials, problems })),
    version: browser.version(),
    close: () => browser.close(),
  };
}
