// The settings that the page recommends are those that were measured, with the numbers that came out (bench/results/tasks.json).
import assert from "node:assert/strict";
import * as esbuild from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const bundle = async (file) => {
  const { outputFiles: [{ text }] } = await esbuild.build({ entryPoints: [path.join(root, file)], bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
};
const { knownGood } = await bundle("src/training/known-good.ts");
const { measuredTasks } = await bundle("src/training/known-good-tasks.ts");
const measured = JSON.parse(await readFile(path.join(root, "bench/results/tasks.json"), "utf8"));

describe("settings known to work", () => {
  for (const { measured: { task, network }, settings, epochs, accuracies, majority, why } of knownGood) {
    it(`${task}: ${network} reached what is said of it, with the settings that are offered`, () => {
      const result = measured[task]?.[network];
      assert.ok(result, `bench/results/tasks.json has ${task}: ${network}`);
      assert.deepEqual({ settings, epochs, accuracies, majority }, { settings: result.network, epochs: result.epochs, accuracies: result.accuracies, majority: result.majority });
      for (const sentence of [why.en, why["pt-BR"]]) assert.match(sentence, /^\p{Lu}[^]*\.$/u);
    });
  }
  it("are there for every task that the page offers them on", () => {
    assert.deepEqual([...new Set(knownGood.map(({ measured: { task } }) => task))].sort(), Object.keys(measuredTasks).sort());
  });
  it("are the best that was measured on their data, or within two points of it", () => {
    for (const { measured: { task, network } } of knownGood) {
      const best = Math.max(...Object.values(measured[task]).map(({ accuracy }) => accuracy));
      assert.ok(best - measured[task][network].accuracy <= 0.02, `${task}: ${network}`);
    }
  });
});
