// A training here and the same one in Jupyter: used by the test, and by bench/jupyter.mjs for its table.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { untilRun } from "../e2e/site.mjs";

/** The first notebook with another seed of its training. @returns the file */
export async function withSeed(folder, seed) {
  const text = await readFile(path.resolve("notebooks/first.en.html"), "utf8");
  const changed = text.replace("epochs: 12, seed: 1,", `epochs: 12, seed: ${seed},`);
  if (seed !== 1 && changed === text) throw new Error("the first notebook's training is written differently now");
  const file = path.join(folder, `seed-${seed}.html`);
  await writeFile(file, changed);
  return file;
}

/** Trains the notebook that is open. @returns the run, and its accuracy on all texts that were held out */
export async function trained(page) {
  await page.getByText("792 to learn from").waitFor();
  await page.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
  const run = await untilRun(page, ({ state }) => state === "done", 300_000);
  const { validation, test } = run.result;
  return { ...run, heldOut: (validation.accuracy * validation.count + test.accuracy * test.count) / (validation.count + test.count), count: validation.count + test.count };
}

/** Runs a notebook from top to bottom. @returns the accuracy that it prints, and on how many texts */
export async function executed(program, file) {
  const output = file.replace(/\.ipynb$/, ".executed.ipynb");
  await promisify(execFile)(program, ["-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600", "--output", output, file], {
    env: { ...process.env, KERAS_BACKEND: "tensorflow", CUDA_VISIBLE_DEVICES: "-1", MPLBACKEND: "agg" }, maxBuffer: 1 << 26,
  });
  const said = JSON.parse(await readFile(output, "utf8")).cells.flatMap(({ outputs = [] }) => outputs.map(({ text = [] }) => [].concat(text).join(""))).join("\n");
  const [, accuracy, count] = /held-out accuracy ([\d.]+) on (\d+) texts/.exec(said) ?? [];
  if (accuracy === undefined) throw new Error(`the notebook printed no accuracy: ${said.slice(-2000)}`);
  return { heldOut: Number(accuracy), count: Number(count) };
}
