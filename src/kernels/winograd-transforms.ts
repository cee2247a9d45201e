import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { f32x4, i32, type Value } from "./values.js";

/*
 * Transforms of F(4, 5): 4 outputs of 5 taps from 8 inputs with 8 multiplications (Toom–Cook; Winograd 1980, Lavin & Gray 2016 arXiv:1509.09308).
 * Points 0, 1, −1, 2, −2, ½, −½, ∞. "Planes" are the 8 products, `plane` bytes apart; all other sizes are bytes too.
 */
const points = [0, 1, -1, 2, -2, 0.5, -0.5] as const;
/** Lagrange's factors of the points, put on the side of the kernel. */
const factors = [1, -2 / 9, -2 / 9, 1 / 90, 1 / 90, 32 / 45, 32 / 45] as const;

type Vector = Value<"v128">;
const { add, sub, mul } = f32x4;
const times = (number: number, vector: Vector): Vector => mul(vector, f32x4.const(number));
const sum = (...vectors: readonly Vector[]): Vector => vectors.reduce((a, b) => add(a, b));
const vectors = <const N extends number>(f: FunctionBuilder, count: N): Locals<N> => Array.from({ length: count }, () => f.local("v128")) as unknown as Locals<N>;
type Locals<N extends number, L extends readonly Local<"v128">[] = []> = L["length"] extends N ? L : Locals<N, [...L, Local<"v128">]>;

/** Factors in registers before a loop begins: written inside, V8 would make each of them anew at every turn. At most 15 vectors fit beside each other. */
function factorsOf(f: FunctionBuilder, numbers: readonly number[], relaxed: boolean): { readonly plus: (sum: Vector, factor: number, vector: Vector) => Vector; readonly minus: (sum: Vector, factor: number, vector: Vector) => Vector } {
  const kept = new Map(numbers.map((number) => [number, f.local("v128", f32x4.const(number))]));
  return {
    plus: (sum, factor, vector) => f32x4.multiplyAdd(vector, kept.get(factor)!, sum, relaxed),
    minus: (sum, factor, vector) => f32x4.multiplySubtract(vector, kept.get(factor)!, sum, relaxed),
  };
}
/** 0, step, 2·step, …: the way to each row or plane. */
function multiplesOf(f: FunctionBuilder, step: Local<"i32">, count: number): readonly Local<"i32">[] {
  return Array.from({ length: count }, (_, i) => f.local("i32", i32.mul(step, i32.const(i))));
}

