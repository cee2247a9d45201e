// Runs in the page that bench/kernels/run.mjs opens: prints GFLOP/s of the matrix products against the ceiling of 128-bit multiply-adds, and training steps against plain JavaScript kernels.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { seededRandom } from "../../src/base/random.js";
import { assemble, defineFunction } from "../../src/kernels/assembler.js";
import { engineOf } from "../../src/kernels/engine.js";
import { heapOf } from "../../src/kernels/heap.js";
import { registerKernels, restoreStockKernels } from "../../src/kernels/register.js";
import { f32x4, i32, type Value } from "../../src/kernels/values.js";
import { wasmUrls } from "../../test/kernels/wasm-urls.js";
import { plainJavaScriptKernels } from "./plain-javascript-kernels.js";
import { transformerStep } from "./transformer-workload.js";
import { stepOf, type Workload } from "./workloads.js";

setWasmPaths(wasmUrls);
// The page is isolated for its clock only: these are figures for one thread.
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
const fastest = (work: () => void, rounds: number): number => Math.min(...Array.from({ length: rounds }, () => { const start = performance.now(); work(); return performance.now() - start; }));
const milliseconds = (work: () => void, rounds: number): number => median(Array.from({ length: rounds }, () => { const start = performance.now(); work(); return performance.now() - start; }));

