// Where one training step of ours spends its time: kernel by kernel, on the workloads of the bench.
//   node bench/where.mjs                    W1 and W2padded
//   node bench/where.mjs --only W3,W4 --backend ours-2
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSite, openBrowsers, openInBrowser } from "./steps/contenders.mjs";
import { definitions, loadProduct, makeWorkload } from "./steps/workloads.mjs";

const { values: { only, backend } } = parseArgs({ options: { only: { type: "string", default: "W1,W2padded" }, backend: { type: "string", default: "ours" } } });
/** Each kernel's fastest time among single steps: whatever else the computer does only slows it. */
async function fastest(runner, steps) {
  const found = new Map();
  for (let step = 0; step < steps; step++) {
    for (const one of await runner.where(1)) {
      const key = JSON.stringify([one.place, one.name, one.multiplyAdds, one.choice]);
      if (!(found.get(key)?.milliseconds <= one.milliseconds)) found.set(key, one);
    }
  }
  return [...found.values()].toSorted((a, b) => b.milliseconds - a.milliseconds);
}

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "build/bench-where");
const site = path.join(folder, "site");
await mkdir(site, { recursive: true });
await buildSite(site);
const product = await loadProduct(folder);
const browsers = await openBrowsers(site);
try {
  for (const name of only.split(",")) {
    const workload = await makeWorkload(product, site, name, definitions[name]);
    const runner = await openInBrowser(browsers, { backend, model: "product" }, workload);
    await runner.open();
    await runner.steps(100);
    const step = Math.min(...(await runner.steps(100)).milliseconds);
    const kernels = await fastest(runner, 60);
    const sum = kernels.reduce((total, { milliseconds }) => total + milliseconds, 0);
    console.log(`\n${name}: ${step.toFixed(2)} ms a step; its kernels ${sum.toFixed(2)} ms, each at its fastest`);
    for (const { place, name: kernel, calls, milliseconds, multiplyAdds, choice } of kernels.filter((one) => one.milliseconds > 0.02)) {
      const rate = multiplyAdds ? `${((2 * multiplyAdds * calls) / milliseconds / 1e6).toFixed(1)} GFLOP/s` : "";
      console.log(`  ${milliseconds.toFixed(2).padStart(7)} ms  ${String(calls).padStart(4)} ×  ${kernel.padEnd(36)} ${[place].flat().join("+").padEnd(34)} ${rate} ${JSON.stringify(choice ?? "")}`);
    }
    await runner.end();
  }
} finally {
  await browsers.close();
}
