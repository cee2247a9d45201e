// The built product, served and opened in a real Chromium, with everything that goes wrong on the page written down.
import path from "node:path";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { builtSite } from "./built-site.mjs";

/** A server and a browser for a test file. @param given a folder of its own, for a test that changes what is served @returns `open(options)` for pages and `close()` */
export async function openSite(given) {
  const folder = given ?? (await builtSite());
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: quietFlags });
  return {
    address: server.address,
    folder,
    sent: server.sent,
    /** A page in a fresh context. `faults` collects page errors, console errors and requests that leave the origin. */
    async open({ path = "", ...context } = {}) {
      // The copy for times without a network would be fetched anew for every test.
      const owner = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en", serviceWorkers: "block", ...context });
      const page = await owner.newPage();
      const faults = [];
      page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
      page.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
      page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.address)) faults.push(`outside request: ${request.url()}`); });
      await page.goto(server.address + path);
      return { page, faults, close: () => owner.close() };
    },
    /** A file from the disk in a fresh context without a network. `requests` collects all that it asks for beside itself. */
    async openFile(address) {
      const owner = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en", offline: true });
      const page = await owner.newPage();
      const [requests, errors] = [[], []];
      page.on("request", (request) => { if (request.url() !== address && !/^(data|blob):/.test(request.url())) requests.push(request.url()); });
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
      await page.goto(address);
      return { page, requests, errors, end: () => owner.close() };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** From the next time it is opened on this page, the first notebook trains for so many epochs, without stopping early. */
export const trainsFor = (page, epochs) => page.route("**/notebooks/first.en.html*", async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace("epochs: 12, seed: 1, patience: 4", `epochs: ${epochs}, seed: 1`) });
});

/** What a cell shows to other cells, without what is large. */
export const runOf = (page) => page.locator("at-train").evaluate(({ value }) => ({
  state: value.state, steps: value.steps.length, epochs: value.epochs.length, stale: value.stale, earlier: value.earlier.length, result: value.result, problems: value.problems,
  environment: value.environment, losses: value.steps.map(({ loss }) => loss), hasLive: value.live !== undefined, number: value.number,
}));

/** Waits until the run says so. @param condition of what `runOf` gives */
export async function untilRun(page, condition, milliseconds = 90_000) {
  const until = Date.now() + milliseconds;
  for (;;) {
    const run = await runOf(page);
    if (condition(run)) return run;
    if (Date.now() > until) throw new Error(`the run did not come to ${condition}: ${JSON.stringify({ ...run, losses: run.losses.slice(-3) })}`);
    await page.waitForTimeout(50);
  }
}

/** Opens a notebook or a network from the disk, as a person does on the first page. */
export async function openInPage(page, file) {
  // The plain chooser, which a program can answer.
  await page.evaluate(() => { delete window.showOpenFilePicker; });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: /Open a file/ }).click()]);
  await chooser.setFiles(file);
  await page.locator("at-train").waitFor();
}

/** Downloads one of the files of the export dialog, which is open. @returns where it lies */
export async function exported(page, name, folder) {
  const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download: ${name}` }).or(page.getByRole("button", { name: `Baixar: ${name}` })).click()]);
  const file = path.join(folder, given.suggestedFilename());
  await given.saveAs(file);
  return file;
}
