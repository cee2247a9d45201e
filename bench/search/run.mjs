// Compares the samplers with each other, and with Optuna's where a Python that has it is given, and writes bench/results/search.txt:
//   node bench/search/run.mjs [--python PROGRAM]
import * as esbuild from "esbuild";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const { outputFiles } = await esbuild.build({ entryPoints: [path.join(here, "contest.ts")], bundle: true, format: "esm", write: false });
const { contest, contestOnTable, contestOfCutting, repetitions, repetitionsOfCutting, repetitionsOfFunctions, trialsToReach } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
const python = process.argv[process.argv.indexOf("--python") + 1];
const theirs = process.argv.includes("--python") ? JSON.parse((await promisify(execFile)(python, [path.join(here, "optuna_contest.py"), String(repetitionsOfFunctions)])).stdout) : [];
const cell = (value, width) => String(value).padStart(width);
const bestTable = (rows) => [
  `${"what".padEnd(10)}${cell("trials", 7)}  ${"method".padEnd(14)}${cell("median", 9)}${cell("least", 9)}${cell("greatest", 10)}`,
  ...rows.toSorted((a, b) => a.of.localeCompare(b.of) || a.trials - b.trials || a.median - b.median)
    .map(({ of, trials, method, median, least, greatest }) => `${of.padEnd(10)}${cell(trials, 7)}  ${method.padEnd(14)}${cell(median.toFixed(4), 9)}${cell(least.toFixed(4), 9)}${cell(greatest.toFixed(4), 10)}`),
];
const share = (value) => (Number.isFinite(value) ? `${Math.round(value * 100)} %` : "not");
const text = [
  `Best value so far, less is better: median, least and greatest of ${repetitionsOfFunctions} repetitions (seeds 1 to ${repetitionsOfFunctions}).`,
  "Branin's least is 0.3979, Hartmann6's −3.3224. Ours: src/search/samplers. Optuna 5.0.0 with its defaults, the same functions and seeds.",
  "",
  ...bestTable([...contest(), ...theirs]),
  "",
  `On 216 recorded trainings of AtNet (atnet-trials.json, by record.mjs): the least validation loss of trials that were trained to the end, ${repetitions} repetitions.`,
  "The least of the table is 0.4055.",
  "",
  ...bestTable(contestOnTable()),
  "",
  `Steps with which a search that cuts short is as good as random search after ${trialsToReach} whole trials, as a share of that search's steps, ${repetitionsOfCutting} repetitions; "not" where twice as many were not enough.`,
  "",
  `${"method".padEnd(10)}${"cutting".padEnd(12)}${cell("median", 9)}${cell("least", 9)}${cell("greatest", 10)}`,
  ...contestOfCutting().map(({ method, pruning, share: middle, least, greatest }) => `${method.padEnd(10)}${pruning.padEnd(12)}${cell(share(middle), 9)}${cell(share(least), 9)}${cell(share(greatest), 10)}`),
  "",
].join("\n");
console.log(text);
await writeFile(path.join(here, "..", "results", "search.txt"), text);
