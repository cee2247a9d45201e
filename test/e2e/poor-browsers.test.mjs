// Browsers that lack something, pages that are opened in the wrong place, code that takes all memory: the product works, or says precisely what does not.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { openSite, untilRun } from "./site.mjs";

const without = (...names) => `for (const name of ${JSON.stringify(names)}) { delete globalThis[name]; delete Object.getPrototypeOf(globalThis)[name]; }`;
const inNotebook = (page, action) => page.locator("at-notebook").evaluate((notebook, source) => Function(`return (${source})`)()(notebook), String(action));

describe("a browser that lacks something", { timeout: 400_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  const lacks = {
    "Web Locks": "delete Navigator.prototype.locks", "BroadcastChannel": without("BroadcastChannel"), "DecompressionStream": without("DecompressionStream", "CompressionStream"),
    "Trusted Types": without("trustedTypes", "TrustedTypePolicyFactory"), "crypto.subtle": "Object.defineProperty(crypto, 'subtle', { value: undefined })", "service workers": "delete Navigator.prototype.serviceWorker",
  };
  for (const [what, script] of Object.entries(lacks)) {
    it(`B109: without ${what}, a new notebook is written and kept, and is there after a reload`, async () => {
      const { page, faults, close } = await site.open();
      await page.context().addInitScript(script);
      if (what === "Trusted Types") await page.route(site.address, async (route) => route.fulfill({ contentType: "text/html", body: (await (await route.fetch()).text()).replace(/ require-trusted-types-for[^"]*/, "") }));
      await page.reload();
      await page.getByRole("button", { name: "New notebook" }).click();
      const title = page.getByRole("textbox", { name: "Notebook title" });
      await title.fill("Kept all the same");
      await title.press("Enter");
      await page.getByText(/^Saved/).waitFor();
      await page.reload();
      await page.locator("at-notebook at-cell").first().waitFor();
      assert.equal(await inNotebook(page, (notebook) => notebook.document.title), "Kept all the same");
      assert.deepEqual(faults, []);
      await close();
    });
  }

  it("B109: without workers, cells that compute say so in both languages, and the notebook can be read and changed", async () => {
    const { page, close } = await site.open();
    await page.context().addInitScript(without("Worker", "SharedWorker"));
    await page.goto(`${site.address}#/n/own-sentences`);
    await page.reload();
    await page.getByText("expected a browser in which a page may compute beside itself (Worker). Use a current version of Chrome, Edge, Firefox or Safari; your notebook is as it was.").first().waitFor();
    await page.getByRole("button", { name: "Português" }).click();
    await page.getByText("esperado: um navegador em que a página possa calcular em paralelo (Worker). Use uma versão atual do Chrome, Edge, Firefox ou Safari; seu notebook continua como estava.").first().waitFor();
    await close();
  });

  it("B110: opened from the disk, the page says in both languages that it needs a server, and what opens without one", async () => {
    const { page, end } = await site.openFile(pathToFileURL(path.join(site.folder, "index.html")).href);
    await page.getByText("This page did not load its program. Reload it. Opened from the disk (file://) it cannot start: any web server can show its folder, and a notebook exported as one file opens from the disk.").waitFor();
    await page.getByText("Esta página não carregou o programa dela. Recarregue-a. Aberta do disco (file://) ela não funciona: qualquer servidor web pode mostrar a pasta, e um notebook exportado como um arquivo só abre do disco.").waitFor();
    await end();
  });

  it("B111: F04: with its program blocked, the page says so instead of staying empty", async () => {
    const { page, close } = await site.open();
    await page.route("**/assets/app.js", (route) => route.abort());
    await page.reload();
    await page.getByText(/^This page did not load its program\. Reload it\./).waitFor();
    await close();
  });

  it("P21: F31: on a computer six times as slow, a training starts, pauses when it is told to, and ends when it is told to; what is written is kept", async () => {
    // Long enough that its end is not reached before it is told to stop.
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await page.getByText("792 to learn from").first().waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    const cell = page.locator("at-train");
    await cell.evaluate(async (train) => { train.params = { ...train.params, epochs: 1000, patience: 0 }; await train.updateComplete; });
    await cell.getByRole("button", { name: "Train", exact: true }).click();
    await untilRun(page, ({ steps }) => steps > 3);
    await cell.getByRole("button", { name: "Pause", exact: true }).click();
    const paused = await untilRun(page, ({ state }) => state === "paused");
    const title = page.getByRole("textbox", { name: "Notebook title" });
    await title.fill("Slow");
    await title.press("Enter");
    await page.getByText(/^Saved/).waitFor();
    assert.equal((await untilRun(page, () => true)).steps, paused.steps, "not one more step");
    await cell.getByRole("button", { name: "Resume" }).click();
    await untilRun(page, ({ steps }) => steps > paused.steps);
    await cell.getByRole("button", { name: "Stop", exact: true }).click();
    await untilRun(page, ({ state }) => state === "stopped");
    assert.deepEqual(faults, []);
    await close();
  });

  it("B054: F14: code that takes all memory ends its tab alone: opened again, nothing is lost and it is not run by itself", async () => {
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...quietFlags, "--js-flags=--max-old-space-size=256"] });
    try {
      const context = await browser.newContext({ locale: "en", serviceWorkers: "block" });
      const page = await context.newPage();
      await page.goto(site.address);
      await page.getByRole("button", { name: "New notebook" }).click();
      await page.locator("at-notebook at-cell").first().waitFor();
      const address = page.url();
      const crashed = new Promise((resolve) => { page.once("crash", resolve); });
      await inNotebook(page, (notebook) => {
        notebook.shadowRoot.querySelector("at-cell").dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "insert", what: "code", where: "below" }, bubbles: true, composed: true }));
      });
      await page.locator("at-cell").nth(1).waitFor();
      // Long enough for the change to be on the disk before the memory is full.
      const source = "await new Promise((resolve) => setTimeout(resolve, 1500));\nconst all = [];\nfor (;;) all.push(Array.from({length: 1e5}, (_, i) => ({i})));";
      await page.locator("at-notebook").evaluate((notebook, text) => {
        notebook.shadowRoot.querySelectorAll("at-cell")[1].dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source: text }, bubbles: true, composed: true }));
      }, source);
      await crashed;
      const next = await context.newPage();
      await next.goto(address);
      await next.getByText("This code did not come to its end the last time, so it is not run again by itself.").waitFor();
      assert.equal(await inNotebook(next, (notebook) => notebook.document.cells[1].source), source);
    } finally {
      await browser.close();
    }
  });
});
