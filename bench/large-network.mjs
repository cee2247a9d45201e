// Trained networks opened from a file, one of 25 MB and a small one: what the page's own thread does meanwhile.
import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { watchLongTasks } from "./long-tasks.mjs";

/** @returns the file's size, milliseconds from choosing it to a network that has answered, and the lengths of the page's tasks of 50 ms or more in between */
export async function measureNetworkFile(browser, address, words) {
  const folder = path.resolve("build/bench");
  await mkdir(folder, { recursive: true });
  const [program, file] = [path.join(folder, "large-network.mjs"), path.join(folder, "large.keras")];
  await esbuild.build({ entryPoints: ["bench/large-network.ts"], bundle: true, format: "esm", platform: "node", outfile: program, logLevel: "error", mainFields: ["module", "main"], banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' } });
  await promisify(execFile)(process.execPath, [program, file, String(words)]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await watchLongTasks(page);
  await page.goto(address);
  await page.evaluate(() => { delete window.showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: /Open a file/ }).click()]);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => { globalThis.longTasks.length = 0; });
  const began = performance.now();
  await chooser.setFiles(file);
  await page.locator("at-train").waitFor();
  await page.waitForFunction(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelector("at-train").value.state === "done", undefined, { timeout: 60_000 });
  await page.locator("at-predict").scrollIntoViewIfNeeded();
  await page.locator("at-predict textarea").fill("word1 word2");
  await page.locator("at-predict").getByText(/%/).first().waitFor();
  const milliseconds = performance.now() - began;
  const tasks = await page.evaluate(() => globalThis.longTasks);
  await page.close();
  return { megabytes: (await stat(file)).size / 1e6, milliseconds, tasks };
}
