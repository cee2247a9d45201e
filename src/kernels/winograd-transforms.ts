import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { f32x4, i32, type Value } from "./values.js";

/*
 * Transforms of F(6, 5): 6 outputs of 5 taps from 10 inputs with 10 multiplications (Toom–Cook; Winograd 1980, Lavin & Gray 2016 arXiv:1509.09308).
 * Points 0, ±p and ∞. "Planes" are the 10 products, `plane` bytes apart; all other sizes are bytes too.
 * The four p are not the usual 1, 2, ½, 4: of numbers with few bits, these were found to round least, as Barabasz and others 2020 (arXiv:1803.10986) advise to search.
 * Their errors are about twice those of F(4, 5) with 0, ±1, ±2, ±½, which multiplies a fifth more.
 */
export const outputsOfTile = 6;
export const inputsOfTile = 10;
export const planes = 10;
type Pair = readonly [number, number];
/** Two and two, so that what one pair's polynomial makes of the inputs serves both points of the other. */
const pairs: readonly [Pair, Pair] = [[13 / 16, 5 / 4], [7 / 16, 5 / 2]];
const magnitudes = pairs.flat();
/** In the order of the planes 0 to 8; plane 9 is ∞. */
const points = [0, ...magnitudes.flatMap((p) => [p, -p])];
/** Lagrange's factors of the points, put on the side of the kernel. */
const factors = points.map((p) => 1 / points.filter((other) => other !== p).reduce((product, other) => product * (p - other), 1));
/** x⁴ − sum·x² + product has the roots ±p and ±q. */
const quartic = ([p, q]: Pair): { readonly sum: number; readonly product: number } => ({ sum: p * p + q * q, product: p * p * q * q });

type Vector = Value<"v128">;
const { add, sub, mul } = f32x4;
const times = (number: number, vector: Vector): Vector => mul(vector, f32x4.const(number));
const sum = (...vectors: readonly Vector[]): Vector => vectors.reduce((a, b) => add(a, b));

/** Factors in registers before a loop begins: written inside, V8 would make each of them anew at every turn. */
function factorsOf(f: FunctionBuilder, numbers: readonly number[], relaxed: boolean): { readonly plus: Weighted; readonly minus: Weighted; readonly scaled: (factor: number, vector: Vector) => Vector } {
  const kept = new Map(numbers.map((number) => [number, f.local("v128", f32x4.const(number))]));
  return {
    scaled: (factor, vector) => mul(vector, kept.get(factor)!),
    plus: (sum, factor, vector) => f32x4.multiplyAdd(vector, kept.get(factor)!, sum, relaxed),
    minus: (sum, factor, vector) => f32x4.multiplySubtract(vector, kept.get(factor)!, sum, relaxed),
  };
}
/** sum ± factor · vector. */
type Weighted = (sum: Vector, factor: number, vector: Vector) => Vector;
/** 0, step, 2·step, …: the way to each row or plane. */
function multiplesOf(f: FunctionBuilder, step: Local<"i32">, count: number): readonly Local<"i32">[] {
  return Array.from({ length: count }, (_, i) => f.local("i32", i32.mul(step, i32.const(i))));
}

/** Runs `body` for every tile and every vector of a row of `row` bytes; `from` and `to` walk. */
function eachTile(f: FunctionBuilder, sizes: { readonly tiles: Local<"i32">; readonly row: Local<"i32">; readonly from: Local<"i32">; readonly to: Local<"i32">; /** Bytes from one tile to the next. */ readonly fromStep: Value<"i32">; readonly toStep: Value<"i32"> }, body: (from: Local<"i32">, to: Local<"i32">, column: Value<"i32">) => void): void {
  const [from, to, end] = f.locals("i32", 3);
  f.times(sizes.tiles, () => {
    f.set(to, sizes.to);
    f.set(end, i32.add(sizes.from, sizes.row));
    f.loop(from, sizes.from, end, 16, () => {
      body(from, to, i32.sub(from, sizes.from));
      f.advance(to, 16);
    });
    f.advance(sizes.from, sizes.fromStep);
    f.advance(sizes.to, sizes.toStep);
  });
}
/** Values read at one address after another, `step` apart. */
function loadEvery(f: FunctionBuilder, pointer: Local<"i32">, step: Local<"i32">, into: readonly Local<"v128">[]): void {
  for (const [i, vector] of into.entries()) { if (i > 0) f.advance(pointer, step); f.set(vector, f32x4.load(pointer)); }
}
function storeEvery(f: FunctionBuilder, pointer: Local<"i32">, step: Local<"i32">, values: readonly Vector[]): void {
  for (const [i, vector] of values.entries()) { if (i > 0) f.advance(pointer, step); f.store(pointer, vector); }
}