/** GFLOP/s of twelve independent chains of multiply-adds that never touch memory. */
function ceiling(relaxed: boolean): () => number {
  const turns = 100_000;
  const spin = defineFunction("spin", "ii", (f, to, count) => {
    const chains = Array.from({ length: 12 }, () => f.local("v128", f32x4.const(0)));
    const a = f.local("v128", f32x4.const(0.5));
    const b = f.local("v128", f32x4.const(0.25));
    const turn = f.local("i32");
    f.loop(turn, i32.const(0), count, 1, () => { for (let unroll = 0; unroll < 4; unroll++) for (const chain of chains) f.set(chain, f32x4.multiplyAdd(a, b, chain, relaxed)); });
    f.store(to, chains.reduce<Value<"v128">>((sum, chain) => f32x4.add(sum, chain), f32x4.const(0)));
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const run = new WebAssembly.Instance(new WebAssembly.Module(assemble([spin], false)), { env: { memory } }).exports["spin"] as (to: number, turns: number) => void;
  for (let warm = 0; warm < 30; warm++) run(0, turns / 10);
  return () => (turns * 4 * 12 * 8) / fastest(() => run(0, turns), 20) / 1e6;
}

/** Products and ceiling in turns, so that a slow moment of a shared machine hits both; the fastest turn of each counts. */
function products(relaxed: boolean): { readonly top: number; readonly rates: readonly (readonly [string, number])[] } {
  const heap = heapOf(tf.backend());
  const engine = engineOf(heap, relaxed);
  const { a, b, c } = heap.scratch({ a: 500 * 128 * 2, b: 640 * 64, c: 500 * 128 * 2 });
  heap.float32(a, 500 * 128 * 2 + 640 * 64).fill(0.01);
  const rows = ([
    ["forward 496 x 640 x 64", { m: 496, n: 64, k: 640, aRow: 128, aColumn: 1, cRow: 64, start: "zero", activation: "none" }],
    ["input gradient 496 x 320 x 128", { m: 496, n: 128, k: 320, aRow: 64, aColumn: 1, cRow: 128, start: "zero", activation: "none" }],
    ["filter gradient 128 x 496 x 64", { m: 128, n: 64, k: 496, aRow: 1, aColumn: 128, cRow: 64, start: "zero", activation: "none" }],
  ] as const).map(([name, shape]) => {
    const run = engine.product(shape);
    for (let warm = 0; warm < 60; warm++) run(a, b, c, 0, 0);
    const flops = 2 * shape.m * shape.n * shape.k * 8;
    return { name, rate: () => flops / fastest(() => { for (let i = 0; i < 8; i++) run(a, b, c, 0, 0); }, 6) / 1e6, best: 0 };
  });
  const spin = ceiling(relaxed);
  let top = 0;
  for (let turn = 0; turn < 8; turn++) {
    top = Math.max(top, spin());
    for (const row of rows) row.best = Math.max(row.best, row.rate());
  }
  return { top, rates: rows.map(({ name, best }) => [name, best] as const) };
}

const only = (new URLSearchParams(location.search).get("only") ?? "").split(",").filter(Boolean);
const profiled = only.includes("profile");
const print = (line: string): void => console.log(line);

export async function gemmTable(): Promise<void> {
  await tf.setBackend("wasm");
  await tf.ready();
  const report = registerKernels(tf, { relaxedSimd: true });
  for (const relaxed of report.relaxedSimd ? [true, false] : [false]) {
    const { top, rates } = products(relaxed);
    print(`${relaxed ? "relaxed" : "plain"} SIMD: ceiling ${top.toFixed(1)} GFLOP/s`);
    for (const [name, rate] of rates) print(`  ${name.padEnd(32)} ${rate.toFixed(1).padStart(6)} GFLOP/s  ${((100 * rate) / top).toFixed(0)} %`);
  }
}

/** Milliseconds of a training step with the missing kernels in plain JavaScript, then with ours. */
export async function steps(workload: Workload, rounds: number): Promise<void> {
  await tf.setBackend("wasm");
  await tf.ready();
  const measure = async (label: string, step: () => number, warm: number, count: number): Promise<number> => {
    for (let i = 0; i < warm; i++) step();
    const start = await window.processorMilliseconds();
    const time = milliseconds(step, count);
    const processor = ((await window.processorMilliseconds()) - start) / count;
    print(`  ${workload} ${label.padEnd(44)} ${time.toFixed(1).padStart(8)} ms  (processor time ${processor.toFixed(1)} ms)`);
    return Number.isNaN(processor) ? time : processor;
  };
  restoreStockKernels(tf);
  plainJavaScriptKernels(tf);
  const before = await measure("tfjs + plain JavaScript kernels", stepOf(tf, workload, seededRandom(1), false), 1, 2);
  for (const relaxedSimd of [true, false]) for (const fused of [false, true]) {
    registerKernels(tf, { relaxedSimd });
    const step = stepOf(tf, workload, seededRandom(1), fused);
    const after = await measure(`our kernels${fused ? " and fused ops" : ""}, ${relaxedSimd ? "relaxed" : "plain"} SIMD`, step, 8, rounds);
    print(`    ${(before / after).toFixed(1)} times as fast by processor time`);
    if (profiled && relaxedSimd) profile(workload, step);
  }
}

/** The Transformer encoder of bench/steps; alone, since tfjs without our kernels takes minutes. */
async function transformer(): Promise<void> {
  for (const relaxedSimd of [true, false]) {
    await tf.setBackend("wasm");
    await tf.ready();
    registerKernels(tf, { relaxedSimd });
    const step = transformerStep(tf, seededRandom(1));
    for (let i = 0; i < 8; i++) step();
    const start = await window.processorMilliseconds();
    const time = milliseconds(step, 8);
    print(`  W4 ${relaxedSimd ? "relaxed" : "plain"} SIMD ${time.toFixed(1)} ms  (processor time ${(((await window.processorMilliseconds()) - start) / 8).toFixed(1)} ms)`);
    if (profiled && relaxedSimd) profile("W4", step);
  }
}

/** Time of one step by kernel, each call at its fastest of several steps; what lies between the kernels is "outside". */
function profile(workload: Workload | "W4", step: () => number): void {
  const best = new Map<string, number[]>();
  const seen = new Map<string, number>();
  const kernels = tf.getKernelsForBackend("wasm");
  for (const kernel of kernels) {
    tf.unregisterKernel(kernel.kernelName, "wasm");
    tf.registerKernel({ ...kernel, kernelFunc: (call) => {
      const start = performance.now();
      const result = kernel.kernelFunc(call);
      const time = performance.now() - start;
      const calls = best.get(kernel.kernelName) ?? [];
      const index = seen.get(kernel.kernelName) ?? 0;
      calls[index] = Math.min(calls[index] ?? Infinity, time);
      best.set(kernel.kernelName, calls);
      seen.set(kernel.kernelName, index + 1);
      return result;
    } });
  }
  const whole = fastest(() => { seen.clear(); step(); }, 12);
  for (const kernel of kernels) { tf.unregisterKernel(kernel.kernelName, "wasm"); tf.registerKernel(kernel); }
  const rows = [...best].map(([name, calls]) => ({ name, count: calls.length, time: calls.reduce((a, b) => a + b, 0) })).toSorted((a, b) => b.time - a.time);
  print(`      ${workload} fastest step ${whole.toFixed(2)} ms, outside kernels ${(whole - rows.reduce((sum, { time }) => sum + time, 0)).toFixed(2)} ms`);
  for (const { name, time, count } of rows.slice(0, 10)) print(`      ${workload} ${name.padEnd(32)} ${time.toFixed(2).padStart(8)} ms in ${count} calls`);
}

declare global { interface Window { finished?: boolean; processorMilliseconds(): Promise<number> } }
try {
  if (!only.includes("profile") || only.includes("gemm")) await gemmTable();
  if (only.includes("W4")) await transformer();
  for (const workload of ["W1", "W2", "W2 padded"] as const) if (only.filter((word) => word !== "profile" && word !== "gemm").length === 0 && !only.includes("gemm") || only.includes(workload)) await steps(workload, 5);
} catch (error) { print(String(error)); } finally { window.finished = true; }
