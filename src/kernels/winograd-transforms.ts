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

/** Runs `body` for every tile and every vector of a row; `from` and `to` walk. */
function eachTile(f: FunctionBuilder, sizes: { readonly tiles: Local<"i32">; readonly row: Local<"i32">; readonly from: Local<"i32">; readonly to: Local<"i32">; /** Bytes from one tile to the next. */ readonly fromStep: Value<"i32">; readonly toStep: Value<"i32"> }, body: (from: Local<"i32">, to: Local<"i32">, column: Local<"i32">) => void): void {
  const [turn, column, fromNow, toNow] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
  f.loop(turn, i32.const(0), sizes.tiles, 1, () => {
    f.loop(column, i32.const(0), sizes.row, 16, () => {
      f.set(fromNow, i32.add(sizes.from, column));
      f.set(toNow, i32.add(sizes.to, column));
      body(fromNow, toNow, column);
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
const vectors = (f: FunctionBuilder, count: number): Local<"v128">[] => Array.from({ length: count }, () => f.local("v128"));
const pair = (f: FunctionBuilder, even: Local<"v128">, odd: Local<"v128">, a: Vector, b: Vector): void => { f.set(even, a); f.set(odd, b); };

/** `winogradInput(x, row, tiles, to, toRow, plane)`: rows 4t … 4t + 7 of x → row t of the 8 planes, whose rows are `toRow` apart. */
const input = (): FunctionBuilder => defineFunction("winogradInput", ["i32", "i32", "i32", "i32", "i32", "i32"], (f, x, row, tiles, to, toRow, plane) => {
  const d = vectors(f, 8) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
  const [a, b] = [f.local("v128"), f.local("v128")];
  eachTile(f, { tiles, row, from: x, to, fromStep: i32.shl(row, i32.const(2)), toStep: toRow }, (from, to) => {
    loadEvery(f, from, row, d);
    const put = (vector: Vector): void => { f.store(to, vector); f.advance(to, plane); };
    put(add(sub(d[0], d[6]), times(5.25, sub(d[4], d[2]))));
    pair(f, a, b, sum(d[2], d[6], times(-4.25, d[4])), sum(d[1], d[5], times(-4.25, d[3])));
    put(add(a, b)); put(sub(a, b));
    pair(f, a, b, sum(d[6], times(0.25, d[2]), times(-1.25, d[4])), sum(times(0.5, d[1]), times(2, d[5]), times(-2.5, d[3])));
    put(add(a, b)); put(sub(a, b));
    pair(f, a, b, sum(d[6], times(4, d[2]), times(-5, d[4])), sum(times(2, d[1]), times(0.5, d[5]), times(-2.5, d[3])));
    put(add(a, b)); put(sub(a, b));
    put(add(sub(d[7], d[1]), times(5.25, sub(d[3], d[5]))));
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
const output = (relu: boolean): FunctionBuilder => defineFunction(relu ? "winogradOutputRelu" : "winogradOutput", ["i32", "i32", "i32", "i32", "i32", "i32"], (f, y, row, tiles, bias, to, plane) => {
  const p = vectors(f, 8) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
  const [s12, d12, s34, d34, s56, d56, b] = vectors(f, 7) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
  const finish = (vector: Vector): Vector => (relu ? f32x4.max(vector, f32x4.const(0)) : vector);
  eachTile(f, { tiles, row, from: y, to, fromStep: row, toStep: i32.shl(row, i32.const(2)) }, (from, to, column) => {
    loadEvery(f, from, plane, p);
    f.set(b, f32x4.load(i32.add(bias, column)));
    pair(f, s12, d12, add(p[1], p[2]), sub(p[1], p[2]));
    pair(f, s34, d34, add(p[3], p[4]), sub(p[3], p[4]));
    pair(f, s56, d56, add(p[5], p[6]), sub(p[5], p[6]));
    storeEvery(f, to, row, [
      finish(sum(b, add(p[0], s12), add(s34, s56))),
      finish(sum(b, d12, add(times(2, d34), times(0.5, d56)))),
      finish(sum(b, s12, add(times(4, s34), times(0.25, s56)))),
      finish(sum(b, add(d12, p[7]), add(times(8, d34), times(0.125, d56)))),
    ]);
  });
});

/** `winogradOutputGradient(dz, row, tiles, to, plane)`: rows 4t … 4t + 3 → row t of the 8 planes, each of which is packed in panels as the right side of a product. */
const outputGradient = (): FunctionBuilder => defineFunction("winogradOutputGradient", ["i32", "i32", "i32", "i32", "i32"], (f, dz, row, tiles, to, plane) => {
  const e = vectors(f, 4) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
  const [a, b] = [f.local("v128"), f.local("v128")];
  const [turn, at, target, tile] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
  const step = f.local("i32", i32.shl(row, i32.const(2)));
  const left = f.local("i32", row);
  const transform = (offset: number): void => {
    f.set(at, i32.add(tile, i32.const(offset)));
    f.set(target, i32.add(to, i32.const(offset)));
    loadEvery(f, at, row, e);
    const put = (vector: Vector): void => { f.store(target, vector); f.advance(target, plane); };
    put(e[0]);
    for (const point of [1, 2, 0.5]) {
      pair(f, a, b, add(e[0], times(point ** 2, e[2])), add(times(point, e[1]), times(point ** 3, e[3])));
      put(add(a, b)); put(sub(a, b));
    }
    f.store(target, e[3]);
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

export const winogradFunctions = (): readonly FunctionBuilder[] => [input(), kernel(), output(false), output(true), outputGradient(), kernelGradient()];
