// The built page with a notebook of one search, ready to begin.
import { chromium } from "playwright-core";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";
import { showSearch } from "../../test/e2e/search-notebook.mjs";
import { watchLongTasks } from "../long-tasks.mjs";

/** @param settings literals of the two cells @returns the page, `sweep()` with what the cell holds now, and `close()` */
export async function openSweep(address, settings) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(howToGetOne);
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en", serviceWorkers: "block" });
  await watchLongTasks(page);
  await showSearch(page, address, settings);
  await page.locator("at-sweep").getByRole("button", { name: "Search", exact: true }).and(page.locator('[aria-disabled="false"]')).waitFor();
  return {
    page,
    sweep: () => page.locator("at-sweep").evaluate(({ value: { state, trials, problems } }) => ({ state, trials, problems })),
    version: browser.version(),
    close: () => browser.close(),
  };
}
