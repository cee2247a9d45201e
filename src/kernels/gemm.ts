import { FunctionBuilder, type Local } from "./assembler.js";
import { f32x4, i32, type Value } from "./values.js";

/**
 * A matrix product C = start + A·B with every size burned in. Sizes and strides are counted in floats.
 * A[i, k] lies at a + i·aRow + k·aColumn: rows may overlap (a convolution) and A may be transposed (aRow 1), neither of which costs anything measurable.
 * B is packed in panels of 8 columns, [panel][k][8]; a last panel of 4 or fewer columns is [k][4]; missing columns are 0.
 */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aRow: number;
  readonly aColumn: number;
  readonly cRow: number;
  readonly start: "zero" | "bias" | "accumulate";
  readonly activation: "none" | "relu";
  /** Whether each row of the result is multiplied by a factor of its own. */
  readonly factors?: true;
  /** Fused multiply-add; see `f32x4.multiplyAdd`. */
  readonly relaxed: boolean;
}

/** Columns of a full panel: two vectors. */
export const panelColumns = 8;
/** Floats that the packed B takes. */
export function packedSize(k: number, n: number): number {
  const rest = n % panelColumns;
  return k * (n - rest + (rest === 0 ? 0 : rest <= 4 ? 4 : panelColumns));
}

/**
 * Rows of one tile. V8 has 15 vector registers to give: 6 × 2 sums, 2 of B and 1 of A fill them with a fused multiply-add;
 * without it the product needs one more, and a sixth row would halve the speed by spilling.
 */
export const tileRows = (relaxed: boolean): number => (relaxed ? 6 : 5);

/** m rows as tiles whose heights differ by one at most, so that no small tile is left to run at the latency of its sums. */
export function tileHeights(m: number, rows: number): { readonly tall: number; readonly tallCount: number; readonly shortCount: number } {
  const count = Math.ceil(m / rows);
  const short = Math.floor(m / count);
  const tallCount = m - short * count;
  return tallCount === 0 ? { tall: short, tallCount: count, shortCount: 0 } : { tall: short + 1, tallCount, shortCount: count - tallCount };
}

/**
 * The function `gemm(a, b, c, bias, factors)` of byte pointers.
 * `bias` counts only where the shape starts from it, and must be padded to whole vectors; `factors`, one a row, only where it has them.
 */
export function gemm(shape: GemmShape): FunctionBuilder {
  const f = new FunctionBuilder("gemm");
  const a = f.parameter("i32");
  const b = f.parameter("i32");
  const c = f.parameter("i32");
  const bias = f.parameter("i32");
  const factors = f.parameter("i32");
  const pointers = { a: f.local("i32"), b, c: f.local("i32"), bias, factors: f.local("i32"), aNow: f.local("i32"), bNow: f.local("i32"), bEnd: f.local("i32") };
  const rows = Math.max(tileRows(shape.relaxed), narrowRows);
  const vectors = { a: f.local("v128"), b: [f.local("v128"), f.local("v128")], sums: Array.from({ length: rows * 2 }, () => f.local("v128")) };
  const panelEnd = f.local("i32");
  const rowsEnd = f.local("i32");

  const rest = shape.n % panelColumns;
  const panels = (shape.n - rest) / panelColumns;
  /** Runs `body`, which moves nothing, for every tile from the top down. */
  const eachTile = (columns: number, body: (height: number) => void): void => {
    const heights = tileHeights(shape.m, columns > 4 ? tileRows(shape.relaxed) : narrowRows);
    f.set(pointers.a, a);
    f.set(pointers.c, c);
    if (shape.factors) f.set(pointers.factors, factors);
    for (const [height, count] of [[heights.tall, heights.tallCount], [heights.tall - 1, heights.shortCount]] as const) {
      if (count === 0) continue;
      f.set(rowsEnd, i32.add(pointers.c, i32.const(count * height * shape.cRow * 4)));
      f.repeatWhile(() => {
        body(height);
        f.advance(pointers.a, height * shape.aRow * 4);
        f.advance(pointers.c, height * shape.cRow * 4);
        if (shape.factors) f.advance(pointers.factors, height * 4);
      }, () => i32.lessUnsigned(pointers.c, rowsEnd));
    }
  };
  /** The tile at hand, of each full panel from left to right. @param once runs for one panel, whose pointers move on after it */
  const eachPanel = (from: Local<"i32">, once: () => void): void => {
    f.set(panelEnd, i32.add(from, i32.const(panels * panelColumns * 4)));
    f.repeatWhile(() => {
      once();
      f.advance(b, shape.k * panelColumns * 4);
      f.advance(bias, panelColumns * 4);
      f.advance(from, panelColumns * 4);
    }, () => i32.lessUnsigned(from, panelEnd));
  };
  if (panels > 1 && panels * panelColumns * shape.k <= floatsNear) {
    const back = panels * panelColumns * 4;
    eachTile(panelColumns, (height) => {
      eachPanel(pointers.c, () => tile(f, shape, pointers, vectors, height, panelColumns));
      f.advance(b, -back * shape.k);
      f.advance(bias, -back);
      f.advance(pointers.c, -back);
    });
    f.advance(b, back * shape.k);
    f.advance(bias, back);
    f.advance(c, back);
  } else if (panels > 0) eachPanel(c, () => eachTile(panelColumns, (height) => tile(f, shape, pointers, vectors, height, panelColumns)));
  if (rest > 0) eachTile(rest, (height) => tile(f, shape, pointers, vectors, height, rest));
  return f;
}

