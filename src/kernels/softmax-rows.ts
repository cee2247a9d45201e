import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { f32, f32x4, i32, largestOfLanes, sumOfLanes, type Value } from "./values.js";

/** Below this the exponential is 0: e⁻⁸⁷ is the smallest that is not subnormal. */
const smallest = -87;
/** Cephes' expf: e^r = 1 + r + r²·p(r) for |r| ≤ ln 2 / 2, within 2 units of the last place. */
const polynomial = [1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1] as const;
/** Vectors that `softmaxRows` reads from memory instead of holding them as constants: measured about 5 % faster on a busy machine. */
const table = [smallest, Math.LOG2E, -0.693359375, 2.12194440e-4, 1, ...polynomial] as const;
const place = { smallest: 0, log2e: 16, ln2High: 32, ln2Low: 48, one: 64, polynomial: 80 } as const;
/** Floats of that table. */
export const softmaxTableFloats = table.length * 4;
export function writeSoftmaxTable(into: Float32Array): void { for (const [i, value] of table.entries()) into.fill(value, i * 4, i * 4 + 4); }

/**
 * In place, rows of `length` floats one after the other:
 *   softmaxRows(scores, rows, hidden, table, scale)    softmax(scores · scale + hidden), hidden a row of `length` floats
 *   softmaxRowsBack(weights, gradient, rows, scale)    gradient of the scores: weights · (gradient − Σ gradient · weights) · scale
 */
export const softmaxRowFunctions = (length: number, relaxed: boolean): readonly FunctionBuilder[] => [forward(length, relaxed), backward(length)];

/** Visits a row by vectors; the last one says how many of its lanes belong to the row. */
function eachVector(f: FunctionBuilder, at: Local<"i32">, length: number, body: (lanes: number) => void): void {
  const rest = length % 4;
  f.loop(at, i32.const(0), i32.const((length - rest) * 4), 16, () => body(4));
  if (rest === 0) return;
  f.set(at, i32.const((length - rest) * 4));
  body(rest);
}
const kept = (vector: Value<"v128">, lanes: number): Value<"v128"> => (lanes === 4 ? vector : f32x4.and(vector, f32x4.pattern([0, 1, 2, 3].map((lane) => (lane < lanes ? -1 : 0)))));

function forward(length: number, relaxed: boolean): FunctionBuilder {
  return defineFunction("softmaxRows", ["i32", "i32", "i32", "i32", "f32"], (f, scores, rows, hidden, table, scale) => {
    const [turn, at, here] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const [factor, largest, sums] = [f.local("v128", f32x4.splat(scale)), f.local("v128"), f.local("v128")];
    const [x, whole, value] = [f.local("v128"), f.local("v128"), f.local("v128")];
    const madd = (a: Value<"v128">, b: Value<"v128">, c: Value<"v128">): Value<"v128"> => f32x4.multiplyAdd(a, b, c, relaxed);
    const score = (): Value<"v128"> => madd(f32x4.load(here), factor, f32x4.load(i32.add(hidden, at)));
    f.loop(turn, i32.const(0), rows, 1, () => {
      f.set(largest, f32x4.const(-Infinity));
      eachVector(f, at, length, (lanes) => {
        f.set(here, i32.add(scores, at));
        f.set(x, score());
        f.set(largest, f32x4.max(largest, lanes === 4 ? x : f32x4.choose(x, f32x4.const(-Infinity), f32x4.pattern([0, 1, 2, 3].map((lane) => (lane < lanes ? -1 : 0))))));
      });
      f.set(largest, f32x4.splat(largestOfLanes(largest)));
      f.set(sums, f32x4.const(0));
      eachVector(f, at, length, (lanes) => {
        f.set(here, i32.add(scores, at));
        f.set(x, f32x4.sub(score(), largest));
        f.set(value, f32x4.greater(x, f32x4.load(table, place.smallest)));
        f.set(x, f32x4.max(x, f32x4.load(table, place.smallest)));
        f.set(whole, f32x4.nearest(f32x4.mul(x, f32x4.load(table, place.log2e))));
        f.set(x, madd(whole, f32x4.load(table, place.ln2Low), madd(whole, f32x4.load(table, place.ln2High), x)));
        const exponent = f32x4.shiftLeft(f32x4.toIntegers(whole), 23);
        const series = polynomial.slice(1).reduce<Value<"v128">>((sum, _, i) => madd(sum, x, f32x4.load(table, place.polynomial + (i + 1) * 16)), f32x4.load(table, place.polynomial));
        // The power of two is added to the exponent's bits: the series lies in [0.7, 1.5).
        const exponential = f32x4.addIntegers(f32x4.add(madd(series, f32x4.mul(x, x), x), f32x4.load(table, place.one)), exponent);
        f.set(value, kept(f32x4.and(exponential, value), lanes));
        f.set(sums, f32x4.add(sums, value));
        f.storeLanes(here, value, lanes);
      });
      f.set(sums, f32x4.splat(f32.div(f32.const(1), sumOfLanes(sums))));
      eachVector(f, at, length, (lanes) => {
        f.set(here, i32.add(scores, at));
        f.storeLanes(here, f32x4.mul(f32x4.load(here), sums), lanes);
      });
      f.advance(scores, length * 4);
    });
  });
}

function backward(length: number): FunctionBuilder {
  return defineFunction("softmaxRowsBack", ["i32", "i32", "i32", "f32"], (f, weights, gradient, rows, scale) => {
    const [turn, at, here] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const [factor, sums] = [f.local("v128", f32x4.splat(scale)), f.local("v128")];
    f.loop(turn, i32.const(0), rows, 1, () => {
      f.set(sums, f32x4.const(0));
      eachVector(f, at, length, (lanes) => f.set(sums, f32x4.add(sums, kept(f32x4.mul(f32x4.load(i32.add(weights, at)), f32x4.load(i32.add(gradient, at))), lanes))));
      f.set(sums, f32x4.splat(sumOfLanes(sums)));
      eachVector(f, at, length, (lanes) => {
        f.set(here, i32.add(gradient, at));
        f.storeLanes(here, f32x4.mul(f32x4.mul(f32x4.sub(f32x4.load(here), sums), factor), f32x4.load(i32.add(weights, at))), lanes);
      });
      f.advance(weights, length * 4);
      f.advance(gradient, length * 4);
    });
  });
}
