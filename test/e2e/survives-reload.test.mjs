// A person reloads the page in the middle of a training and goes on with it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openSite, runOf, trainsFor, untilRun } from "./site.mjs";

describe("a training and a reload", { timeout: 300_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("is offered where it was saved, goes on with its curve and ends", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    const train = page.locator("at-train");
    const button = (name) => train.getByRole("button", { name, exact: true });
    await page.getByText("792 to learn from").waitFor();
    await button("Train").click();
    await untilRun(page, ({ epochs }) => epochs >= 1);
    await button("Pause").click();
    const paused = await untilRun(page, ({ state }) => state === "paused");

    await page.reload();
    await train.getByText(`A training was saved at step ${paused.steps.toLocaleString("en")} (epoch`).waitFor();
    assert.equal((await runOf(page)).state, "idle", "nothing goes on by itself");
    await button("Resume").click();
    await train.getByText(`Training went on from step ${paused.steps.toLocaleString("en")}, as if it had never been interrupted.`).waitFor();
    const done = await untilRun(page, ({ state }) => state === "done");
    assert.ok(done.epochs > paused.epochs);
    assert.deepEqual(done.losses.slice(0, paused.steps), paused.losses, "the curve is the one that was seen before the reload");
    assert.equal(await button("Discard").count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  it("is offered after a first epoch that nobody paused at, and goes on with the same curve", async () => {
    const { page, faults, close } = await site.open();
    // Still training when it is reloaded, however fast the machine.
    await trainsFor(page, 1000);
    await page.goto(`${site.address}#/n/first`);
    const train = page.locator("at-train");
    const button = (name) => train.getByRole("button", { name, exact: true });
    await page.getByText("792 to learn from").waitFor();
    await button("Train").click();
    const begun = await untilRun(page, ({ epochs }) => epochs >= 1);

    await page.reload();
    await button("Resume").click();
    await train.getByText(/Training went on from step [\d,]+, as if it had never been interrupted\./).waitFor();
    const gone = await untilRun(page, ({ epochs }) => epochs > begun.epochs);
    assert.deepEqual(gone.losses.slice(0, begun.steps), begun.losses, "the curve is the one that was seen before the reload");
    await button("Stop").click();
    await untilRun(page, ({ state }) => state === "stopped");
    assert.deepEqual(faults, []);
    await close();
  });

  it("that has ended is shown again with its curve, and its network still reads sentences", async () => {
    const { page, faults, close } = await site.open();
    await trainsFor(page, 2);
    await page.goto(`${site.address}#/n/first`);
    const train = page.locator("at-train");
    await page.getByText("792 to learn from").waitFor();
    await train.getByRole("button", { name: "Train", exact: true }).click();
    const done = await untilRun(page, ({ state }) => state === "done");
    await page.waitForFunction(() => new Promise((resolve) => {
      const opening = indexedDB.open("atnet-notebook-runs");
      opening.onsuccess = () => {
        const all = opening.result.transaction("records").objectStore("records").getAll();
        all.onsuccess = () => { opening.result.close(); resolve(all.result.some(({ run }) => run.state === "done")); };
      };
    }));
    await page.reload();
    const again = await untilRun(page, ({ state }) => state === "done");
    assert.deepEqual([again.losses, again.result, again.environment], [done.losses, done.result, done.environment]);
    assert.deepEqual(again.stale, []);
    const predict = page.locator("at-predict");
    await predict.scrollIntoViewIfNeeded();
    await predict.getByText(/%/).first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
