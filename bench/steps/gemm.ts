import * as tf from "@tensorflow/tfjs-core";
import { assemble, defineFunction, hasRelaxedSimd } from "../../src/kernels/assembler.js";
import { engineOf } from "../../src/kernels/engine.js";
import { heapOf } from "../../src/kernels/heap.js";
import { f32x4, i32, type Value } from "../../src/kernels/values.js";
import { startBackend } from "./backends.js";

/** GFLOP/s: what 128-bit vectors can do on this core, and what our matrix products reach. */
export interface GemmRates {
  readonly relaxed: boolean;
  readonly ceiling: number;
  /** `times`: how often one example asks for it. */
  readonly products: readonly { readonly name: string; readonly rate: number; readonly gigaflops: number; readonly times: number }[];
}

/** Products of one example of W1 and W2; the input gradient is of W2 alone. */
const shapes = [
  ["forward 496 × 640 × 64", { m: 496, n: 64, k: 640, aRow: 128, aColumn: 1, cRow: 64, start: "zero", activation: "none" }, 1],
  // One for each of the five taps.
  ["filter gradient 128 × 496 × 64", { m: 128, n: 64, k: 496, aRow: 1, aColumn: 128, cRow: 64, start: "zero", activation: "none" }, 5],
  ["input gradient 496 × 320 × 128", { m: 496, n: 128, k: 320, aRow: 64, aColumn: 1, cRow: 128, start: "zero", activation: "none" }, 1],
] as const;

export async function measureGemm(): Promise<readonly GemmRates[]> {
  await startBackend("ours");
  const kinds = hasRelaxedSimd() ? [true, false] : [false];
  return kinds.map((relaxed) => ({ relaxed, ceiling: ceiling(relaxed), products: products(relaxed) }));
}

const fastest = (work: () => void, rounds: number): number => Math.min(...Array.from({ length: rounds }, () => {
  const start = performance.now();
  work();
  return performance.now() - start;
}));

/** Twelve independent chains of multiply-adds that never touch memory. */
function ceiling(relaxed: boolean): number {
  const [turns, unroll, chainCount] = [100_000, 4, 12];
  const spin = defineFunction("spin", "ii", (f, to, count) => {
    const chains = Array.from({ length: chainCount }, () => f.local("v128", f32x4.const(0)));
    const a = f.local("v128", f32x4.const(0.5));
    const b = f.local("v128", f32x4.const(0.25));
    f.loop(f.local("i32"), i32.const(0), count, 1, () => {
      for (let turn = 0; turn < unroll; turn++) for (const chain of chains) f.set(chain, f32x4.multiplyAdd(a, b, chain, relaxed));
    });
    f.store(to, chains.reduce<Value<"v128">>((sum, chain) => f32x4.add(sum, chain), f32x4.const(0)));
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const run = new WebAssembly.Instance(new WebAssembly.Module(assemble([spin], false)), { env: { memory } }).exports["spin"] as (to: number, turns: number) => void;
  // V8 swaps in optimised code only between calls.
  for (let warm = 0; warm < 30; warm++) run(0, turns / 10);
  return (turns * unroll * chainCount * 8) / fastest(() => run(0, turns), 20) / 1e6;
}

function products(relaxed: boolean): GemmRates["products"] {
  const heap = heapOf(tf.backend());
  const engine = engineOf(heap, relaxed);
  const sizes = { a: 500 * 128 * 2, b: 640 * 128, c: 500 * 128 };
  const { a, b, c } = heap.scratch(sizes);
  heap.float32(a, sizes.a + sizes.b).fill(0.01);
  return shapes.map(([name, shape, times]) => {
    const run = engine.product(shape);
    for (let warm = 0; warm < 60; warm++) run(a, b, c);
    const calls = 8;
    const time = fastest(() => { for (let i = 0; i < calls; i++) run(a, b, c); }, 20) / calls;
    const gigaflops = (2 * shape.m * shape.n * shape.k) / 1e9;
    return { name, rate: (gigaflops / time) * 1000, gigaflops, times };
  });
}
