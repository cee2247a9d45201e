// P1 and F18: a browser that is killed has lost nothing that it had said to be saved.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { serve } from "../../scripts/serve.mjs";
import { builtSite } from "./built-site.mjs";
import { killableBrowser } from "./killable-browser.mjs";

/** KILLS=3 for a quick look. */
const kills = Number(process.env.KILLS ?? 20);
/** Milliseconds in which a kill falls, counted from the first change. */
const longest = 1200;
/** A linear congruential generator: the times of the kills are the same in every run. */
function random(seed) {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}

describe("a browser that is killed", { timeout: 400_000 }, () => {
  let server;
  let browser;
  before(async () => {
    server = await serve(await builtSite());
    browser = await killableBrowser();
  });
  after(async () => {
    await server.close();
    await browser.remove();
  });

  it(`P1: F18: ${kills} times in the middle of changes opens again with the last one that it had called saved, or a later one`, async () => {
    const draw = random(20);
    let address = `${server.address}#/`;
    let acknowledged = 0;
    let made = 0;
    for (let round = 0; round <= kills; round++) {
      const context = await browser.launch();
      const page = context.pages()[0] ?? (await context.newPage());
      await page.exposeBinding("saved", (_source, change) => { acknowledged = Math.max(acknowledged, change); });
      await page.exposeBinding("changed", (_source, change) => { made = Math.max(made, change); });
      await page.goto(address);
      if (round === 0) {
        await page.getByRole("button", { name: "New notebook" }).click();
        await page.locator("at-notebook").waitFor();
        address = page.url();
      }
      await page.locator("at-notebook").waitFor();
      const found = await page.locator("at-notebook").evaluate((notebook) => Number(/change (\d+)/.exec(notebook.document.title)?.[1] ?? 0));
      assert.ok(found >= acknowledged, `round ${round}: change ${acknowledged} was called saved, and ${found} is what came back`);
      assert.ok(found <= made, `round ${round}: what came back was never made`);
      if (round < kills) {
        await page.locator("at-notebook").evaluate((notebook, from) => {
          let change = from;
          setInterval(async () => {
            const next = ++change;
            // Told and heard before it is made: what a kill takes along on its way to the test was not made yet.
            await globalThis.changed(next);
            const input = notebook.shadowRoot.querySelector("at-top-bar").shadowRoot.querySelector("input.title");
            input.value = `change ${next}`;
            input.dispatchEvent(new Event("change"));
          }, 40);
          // Looked at between two changes: "saved" stands for everything that the notebook is at that moment.
          setInterval(() => { if (notebook.saved.state === "saved") globalThis.saved(Number(/change (\d+)/.exec(notebook.document.title)?.[1] ?? 0)); }, 5);
        }, made);
        await page.waitForTimeout(200 + draw() * longest);
        await browser.kill(context);
      } else await context.close();
    }
    assert.ok(acknowledged > kills, "changes were saved between the kills");
  });
});
