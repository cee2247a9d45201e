// The training that an exported notebook holds takes the way of the one in the page: same start, same order, same dropout, same steps.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";
import { build } from "esbuild";
import { interopPython, python } from "./python.mjs";

const folder = path.resolve("build/interop/trainings");
const { program, missing } = await interopPython();
const names = ["AtNet with dropout", "a CNN with dropout, three classes of unequal size, momentum and smoothed labels", "an average of embeddings with RMSprop and a cosine", "a Transformer with dropout everywhere", "a Transformer as published, with AdamW, short gradients and a climb"];

describe("a training exported for Jupyter", { skip: missing }, () => {
  let ours;
  let theirs;
  before(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const bundle = path.join(folder, "trainings.mjs");
    await build({ entryPoints: ["test/interop/trainings.ts"], bundle: true, format: "esm", platform: "node", outfile: bundle, logLevel: "error", mainFields: ["module", "main"], banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' } });
    await promisify(execFile)(process.execPath, [bundle, folder]);
    const training = await Promise.all(names.map(async (_, i) => JSON.parse(await readFile(path.join(folder, `${i}.json`), "utf8"))));
    assert.deepEqual(training.map(({ name }) => name), names);
    ours = training.map((one) => one.ours);
    theirs = (await python(program, "trainings.py", folder)).trim().split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  });

  const apart = (a, b) => {
    assert.equal(a.length, b.length);
    return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  };
  for (const [i, name] of names.entries()) {
    it(`begins with the same parameters: ${name} (at most 1e-7 apart)`, () => {
      assert.ok(new Set(ours[i].began).size > 3);
      assert.ok(apart(ours[i].began, theirs[i].began) <= 1e-7, `${apart(ours[i].began, theirs[i].began)} apart`);
    });
    it(`has the same losses in every epoch, and ends with the same parameters: ${name} (at most 1e-3 apart)`, () => {
      // What smoothed labels or weights add to the loss that is trained with is in Keras's number, and not in ours.
      for (const what of [...(name.includes("smoothed") ? [] : ["loss"]), "validation", "ended"]) {
        assert.ok(apart(ours[i][what], theirs[i][what]) <= 1e-3, `${what}: ${JSON.stringify([ours[i][what].slice(0, 4), theirs[i][what].slice(0, 4)])}`);
      }
      assert.ok(apart(ours[i].began, ours[i].ended) > 1e-3, "it has learned something");
    });
  }
});
