// A person trains a notebook in the browser, exports it for Jupyter, runs it there, and opens it here again.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { openSite, untilRun } from "../e2e/site.mjs";
import { interopPython, python } from "./python.mjs";

const folder = path.resolve("build/interop");
const { program, missing } = await interopPython();

describe("a notebook exported for Jupyter", { skip: missing, timeout: 900_000 }, () => {
  let site;
  let file;
  let run;
  before(async () => {
    await mkdir(folder, { recursive: true });
    site = await openSite();
    const { page, faults, close } = await site.open({ path: "#/n/first" });
    await page.getByText("792 to learn from").waitFor();
    await page.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
    run = await untilRun(page, ({ state }) => state === "done", 300_000);
    const download = async (name) => {
      const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download: ${name}` }).click()]);
      const at = path.join(folder, given.suggestedFilename());
      await given.saveAs(at);
      return at;
    };
    await page.getByRole("button", { name: "Export", exact: true }).click();
    file = await download("Jupyter notebook");
    assert.equal(path.basename(file), "atnet-from-words-to-a-decision.ipynb");
    for (const name of ["Keras model", "ONNX model", "Parameters (safetensors)", "Keras source", "PyTorch source"]) {
      assert.ok((await readFile(await download(name))).length > 1000, name);
    }
    assert.deepEqual(faults, []);
    await close();
  });
  after(() => site?.close());

  it("P28: is valid by nbformat", async () => {
    assert.equal((await python(program, "check_notebook.py", file)).trim(), "valid");
  });

  it("runs from top to bottom and reaches the accuracy that was reached here, give or take what three seeds differ by", async () => {
    const executed = file.replace(/\.ipynb$/, ".executed.ipynb");
    await promisify(execFile)(program, ["-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600", "--output", executed, file], { env: { ...process.env, KERAS_BACKEND: "tensorflow", CUDA_VISIBLE_DEVICES: "-1", MPLBACKEND: "agg" }, maxBuffer: 1 << 26 });
    const said = JSON.parse(await readFile(executed, "utf8")).cells.flatMap(({ outputs = [] }) => outputs.map(({ text = [] }) => [].concat(text).join(""))).join("\n");
    const [, accuracy, count] = /held-out accuracy ([\d.]+) on (\d+) texts/.exec(said);
    const { validation, test } = run.result;
    const ours = (validation.accuracy * validation.count + test.accuracy * test.count) / (validation.count + test.count);
    console.log(`held-out accuracy: Keras ${accuracy}, here ${ours.toFixed(4)}, on ${count} texts`);
    assert.equal(Number(count), validation.count + test.count);
    assert.ok(Math.abs(Number(accuracy) - ours) <= 0.05, `Keras ${accuracy}, here ${ours}`);
  });

  it("P28: opens here again as the notebook that it was", async () => {
    const { page, close } = await site.open();
    // The plain chooser, which a test can answer.
    await page.evaluate(() => { delete window.showOpenFilePicker; });
    const text = await readFile(file, "utf8");
    const again = path.join(folder, "again.ipynb");
    await writeFile(again, text);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: /Open a file/ }).click()]);
    await chooser.setFiles(again);
    await page.locator("at-train").waitFor();
    const source = await page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document.cells.map(({ source: one }) => one));
    assert.deepEqual(source, JSON.parse(text).cells.map(({ metadata }) => metadata.atnet.source));
    await close();
  });
});
