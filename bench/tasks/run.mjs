// What each architecture reaches on each task, trained by the product's own code in a worker of a headless Chromium, on WebAssembly.
//   npm run bench:tasks                                  everything that is not in bench/results/tasks.json with the same settings yet
//   npm run bench:tasks -- --only votes,mr               these tasks (words of their names)
//   npm run bench:tasks -- --only votes:cnn --again      these networks of a task, measured anew
//   npm run bench:tasks -- --report                      only writes bench/results/tasks.txt from the json
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { options } from "../../esbuild.config.mjs";
import { buildData } from "../../scripts/build-data.mjs";
import { findChromium, howToGetOne, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { reportOf } from "./report.mjs";
import { seeds, tasks } from "./tasks.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const results = path.join(here, "..", "results");
const jsonFile = path.join(results, "tasks.json");
const stagedFolder = process.env.AT_STAGED_DATA ?? path.join(here, "..", "..", "..", "shared", "data");

const argument = (name) => { const at = process.argv.indexOf(name); return at === -1 ? undefined : process.argv[at + 1]; };
const wanted = argument("--only")?.split(",").map((word) => word.split(":"));
const isWanted = (task, network) => !wanted || wanted.some(([taskWord, networkWord]) => task.includes(taskWord) && (!networkWord || network.includes(networkWord)));
const again = process.argv.includes("--again");

const measured = existsSync(jsonFile) ? JSON.parse(await readFile(jsonFile, "utf8")) : {};
/** What a result depends on, in short: one that was measured with the same need not be measured again. */
const fingerprint = (task, network) => createHash("sha256").update(JSON.stringify([task.data, network.network, network.epochs, network.patience ?? 0, seeds])).digest("hex").slice(0, 12);
const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const rounded = (value) => Number(value.toFixed(4));
/** Means of numbers that stand under the same names. */
const meansOf = (records) => Object.fromEntries(Object.keys(records[0]).map((name) => [name, rounded(mean(records.map((record) => record[name])))]));

async function write() {
  await mkdir(results, { recursive: true });
  // In the order of the tasks, whatever was measured first; what is no longer asked goes.
  const ordered = Object.fromEntries(tasks.filter(({ name }) => measured[name]).map((task) => [task.name, Object.fromEntries(task.networks.filter(({ name }) => measured[task.name][name]).map(({ name }) => [name, measured[task.name][name]]))]));
  await writeFile(jsonFile, `${JSON.stringify(ordered, null, 1)}\n`);
  await writeFile(path.join(results, "tasks.txt"), reportOf(tasks, ordered, `${os.cpus()[0]?.model ?? "unknown processor"}, ${process.platform}, Node ${process.version}`));
}

const todo = tasks.flatMap((task) => task.networks.map((network) => ({ task, network })))
  .filter(({ task, network }) => isWanted(task.name, network.name) && (again || measured[task.name]?.[network.name]?.fingerprint !== fingerprint(task, network)))
  .filter(({ task }) => {
    if (typeof task.data !== "string" || existsSync(path.join(stagedFolder, task.data, "data.tsv"))) return true;
    console.log(`${task.name}: left out, because ${path.join(stagedFolder, task.data)} is not here`);
    return false;
  });

if (!process.argv.includes("--report") && todo.length > 0) {
  const executablePath = findChromium();
  if (!executablePath) { console.error(howToGetOne); process.exit(1); }
  const folder = await mkdtemp(path.join(tmpdir(), "tasks-bench-"));
  await esbuild.build({ ...options, sourcemap: false, splitting: true, outdir: folder, entryPoints: [path.join(here, "worker.ts")] });
  await writeFile(path.join(folder, "index.html"), "<!doctype html><title>tasks</title>");
  await buildData(path.join(folder, "data"));
  for (const { task: { data } } of todo) if (typeof data === "string") await cp(path.join(stagedFolder, data, "data.tsv"), path.join(folder, `staged-${data}.tsv`));
  const { address, close } = await serve(folder);
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    for (const { task, network } of todo) {
      const outcomes = [];
      const began = Date.now();
      for (const seed of seeds) {
        const data = typeof task.data === "string" ? task.data : { ...task.data, seed };
        outcomes.push(await page.evaluate(trial, { data, network: network.network, epochs: network.epochs, patience: network.patience ?? 0, seed }));
        console.log(`${task.name}  ${network.name}  seed ${seed}: ${outcomes.at(-1).accuracy.toFixed(4)}, epoch ${outcomes.at(-1).keptEpoch}, ${((Date.now() - began) / 1000).toFixed(0)} s`);
      }
      const [first] = outcomes;
      (measured[task.name] ??= {})[network.name] = {
        accuracy: rounded(mean(outcomes.map(({ accuracy }) => accuracy))),
        seeds,
        accuracies: outcomes.map(({ accuracy }) => rounded(accuracy)),
        validationAccuracy: rounded(mean(outcomes.map(({ validationAccuracy }) => validationAccuracy))),
        ...(Object.keys(first.byKind).length > 0 ? { byKind: meansOf(outcomes.map(({ byKind }) => byKind)) } : {}),
        ...(first.attention ? { attention: meansOf(outcomes.map(({ attention }) => attention)) } : {}),
        majority: rounded(mean(outcomes.map(({ majority }) => majority))),
        parameters: first.parameters, rows: first.rows, epochs: network.epochs, keptEpochs: outcomes.map(({ keptEpoch }) => keptEpoch),
        network: network.network, fingerprint: fingerprint(task, network),
      };
      await write();
    }
  } finally {
    await browser.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
await write();
if (!existsSync(jsonFile)) process.exit(1);
console.log(await readFile(path.join(results, "tasks.txt"), "utf8"));

/** In the page: a worker of its own for each trial, so that none meets what another left. */
function trial(one) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("./worker.js", { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.error) reject(new Error(data.error));
      else if (data.outcome) resolve(data.outcome);
      else return;
      worker.terminate();
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage(one, { transfer: [] });
  });
}