/** Runs `body` for every tile and every vector of a row of `row` bytes; `from` and `to` walk. */
function eachTile(f: FunctionBuilder, sizes: { readonly tiles: Local<"i32">; readonly row: Local<"i32">; readonly from: Local<"i32">; readonly to: Local<"i32">; /** Bytes from one tile to the next. */ readonly fromStep: Value<"i32">; readonly toStep: Value<"i32"> }, body: (from: Local<"i32">, to: Local<"i32">, column: Value<"i32">) => void): void {
  const [turn, from, to, end] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
  f.loop(turn, i32.const(0), sizes.tiles, 1, () => {
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

/** `winogradInput(x, row, tiles, to, toRow, plane)`: rows 4t … 4t + 7 of x → row t of the 8 planes, whose rows are `toRow` apart. */
const input = (relaxed: boolean): FunctionBuilder => defineFunction("winogradInput", ["i32", "i32", "i32", "i32", "i32", "i32"], (f, x, row, tiles, to, toRow, plane) => {
  const { plus, minus } = factorsOf(f, [0.25, 0.5, 2, 4, 4.25, 5, 5.25], relaxed);
  const [rows, planes] = [multiplesOf(f, row, 8), multiplesOf(f, plane, 8)];
  const d = vectors(f, 8);
  const [even1, even2, even3, odd] = vectors(f, 4);
  eachTile(f, { tiles, row, from: x, to, fromStep: i32.shl(row, i32.const(2)), toStep: toRow }, (from, to) => {
    const load = (i: number): void => f.set(d[i]!, f32x4.load(i32.add(from, rows[i]!)));
    const put = (p: number, vector: Vector): void => f.store(i32.add(to, planes[p]!), vector);
    for (const i of [0, 2, 4, 6]) load(i);
    put(0, plus(sub(d[0], d[6]), 5.25, sub(d[4], d[2])));
    f.set(even1, minus(add(d[2], d[6]), 4.25, d[4]));
    f.set(even2, plus(d[6], 0.25, minus(d[2], 5, d[4])));
    f.set(even3, plus(minus(d[6], 5, d[4]), 4, d[2]));
    for (const i of [1, 3, 5, 7]) load(i);
    f.set(odd, minus(add(d[1], d[5]), 4.25, d[3]));
    put(1, add(even1, odd)); put(2, sub(even1, odd));
    f.set(odd, plus(minus(d[1], 5, d[3]), 4, d[5]));
    put(3, plus(even2, 0.5, odd)); put(4, minus(even2, 0.5, odd));
    f.set(odd, plus(d[1], 0.25, minus(d[5], 5, d[3])));
    put(5, plus(even3, 2, odd)); put(6, minus(even3, 2, odd));
    put(7, plus(sub(d[7], d[1]), 5.25, sub(d[3], d[5])));
  });
});

/** `winogradKernel(w, tap, size, to, plane)`: 5 taps of `size` bytes → 8 planes. */
const kernel = (): FunctionBuilder => defineFunction("winogradKernel", ["i32", "i32", "i32", "i32", "i32"], (f, w, tap, size, to, plane) => {
  const g = vectors(f, 5);
  const end = f.local("i32", i32.add(w, size));
  const [from, target] = [f.local("i32"), f.local("i32")];
  f.loop(w, w, end, 16, () => {
    f.set(from, w);
    f.set(target, to);
    loadEvery(f, from, tap, g);
    const at = (point: number): Vector => [3, 2, 1, 0].reduce<Vector>((value, i) => add(times(point, value), g[i]!), g[4]!);
    storeEvery(f, target, plane, [g[0]!, ...points.slice(1).map((point, i) => times(factors[i + 1]!, at(point))), g[4]!]);
    f.advance(to, 16);
  });
});

/** `winogradOutput(y, row, tiles, bias, to, plane)`: row t of the 8 planes → rows 4t … 4t + 3, plus the bias. */
const output = (relu: boolean, relaxed: boolean): FunctionBuilder => defineFunction(relu ? "winogradOutputRelu" : "winogradOutput", ["i32", "i32", "i32", "i32", "i32", "i32"], (f, y, row, tiles, bias, to, plane) => {
  const { plus } = factorsOf(f, [0.25, 0.5, 4], relaxed);
  const half = f.local("v128", f32x4.const(0.5));
  const [rows, planes] = [multiplesOf(f, row, 4), multiplesOf(f, plane, 8)];
  const p = vectors(f, 8);
  const [b, s, sum12, sum34, sum56] = vectors(f, 5);
  eachTile(f, { tiles, row, from: y, to, fromStep: row, toStep: i32.shl(row, i32.const(2)) }, (from, to, column) => {
    const put = (i: number, vector: Vector): void => f.store(i32.add(to, rows[i]!), relu ? f32x4.max(vector, f32x4.const(0)) : vector);
    for (const [i, vector] of p.entries()) f.set(vector, f32x4.load(i32.add(from, planes[i]!)));
    f.set(b, f32x4.load(i32.add(bias, column)));
    f.set(sum12, add(p[1], p[2]));
    f.set(sum34, add(p[3], p[4]));
    f.set(sum56, add(p[5], p[6]));
    put(0, sum(b, add(p[0], sum12), add(sum34, sum56)));
    put(2, plus(plus(add(b, sum12), 4, sum34), 0.25, sum56));
    // Differences from here on: those of ±2 doubled, those of ±½ halved.
    f.set(s, add(b, sub(p[1], p[2])));
    f.set(p[3], sub(p[3], p[4]));
    f.set(p[3], add(p[3], p[3]));
    f.set(p[5], mul(sub(p[5], p[6]), half));
    put(1, add(s, add(p[3], p[5])));
    put(3, plus(plus(add(s, p[7]), 4, p[3]), 0.25, p[5]));
  });
});

/** `winogradOutputGradient(dz, row, tiles, to, plane)`: rows 4t … 4t + 3 → row t of the 8 planes, each of which is packed in panels as the right side of a product. */
const outputGradient = (relaxed: boolean): FunctionBuilder => defineFunction("winogradOutputGradient", ["i32", "i32", "i32", "i32", "i32"], (f, dz, row, tiles, to, plane) => {
  const { plus, minus } = factorsOf(f, [0.25, 0.5, 2, 4], relaxed);
  const [rows, planes] = [multiplesOf(f, row, 4), multiplesOf(f, plane, 8)];
  const e = vectors(f, 4);
  const [even, odd] = vectors(f, 2);
  const [turn, tile] = [f.local("i32"), f.local("i32")];
  const step = f.local("i32", i32.shl(row, i32.const(2)));
  const left = f.local("i32", row);
  const transform = (offset: number): void => {
    const put = (p: number, vector: Vector): void => f.store(i32.add(to, planes[p]!), vector, offset);
    for (const [i, vector] of e.entries()) f.set(vector, f32x4.load(i32.add(tile, rows[i]!), offset));
    put(0, e[0]);
    f.set(even, add(e[0], e[2]));
    f.set(odd, add(e[1], e[3]));
    put(1, add(even, odd)); put(2, sub(even, odd));
    for (const [p, point] of [[3, 2], [5, 0.5]] as const) {
      f.set(even, plus(e[0], point ** 2, e[2]));
      f.set(odd, plus(e[1], point ** 2, e[3]));
      put(p, plus(even, point, odd)); put(p + 1, minus(even, point, odd));
    }
    put(7, e[3]);
  };
  const panel = (vectorsWide: 1 | 2): void => {
    f.set(tile, dz);
    f.loop(turn, i32.const(0), tiles, 1, () => {
      for (let v = 0; v < vectorsWide; v++) transform(v * 16);
      f.advance(tile, step);
      f.advance(to, vectorsWide * 16);
    });
    f.advance(dz, vectorsWide * 16);
    f.advance(left, -16 * vectorsWide);
  };
  f.when(i32.atLeast(left, i32.const(32)), () => f.repeatWhile(() => panel(2), () => i32.atLeast(left, i32.const(32))));
  f.when(i32.less(i32.const(0), left), () => panel(1));
});

/** `winogradKernelGradient(planes, plane, size, to, tap)`: 8 planes → the gradient of 5 taps. */
const kernelGradient = (): FunctionBuilder => defineFunction("winogradKernelGradient", ["i32", "i32", "i32", "i32", "i32"], (f, from, plane, size, to, tap) => {
  const u = vectors(f, 8);
  const end = f.local("i32", i32.add(from, size));
  const [source, target] = [f.local("i32"), f.local("i32")];
  f.loop(from, from, end, 16, () => {
    f.set(source, from);
    f.set(target, to);
    loadEvery(f, source, plane, u);
    const inner = points.slice(1);
    for (const [i] of inner.entries()) f.set(u[i + 1]!, times(factors[i + 1]!, u[i + 1]!));
    storeEvery(f, target, tap, [0, 1, 2, 3, 4].map((power) => {
      const terms = inner.map((point, i) => times(point ** power, u[i + 1]!));
      return sum(...(power === 0 ? [u[0]!] : []), ...terms, ...(power === 4 ? [u[7]!] : []));
    }));
    f.advance(to, 16);
  });
});

/** @param relaxed fused multiply-adds */
export const winogradFunctions = (relaxed: boolean): readonly FunctionBuilder[] => [input(relaxed), kernel(), output(false, relaxed), output(true, relaxed), outputGradient(relaxed), kernelGradient()];
