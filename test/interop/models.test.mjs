// Files of trained networks, opened by the programs that they are for.
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { interopPython, python } from "./python.mjs";

const folder = path.resolve("build/interop");
const { program, missing } = await interopPython();

describe("a trained network's files", { skip: missing }, () => {
  let networks;
  let said;
  before(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.join(folder, "models"), { recursive: true });
    const bundle = path.join(folder, "networks.mjs");
    await build({ entryPoints: ["test/interop/networks.ts"], bundle: true, format: "esm", platform: "node", outfile: bundle, logLevel: "error", mainFields: ["module", "main"], banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' } });
    networks = await import(pathToFileURL(bundle).href);
    for (const one of networks.cases) {
      const { files, expected } = await networks.written(one);
      const stem = path.join(folder, "models", one.name);
      for (const [extension, bytes] of Object.entries(files)) await writeFile(`${stem}.${extension}`, bytes);
      await writeFile(`${stem}.json`, JSON.stringify(expected));
    }
    said = (await python(program, "models.py", path.join(folder, "models"))).trim().split("\n").map((line) => JSON.parse(line));
  });
  after(() => rm(path.join(folder, "networks.mjs"), { force: true }));

  it("of every architecture are opened", () => {
    assert.deepEqual(said.map(({ name }) => name).sort(), networks.cases.map(({ name }) => name).sort());
  });
  for (const [what, limit] of [["keras", 1e-5], ["onnx", 1e-5], ["safetensors", 0], ["kerasSource", 1e-5], ["torchSource", 1e-5], ["sklearnSource", 1e-6]]) {
    it(`give the same numbers in ${what} (at most ${limit} apart)`, () => {
      const written = said.filter((one) => one[what] !== undefined);
      assert.ok(written.length >= (what === "sklearnSource" ? 2 : 11), `written of ${written.length}`);
      for (const one of written) assert.ok(one[what] <= limit, `${one.name}: ${one[what]} apart`);
    });
  }
  it("give the same attention in ONNX Runtime (at most 1e-5 apart)", () => {
    const attending = said.filter(({ attention }) => attention !== undefined);
    assert.ok(attending.length >= 3);
    for (const one of attending) assert.ok(one.attention <= 1e-5, `${one.name}: ${one.attention} apart`);
  });
});
