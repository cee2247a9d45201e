// Editing in the built page, with the browser's own clipboard, keyboard and touch.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openSite, runOf, untilRun } from "./site.mjs";

const cellsOf = (page) => page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document.cells.map(({ type, source }) => ({ type, source })));
const frame = (page, n) => page.locator("at-cell").nth(n).locator("section");
const ready = async (page) => { await page.locator("at-cell").first().waitFor(); await page.waitForTimeout(200); };

describe("editing", () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("copies cells with the system clipboard into another notebook, as cells and as text", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/first", permissions: ["clipboard-read", "clipboard-write"] });
    await ready(page);
    const before = await cellsOf(page);
    const place = before.findIndex(({ source }) => source.includes("dataset("));
    await frame(page, place).focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Control+c");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(text, `${before[place].source}\n\n${before[place + 1].source}`);
    await page.goto(`${site.address}#/`);
    await page.getByRole("button", { name: /New notebook/ }).click();
    await ready(page);
    await frame(page, 0).focus();
    await page.keyboard.press("Control+v");
    await page.getByText(/cells? pasted/).waitFor();
    const pasted = await cellsOf(page);
    assert.ok(pasted.some(({ source }) => source === before[place].source), JSON.stringify(pasted));
    assert.ok(pasted.some(({ type, source }) => type === "module" && source.startsWith("import {")), "what it calls is imported");
    // The letter reads the clipboard where the page may ask for it: the same cells, under free names.
    await page.keyboard.press("v");
    await page.waitForFunction((count) => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document.cells.length > count, pasted.length);
    const again = await cellsOf(page);
    assert.ok(again.some(({ source }) => /const \w+2 = view\(dataset/.test(source)), JSON.stringify(again));
    // So does the letter that copies, and the button in the menu, which has the focus itself.
    await frame(page, 0).focus();
    await page.keyboard.press("c");
    await page.getByText("Cell copied.").waitFor();
    await page.locator("at-cell").nth(0).locator("at-menu button.trigger").click();
    await page.getByRole("menuitem", { name: "Cut" }).click();
    await page.getByText("Cell cut.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), again[0].source);
    assert.deepEqual(faults, []);
    await close();
  });

  it("brings a trained network back with its deleted cell", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await ready(page);
    const place = (await cellsOf(page)).findIndex(({ source }) => source.includes("train("));
    await page.getByRole("button", { name: /^Train/ }).first().click();
    await untilRun(page, ({ steps }) => steps > 5);
    await page.locator("at-train button.stop").click();
    const before = await untilRun(page, ({ state }) => state === "stopped" || state === "done");
    await frame(page, place).focus();
    await page.keyboard.press("d");
    await page.keyboard.press("d");
    await page.locator("at-train").waitFor({ state: "detached" });
    await page.locator("at-top-bar at-menu button.trigger").click();
    await page.getByRole("menuitem", { name: "Recently deleted…" }).click();
    await page.getByRole("button", { name: /^Bring back/ }).click();
    await page.locator("at-train").waitFor();
    const after = await runOf(page);
    assert.deepEqual([after.state, after.losses], [before.state, before.losses]);
    assert.deepEqual(faults, []);
    await close();
  });

  it("leaves marked text to the browser's own copying", async () => {
    const { page, close } = await site.open({ path: "#/n/first", permissions: ["clipboard-read", "clipboard-write"] });
    await ready(page);
    await page.locator("at-prose p").first().dblclick({ position: { x: 20, y: 10 } });
    await page.keyboard.press("Escape");
    await page.locator("at-prose p").nth(1).click({ clickCount: 3 });
    await page.keyboard.press("Control+c");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(text.length > 5 && !text.includes("#"), text);
    await close();
  });

  it("completes a setting of the real train cell and fetches its editor only then", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await ready(page);
    assert.ok(![...site.sent.keys()].some((name) => name.includes("code-editor")), "not in the first load");
    const place = (await cellsOf(page)).findIndex(({ source }) => source.includes("train("));
    await frame(page, place).focus();
    await page.keyboard.press("Enter");
    const editor = page.locator("at-cell").nth(place).locator(".cm-content");
    await editor.waitFor();
    await page.waitForFunction((n) => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelectorAll("at-cell")[n].shadowRoot.querySelector("at-source-editor").shadowRoot.activeElement?.className.includes("cm-content"), place);
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Control+Home");
    const { source } = (await cellsOf(page))[place];
    for (let i = 0; i < source.indexOf("train({") + 7; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.type("pat");
    await page.locator(".cm-completionLabel", { hasText: "patience" }).waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual(faults, []);
    await close();
  });

  for (const locale of ["en", "pt-BR"]) {
    it(`fits 320 px, and every action of a cell can be reached by touch, ${locale}`, async () => {
      const { page, close } = await site.open({ path: "#/n/first", locale, viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
      await ready(page);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(await wide() <= 320);
      const cell = page.locator("at-cell").nth(2);
      await cell.scrollIntoViewIfNeeded();
      await cell.locator("at-menu button.trigger").tap();
      const items = await cell.locator("at-menu [role=menuitem]").count();
      assert.ok(items >= 14, `${items} actions`);
      const small = await cell.locator("at-menu [role=menuitem]").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43).length);
      assert.equal(small, 0, "targets are big enough for a finger");
      await page.keyboard.press("Escape");
      await cell.locator("button.add").tap();
      await page.locator("at-add-sheet dialog[open]").waitFor();
      assert.ok(await wide() <= 320);
      assert.ok(await page.locator("at-add-sheet dialog").evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), "the sheet for adding fits");
      await page.locator("at-add-sheet .head button").tap();
      await page.locator("at-top-bar at-menu button.trigger").tap();
      await page.getByRole("menuitem", { name: locale === "en" ? "Find and replace…" : "Localizar e substituir…" }).tap();
      await page.locator("at-find-bar #search").waitFor();
      assert.ok(await wide() <= 320);
      await close();
    });
  }
});
