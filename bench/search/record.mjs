// Trains every point of a grid with the product's own sweep, in its worker in Chromium, and writes what each epoch measured:
//   node bench/search/record.mjs          bench/results/atnet-trials.json, a few minutes
// Searches can then be compared on real trainings without training: see table.ts.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../esbuild.config.mjs";
import { serve } from "../../scripts/serve.mjs";
import { openSweep } from "./open-sweep.mjs";

const fixed = { architecture: "atnet", sequenceLength: 16, vocabularySize: 800, embeddingSize: 8, batchSize: 64, maskPadding: true, denseUnits: 4 };
const space = { learningRate: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1], filters: [2, 6, 18], kernelSize: [1, 3], dropoutRate: [0, 0.4], pooling: ["max", "sum", "average"] };
const trials = Object.values(space).reduce((size, values) => size * values.length, 1);
const epochs = 9;

const server = await serve(await build());
const { page, sweep, close } = await openSweep(server.address, { hyperparameters: fixed, sweep: { method: "grid", trials, epochs, seed: 5, objective: "loss", space } });
await page.locator("at-sweep").getByRole("button", { name: "Search", exact: true }).click();
for (let done = 0; ; ) {
  const now = await sweep();
  if (Math.floor(now.trials.length / 20) > done) console.log(`${now.trials.length} of ${trials}`);
  done = Math.floor(now.trials.length / 20);
  if (now.state === "done") {
    const digits = (value) => Number(value.toFixed(4));
    const rows = now.trials.map(({ point, state, runs: [run] }) => ({ ...point, state, loss: run.epochs.map((epoch) => digits(epoch.validationLoss)), accuracy: run.epochs.map((epoch) => digits(epoch.validationAccuracy)) }));
    const about = { data: "amazon-sentences, seed 7", fixed, space, epochs, seed: 5, stepsPerEpoch: now.trials[0].runs[0].steps / epochs };
    const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "../results/atnet-trials.json");
    await writeFile(file, `{"about": ${JSON.stringify(about)},\n"trials": [\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`);
    console.log(`${rows.length} trials in ${file}`);
    break;
  }
  if (now.state === "failed") throw new Error(JSON.stringify(now.problems));
  await page.waitForTimeout(500);
}
await close();
await server.close();
