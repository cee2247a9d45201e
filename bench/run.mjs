// Training steps side by side: the product, PyTorch and tfjs on the same networks, parameters and batches.
//   node bench/run.mjs                                    everything; writes bench/results/steps.txt and latest.json
//   node bench/run.mjs --quick                            short, to see that it works; writes to build/bench/ alone
//   node bench/run.mjs --only W2padded,W3 --contenders ours,pytorch1 --rounds 5
//   node bench/run.mjs --sweep                            how the cost grows with length, vocabulary, batch and filters
// See bench/README.md for what is measured and how.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSite, contenders, findPyTorch, measureGemm, openBrowsers, openInBrowser, openPyTorch } from "./steps/contenders.mjs";
import { busyShare, describeMachine } from "./steps/machine.mjs";
import { race } from "./steps/race.mjs";
import { latestOf, sweepTable, table } from "./steps/report.mjs";
import { definitions, loadProduct, makeWorkload, sweep } from "./steps/workloads.mjs";

const { values: given } = parseArgs({ options: {
  quick: { type: "boolean", default: false }, sweep: { type: "boolean", default: false },
  rounds: { type: "string" }, only: { type: "string" }, contenders: { type: "string" }, cap: { type: "string" },
} });
const list = (text, known, what) => {
  const names = text === undefined ? [...known] : text.split(",");
  for (const name of names) if (!known.includes(name)) throw new Error(`--${what}: expected some of ${known.join(", ")}; received "${name}"`);
  return names;
};
const whole = (text, otherwise, what) => {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${what}: expected a whole number from 1; received "${text}"`);
  return Number(text);
};
const everyWorkload = { ...definitions, ...Object.fromEntries(sweep.map((one) => [one.name, one])) };
const workloadNames = given.sweep && given.only === undefined ? sweep.map(({ name }) => name) : list(given.only, Object.keys(given.sweep ? everyWorkload : definitions), "only");
const defaultContenders = given.sweep ? ["ours", "pytorch1", "tfjsHonest"] : Object.keys(contenders);
const chosen = given.contenders === undefined ? defaultContenders : list(given.contenders, Object.keys(contenders), "contenders");
const settings = {
  rounds: whole(given.rounds, given.quick ? 2 : 5, "rounds"),
  /** Milliseconds that one contender trains in one round. */
  turn: given.quick ? 300 : 1500,
  /** Milliseconds of warm-up after the check: V8 swaps in optimised code step by step. */
  warmUp: given.quick ? 300 : 3000,
  /** Seconds that a contender may take to open and make its first eleven steps. */
  cap: whole(given.cap, given.quick ? 20 : 150, "cap"),
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, "build/bench");
const site = path.join(folder, "site");
await mkdir(site, { recursive: true });
await buildSite(site);
const product = await loadProduct(folder);
const python = findPyTorch();
const browsers = await openBrowsers(site);
const machine = await describeMachine(await browsers.version(), python.version);
/** Share of the processor that other programs took, before and after. */
const load = { before: await busyShare(), after: undefined };
console.log(`${machine}\n${load.before > 0.1 ? `other programs keep the processor ${Math.round(load.before * 100)} % busy: these are not numbers to quote\n` : ""}`);

const opener = (key) => {
  const contender = contenders[key];
  if (contender.missing) return { missing: contender.missing };
  if (contender.threads) return python.missing ? { missing: python.missing } : { start: async (workload) => openPyTorch(python.program, contender.threads, site, workload) };
  return { start: (workload) => openInBrowser(browsers, contender, workload) };
};

const results = [];
/** Rates before and after everything else: the share is of the machine as it was during the run. */
const gemm = [];
try {
  if (!given.sweep) gemm.push(await measureGemm(browsers));
  for (const name of workloadNames) {
    const result = { ...everyWorkload[name], name, rows: {} };
    results.push(result);
    try {
      const workload = await makeWorkload(product, site, name, everyWorkload[name]);
      Object.assign(result, { different: workload.different, tokens: workload.tokens });
      result.rows = await race({ workload, keys: chosen, opener, settings, say: (line) => console.log(`  ${name} ${line}`) });
    } catch (error) {
      result.missing = error.message;
    }
    console.log(`\n${table([result], contenders)}\n`);
    // After every workload: an hour of measurements is not lost to a later one.
    await write();
  }
  if (!given.sweep) gemm.push(await measureGemm(browsers));
} finally {
  await browsers.close();
}
load.after = await busyShare();
console.log(`${await write()}\nwritten to ${outFolder()}`);

function outFolder() { return given.quick ? folder : path.join(root, "bench/results"); }

/** @returns the text */
async function write() {
  const about = [
    machine,
    `${new Date().toISOString()}, ${settings.rounds} interleaved rounds of ${settings.turn} ms; other programs kept the processor ${Math.round(load.before * 100)} % busy before${load.after === undefined ? "" : `, ${Math.round(load.after * 100)} % after`}`,
    ...(given.quick ? ["A quick run: it shows that everything works, its numbers are not to be quoted."] : []),
  ];
  const text = `${[...about, "", given.sweep ? sweepTable(results, contenders) : table(results, contenders, gemm)].join("\n")}\n`;
  await mkdir(outFolder(), { recursive: true });
  await writeFile(path.join(outFolder(), given.sweep ? "sweep.txt" : "steps.txt"), text);
  if (!given.sweep) await writeFile(path.join(outFolder(), "latest.json"), `${JSON.stringify(latestOf({ machine, results, gemm, page: await pageFigures() }), null, 2)}\n`);
  return text;
}
const wrong = results.flatMap(({ name, rows }) => Object.entries(rows).filter(([, row]) => row.differs).map(([key]) => `${name} ${key}`));
if (wrong.length) { console.error(`These do not compute what the others compute: ${wrong.join(", ")}`); process.exitCode = 1; }

/** What bench/page.mjs measured last, if it did. */
async function pageFigures() {
  try {
    return JSON.parse(await readFile(path.join(root, "bench/results/page.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
