// A training outlives the browser: the process is killed in the middle, and in a new one the run ends with the same bits.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.AT_TEST_FOLDER = "build/test-survives";
const { buildTests, testFolder } = await import("../../scripts/build-tests.mjs");

/** A browser as its own process, so that it can be killed as a power cut does. */
async function launch(profile) {
  for (const name of ["SingletonLock", "SingletonCookie", "SingletonSocket"]) await rm(path.join(profile, name), { force: true });
  const child = spawn(findChromium(), ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...quietFlags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => { child.once("exit", resolve); });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = /DevTools listening on (\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once("exit", () => reject(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return { browser, page: await browser.contexts()[0].newPage(), async kill() { child.kill("SIGKILL"); await ended; } };
}

describe("a training and its browser", { timeout: 240_000 }, () => {
  let server, profile, current;
  const open = async () => {
    current = await launch(profile);
    await current.page.goto(`${server.address}survives.html`);
    await current.page.waitForFunction(() => globalThis.page !== undefined);
    return current.page;
  };
  before(async () => {
    await buildTests([path.join(here, "survives-page.ts")]);
    await writeFile(path.join(testFolder, "survives.html"), `<!doctype html><title>Survives</title><script type="module" src="e2e.survives-page.js"></script>`);
    server = await serve(testFolder);
    profile = await mkdtemp(path.join(tmpdir(), "atnet-survives-"));
  });
  after(async () => {
    await current?.kill();
    await server?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    await rm(testFolder, { recursive: true, force: true });
  });

  it("P17, P19: killed in the middle, at most 200 steps or ten seconds are lost, and it ends with the bits of an undisturbed run", async () => {
    let page = await open();
    await page.evaluate(() => { globalThis.page.train("killed").catch(() => undefined); });
    await page.waitForFunction(() => globalThis.page.step > 500, undefined, { polling: 50 });
    const before = await page.evaluate(() => ({ step: globalThis.page.step, at: Date.now() }));
    await current.kill();

    page = await open();
    const [saved, ...others] = await page.evaluate(() => globalThis.page.checkpoints());
    assert.deepEqual(others, []);
    assert.equal(saved.runId, "killed");
    assert.ok(before.step - saved.step <= 200 || before.at - saved.savedAt <= 10_000, `at step ${before.step}, saved at ${saved.step}, ${before.at - saved.savedAt} ms before`);
    assert.ok(saved.step > 0);
    const resumed = await page.evaluate(({ data, settings }) => globalThis.page.train("killed", { data, settings, resume: true }), saved);
    const notices = await page.evaluate(() => globalThis.page.notices.splice(0));
    assert.deepEqual(notices, [`Training went on from step ${saved.step.toLocaleString("en")}, as if it had never been interrupted.`]);
    const undisturbed = await page.evaluate(() => globalThis.page.train("undisturbed"));
    assert.equal(undisturbed.losses.length, 30 * 50);
    assert.deepEqual(resumed, undisturbed);
    assert.deepEqual(await page.evaluate(() => globalThis.page.checkpoints()), []);
    const [{ backend, threads, tfjs, dataHash }, cores] = await page.evaluate(() => [globalThis.page.environment, navigator.hardwareConcurrency]);
    assert.deepEqual([backend, threads, tfjs, /^[0-9a-f]{8}$/.test(dataHash)], ["wasm", Math.min(cores, 4), "4.22.0", true]);
  });

  it("P21, P22: pauses within one batch, and leaves the page's thread alone while it trains", async () => {
    const { page } = current;
    await page.evaluate(() => {
      Object.assign(globalThis.page, { step: 0, state: "", losses: [], longTasks: [] });
      globalThis.page.train("watched").catch(() => undefined);
    });
    await page.waitForFunction(() => globalThis.page.step > 300, undefined, { polling: 50 });
    await page.evaluate(() => globalThis.page.control("watched", "pause"));
    await page.waitForFunction(() => globalThis.page.state === "paused");
    const [paused, longTasks] = await page.evaluate(() => [globalThis.page.step, globalThis.page.longTasks]);
    assert.deepEqual(longTasks, []);
    await page.reload();
    await page.waitForFunction(() => globalThis.page !== undefined);
    const found = await page.evaluate(() => globalThis.page.checkpoints());
    // Paused is saved, to the step.
    assert.deepEqual(found.map(({ runId, step }) => [runId, step]), [["watched", paused]]);
  });
});