/** `winogradInput(x, row, tiles, to, toRow, plane)`: rows 6t … 6t + 9 of x → row t of the 10 planes, whose rows are `toRow` apart. */
const input = (relaxed: boolean): FunctionBuilder => defineFunction("winogradInput", "iiiiii", (f, x, row, tiles, to, toRow, plane) => {
  const quartics = pairs.map(quartic);
  const { plus, minus } = factorsOf(f, [...quartics.flatMap(({ sum, product }) => [sum, product]), ...magnitudes.flatMap((p) => [p, p * p])], relaxed);
  const [rows, planesAt] = [multiplesOf(f, row, inputsOfTile), multiplesOf(f, plane, planes)];
  const d = f.locals("v128", inputsOfTile);
  const [even, evenNext, odd, oddNext, evenPart, oddPart] = f.locals("v128", 6);
  eachTile(f, { tiles, row, from: x, to, fromStep: i32.mul(row, i32.const(outputsOfTile)), toStep: toRow }, (from, to) => {
    const put = (p: number, vector: Vector): void => f.store(i32.add(to, planesAt[p]!), vector);
    for (const [i, vector] of d.entries()) f.set(vector, f32x4.load(i32.add(from, rows[i]!)));
    for (const [at, pair] of pairs.entries()) {
      // The other pair's quartic, of every other input from one on; then the root that is not p's own.
      const { sum, product } = quartics[1 - at]!;
      const quarticFrom = (i: 0 | 1 | 2 | 3 | 4 | 5): Vector => plus(minus(d[i + 4]!, sum, d[i + 2]!), product, d[i]!);
      f.set(even, quarticFrom(2)); f.set(evenNext, quarticFrom(4));
      f.set(odd, quarticFrom(1)); f.set(oddNext, quarticFrom(3));
      if (at === 0) {
        const own = quartics[0]!;
        put(0, plus(minus(evenNext, own.sum, even), own.product, quarticFrom(0)));
        put(9, plus(minus(quarticFrom(5), own.sum, oddNext), own.product, odd));
      }
      for (const [i, p] of pair.entries()) {
        const other = pair[1 - i]!;
        f.set(evenPart, minus(evenNext, other * other, even));
        f.set(oddPart, minus(oddNext, other * other, odd));
        const first = 1 + at * 4 + i * 2;
        put(first, plus(evenPart, p, oddPart)); put(first + 1, minus(evenPart, p, oddPart));
      }
    }
  });
});

/** `winogradKernel(w, tap, size, to, plane)`: 5 taps of `size` bytes → 10 planes. */
const kernel = (): FunctionBuilder => defineFunction("winogradKernel", "iiiii", (f, w, tap, size, to, plane) => {
  const g = f.locals("v128", 5);
  const end = f.local("i32", i32.add(w, size));
  const [from, target] = f.locals("i32", 2);
  f.loop(w, w, end, 16, () => {
    f.set(from, w);
    f.set(target, to);
    loadEvery(f, from, tap, g);
    const at = (point: number): Vector => [3, 2, 1, 0].reduce<Vector>((value, i) => add(times(point, value), g[i]!), g[4]);
    storeEvery(f, target, plane, [...points.map((point, i) => times(factors[i]!, point === 0 ? g[0] : at(point))), g[4]]);
    f.advance(to, 16);
  });
});

/** `winogradOutput(y, row, tiles, bias, to, plane)`: row t of the 10 planes → rows 6t … 6t + 5, plus the bias. */
const output = (relu: boolean, relaxed: boolean): FunctionBuilder => defineFunction(relu ? "winogradOutputRelu" : "winogradOutput", "iiiiii", (f, y, row, tiles, bias, to, plane) => {
  const { plus, scaled } = factorsOf(f, magnitudes.flatMap((p) => [p, p ** 2, p ** 4]), relaxed);
  const [rows, planesAt] = [multiplesOf(f, row, outputsOfTile), multiplesOf(f, plane, planes)];
  const [sums, differences] = [f.locals("v128", 4), f.locals("v128", 4)];
  const [b, one, other] = f.locals("v128", 3);
  eachTile(f, { tiles, row, from: y, to, fromStep: row, toStep: i32.mul(row, i32.const(outputsOfTile)) }, (from, to, column) => {
    const load = (p: number): Vector => f32x4.load(i32.add(from, planesAt[p]!));
    const put = (i: number, vector: Vector): void => f.store(i32.add(to, rows[i]!), relu ? f32x4.max(vector, f32x4.const(0)) : vector);
    f.set(b, f32x4.load(i32.add(bias, column)));
    for (const i of [0, 1, 2, 3] as const) {
      f.set(one, load(1 + 2 * i));
      f.set(other, load(2 + 2 * i));
      f.set(sums[i], add(one, other));
      f.set(differences[i], scaled(magnitudes[i]!, sub(one, other)));
    }
    const weighted = (start: Vector, vectors: readonly Vector[], power: 2 | 4): Vector => vectors.reduce((sum, vector, i) => plus(sum, magnitudes[i]! ** power, vector), start);
    put(0, sum(b, load(0), ...sums));
    put(1, sum(b, ...differences));
    put(2, weighted(b, sums, 2));
    put(3, weighted(b, differences, 2));
    put(4, weighted(b, sums, 4));
    put(5, weighted(add(b, load(9)), differences, 4));
  });
});

