import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { rowParts } from "./pooling-rows.js";
import { powerPolynomial, powerRounding } from "./softmax-rows.js";
import { f32, f32x4, i32, sumOfLanes, type Value } from "./values.js";

/**
 * What a scored attention does beside softmax and pooling, for one sample:
 *   score(h, positions, kernel, bias, to)                to[t] = h[t] · kernel + bias
 *   squash(at, count)                                    tanh, in place; count a multiple of 4
 *   scale(from, to, count, factor)                       to = from · factor
 *   through(weights, dFactors, scores, dWeights, dScores, positions, scale, to)  to = the gradient of h · kernel + bias; throughTanh the same behind tanh
 *   spread(h, dh, to, positions, kernel, sums)           dh += to · kernel; sums += the gradients of kernel and bias
 */
export const scoringFunctions = (filters: number, relaxed: boolean): readonly FunctionBuilder[] =>
  [score(filters, relaxed), squash(relaxed), scale(), through(false), through(true), spread(filters, relaxed)];

const bytes = (floats: Value<"i32">): Value<"i32"> => i32.shl(floats, i32.const(2));
/** Visits `count` floats by whole vectors, then one by one. Byte offsets in `at`. */
function eachFloat(f: FunctionBuilder, at: Local<"i32">, count: Local<"i32">, vector: () => void, single: () => void): void {
  f.loop(at, i32.const(0), bytes(i32.and(count, i32.const(-4))), 16, vector);
  f.loop(at, bytes(i32.and(count, i32.const(-4))), bytes(count), 4, single);
}

function score(filters: number, relaxed: boolean): FunctionBuilder {
  return defineFunction("score", "iiiii", (f, h, positions, kernel, bias, to) => {
    const end = f.local("i32", i32.add(to, bytes(positions)));
    const sums = f.locals("v128", 4);
    const single = f.local("f32");
    const vectors = Math.floor(filters / 4);
    f.loop(to, to, end, 4, () => {
      for (const sum of sums) f.set(sum, f32x4.const(0));
      for (let i = 0; i < vectors; i++) f.set(sums[i % 4]!, f32x4.multiplyAdd(f32x4.load(h, i * 16), f32x4.load(kernel, i * 16), sums[i % 4]!, relaxed));
      f.set(single, f32.load(bias));
      for (let i = vectors * 4; i < filters; i++) f.set(single, f32.add(single, f32.mul(f32.load(h, i * 4), f32.load(kernel, i * 4))));
      f.store(to, f32.add(single, sumOfLanes(f32x4.add(f32x4.add(sums[0]!, sums[1]!), f32x4.add(sums[2]!, sums[3]!)))));
      f.advance(h, filters * 4);
    });
  });
}

/** tanh x = (e²ˣ − 1) / (e²ˣ + 1) with e²ˣ − 1 as 2ⁿ·(2ʳ − 1) + (2ⁿ − 1), which keeps the digits of small numbers. */
const squash = (relaxed: boolean): FunctionBuilder => defineFunction("squash", "ii", (f, at, count) => {
  const end = f.local("i32", i32.add(at, bytes(count)));
  const magic = f.local("v128", f32x4.const(powerRounding));
  const series = powerPolynomial.map((value) => f.local("v128", f32x4.const(value)));
  const [x, whole, value] = f.locals("v128", 3);
  f.loop(at, at, end, 16, () => {
    // Beyond ±10 it is ±1.
    f.set(x, f32x4.mul(f32x4.min(f32x4.max(f32x4.load(at), f32x4.const(-10)), f32x4.const(10)), f32x4.const(2 * Math.LOG2E)));
    f.set(whole, f32x4.add(x, magic));
    f.set(x, f32x4.sub(x, f32x4.sub(whole, magic)));
    f.set(value, f32x4.multiplyAdd(series[0]!, x, series[1]!, relaxed));
    for (const factor of series.slice(2)) f.set(value, f32x4.multiplyAdd(value, x, factor, relaxed));
    f.set(value, f32x4.mul(value, x));
    f.set(whole, f32x4.addIntegers(f32x4.const(1), f32x4.shiftLeft(whole, 23)));
    f.set(value, f32x4.add(f32x4.mul(value, whole), f32x4.sub(whole, f32x4.const(1))));
    f.store(at, f32x4.div(value, f32x4.add(value, f32x4.const(2))));
  });
});

