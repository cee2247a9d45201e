// Who may import whom (docs: CONTRIBUTING.md, "Layers"), read from the text of every file: type imports count too.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { listFiles } from "../../scripts/list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const mayImport = {
  base: ["base"],
  hyperparameters: ["base", "hyperparameters"],
  glossary: ["base", "hyperparameters", "glossary"],
  search: ["base", "hyperparameters", "search"],
  data: ["base", "hyperparameters", "data"],
  model: ["base", "hyperparameters", "data", "kernels", "model"],
  kernels: ["base", "kernels"],
  training: ["base", "hyperparameters", "data", "model", "kernels", "search", "training"],
  notebook: ["base", "hyperparameters", "notebook"],
  sandbox: ["base", "sandbox"],
  plots: ["base", "hyperparameters", "plots"],
  exporters: ["base", "hyperparameters", "notebook", "plots", "search", "exporters"],
};
/** Folders that may be known by type only. */
const typesOnly = { plots: ["data", "model", "training"], exporters: ["data", "model", "training"], sandbox: ["notebook"] };

/** The one home of each big dependency. */
const homes = [
  { package: /^lit(\/|$)/, home: /^components\// },
  { package: /^@observablehq\/plot$/, home: /^src\/(plots\/|sandbox\/worker\/plot\.ts$)/ },
  { package: /^@observablehq\/notebook-kit/, home: /^src\/notebook\/(format|code)\.ts$/ },
  { package: /^@observablehq\/runtime$/, home: /^src\/notebook\// },
  { package: /^@codemirror\//, home: /^components\/editing\/code-editor\.ts$/ },
  { package: /^fflate$/, home: /^src\/exporters\// },
  { package: /^idb$/, home: /^src\/(data\/import|notebook|training)\// },
  { package: /^@tensorflow\//, home: /^src\/(training|kernels)\// },
];

async function imports() {
  const found = [];
  for (const folder of ["src", "components"]) {
    for (const file of (await listFiles(path.join(root, folder))).filter((name) => name.endsWith(".ts"))) {
      const text = await readFile(file, "utf8");
      const from = path.relative(root, file).replaceAll(path.sep, "/");
      for (const [, clause, specifier] of text.matchAll(/^\s*(?:import|export)\b([^;"']*?)from\s+["']([^"']+)["']/gm)) {
        found.push({ from, specifier, isType: /^\s*type\b/.test(clause) });
      }
      for (const [, specifier] of text.matchAll(/^\s*import\s+["']([^"']+)["']/gm)) found.push({ from, specifier, isType: false });
      for (const [, specifier] of text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) found.push({ from, specifier, isType: false });
    }
  }
  assert.ok(found.length > 50, "the reader of imports found hardly any: it is broken");
  return found;
}
const found = await imports();
const targetOf = ({ from, specifier }) => path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
const layerOf = (file) => (file.startsWith("src/") ? file.split("/")[1] : file.split("/")[0]);

describe("layers", () => {
  it("let every folder of src import only the folders below it", () => {
    const wrong = found.filter(({ from, specifier, isType }) => {
      if (!from.startsWith("src/") || !specifier.startsWith(".")) return false;
      const [layer, target] = [layerOf(from), layerOf(targetOf({ from, specifier }))];
      return !mayImport[layer]?.includes(target) && !(isType && typesOnly[layer]?.includes(target));
    });
    assert.deepEqual(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`), []);
  });
  it("keep src free of components", () => {
    assert.deepEqual(found.filter((one) => one.from.startsWith("src/") && targetOf(one).startsWith("components/")), []);
  });
  it("give each big dependency one home", () => {
    const wrong = found.filter(({ from, specifier, isType }) => !isType && homes.some((one) => one.package.test(specifier) && !one.home.test(from)));
    assert.deepEqual(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`), []);
  });
});
