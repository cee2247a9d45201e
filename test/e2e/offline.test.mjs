// The product asks nobody but its own server, and once it was open it opens without a network too.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { openSite, untilRun } from "./site.mjs";

/** Waits until what a page promises comes true: `waitForFunction` takes the promise itself for true. */
async function until(page, isSo) {
  for (let i = 0; i < 600; i++) {
    if (await page.evaluate(isSo)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`it never came to ${isSo}`);
}
/** Waits until a worker keeps all files of the page. */
const kept = (page) => until(page, async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration?.active?.state !== "activated") return false;
  return (await caches.keys()).some((name) => name.startsWith("atnet-notebook-offline-"));
});
const train = async (page) => {
  await page.getByText("100 texts").first().waitFor();
  await page.locator("at-train").getByRole("button", { name: /^Train( again)?$/ }).click();
};
const exportOne = async (page) => {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: One file that runs anywhere" }).click()]);
  const text = await readFile(await given.path(), "utf8");
  await page.keyboard.press("Escape");
  return text;
};

describe("without a network", { timeout: 400_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("P14: F30: a whole journey asks one server alone; then the network goes, and after a reload the page opens, trains, answers and exports", async () => {
    const { page, faults, close } = await site.open({ serviceWorkers: "allow" });
    const context = page.context();
    const origins = new Set();
    context.on("request", (request) => { if (/^(?:https?|wss?):/.test(request.url())) origins.add(new URL(request.url()).origin); });
    await page.goto(`${site.address}#/n/own-sentences`);
    await page.reload();
    await train(page);
    await untilRun(page, ({ state }) => state === "done");
    const exported = await exportOne(page);
    for (const text of [await (await fetch(site.address)).text(), exported]) assert.match(text, /http-equiv="?Content-Security-Policy"? content="default-src 'none';/);
    await kept(page);
    assert.deepEqual([[...origins], faults], [[new URL(site.address).origin], []]);

    await context.setOffline(true);
    await page.reload();
    await train(page);
    const run = await untilRun(page, ({ state, number }) => state === "done" && number >= 1);
    assert.equal(run.environment.backend, "wasm");
    assert.ok((await exportOne(page)).length > 1e6);
    await page.goto(`${site.address}#/`);
    await page.getByRole("link", { name: /AtNet: from words to a decision/ }).first().click();
    await page.getByText("792 to learn from").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  it("F39: a newer build that comes during a training waits: nothing is reloaded, the training ends, and the new one is used when no page is open", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "atnet-newer-"));
    await cp(site.folder, folder, { recursive: true });
    const own = await openSite(folder);
    const { page, faults, close } = await own.open({ serviceWorkers: "allow", path: "#/n/own-sentences" });
    await kept(page);
    // Whether or not a worker of the page was begun after the files were kept: the page itself holds the newer build off.
    await until(page, async () => navigator.serviceWorker.controller !== null);
    await train(page);
    await untilRun(page, ({ steps }) => steps > 3);
    await page.evaluate(() => { globalThis.stillHere = true; });
    const file = path.join(folder, "service-worker.js");
    const old = await readFile(file, "utf8");
    const [, version] = /"([0-9a-f]{16})"/.exec(old);
    const names = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("atnet-notebook-offline-")).sort());
    try {
      await writeFile(file, old.replaceAll(version, "feedfacefeedface"));
      await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
      await until(page, async () => (await navigator.serviceWorker.getRegistration()).waiting?.state === "installed");
      assert.deepEqual(await names(), [`atnet-notebook-offline-${version}`, "atnet-notebook-offline-feedfacefeedface"].sort(), "the open page keeps its own files");
      await untilRun(page, ({ state }) => state === "done");
      assert.equal(await page.evaluate(() => globalThis.stillHere), true);
      const context = page.context();
      await page.close();
      const next = await context.newPage();
      await next.goto(own.address);
      await until(next, async () => (await caches.keys()).filter((name) => name.startsWith("atnet-notebook-offline-")).join() === "atnet-notebook-offline-feedfacefeedface");
      assert.deepEqual(faults, []);
    } finally {
      await close();
      await own.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
