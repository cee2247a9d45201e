// The course of the learning rate as exported for Keras, step by step beside our own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { interopPython } from "./python.mjs";

const folder = path.resolve("build/interop");
const { program: python, missing } = await interopPython();

describe("a learning rate's course in Keras", { skip: missing }, () => {
  let schedules;
  let rates;
  before(async () => {
    await mkdir(folder, { recursive: true });
    const bundle = path.join(folder, "schedules.mjs");
    await build({ entryPoints: ["test/interop/schedules.ts"], bundle: true, format: "esm", platform: "node", outfile: bundle, logLevel: "error" });
    schedules = await import(pathToFileURL(bundle).href);
    const file = path.join(folder, "schedules.py");
    await writeFile(file, schedules.program);
    const { stdout } = await promisify(execFile)(python, [file], { env: { ...process.env, KERAS_BACKEND: "tensorflow", CUDA_VISIBLE_DEVICES: "-1" }, maxBuffer: 1 << 26 });
    rates = stdout.trim().split("\n").map((line) => JSON.parse(line));
  });
  it("is known for every schedule, with and without a climb", () => assert.equal(rates.length, 12));
  for (const [i, shape] of ["constant", "linear", "cosine"].flatMap((name) => [0, 1, 7, 60].map((steps) => `${name} after ${steps} steps of climbing`)).entries()) {
    it(`is the same at every step: ${shape} (at most 1e-8 apart)`, () => {
      const ours = schedules.expected[i];
      assert.equal(new Set(ours).size > 1, schedules.cases[i].schedule !== "constant" || schedules.cases[i].warmupSteps > 1);
      for (const [step, rate] of ours.entries()) assert.ok(Math.abs(rate - rates[i][step]) <= 1e-8, `step ${step + 1}: ${rates[i][step]}, here ${rate}`);
    });
  }
});
