// A person trains twice, notes something of a run, and finds it again another day.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openSite, trainsFor, untilRun } from "./site.mjs";

describe("the run history", { timeout: 300_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  const openHistory = async (page) => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("combobox", { name: /command/i });
    await palette.fill("run history");
    await palette.press("Enter");
    const history = page.locator("at-run-history");
    await history.getByText("2 runs", { exact: true }).waitFor();
    return history;
  };

  it("remembers every training with what changed and what was noted of it, also after a reload", async () => {
    const { page, faults, close } = await site.open();
    await trainsFor(page, 2);
    await page.goto(`${site.address}#/n/first`);
    await page.getByText("792 to learn from").waitFor();
    const train = page.locator("at-train");
    await train.getByRole("button", { name: "Train", exact: true }).click();
    await untilRun(page, ({ state }) => state === "done");
    const kernelSize = page.locator("at-hyperparameters").getByRole("textbox", { name: "Kernel size" });
    await kernelSize.fill("5");
    await kernelSize.press("Enter");
    await untilRun(page, ({ stale }) => stale.length > 0);
    await train.getByRole("button", { name: "Train again" }).click();
    const second = await untilRun(page, ({ state, number }) => state === "done" && number === 2);
    await page.locator("at-top-bar").getByText(/^Saved/).waitFor();

    const history = await openHistory(page);
    await history.getByText("Kernel size 3 → 5").first().waitFor();
    await history.getByText("first run of its cell").first().waitFor();
    await history.getByText(`${(second.result.test.accuracy * 100).toFixed(1)}%`).first().waitFor();
    await history.getByRole("button", { name: "Run 2", exact: true }).click();
    const note = history.getByLabel("Your note");
    await note.fill("wider windows");
    await note.press("Tab");
    await history.locator("b.note-text").getByText("wider windows").waitFor();

    await page.reload();
    await page.getByText("792 to learn from").waitFor();
    const again = await openHistory(page);
    await again.locator("b.note-text").getByText("wider windows").waitFor();
    await again.getByText("Kernel size 3 → 5").first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
