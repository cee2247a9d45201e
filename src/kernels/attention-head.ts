import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import type { Engine } from "./engine.js";
import { packedSize } from "./gemm.js";
import { safePower, softmaxRowFunctions } from "./softmax-rows.js";
import { f32, f32x4, i32, sumOfLanes } from "./values.js";

/** One head of scaled dot-product attention. It lies in `each` columns of rows that are `width` floats apart, so that no head is transposed or copied. */
export interface HeadShape {
  readonly length: number;
  readonly width: number;
  /** Columns of this head. */
  readonly each: number;
  /** Whether `keep` has zeros among its first `length` numbers. */
  readonly masked: boolean;
}

/** Floats of one row of the powers: whole vectors. */
export const powerColumns = (length: number): number => Math.ceil(length / 4) * 4;
/** Floats of scratch for either direction. */
export function headFloats({ length, each }: Pick<HeadShape, "length" | "each">): number {
  return Math.max(packedSize(each, length), packedSize(length, each)) + length * powerColumns(length) + length * each + 2 * length + 24;
}

const rowsOf = (engine: Engine, { length, masked }: HeadShape): ReturnType<Engine["module"]> => {
  const hides = masked || length % 4 !== 0;
  return engine.module(`softmax rows ${powerColumns(length)} ${hides} ${engine.relaxed}`, () => softmaxRowFunctions(powerColumns(length), hides, engine.relaxed));
};
const headFunctions = (engine: Engine, { each }: HeadShape): ReturnType<Engine["module"]> => engine.module(`attention head ${each >> 2}`, () => [squareAtMost(each >> 2), scaleFloats(), beginBack()]);

const productsOf = (engine: Engine, { length, width, each }: HeadShape): { readonly scores: (row: number) => ReturnType<Engine["product"]>; readonly output: ReturnType<Engine["product"]>; readonly rows: ReturnType<Engine["product"]>; readonly transposed: ReturnType<Engine["product"]> } => {
  const columns = powerColumns(length);
  const common = { m: length, aColumn: 1, start: "zero", activation: "none" } as const;
  const narrow = { ...common, n: each, k: length, cRow: width } as const;
  return {
    scores: (row) => engine.product({ ...common, n: columns, k: each, aRow: row, cRow: columns }),
    output: engine.product({ ...narrow, aRow: columns, factors: true }),
    rows: engine.product({ ...narrow, aRow: columns }),
    transposed: engine.product({ ...narrow, aRow: 1, aColumn: columns }),
  };
};

export interface HeadPointers { readonly q: number; readonly k: number; readonly v: number; readonly output: number; /** [length, columns]: 2^(score · log₂ e), not divided by their sums. */ readonly powers: number; /** [length]: 1 / the sum of each row of powers. */ readonly inverses: number }
export interface HeadGradients { readonly dy: number; readonly dq: number; readonly dk: number; readonly dv: number }

/**
 * output = softmax(q kᵀ / √each) v. The exponential is a power of two of scores that come out of the product times log₂ e;
 * where no score can be large it needs no largest one first, and the sums divide the output instead of the weights.
 * @param keep `powerColumns` ones and zeros, zeros past the length
 */
export function headForward(engine: Engine, shape: HeadShape, keep: number, scratch: number): (head: HeadPointers) => void {
  const { length, width, each } = shape;
  const [products, rows, functions] = [productsOf(engine, shape), rowsOf(engine, shape), headFunctions(engine, shape)];
  const scores = products.scores(width);
  const squares = scratch;
  const panels = scratch + 16;
  // Not where the powers are kept: that lies in main memory, this stays in the cache.
  const scored = panels + Math.max(packedSize(each, length), packedSize(length, each)) * 4;
  const scale = Math.LOG2E / Math.sqrt(each);
  return ({ q, k, v, output, powers, inverses }) => {
    functions["squareAtMost"]!(q, length, width, squares);
    functions["squareAtMost"]!(k, length, width, squares + 4);
    const [ofQueries, ofKeys] = engine.memory.float32(squares, 2) as unknown as [number, number];
    engine.packTransposed(k, each, length, width, panels);
    functions["scaleFloats"]!(panels, packedSize(each, length), scale);
    // A product of vectors is at most that of their lengths, which only whole vectors of four are counted for.
    const isSafe = each % 4 === 0 && Math.sqrt(ofQueries) * Math.sqrt(ofKeys) * scale <= safePower;
    scores(q, panels, scored);
    rows[isSafe ? "powers" : "powersBelowLargest"]!(scored, powers, length, keep, inverses);
    engine.packPanels(v, length, each, width, panels);
    products.output(powers, panels, output, 0, inverses);
  };
}

