import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { f32, f32x4, i32, largestOfLanes, sumOfLanes, type Value } from "./values.js";

/** 2^r = 1 + r·p(r) for |r| ≤ ½, within 1.1·10⁻⁷: minimax of the relative error, fitted by Lawson's algorithm; highest power first. */
export const powerPolynomial = [0.001326472731307149, 0.009671512991189957, 0.05550733581185341, 0.24022242426872253, 0.6931470036506653] as const;
/** Added to a number below 2²², it leaves the nearest integer in the low bits: float32 has no room for the rest. */
export const powerRounding = 12582912;
/** The least power of two that is not subnormal. */
const smallestPower = -126;

/**
 * Rows of `columns` floats one after the other, columns a multiple of 4:
 *   powers(scores, to, rows, keep, inverses)              to = 2^score · keep; inverses[row] = 1 / Σ. For scores within ±`safePower`
 *   powersBelowLargest(scores, to, rows, keep, inverses)  the same of scores less the largest kept one of their row; for any scores
 *   softmaxBack(powers, gradient, rows, offsets, scale)   in place: gradient = (gradient − offsets[row]) · powers · scale
 * `keep` is a row of ones and zeros that all rows share: zeros hide columns. @param hides whether there are zeros
 */
export const softmaxRowFunctions = (columns: number, hides: boolean, relaxed: boolean): readonly FunctionBuilder[] => [powers(columns, hides, relaxed, false), powers(columns, hides, relaxed, true), back(columns)];

/** With scores within this, no power and no sum of a row overflows, and none vanishes. */
export const safePower = 60;

/** Visits the vectors of a row two at a time, and the last of an odd number alone. */
function inPairs(f: FunctionBuilder, at: Local<"i32">, from: Local<"i32">, end: Local<"i32">, columns: number, body: (half: 0 | 1) => void, next: () => void): void {
  f.loop(at, from, columns % 8 === 0 ? end : i32.sub(end, i32.const(16)), 32, () => { body(0); body(1); next(); });
  if (columns % 8 !== 0) body(0);
}

function powers(columns: number, hides: boolean, relaxed: boolean, lessLargest: boolean): FunctionBuilder {
  return defineFunction(lessLargest ? "powersBelowLargest" : "powers", "iiiii", (f, scores, to, rows, keep, inverses) => {
    const kept = f.local("i32");
    const end = f.local("i32", scores);
    const [largest, magic, one] = [f.local("v128"), f.local("v128", f32x4.const(powerRounding)), f.local("v128", f32x4.const(1))];
    const series = powerPolynomial.map((value) => f.local("v128", f32x4.const(value)));
    const [x, whole, value] = f.locals("v128", 3);
    const sums = [f.local("v128"), f.local("v128")];
    const at = f.local("i32");
    const madd = (a: Value<"v128">, b: Value<"v128">, c: Value<"v128">): Value<"v128"> => f32x4.multiplyAdd(a, b, c, relaxed);
    /** A score, far below all others where it is hidden. */
    const score = (offset: number): Value<"v128"> => (lessLargest && hides ? f32x4.add(f32x4.load(at, offset), f32x4.mul(f32x4.sub(f32x4.load(kept, offset), one), f32x4.const(1e9))) : f32x4.load(at, offset));
    const eachVector = (body: (half: 0 | 1) => void, next: () => void = () => undefined): void => {
      if (hides) f.set(kept, keep);
      inPairs(f, at, scores, end, columns, body, () => { if (hides) f.advance(kept, 32); next(); });
    };
    f.times(rows, () => {
      f.advance(end, columns * 4);
      if (lessLargest) {
        f.set(largest, f32x4.const(-Infinity));
        eachVector((half) => f.set(largest, f32x4.max(largest, score(half * 16))));
        f.set(largest, f32x4.splat(largestOfLanes(largest)));
      }
      for (const sum of sums) f.set(sum, f32x4.const(0));
      eachVector((half) => {
        f.set(x, lessLargest ? f32x4.max(f32x4.sub(score(half * 16), largest), f32x4.const(smallestPower)) : score(half * 16));
        f.set(whole, f32x4.add(x, magic));
        f.set(x, f32x4.sub(x, f32x4.sub(whole, magic)));
        f.set(value, madd(series[0]!, x, series[1]!));
        for (const factor of [...series.slice(2), one]) f.set(value, madd(value, x, factor));
        // The power of two is added to the exponent's bits: the series lies in [0.7, 1.5).
        f.set(value, f32x4.addIntegers(value, f32x4.shiftLeft(whole, 23)));
        if (hides) f.set(value, f32x4.mul(value, f32x4.load(kept, half * 16)));
        f.set(sums[half]!, f32x4.add(sums[half]!, value));
        f.store(to, value, half * 16);
      }, () => f.advance(to, 32));
      if (columns % 8 !== 0) f.advance(to, 16);
      f.store(inverses, f32.div(f32.const(1), sumOfLanes(f32x4.add(sums[0]!, sums[1]!))));
      f.advance(inverses, 4);
      f.advance(scores, columns * 4);
    });
  });
}

function back(columns: number): FunctionBuilder {
  return defineFunction("softmaxBack", "iiiif", (f, powers, gradient, rows, offsets, scale) => {
    const at = f.local("i32");
    const end = f.local("i32", gradient);
    const [factor, offset] = [f.local("v128", f32x4.splat(scale)), f.local("v128")];
    f.times(rows, () => {
      f.advance(end, columns * 4);
      f.set(offset, f32x4.loadSplat(offsets));
      inPairs(f, at, gradient, end, columns, (half) => f.store(at, f32x4.mul(f32x4.mul(f32x4.sub(f32x4.load(at, half * 16), offset), factor), f32x4.load(powers, half * 16)), half * 16), () => f.advance(powers, 32));
      if (columns % 8 !== 0) f.advance(powers, 16);
      f.set(gradient, end);
      f.advance(offsets, 4);
    });
  });
}
