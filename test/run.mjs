// Runs every check: types and lint, repository tests in Node, component and unit tests in a real Chromium, the product end to end,
// exported files in the programs that they are for.
//   node test/run.mjs                     everything
//   node test/run.mjs browser test/data   one stage, only files whose path contains the words
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium, howToGetOne } from "../scripts/find-chromium.mjs";
import { build } from "../esbuild.config.mjs";
import { buildTests, testFolder } from "../scripts/build-tests.mjs";
import { listFiles } from "../scripts/list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [only, ...words] = process.argv.slice(2);
const wanted = (file) => words.length === 0 || words.some((word) => file.includes(word));
const total = { passed: 0, failed: 0, skipped: 0 };

const run = (command, args, options = {}) => new Promise((resolve) => {
  const child = spawn(command, args, { cwd: root, stdio: options.capture ? ["ignore", "pipe", "inherit"] : "inherit", env: { ...process.env, ...options.env } });
  let output = "";
  child.stdout?.on("data", (chunk) => { output += chunk; process.stdout.write(chunk); });
  child.on("close", (code) => resolve({ code: code ?? 1, output }));
});
const bin = (name) => path.join(root, "node_modules", ".bin", name);

async function staticChecks() {
  for (const [name, args] of [["tsc", ["--noEmit"]], ["oxlint", ["--deny-warnings"]]]) {
    const { code } = await run(bin(name), args);
    total[code === 0 ? "passed" : "failed"]++;
    console.log(`${code === 0 ? "✓" : "✗"} ${name}`);
  }
}

/** A copy of the built product, so that a test which builds anew does not pull it away from the others. */
async function siteForTests() {
  const folder = path.join(root, "build/e2e-site");
  await rm(folder, { recursive: true, force: true });
  await cp(await build(), folder, { recursive: true });
  return folder;
}

/** @param options atOnce: how many files run beside each other; site: whether they open the built product */
async function nodeTests(folder, { atOnce = 1, site = false } = {}) {
  const files = (await listFiles(path.join(root, folder))).filter((file) => file.endsWith(".test.mjs") && wanted(file));
  if (files.length === 0) return;
  const env = site ? { AT_SITE: await siteForTests() } : {};
  const { code, output } = await run("node", ["--test", "--test-reporter=spec", `--test-concurrency=${atOnce}`, ...files], { capture: true, env });
  const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, "m").exec(output)?.[1] ?? 0);
  total.passed += count("pass");
  total.skipped += count("skipped");
  total.failed += count("fail") || count("cancelled") || (code === 0 ? 0 : 1);
}

async function browserTests() {
  const files = (await listFiles(path.join(root, "test"))).filter((file) => file.endsWith(".test.ts") && wanted(file));
  if (files.length === 0) return;
  await buildTests(files);
  const results = path.join(testFolder, "results.json");
  await rm(results, { force: true });
  const { code } = await run(bin("web-test-runner"), ["--config", "web-test-runner.config.mjs"]);
  const counts = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : { passed: 0, failed: 1, skipped: 0 };
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (code !== 0 && counts.failed === 0) total.failed++;
}

const stages = { check: staticChecks, repository: () => nodeTests("test/repository"), browser: browserTests, e2e: () => nodeTests("test/e2e", { site: true, atOnce: 2 }), interop: () => nodeTests("test/interop", { site: true }) };
if (only !== undefined && !Object.hasOwn(stages, only)) {
  console.error(`expected one of ${Object.keys(stages).join(", ")}; received "${only}"`);
  process.exit(2);
}
if (only !== "check" && !findChromium()) {
  console.error(howToGetOne);
  console.log("0 passed, 1 failed");
  process.exit(1);
}
for (const [name, stage] of Object.entries(stages)) {
  if (only !== undefined && only !== name) continue;
  console.log(`\n── ${name}`);
  const began = Date.now();
  await stage();
  console.log(`── ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`);
process.exit(total.failed === 0 ? 0 : 1);