const scale = (): FunctionBuilder => defineFunction("scale", "iiif", (f, from, to, count, factor) => {
  const at = f.local("i32");
  const four = f.local("v128", f32x4.splat(factor));
  eachFloat(f, at, count, () => f.store(i32.add(to, at), f32x4.mul(f32x4.load(i32.add(from, at)), four)), () => f.store(i32.add(to, at), f32.mul(f32.load(i32.add(from, at)), factor)));
});

function through(isTanh: boolean): FunctionBuilder {
  return defineFunction(isTanh ? "throughTanh" : "through", "iiiiiifi", (f, weights, dFactors, scores, dWeights, dScores, positions, scale, to) => {
    const at = f.local("i32");
    const [four, sums, scales] = [f.local("v128"), f.local("v128"), f.local("v128", f32x4.splat(scale))];
    const [one, total] = f.locals("f32", 2);
    const place = (pointer: Value<"i32">): Value<"i32"> => i32.add(pointer, at);
    const given = f32x4.add(f32x4.mul(f32x4.load(place(dFactors)), scales), f32x4.load(place(dWeights)));
    const givenOne = f32.add(f32.mul(f32.load(place(dFactors)), scale), f32.load(place(dWeights)));
    f.set(sums, f32x4.const(0));
    f.set(total, f32.const(0));
    eachFloat(f, at, positions,
      () => f.set(sums, f32x4.add(sums, f32x4.mul(given, f32x4.load(place(weights))))),
      () => f.set(total, f32.add(total, f32.mul(givenOne, f32.load(place(weights))))));
    f.set(total, f32.add(total, sumOfLanes(sums)));
    f.set(sums, f32x4.splat(total));
    eachFloat(f, at, positions,
      () => {
        f.set(four, f32x4.add(f32x4.mul(f32x4.sub(given, sums), f32x4.load(place(weights))), f32x4.load(place(dScores))));
        f.store(place(to), isTanh ? f32x4.mul(four, f32x4.sub(f32x4.const(1), f32x4.mul(f32x4.load(place(scores)), f32x4.load(place(scores))))) : four);
      },
      () => {
        f.set(one, f32.add(f32.mul(f32.sub(givenOne, total), f32.load(place(weights))), f32.load(place(dScores))));
        f.store(place(to), isTanh ? f32.mul(one, f32.sub(f32.const(1), f32.mul(f32.load(place(scores)), f32.load(place(scores))))) : one);
      });
  });
}

function spread(filters: number, relaxed: boolean): FunctionBuilder {
  return defineFunction("spread", "iiiiii", (f, h, dh, gradient, positions, kernel, sums) => {
    const [at, hAt, dhAt] = f.locals("i32", 3);
    const end = f.local("i32", i32.add(gradient, bytes(positions)));
    const totals = f.locals("v128", 6);
    const four = f.local("v128");
    const total = f.local("f32");
    for (const { offset, vectors } of rowParts(filters)) {
      for (let i = 0; i < vectors; i++) f.set(totals[i]!, f32x4.const(0));
      f.set(total, f32.const(0));
      f.set(hAt, h);
      f.set(dhAt, dh);
      f.loop(at, gradient, end, 4, () => {
        if (vectors > 0) f.set(four, f32x4.loadSplat(at));
        for (let i = 0; i < vectors; i++) {
          const here = offset + i * 16;
          f.set(totals[i]!, f32x4.multiplyAdd(four, f32x4.load(hAt, here), totals[i]!, relaxed));
          f.store(dhAt, f32x4.multiplyAdd(four, f32x4.load(kernel, here), f32x4.load(dhAt, here), relaxed), here);
        }
        if (vectors === 0) {
          f.set(total, f32.add(total, f32.mul(f32.load(at), f32.load(hAt, offset))));
          f.store(dhAt, f32.add(f32.load(dhAt, offset), f32.mul(f32.load(at), f32.load(kernel, offset))), offset);
        }
        f.advance(hAt, filters * 4);
        f.advance(dhAt, filters * 4);
      });
      for (let i = 0; i < vectors; i++) f.store(sums, f32x4.add(f32x4.load(sums, offset + i * 16), totals[i]!), offset + i * 16);
      if (vectors === 0) f.store(sums, f32.add(f32.load(sums, offset), total), offset);
    }
    f.set(total, f32.const(0));
    f.loop(at, gradient, end, 4, () => f.set(total, f32.add(total, f32.load(at))));
    f.store(sums, f32.add(f32.load(sums, filters * 4), total), filters * 4);
  });
}
