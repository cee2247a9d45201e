// Notebooks that were written to do harm, opened in the product: no dialog, no request, no trace.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { hostileNotebooks } from "../fixtures/hostile/notebooks.mjs";
import { openSite } from "./site.mjs";

describe("hostile notebooks", { timeout: 900_000 }, () => {
  let site;
  let evil;
  const asked = [];
  before(async () => {
    evil = createServer((request, response) => { asked.push(request.url); response.writeHead(200, { "access-control-allow-origin": "*" }); response.end(""); });
    await new Promise((resolve) => { evil.listen(0, "127.0.0.1", resolve); });
    site = await openSite();
  });
  after(async () => {
    await site?.close();
    evil?.close();
  });

  const armed = (text) => text.replaceAll("%EVIL%", `http://127.0.0.1:${evil.address().port}/`).replaceAll("%HOME%", site.address);
  /** Writes down all that would be a success of the attacker. */
  async function watch(page) {
    const harm = [];
    page.on("dialog", (dialog) => { harm.push(`dialog ${dialog.message()}`); void dialog.dismiss(); });
    page.on("popup", () => harm.push("a window"));
    page.on("request", (request) => { if (!/^(?:data|blob|file):/.test(request.url()) && !request.url().startsWith(site.address)) harm.push(`request ${request.url().slice(0, 100)}`); });
    page.on("worker", (worker) => { if (!worker.url().startsWith(site.address)) harm.push(`worker ${worker.url()}`); });
    page.on("frameattached", () => harm.push("a frame"));
    return harm;
  }
  const globals = (page) => page.evaluate(() => [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertyNames(Object.prototype), ...Object.keys(localStorage)].sort());
  async function openText(page, text) {
    await page.evaluate(() => { location.hash = "#/"; });
    await page.locator("at-start-page").waitFor();
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "gift.html", { type: "text/html" }));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    }, text);
    await page.locator("at-notebook at-cell").first().waitFor();
  }
  /** Every cell is brought near the screen, so that all that would be drawn is drawn. */
  async function readThrough(page) {
    await page.evaluate(async () => {
      const cells = (document.querySelector("at-app")?.shadowRoot ?? document).querySelector("at-notebook").shadowRoot.querySelectorAll("at-cell");
      for (const cell of cells) { cell.scrollIntoView(); await new Promise((resolve) => { setTimeout(resolve, 15); }); }
      await new Promise((resolve) => { setTimeout(resolve, 800); });
    });
  }

  for (const [family, text] of Object.entries(hostileNotebooks)) {
    it(`of ${family} run nothing and send nothing`, async () => {
      const { page, close } = await site.open();
      await page.locator("at-start-page").waitFor();
      const before = await globals(page);
      const harm = await watch(page);
      await openText(page, armed(text));
      await readThrough(page);
      assert.deepEqual(harm, []);
      assert.deepEqual(asked, []);
      assert.deepEqual((await globals(page)).filter((name) => !before.includes(name)), []);
      assert.equal(await page.evaluate(() => document.querySelectorAll("iframe, script:not([src^=assets])").length), 0);
      await close();
    });
  }
});
