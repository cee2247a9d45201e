// The first notebook trained and exported as one file, then opened from the disk with the network off.
import { readFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { exported } from "../test/e2e/site.mjs";
import { withoutCargo } from "../scripts/standalone-size.mjs";

const rounds = 5;

/** @returns the medians in milliseconds of opening it until Train can be pressed and until its trained network has answered, and what the file weighs */
export async function measureStandalone(browser, address) {
  const trained = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await trained.goto(`${address}#/n/first`);
  await trained.getByText("792 to learn from").waitFor();
  await trained.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
  await trained.waitForFunction(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelector("at-train").value.state === "done", undefined, { timeout: 300_000 });
  await trained.getByRole("button", { name: "Export", exact: true }).click();
  const folder = path.resolve("build/bench");
  await mkdir(folder, { recursive: true });
  const file = await exported(trained, "One file that runs anywhere", folder);
  await trained.close();
  const text = await readFile(file, "utf8");
  const [ready, answers] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true });
    const page = await context.newPage();
    // Milliseconds since the file began to open, taken in the page as soon as each is so.
    await page.addInitScript(() => {
      const cellOf = (tag) => document.querySelector("at-notebook")?.shadowRoot?.querySelector(tag);
      const look = () => {
        const train = cellOf("at-train");
        globalThis.readyAt ??= train?.shadowRoot?.querySelector("button.main[aria-disabled='false']") ? performance.now() : undefined;
        globalThis.answeredAt ??= train?.value?.live ? performance.now() : undefined;
        if (globalThis.answeredAt === undefined) requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => globalThis.readyAt !== undefined && globalThis.answeredAt !== undefined, undefined, { timeout: 60_000 });
    const [at, answered] = await page.evaluate(() => [globalThis.readyAt, globalThis.answeredAt]);
    ready.push(at);
    answers.push(answered);
    await context.close();
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  return { readyMs: median(ready), answeredMs: median(answers), rounds, gzipBytes: withoutCargo(text).gzipBytes, bytes: Buffer.byteLength(text) };
}
