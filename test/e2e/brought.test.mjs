// A trained network leaves as a file and comes back: opened, it answers as it did, and a reload takes nothing from it.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { exported, openInPage, openSite, untilRun } from "./site.mjs";

const folder = path.resolve("build/brought");
const formats = ["Keras model", "ONNX model", "TensorFlow.js model", "Parameters (safetensors)"];
const sentence = "slow start, but a wonderful ending";

describe("a trained network in a file", { timeout: 600_000 }, () => {
  let site;
  let answer;
  const files = new Map();
  const answered = async (page) => {
    const predict = page.locator("at-predict");
    await predict.scrollIntoViewIfNeeded();
    await predict.locator("textarea, input[type=text]").first().fill(sentence);
    await predict.getByText(/%/).first().waitFor();
    return (await predict.innerText()).match(/[\d.]+%/g);
  };
  before(async () => {
    await mkdir(folder, { recursive: true });
    site = await openSite();
    const { page, close } = await site.open({ path: "#/n/first" });
    await page.getByText("792 to learn from").waitFor();
    await page.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
    await untilRun(page, ({ state }) => state === "done", 300_000);
    answer = await answered(page);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    for (const name of formats) files.set(name, await exported(page, name, folder));
    await close();
  });
  after(() => site?.close());

  for (const name of formats) {
    it(`is opened as a run that answers the same, also after a reload: ${name}`, async () => {
      const { page, faults, close } = await site.open();
      await openInPage(page, files.get(name));
      await untilRun(page, ({ state, hasLive }) => state === "done" && hasLive, 60_000);
      assert.deepEqual(await answered(page), answer);
      await page.reload();
      await page.locator("at-train").waitFor();
      await untilRun(page, ({ state, hasLive }) => state === "done" && hasLive, 60_000);
      assert.deepEqual(await answered(page), answer);
      assert.deepEqual(faults, []);
      await close();
    });
  }
});
