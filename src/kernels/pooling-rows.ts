import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import type { Engine } from "./engine.js";
import { f32, f32x4, i32, sumOfLanes, type Value } from "./values.js";

/**
 * Pooling of one sample, with the number of filters burned in:
 *   pool(h, factors, positions, to)   to[f] = max or sum over t of h[t, f] · factors[t]
 *   back(h, factors, positions, pooled, dPooled, share, dh, dFactors)   its gradients; positions that tie for the maximum share the gradient, as in TensorFlow. `share`: room for filters floats
 */
export const poolingFunctions = (engine: Engine, filters: number, pooling: "max" | "sum"): ReturnType<Engine["module"]> =>
  engine.module(`attention ${filters} ${pooling}`, () => [pool(filters, pooling), back(filters, pooling)]);

/** The parts of a row: whole vectors in groups that fit the registers, then single floats. Offsets and sizes in bytes. */
export function rowParts(filters: number): readonly { readonly offset: number; readonly vectors: number }[] {
  const vectors = Math.floor(filters / 4);
  const groups = Array.from({ length: Math.ceil(vectors / 6) }, (_, group) => ({ offset: group * 96, vectors: Math.min(6, vectors - group * 6) }));
  const singles = Array.from({ length: filters % 4 }, (_, i) => ({ offset: vectors * 16 + i * 4, vectors: 0 }));
  return [...groups, ...singles];
}

function pool(filters: number, pooling: "max" | "sum"): FunctionBuilder {
  return defineFunction("pool", "iiii", (f, h, factors, positions, to) => {
    const [at, factor] = f.locals("i32", 2);
    const end = f.local("i32", i32.add(factors, i32.shl(positions, i32.const(2))));
    const best = f.locals("v128", 6);
    const weight = f.local("v128");
    const single = f.local("f32");
    for (const { offset, vectors } of rowParts(filters)) {
      f.set(at, h);
      for (let i = 0; i < vectors; i++) f.set(best[i]!, f32x4.const(pooling === "max" ? -Infinity : 0));
      f.set(single, f32.const(pooling === "max" ? -Infinity : 0));
      f.loop(factor, factors, end, 4, () => {
        if (vectors > 0) f.set(weight, f32x4.loadSplat(factor));
        for (let i = 0; i < vectors; i++) {
          const scaled = f32x4.mul(f32x4.load(at, offset + i * 16), weight);
          f.set(best[i]!, pooling === "max" ? f32x4.max(best[i]!, scaled) : f32x4.add(best[i]!, scaled));
        }
        if (vectors === 0) {
          const scaled = f32.mul(f32.load(at, offset), f32.load(factor));
          f.set(single, pooling === "max" ? f32.max(single, scaled) : f32.add(single, scaled));
        }
        f.advance(at, filters * 4);
      });
      for (let i = 0; i < vectors; i++) f.store(to, best[i]!, offset + i * 16);
      if (vectors === 0) f.store(to, single, offset);
    }
  });
}

function back(filters: number, pooling: "max" | "sum"): FunctionBuilder {
  return defineFunction("back", "iiiiiiii", (f, h, factors, positions, pooled, dPooled, share, dh, dFactors) => {
    const [at, factor] = f.locals("i32", 2);
    const end = f.local("i32", i32.add(factors, i32.shl(positions, i32.const(2))));
    const counts = f.locals("v128", 6);
    const [weight, total, taken] = f.locals("v128", 3);
    const [count, sum, one] = f.locals("f32", 3);
    const wins = (offset: number): Value<"v128"> => f32x4.equal(f32x4.mul(f32x4.load(at, offset), weight), f32x4.load(pooled, offset));
    const winsAlone = (offset: number): Value<"i32"> => f32.eq(f32.mul(f32.load(at, offset), f32.load(factor)), f32.load(pooled, offset));
    // What each winner gets of dPooled: an equal share.
    for (const { offset, vectors } of rowParts(filters)) {
      for (let i = 0; i < vectors; i++) f.set(counts[i]!, f32x4.const(pooling === "max" ? 0 : 1));
      f.set(count, f32.const(pooling === "max" ? 0 : 1));
      if (pooling === "max") {
        f.set(at, h);
        f.loop(factor, factors, end, 4, () => {
          if (vectors > 0) f.set(weight, f32x4.loadSplat(factor));
          for (let i = 0; i < vectors; i++) f.set(counts[i]!, f32x4.add(counts[i]!, f32x4.and(f32x4.const(1), wins(offset + i * 16))));
          if (vectors === 0) f.set(count, f32.add(count, f32.choose(f32.const(1), f32.const(0), winsAlone(offset))));
          f.advance(at, filters * 4);
        });
      }
      for (let i = 0; i < vectors; i++) f.store(share, f32x4.div(f32x4.load(dPooled, offset + i * 16), counts[i]!), offset + i * 16);
      if (vectors === 0) f.store(share, f32.div(f32.load(dPooled, offset), count), offset);
    }
    f.set(at, h);
    f.loop(factor, factors, end, 4, () => {
      f.set(weight, f32x4.loadSplat(factor));
      f.set(total, f32x4.const(0));
      f.set(sum, f32.const(0));
      for (const { offset, vectors } of rowParts(filters)) {
        for (let i = 0; i < vectors; i++) {
          const here = offset + i * 16;
          f.set(taken, pooling === "max" ? f32x4.and(f32x4.load(share, here), wins(here)) : f32x4.load(share, here));
          f.set(total, f32x4.add(total, f32x4.mul(taken, f32x4.load(at, here))));
          f.store(dh, f32x4.mul(taken, weight), here);
        }
        if (vectors === 0) {
          f.set(one, pooling === "max" ? f32.choose(f32.load(share, offset), f32.const(0), winsAlone(offset)) : f32.load(share, offset));
          f.set(sum, f32.add(sum, f32.mul(one, f32.load(at, offset))));
          f.store(dh, f32.mul(one, f32.load(factor)), offset);
        }
      }
      f.store(dFactors, f32.add(sumOfLanes(total), sum));
      advanceAll(f, [[at, filters * 4], [dh, filters * 4], [dFactors, 4]]);
    });
  });
}

const advanceAll = (f: FunctionBuilder, steps: readonly (readonly [Local<"i32">, number])[]): void => { for (const [pointer, bytes] of steps) f.advance(pointer, bytes); };
