// A notebook exported as one file, with what it trained: opened by a double click with the network off, it plays, answers, trains and asks nothing of anybody.
import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { withoutCargo } from "../../scripts/standalone-size.mjs";
import { kitFolder, notebooks, openBuilt } from "../repository/notebook-kit.mjs";
import { exported, openInPage, openSite, runOf, untilRun } from "./site.mjs";

const folder = path.resolve("build/standalone");

describe("a notebook in one file", { timeout: 600_000 }, () => {
  let site;
  let file;
  /** What was trained before it was exported, and what it answers to the notebook's sentence. */
  let trained;
  let answer;
  const answered = async (page) => {
    const predict = page.locator("at-predict");
    await predict.scrollIntoViewIfNeeded();
    await predict.getByText(/%/).first().waitFor();
    return (await predict.innerText()).match(/[\d.]+%/g);
  };
  before(async () => {
    await mkdir(folder, { recursive: true });
    site = await openSite();
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await page.getByText("792 to learn from").waitFor();
    await page.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
    trained = await untilRun(page, ({ state }) => state === "done", 300_000);
    answer = await answered(page);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    file = await exported(page, "One file that runs anywhere", folder);
    assert.deepEqual(faults, []);
    await close();
  });
  after(() => site?.close());

  it("weighs at most 900 KB in gzip without its data", async () => {
    const text = await readFile(file, "utf8");
    assert.ok((await stat(file)).size > 1e6);
    const { text: withoutData, gzipBytes } = withoutCargo(text);
    assert.ok(withoutData.length < text.length - 20_000, "its data is in it");
    // Of 1,024 bytes, as in the first load of the page.
    assert.ok(gzipBytes <= 900 * 1024, `${gzipBytes} bytes`);
  });

  it("opens from the disk with the network off, plays and answers at once, trains, and makes no request", async () => {
    const { page: alone, requests, errors, end } = await site.openFile(pathToFileURL(file).href);
    await alone.getByText("792 to learn from").waitFor();
    const brought = await untilRun(alone, ({ state, hasLive }) => state === "done" && hasLive, 60_000);
    assert.deepEqual(brought.losses, trained.losses);
    assert.deepEqual(brought.result, trained.result);
    assert.deepEqual(brought.stale, []);
    assert.deepEqual(await answered(alone), answer);
    await alone.locator("at-attention-plot").scrollIntoViewIfNeeded();
    await alone.locator("at-attention-plot figure").first().waitFor();
    await alone.locator("at-train").getByRole("button", { name: "Train again", exact: true }).click();
    const run = await untilRun(alone, ({ epochs, number }) => number === 2 && epochs >= 2, 200_000);
    assert.equal(run.environment.backend, "wasm");
    assert.equal(run.earlier, 1);
    assert.deepEqual(run.losses.slice(0, 20), trained.losses.slice(0, 20), "the same seed takes the same way");
    // Cell scripts of the notebook are refused by the file's own policy: said once each, and nothing else.
    assert.deepEqual(errors.filter((text) => !/Content Security Policy/.test(text)), []);
    assert.deepEqual(requests, []);
    await end();
  });

  it("opens in the product again as the notebook that it is, and after a reload still has its run, which answers", async () => {
    const { page, close } = await site.open();
    await openInPage(page, file);
    const titles = await page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document);
    assert.equal(titles.title, "AtNet: from words to a decision");
    assert.equal(titles.kept, undefined, "the page around it is left behind");
    await untilRun(page, ({ state }) => state === "done", 60_000);
    assert.deepEqual((await runOf(page)).result, trained.result);
    assert.deepEqual(await answered(page), answer);
    await page.reload();
    await page.locator("at-train").waitFor();
    const { losses, result, stale } = await untilRun(page, ({ state, hasLive }) => state === "done" && hasLive, 60_000);
    assert.deepEqual({ losses, result, stale }, { losses: trained.losses, result: trained.result, stale: [] });
    assert.deepEqual(await answered(page), answer);
    await close();
  });

  it("opens in the product when it is dropped there", async () => {
    const { page, faults, close } = await site.open();
    await page.getByRole("button", { name: /Open a file/ }).waitFor();
    const text = await readFile(file, "utf8");
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "dropped.run.html", { type: "text/html" }));
      for (const name of ["dragover", "drop"]) window.dispatchEvent(new DragEvent(name, { dataTransfer: transfer, cancelable: true }));
    }, text);
    await page.locator("at-train").waitFor();
    assert.deepEqual((await untilRun(page, ({ state }) => state === "done", 60_000)).losses, trained.losses);
    assert.deepEqual(faults, []);
    await close();
  });

  it("is a notebook for notebook-kit's own command, which builds it as it is", async () => {
    const kit = await kitFolder();
    const browser = await chromium.launch({ executablePath: findChromium(), args: quietFlags });
    let built;
    try {
      await copyFile(file, path.join(kit, "notebooks", "exported.html"));
      await notebooks(kit, "build", "--root", kit, "--out", path.join(kit, "out"), "--", path.join("notebooks", "exported.html"));
      built = await serve(path.join(kit, "out"));
      await openBuilt(browser, new URL("notebooks/exported.html", built.address).href);
    } finally {
      await built?.close();
      await browser.close();
      await rm(kit, { recursive: true, force: true });
    }
  });
});
