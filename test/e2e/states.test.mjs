// Every state that a page can be in, as axe sees it: light, dark and in forced colours, in both languages; in print and on a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { openSite, untilRun } from "./site.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const schemes = { light: { colorScheme: "light", forcedColors: "none" }, dark: { colorScheme: "dark", forcedColors: "none" }, "forced colours": { colorScheme: "dark", forcedColors: "active" } };
const words = {
  en: { texts: "100 texts", train: "Train", pause: "Pause", resume: "Resume", stop: "Stop", open: "Open a file…", read: /rows will be read/, bad: /Expected: a number from/i, keeps: "What this browser keeps…" },
  "pt-BR": { texts: "100 textos", train: "Treinar", pause: "Pausar", resume: "Continuar", stop: "Parar", open: "Abrir um arquivo…", read: /linhas serão lidas/, bad: /Esperado: um número de/i, keeps: "O que este navegador guarda…" },
};

/** Runs axe in every scheme; in the page's own words what it finds. Through the debugger, because the page's policy allows no injected script. */
async function inspect(page, state, found) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: `globalThis.axe ?? (() => { ${axeSource} })()` });
  for (const [name, media] of Object.entries(schemes)) {
    await page.emulateMedia({ ...media, reducedMotion: "reduce", media: state === "print" ? "print" : "screen" });
    // At the top: elsewhere the bar lies over the first line of whatever is scrolled under it.
    await page.evaluate(() => { scrollTo(0, 0); return new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }); });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `axe.run({ resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.slice(0, 2).map(({ target, failureSummary }) => [target.flat().join(" "), failureSummary])])))`,
      awaitPromise: true, returnByValue: true,
    });
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    for (const one of JSON.parse(result.value)) found.push([state, name, ...one]);
  }
  await session.detach();
}
const act = (page, action) => page.locator("at-notebook").evaluate((notebook, detail) => {
  notebook.shadowRoot.querySelector("at-top-bar").dispatchEvent(new CustomEvent("at-notebook-action", { detail, bubbles: true, composed: true }));
}, action);

describe("every state", { timeout: 600_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  for (const locale of ["en", "pt-BR"]) {
    it(`P26: F36: has nothing that axe finds in light, dark and forced colours, in ${locale}: empty, loaded, running, paused, ended, wrong, help, palette, versions, import, elsewhere, print, phone`, async () => {
      const say = words[locale];
      const found = [];
      const { page, close } = await site.open({ locale });
      await page.getByRole("button", { name: say.keeps }).waitFor();
      await inspect(page, "empty", found);
      await page.goto(`${site.address}#/n/own-sentences`);
      await page.getByText(say.texts).first().waitFor();
      await inspect(page, "loaded", found);
      const cell = page.locator("at-train");
      // Long enough to be looked at while it runs.
      await cell.evaluate(async (train) => { train.params = { ...train.params, epochs: 1000, patience: 0 }; await train.updateComplete; });
      await cell.getByRole("button", { name: say.train, exact: true }).click();
      await untilRun(page, ({ steps }) => steps > 1);
      await cell.getByRole("button", { name: say.pause, exact: true }).click();
      await untilRun(page, ({ state }) => state === "paused");
      await inspect(page, "paused", found);
      await cell.getByRole("button", { name: say.resume }).click();
      await inspect(page, "running", found);
      await cell.getByRole("button", { name: say.stop, exact: true }).click();
      await untilRun(page, ({ state }) => state === "stopped");
      await inspect(page, "ended", found);
      const field = page.locator("at-hyperparameters input[type=text]").first();
      await field.fill("-5");
      await field.press("Enter");
      await page.locator("at-hyperparameters [aria-invalid=true]").first().waitFor();
      await inspect(page, "wrong", found);
      for (const [action, tag] of [["help", "at-help-sheet"], ["palette", "at-palette"], ["versions", "at-versions-panel"]]) {
        await act(page, action);
        await page.locator(`${tag} dialog[open], ${tag}[open]`).first().waitFor();
        await inspect(page, action, found);
        await page.keyboard.press("Escape");
      }
      const open = page.locator("at-dataset").getByRole("button", { name: say.open });
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), open.click()]);
      await chooser.setFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(`text,label\n${Array.from({ length: 24 }, (_, i) => `sentence ${i},${i % 2 ? "pos" : "neg"}`).join("\n")}\nshort\n`) });
      await page.locator("at-import-sheet").getByText(say.read).waitFor();
      await inspect(page, "import", found);
      await page.keyboard.press("Escape");
      const second = await page.context().newPage();
      await second.goto(page.url());
      await second.locator("at-notebook at-cell").first().waitFor();
      await second.waitForFunction(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").saved.state === "elsewhere");
      await inspect(second, "elsewhere", found);
      await second.close();
      await inspect(page, "print", found);
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize({ width: 320, height: 640 });
      await inspect(page, "phone", found);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      assert.deepEqual(found, []);
      await close();
    });
  }
});