/** A B of so many floats stays in L1 beside a tile of A, which then goes through all panels while it is there. */
const floatsNear = 4096;

/** A panel of one vector has half the sums in a row; ten rows keep the multipliers busy. */
const narrowRows = 10;

interface Pointers { readonly a: Local<"i32">; readonly b: Local<"i32">; readonly c: Local<"i32">; readonly bias: Local<"i32">; readonly factors: Local<"i32">; readonly aNow: Local<"i32">; readonly bNow: Local<"i32">; readonly bEnd: Local<"i32"> }
interface Vectors { readonly a: Local<"v128">; readonly b: readonly Local<"v128">[]; readonly sums: readonly Local<"v128">[] }

/** One tile of C: `height` rows of `columns` columns, its sums in registers from start to end. */
function tile(f: FunctionBuilder, shape: GemmShape, at: Pointers, { a, b, sums }: Vectors, height: number, columns: number): void {
  const width = columns > 4 ? 2 : 1;
  const { aRow, aColumn } = shape;
  const sum = (i: number, j: number): Local<"v128"> => sums[i * width + j]!;
  const lanes = (j: number): number => Math.min(4, columns - 4 * j);
  for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) f.set(sum(i, j), first(i, j));
  function first(i: number, j: number): Value<"v128"> {
    if (shape.start === "zero") return f32x4.const(0);
    if (shape.start === "bias") return i === 0 ? f32x4.load(at.bias, 16 * j) : sum(0, j);
    // Lanes past the last column read what follows (malloc keeps its own words there) and are never stored.
    return f32x4.load(at.c, (i * shape.cRow + 4 * j) * 4);
  }
  f.set(at.aNow, at.a);
  f.set(at.bNow, at.b);
  const terms = (count: number): void => {
    for (let k = 0; k < count; k++) {
      for (let j = 0; j < width; j++) f.set(b[j]!, f32x4.load(at.bNow, (k * width + j) * 16));
      for (let i = 0; i < height; i++) {
        f.set(a, f32x4.loadSplat(at.aNow, (i * aRow + k * aColumn) * 4));
        for (let j = 0; j < width; j++) f.set(sum(i, j), f32x4.multiplyAdd(a, b[j]!, sum(i, j), shape.relaxed));
      }
    }
  };
  // Measured best (bench/kernels gemm).
  const unroll = aColumn !== 1 ? 4 : shape.relaxed ? 1 : 16;
  const turns = Math.floor(shape.k / unroll);
  if (turns > 0) {
    f.set(at.bEnd, i32.add(at.b, i32.const(turns * unroll * width * 16)));
    f.repeatWhile(() => {
      terms(unroll);
      f.advance(at.aNow, unroll * aColumn * 4);
      f.advance(at.bNow, unroll * width * 16);
    }, () => i32.lessUnsigned(at.bNow, at.bEnd));
  }
  terms(shape.k % unroll);
  for (let i = 0; i < height; i++) {
    if (shape.factors) f.set(a, f32x4.loadSplat(at.factors, i * 4));
    for (let j = 0; j < width; j++) {
      const scaled = shape.factors ? f32x4.mul(sum(i, j), a) : sum(i, j);
      f.storeLanes(at.c, shape.activation === "relu" ? f32x4.max(scaled, f32x4.const(0)) : scaled, lanes(j), (i * shape.cRow + 4 * j) * 4);
    }
  }
}
