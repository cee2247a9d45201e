// A notebook exported as one file: opened by a double click with the network off, it trains and asks nothing of anybody.
import assert from "node:assert/strict";
import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { openSite, untilRun } from "./site.mjs";

const folder = path.resolve("build/standalone");

describe("a notebook in one file", { timeout: 600_000 }, () => {
  let site;
  let file;
  before(async () => {
    await mkdir(folder, { recursive: true });
    site = await openSite();
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await page.getByText("792 to learn from").waitFor();
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: One file that runs anywhere" }).click()]);
    file = path.join(folder, given.suggestedFilename());
    await given.saveAs(file);
    assert.deepEqual(faults, []);
    await close();
  });
  after(() => site?.close());

  it("weighs at most 900 KB in gzip without its data", async () => {
    const text = await readFile(file, "utf8");
    assert.ok((await stat(file)).size > 1e6);
    const withoutData = text.replace(/(<script type="application\/json" id="atnet-assets">)[^<]*/, "$1{}");
    assert.ok(withoutData.length < text.length - 20_000, "its data is in it");
    const bytes = gzipSync(withoutData, { level: 9 }).length;
    assert.ok(bytes <= 900_000, `${bytes} bytes`);
  });

  it("opens from the disk with the network off, trains, answers, and makes no request", async () => {
    const { page: alone, requests, errors, end } = await site.openFile(pathToFileURL(file).href);
    await alone.getByText("792 to learn from").waitFor();
    await alone.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
    const run = await untilRun(alone, ({ epochs }) => epochs >= 2, 200_000);
    assert.equal(run.environment.backend, "wasm");
    const predict = alone.locator("at-predict");
    await predict.scrollIntoViewIfNeeded();
    await predict.getByText(/%/).first().waitFor();
    // Cell scripts of the notebook are refused by the file's own policy: said once each, and nothing else.
    assert.deepEqual(errors.filter((text) => !/Content Security Policy/.test(text)), []);
    assert.deepEqual(requests, []);
    await end();
  });

  it("opens in the product again as the notebook that it is", async () => {
    const { page, close } = await site.open();
    // The plain chooser, which a test can answer.
    await page.evaluate(() => { delete window.showOpenFilePicker; });
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: /Open a file/ }).click()]);
    await chooser.setFiles(file);
    await page.locator("at-train").waitFor();
    const titles = await page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document);
    assert.equal(titles.title, "AtNet: from words to a decision");
    assert.equal(titles.kept, undefined, "the page around it is left behind");
    await close();
  });
});
