// The first notebook trained here and, exported, in Keras by Jupyter: held-out accuracy of both for several seeds.
//   node bench/jupyter.mjs [seed …]        needs the Python of test/interop
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { exported, openInPage, openSite } from "../test/e2e/site.mjs";
import { executed, trained, withSeed } from "../test/interop/jupyter-run.mjs";
import { interopPython } from "../test/interop/python.mjs";

const { program, missing } = await interopPython();
if (missing) throw new Error(missing);
const seeds = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 2, 3, 4, 5];
const folder = path.resolve("build/bench/jupyter");
await mkdir(folder, { recursive: true });
const site = await openSite();
const rows = [];
try {
  for (const seed of seeds) {
    const { page, close } = await site.open();
    await openInPage(page, await withSeed(folder, seed));
    const ours = await trained(page);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const theirs = await executed(program, await exported(page, "Jupyter notebook", folder));
    await close();
    rows.push(`${String(seed).padStart(4)}  ${ours.heldOut.toFixed(4)}  ${theirs.heldOut.toFixed(4)}  ${(100 * (theirs.heldOut - ours.heldOut)).toFixed(1).padStart(11)}  ${theirs.count}`);
    console.log(rows.at(-1));
  }
} finally {
  await site.close();
}
const table = ["First notebook, accuracy on the texts that were held out (node bench/jupyter.mjs)", "seed    here   Keras  points apart  texts", ...rows].join("\n");
await writeFile(path.resolve("bench/results/jupyter.txt"), `${table}\n`);
console.log(`\n${table}`);