/**
 * `winogradOutputGradient(dz, row, tiles, to, plane, first, tilesOfPanel)`: rows 6t … 6t + 5 → row `first` + t of the 10 planes,
 * each of which is packed in panels of `tilesOfPanel` rows as the right side of a product.
 */
const outputGradient = (relaxed: boolean): FunctionBuilder => defineFunction("winogradOutputGradient", "iiiiiii", (f, dz, row, tiles, to, plane, first, tilesOfPanel) => {
  const { plus, minus } = factorsOf(f, magnitudes.flatMap((p) => [p, p ** 2, p ** 4]), relaxed);
  const [rows, planesAt] = [multiplesOf(f, row, outputsOfTile), multiplesOf(f, plane, planes)];
  const e = f.locals("v128", outputsOfTile);
  const [even, odd] = f.locals("v128", 2);
  const [tile, target] = f.locals("i32", 2);
  const step = f.local("i32", i32.mul(row, i32.const(outputsOfTile)));
  const left = f.local("i32", row);
  const transform = (offset: number): void => {
    const put = (p: number, vector: Vector): void => f.store(i32.add(target, planesAt[p]!), vector, offset);
    for (const [i, vector] of e.entries()) f.set(vector, f32x4.load(i32.add(tile, rows[i]!), offset));
    put(0, e[0]);
    for (const [i, p] of magnitudes.entries()) {
      f.set(even, plus(plus(e[0], p ** 2, e[2]), p ** 4, e[4]));
      f.set(odd, plus(plus(e[1], p ** 2, e[3]), p ** 4, e[5]));
      put(1 + 2 * i, plus(even, p, odd)); put(2 + 2 * i, minus(even, p, odd));
    }
    put(9, e[5]);
  };
  const panel = (vectorsWide: 1 | 2): void => {
    const bytes = vectorsWide * 16;
    f.set(tile, dz);
    f.set(target, i32.add(to, i32.mul(first, i32.const(bytes))));
    f.times(tiles, () => {
      for (let v = 0; v < vectorsWide; v++) transform(v * 16);
      f.advance(tile, step);
      f.advance(target, bytes);
    });
    f.advance(to, i32.mul(tilesOfPanel, i32.const(bytes)));
    f.advance(dz, bytes);
    f.advance(left, -bytes);
  };
  f.when(i32.atLeast(left, i32.const(32)), () => f.repeatWhile(() => panel(2), () => i32.atLeast(left, i32.const(32))));
  f.when(i32.less(i32.const(0), left), () => panel(1));
});

/** `winogradKernelGradient(planes, plane, size, to, tap)`: 10 planes → the gradient of 5 taps. */
const kernelGradient = (): FunctionBuilder => defineFunction("winogradKernelGradient", "iiiii", (f, from, plane, size, to, tap) => {
  const u = f.locals("v128", planes);
  const end = f.local("i32", i32.add(from, size));
  const [source, target] = f.locals("i32", 2);
  f.loop(from, from, end, 16, () => {
    f.set(source, from);
    f.set(target, to);
    loadEvery(f, source, plane, u);
    for (const [i, factor] of factors.entries()) f.set(u[i]!, times(factor, u[i]!));
    storeEvery(f, target, tap, [0, 1, 2, 3, 4].map((power) => sum(...points.flatMap((point, i) => (point === 0 ? (power === 0 ? [u[i]!] : []) : [times(point ** power, u[i]!)])), ...(power === 4 ? [u[9]] : []))));
    f.advance(to, 16);
  });
});

/** @param relaxed fused multiply-adds */
export const winogradFunctions = (relaxed: boolean): readonly FunctionBuilder[] => [input(relaxed), kernel(), output(false, relaxed), output(true, relaxed), outputGradient(relaxed), kernelGradient()];
