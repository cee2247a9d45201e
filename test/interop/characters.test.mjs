// A network that reads characters, used from its files alone: what they say of cutting a text is all that Keras and ONNX Runtime get.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { interopPython, python } from "./python.mjs";

const folder = path.resolve("build/interop/characters");
const { program, missing } = await interopPython();

describe("a network that reads characters", { skip: missing }, () => {
  let written;
  let said;
  before(async () => {
    await mkdir(folder, { recursive: true });
    const bundle = path.join(folder, "characters.mjs");
    await build({ entryPoints: ["test/interop/characters.ts"], bundle: true, format: "esm", platform: "node", outfile: bundle, logLevel: "error", mainFields: ["module", "main"], banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' } });
    written = await (await import(pathToFileURL(bundle).href)).written();
    for (const [extension, bytes] of Object.entries(written.files)) await writeFile(path.join(folder, `names.${extension}`), bytes);
    await writeFile(path.join(folder, "tokenizer.py"), written.tokenizer);
    await writeFile(path.join(folder, "expected.json"), JSON.stringify(written.expected));
    said = (await python(program, "characters.py", folder)).trim().split("\n").map((line) => JSON.parse(line));
  });
  it("cuts a name into the same characters in Python, a space among them, accents with their letters", () => {
    assert.deepEqual(said.map(({ tokens }) => tokens), written.expected.map(({ tokens }) => tokens));
    assert.deepEqual(said[1].tokens, [..."josé␣carlos"]);
    assert.deepEqual(said.map(({ ids }) => ids), written.expected.map(({ ids }) => ids));
  });
  for (const what of ["keras", "onnx"]) {
    it(`answers as it did here in ${what} (at most 1e-5 apart)`, () => {
      for (const one of said) assert.ok(one[what] <= 1e-5, `${one.text}: ${one[what]} apart`);
      assert.ok(new Set(written.expected.map(({ probability }) => probability.toFixed(3))).size > 3, "the names are told apart");
    });
  }
  it("is read back with its level and its characters", () => {
    assert.deepEqual([written.again.level, written.again.problems], ["characters", []]);
    assert.ok(written.again.vocabulary.includes("␣"));
  });
});
