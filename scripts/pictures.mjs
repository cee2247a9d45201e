// Takes the README's pictures from the product itself, so that they never show what is not there.
//   npm run pictures
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "../esbuild.config.mjs";
import { findChromium, howToGetOne, quietFlags } from "./find-chromium.mjs";
import { serve } from "./serve.mjs";

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../docs/images");
const executablePath = findChromium();
if (!executablePath) throw new Error(howToGetOne);
const server = await serve(await build());
const browser = await chromium.launch({ executablePath, args: quietFlags });
for (const [locale, file] of [["en", "notebook.png"], ["pt-BR", "notebook.pt-BR.png"]]) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 1060 }, locale, colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${server.address}#/n/first`);
  await page.getByText(/792/).first().waitFor();
  await page.locator("at-train").getByRole("button", { name: /^(Train|Treinar)$/ }).click();
  await page.waitForFunction(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelector("at-train").value.epochs.length >= 6);
  const top = await page.locator("at-flow").evaluate((el) => el.getBoundingClientRect().top + scrollY);
  await page.evaluate((y) => scrollTo(0, y), top - 64);
  await page.mouse.move(2, 500);
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(folder, file) });
  await context.close();
}
await browser.close();
await server.close();
