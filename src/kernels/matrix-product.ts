import type { TensorInfo } from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { termsPerProduct, type Engine } from "./engine.js";
import { packedSize } from "./gemm.js";
import { sizeOf } from "./heap.js";
import type { Call, Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";

interface Attributes { readonly transposeA: boolean; readonly transposeB: boolean; readonly activation?: string }

/** BatchMatMul: a [batch, m, k] · b [batch, k, n] → [batch, m, n], either side transposed, either batch 1. */
export const batchMatrixProduct: Kernel = { name: "BatchMatMul", run: (call) => run(call) ?? call.stock() };

/** The same with a bias [n] and a relu in the same pass. */
export const fusedMatrixProduct: Kernel = {
  name: "_FusedMatMul",
  run: (call) => {
    const { activation } = call.attributes<Attributes>();
    if ((activation !== "linear" && activation !== "relu") || (call.has("bias") && call.input("bias").shape.length !== 1)) return call.stock();
    return run(call) ?? call.stock();
  },
};

function run({ heap, engine, input, has, attributes }: Call): TensorInfo | undefined {
  const a = input("a");
  const b = input("b");
  const { transposeA, transposeB, activation } = attributes<Attributes>();
  if (a.dtype !== "float32" || b.dtype !== "float32" || a.shape.length < 2 || b.shape.length < 2) return undefined;
  const [m, k] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
  const n = transposeB ? b.shape.at(-2)! : b.shape.at(-1)!;
  const batchA = sizeOf(a.shape.slice(0, -2));
  const batchB = sizeOf(b.shape.slice(0, -2));
  if (a.shape.slice(0, -2).join() !== b.shape.slice(0, -2).join() && batchA !== 1 && batchB !== 1) return undefined;
  if (m * n * k * batchA * batchB === 0 || (transposeB ? b.shape.at(-1) : b.shape.at(-2)) !== k) return undefined;
  const outer = batchA === 1 && b.shape.length >= a.shape.length ? b.shape.slice(0, -2) : a.shape.slice(0, -2);
  const bias = has("bias") ? input("bias") : undefined;
  if (bias && sizeOf(bias.shape) !== n) return undefined;
  const output = heap.output([...outer, m, n]);
  matrixProducts({ heap, engine }, { m, n, k, transposeA, transposeB, batchA, batchB, bias: bias && heap.pointer(bias), relu: activation === "relu" }, heap.pointer(a), heap.pointer(b), heap.pointer(output));
  return output;
}

export interface ProductShape {
  readonly m: number; readonly n: number; readonly k: number;
  readonly transposeA: boolean; readonly transposeB: boolean;
  readonly batchA: number; readonly batchB: number;
  readonly bias: number | undefined;
  readonly relu: boolean;
}
type Sizes = Readonly<Record<"m" | "n" | "k" | "transposeA" | "transposeB" | "hasBias" | "relu", number>>;
const sizeNames = ["m", "n", "k", "transposeA", "transposeB", "hasBias", "relu"] as const;

/** Rows that a part takes at least, and terms where the sum itself is shared out. */
const leastRows = 120;
const leastTerms = 128;
/** Floats of A that are read ahead, roughly: few, so that the rest of L2 keeps what it has. */
const floatsAhead = 8192;
/** Terms of a product with a transposed A: 16 KB of L1. */
const linesPerProduct = 256;

export function matrixProducts({ heap, engine }: Pick<Call, "heap" | "engine">, s: ProductShape, a: number, b: number, output: number): void {
  // Many matrices times one are one tall matrix times it.
  const folds = s.batchB === 1 && !s.transposeA;
  const [batch, m] = folds ? [1, s.m * s.batchA] : [Math.max(s.batchA, s.batchB), s.m];
  const { n, k } = s;
  const sizes: Sizes = { m, n, k, transposeA: Number(s.transposeA), transposeB: Number(s.transposeB), hasBias: Number(s.bias !== undefined), relu: Number(s.relu) };
  const sharesTerms = batch === 1 && s.transposeA && s.bias === undefined && !s.relu;
  const units = batch > 1 ? batch : sharesTerms ? Math.floor(k / leastTerms) : Math.floor(m / leastRows);
  const parts = engine.parts(units, batch * m * n * k);
  const each = packedSize(sharesTerms ? blocksOf(sizes)[0]!.terms : k, n);
  const biasFloats = n + 16;
  const scratch = heap.scratch({ bias: biasFloats, work: parts * each, partials: sharesTerms ? partialFloats(m * n, parts) : 0 });
  const numbers = { ...sizes, ...scratch, batch, a, b, output, each, packed: scratch.work, stepA: s.batchA === 1 ? 0 : m * k, stepB: s.batchB === 1 ? 0 : k * n };
  if (s.bias !== undefined) {
    engine.zero(scratch.bias, biasFloats);
    engine.copyFloats(s.bias, scratch.bias, n);
  }
  if (sharesTerms) {
    engine.run(termsOfProduct, numbers, parts);
    addPartials(engine, output, scratch.partials, m * n, parts);
  } else if (batch === 1) {
    packB(engine, sizes, b, scratch.work, blocksOf(sizes));
    engine.run(rowsOfProduct, numbers, parts);
  } else engine.run(productsOfBatch, numbers, parts);
}

/** Terms that go into the sums at once; of a transposed A fewer, since each is a cache line of its own. */
interface Block { readonly first: number; readonly terms: number }
function blocksOf({ k, transposeA }: Pick<Sizes, "k" | "transposeA">, begin = 0, end = k): readonly Block[] {
  const most = transposeA ? linesPerProduct : termsPerProduct;
  const terms = Math.ceil(k / Math.ceil(k / most));
  return Array.from({ length: Math.ceil((end - begin) / terms) }, (_, block) => ({ first: begin + block * terms, terms: Math.min(terms, end - begin - block * terms) }));
}

function packB(engine: Engine, { n, k, transposeB }: Sizes, b: number, packed: number, blocks: readonly Block[]): void {
  for (const { first, terms } of blocks) {
    const panels = packed + packedSize(first - blocks[0]!.first, n) * 4;
    if (transposeB) engine.packTransposed(b + first * 4, terms, n, k, panels);
    else engine.packPanels(b + first * n * 4, terms, n, n, panels);
  }
}

/** `rows` of one product with a packed B, from the one at hand on. @param from 0 where the blocks are the product's first */
function multiplier(engine: Engine, s: Sizes, packed: number, bias: number, blocks: readonly Block[], rows = s.m, from = 0): (a: number, to: number, begin?: number) => void {
  const { m, n, k, transposeA } = s;
  const steps = blocks.map(({ first, terms }, block) => ({
    at: (transposeA ? first * m : first) * 4,
    panels: packed + packedSize(first - blocks[0]!.first, n) * 4,
    product: engine.product({
      m: rows, n, k: terms, aRow: transposeA ? 1 : k, aColumn: transposeA ? m : 1, cRow: n,
      start: from + block > 0 ? "accumulate" : s.hasBias ? "bias" : "zero",
      activation: s.relu && block === blocks.length - 1 ? "relu" : "none",
    }),
  }));
  return (a, to, begin = 0) => { for (const { at, panels, product } of steps) product(a + at + (transposeA ? begin : begin * k) * 4, panels, to + begin * n * 4, bias); };
}

/** Rows are shared out. */
export const rowsOfProduct = defineBody("product-rows", [...sizeNames, "a", "packed", "bias", "output"], (engine, s, part) => {
  const [begin, end] = shareOf(s.m, part, leastRows);
  const blocks = blocksOf(s);
  const step = s.transposeA ? end - begin : Math.max(1, Math.round(floatsAhead / (s.k * leastRows))) * leastRows;
  const whole = Math.floor((end - begin) / step) * step;
  const of = (rows: number): ReturnType<typeof multiplier> => multiplier(engine, s, s.packed, s.bias, blocks, rows);
  const [multiply, multiplyRest] = [whole > 0 ? of(step) : undefined, begin + whole < end ? of(end - begin - whole) : undefined];
  for (let first = begin; first < end; first += step) {
    const isWhole = first < begin + whole;
    if (!s.transposeA) engine.readAhead(s.a + first * s.k * 4, (isWhole ? step : end - first) * s.k);
    (isWhole ? multiply : multiplyRest)!(s.a, s.output, first);
  }
});

/** Of a transposed A, such as a gradient of weights, the terms are shared out. `work`: `each` floats for every part. */
export const termsOfProduct = defineBody("product-terms", [...sizeNames, "a", "b", "output", "bias", "work", "each", "partials"], (engine, s, part) => {
  const packed = s.work + part.index * s.each * 4;
  const to = partialAt(part, s.output, s.partials, s.m * s.n);
  for (const [from, block] of blocksOf(s, ...shareOf(s.k, part)).entries()) {
    packB(engine, s, s.b, packed, [block]);
    engine.readAhead(s.a + block.first * s.m * 4, block.terms * s.m);
    multiplier(engine, s, packed, s.bias, [block], s.m, from)(s.a, to);
  }
});

/** Products of a batch are shared out. `work`: `each` floats for every part. */
export const productsOfBatch = defineBody("products-of-batch", [...sizeNames, "batch", "stepA", "stepB", "a", "b", "output", "bias", "work", "each"], (engine, s, part) => {
  const packed = s.work + part.index * s.each * 4;
  const blocks = blocksOf(s);
  const multiply = multiplier(engine, s, packed, s.bias, blocks);
  const [begin, end] = shareOf(s.batch, part);
  for (let i = begin; i < end; i++) {
    if (i === begin || s.stepB > 0) packB(engine, s, s.b + i * s.stepB * 4, packed, blocks);
    multiply(s.a + i * s.stepA * 4, s.output + i * s.m * s.n * 4);
  }
});
