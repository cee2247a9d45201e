// A person trains a notebook in the browser, exports it for Jupyter, runs it there, and opens it here again.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { exported, openInPage, openSite } from "../e2e/site.mjs";
import { executed, trained } from "./jupyter-run.mjs";
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
    run = await trained(page);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    file = await exported(page, "Jupyter notebook", folder);
    assert.equal(path.basename(file), "atnet-from-words-to-a-decision.ipynb");
    for (const name of ["Keras model", "ONNX model", "Parameters (safetensors)", "Keras source", "PyTorch source"]) {
      assert.ok((await readFile(await exported(page, name, folder))).length > 1000, name);
    }
    assert.deepEqual(faults, []);
    await close();
  });
  after(() => site?.close());

  it("P28: is valid by nbformat", async () => {
    assert.equal((await python(program, "check_notebook.py", file)).trim(), "valid");
  });

  it("runs from top to bottom and reaches the accuracy that was reached here, give or take two points", async () => {
    const { heldOut, count } = await executed(program, file);
    console.log(`held-out accuracy: Keras ${heldOut}, here ${run.heldOut.toFixed(4)}, on ${count} texts`);
    assert.equal(count, run.count);
    assert.ok(Math.abs(heldOut - run.heldOut) <= 0.02, `Keras ${heldOut}, here ${run.heldOut}`);
  });

  it("P28: opens here again as the notebook that it was", async () => {
    const { page, close } = await site.open();
    const text = await readFile(file, "utf8");
    const again = path.join(folder, "again.ipynb");
    await writeFile(again, text);
    await openInPage(page, again);
    const source = await page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document.cells.map(({ source: one }) => one));
    assert.deepEqual(source, JSON.parse(text).cells.map(({ metadata }) => metadata.atnet.source));
    await close();
  });
});