/** Gradients of q, k and v of the same. */
export function headBack(engine: Engine, shape: HeadShape, scratch: number): (head: HeadPointers & HeadGradients) => void {
  const { length, width, each } = shape;
  const [products, rows, functions] = [productsOf(engine, shape), rowsOf(engine, shape), headFunctions(engine, shape)];
  const scores = products.scores(each);
  const scale = 1 / Math.sqrt(each);
  const panels = scratch;
  const dScores = panels + Math.max(packedSize(each, length), packedSize(length, each)) * 4;
  const dWeighted = dScores + length * powerColumns(length) * 4;
  const offsets = dWeighted + length * each * 4;
  return ({ q, k, v, output, powers, inverses, dy, dq, dk, dv }) => {
    engine.readAhead(powers, length * powerColumns(length));
    functions["beginBack"]!(dy, output, inverses, length, width, each, dWeighted, offsets);
    engine.packPanels(dWeighted, length, each, each, panels);
    products.transposed(powers, panels, dv);
    engine.packTransposed(v, each, length, width, panels);
    scores(dWeighted, panels, dScores);
    rows["softmaxBack"]!(powers, dScores, length, offsets, scale);
    engine.packPanels(k, length, each, width, panels);
    products.rows(dScores, panels, dq);
    engine.packPanels(q, length, each, width, panels);
    products.transposed(dScores, panels, dk);
  };
}

/** Visits `count` floats by whole vectors, then one by one. Byte offsets in `at`. */
function eachFloat(f: FunctionBuilder, at: Local<"i32">, count: Local<"i32">, vector: () => void, single: () => void): void {
  f.loop(at, i32.const(0), i32.shl(i32.and(count, i32.const(-4)), i32.const(2)), 16, vector);
  f.loop(at, i32.shl(i32.and(count, i32.const(-4)), i32.const(2)), i32.shl(count, i32.const(2)), 4, single);
}
const bytes = (floats: Local<"i32">): ReturnType<typeof i32.shl> => i32.shl(floats, i32.const(2));

/** `squareAtMost(from, rows, width, to)`: what no row's sum of squares exceeds: the sum over `vectors` · 4 columns of their largest square. */
const squareAtMost = (vectors: number): FunctionBuilder => defineFunction("squareAtMost", "iiii", (f, from, rows, width, to) => {
  const row = f.local("i32");
  const four = f.local("v128");
  const sum = f.local("v128", f32x4.const(0));
  for (let first = 0; first < vectors; first += 8) {
    const largest = Array.from({ length: Math.min(8, vectors - first) }, () => f.local("v128", f32x4.const(0)));
    f.set(row, from);
    f.times(rows, () => {
      for (const [i, most] of largest.entries()) { f.set(four, f32x4.load(row, (first + i) * 16)); f.set(most, f32x4.max(most, f32x4.mul(four, four))); }
      f.advance(row, bytes(width));
    });
    for (const most of largest) f.set(sum, f32x4.add(sum, most));
  }
  f.store(to, sumOfLanes(sum));
});

/** `scaleFloats(at, count, factor)`: in place; count a multiple of 4. */
const scaleFloats = (): FunctionBuilder => defineFunction("scaleFloats", "iif", (f, at, count, factor) => {
  const four = f.local("v128", f32x4.splat(factor));
  const end = f.local("i32", i32.add(at, bytes(count)));
  f.loop(at, at, end, 16, () => f.store(at, f32x4.mul(f32x4.load(at), four)));
});

/** `beginBack(dy, output, inverses, rows, width, each, weighted, offsets)`: weighted[row, each] = dy · inverses[row], offsets[row] = Σ weighted · output. */
const beginBack = (): FunctionBuilder => defineFunction("beginBack", "iiiiiiii", (f, dy, output, inverses, rows, width, each, weighted, offsets) => {
  const at = f.local("i32");
  const [four, sums] = f.locals("v128", 2);
  const [one, sum] = f.locals("f32", 2);
  f.times(rows, () => {
    f.set(sums, f32x4.const(0));
    f.set(sum, f32.const(0));
    eachFloat(f, at, each,
      () => {
        f.set(four, f32x4.mul(f32x4.load(i32.add(dy, at)), f32x4.loadSplat(inverses)));
        f.set(sums, f32x4.add(sums, f32x4.mul(four, f32x4.load(i32.add(output, at)))));
        f.store(i32.add(weighted, at), four);
      },
      () => {
        f.set(one, f32.mul(f32.load(i32.add(dy, at)), f32.load(inverses)));
        f.set(sum, f32.add(sum, f32.mul(one, f32.load(i32.add(output, at)))));
        f.store(i32.add(weighted, at), one);
      });
    f.store(offsets, f32.add(sum, sumOfLanes(sums)));
    f.advance(dy, bytes(width));
    f.advance(output, bytes(width));
    f.advance(inverses, 4);
    f.advance(weighted, bytes(each));
    f.advance(offsets, 4);
  });
});
