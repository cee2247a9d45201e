// A search in the built page: sixty trials over four settings, cut off in the middle, end as if they had not been.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { killableBrowser } from "./killable-browser.mjs";
import { showSearch } from "./search-notebook.mjs";
import { openSite } from "./site.mjs";

const trials = 60;
const search = { sweep: { method: "tpe", trials, epochs: 2, seed: 5, objective: "loss", space: { learningRate: { from: 0.001, to: 0.1 }, filters: { from: 2, to: 12 }, kernelSize: [1, 3], pooling: ["max", "sum", "average"] } } };
const sweepOf = (page) => page.locator("at-sweep").evaluate(({ value }) => ({ state: value.state, best: value.best && { index: value.best.index, point: value.best.point }, trials: value.trials.map(({ index, point, state, runs }) => ({ index, point, state, losses: runs.flatMap(({ epochs }) => epochs.map(({ validationLoss }) => validationLoss)) })) }));
async function until(page, condition, milliseconds = 120_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const sweep = await sweepOf(page);
    if (condition(sweep)) return sweep;
    if (Date.now() > end) throw new Error(`the search did not come to ${condition}: ${sweep.state}, ${sweep.trials.length} trials`);
    await page.waitForTimeout(50);
  }
}
async function show(page, address) {
  await showSearch(page, address, search);
  await page.locator("at-sweep").getByRole("button", { name: "Remove: Filters" }).waitFor();
}
/** Waits until a hyperparameters cell, counted from 0, has this learning rate. */
async function untilRate(page, at, rate) {
  const cell = page.locator("at-hyperparameters").nth(at);
  const rateOf = async () => (await cell.evaluate(({ value }) => value.values))["learningRate"];
  const until = Date.now() + 20_000;
  while ((await rateOf()) !== rate) {
    if (Date.now() > until) assert.equal(await rateOf(), rate, `cell ${at + 1}`);
    await page.waitForTimeout(50);
  }
}
const button = (page, name) => page.locator("at-sweep").getByRole("button", { name, exact: true });

describe("a search", () => {
  let site;
  let browser;
  before(async () => { [site, browser] = await Promise.all([openSite(), killableBrowser()]); });
  after(async () => {
    await browser.remove();
    await site.close();
  });

  it(`of ${trials} trials over four settings survives a browser that is killed in the middle, and ends with the trials and the best of one that was left alone`, async () => {
    const alone = await site.open();
    await show(alone.page, site.address);
    await button(alone.page, "Search").click();
    const whole = await until(alone.page, ({ state }) => state === "done");
    assert.equal(whole.trials.length, trials);
    assert.ok(new Set(whole.trials.map(({ point }) => JSON.stringify(point))).size > trials / 2, "the trials differ");
    assert.deepEqual(alone.faults, []);
    await alone.close();

    const first = await browser.launch();
    const page = first.pages()[0];
    await show(page, site.address);
    await button(page, "Search").click();
    const cut = await until(page, (sweep) => sweep.trials.length >= trials / 3);
    assert.equal(cut.state, "running");
    await browser.kill(first);
    const again = (await browser.launch()).pages()[0];
    await show(again, site.address);
    await button(again, "Resume").click();
    const found = await sweepOf(again);
    assert.ok(found.trials.length >= cut.trials.length && found.trials.length < trials, `of ${cut.trials.length} trials that were seen done, ${found.trials.length} came back`);
    const resumed = await until(again, ({ state }) => state === "done");
    assert.deepEqual(resumed.trials, whole.trials);
    assert.deepEqual(resumed.best, whole.best);

    // The winner becomes a cell of its own below, and its settings those of the cell that the search reads: each in one step that can be undone.
    await button(again, "Open the best as a cell").click();
    await untilRate(again, 1, whole.best.point["learningRate"]);
    await button(again, "Use it in the hyperparameters cell").click();
    await untilRate(again, 0, whole.best.point["learningRate"]);
    assert.equal((await sweepOf(again)).trials.length, trials, "what was measured stays");
  });
});
