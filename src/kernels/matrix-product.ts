import type { TensorInfo } from "@tensorflow/tfjs-core";
import { termsPerProduct, type Engine } from "./engine.js";
import { packedSize, tileHeights, tileRows } from "./gemm.js";
import { sizeOf } from "./heap.js";
import type { Call, Kernel } from "./kernel.js";

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
  matrixProducts(engine, { m, n, k, transposeA, transposeB, batchA, batchB, bias: bias && heap.pointer(bias), relu: activation === "relu" }, heap.pointer(a), heap.pointer(b), () => heap.pointer(output));
  return output;
}

export interface ProductShape {
  readonly m: number; readonly n: number; readonly k: number;
  readonly transposeA: boolean; readonly transposeB: boolean;
  readonly batchA: number; readonly batchB: number;
  readonly bias: number | undefined;
  readonly relu: boolean;
}

/** Terms of A that are packed at once when it is transposed: 256 KB stay in L2. */
const stripTerms = (m: number): number => Math.min(termsPerProduct, Math.max(64, Math.floor(65536 / m)));

export function matrixProducts(engine: Engine, s: ProductShape, a: number, b: number, output: () => number): void {
  const { heap } = engine;
  const { m, n, k, transposeA, transposeB } = s;
  const blockTerms = Math.ceil(k / Math.ceil(k / (transposeA ? stripTerms(m) : termsPerProduct)));
  const packed = heap.scratch((packedSize(k, n) + n + 16 + (transposeA ? m * blockTerms : 0)) * 4);
  const bias = packed + packedSize(k, n) * 4;
  const strips = bias + (n + 16) * 4;
  if (s.bias !== undefined) {
    engine.zero(bias, n + 16);
    heap.float32(bias, n).set(heap.float32(s.bias, n));
  }
  const { tall, tallCount, shortCount } = tileHeights(m, tileRows(engine.relaxed));
  const to = output();
  for (let i = 0; i < Math.max(s.batchA, s.batchB); i++) {
    const aAt = a + (s.batchA === 1 ? 0 : i) * m * k * 4;
    const bAt = b + (s.batchB === 1 ? 0 : i) * k * n * 4;
    for (let first = 0; first < k; first += blockTerms) {
      const terms = Math.min(blockTerms, k - first);
      const panels = packed + packedSize(first, n) * 4;
      if (i === 0 || s.batchB > 1) {
        if (transposeB) engine.packTransposed(bAt + first * 4, terms, n, k, panels);
        else engine.packPanels(bAt + first * n * 4, terms, n, n, panels);
      }
      const product = engine.product({
        m, n, k: terms, aRow: transposeA ? 1 : k, aColumn: 1, ...(transposeA ? { aStrips: { k: terms } } : {}), cRow: n,
        start: first > 0 ? "accumulate" : s.bias === undefined ? "zero" : "bias",
        activation: s.relu && first + terms === k ? "relu" : "none",
      });
      if (transposeA) {
        engine.packStrips(aAt + first * m * 4, terms, tallCount, tall, m, strips);
        if (shortCount > 0) engine.packStrips(aAt + (first * m + tallCount * tall) * 4, terms, shortCount, tall - 1, m, strips + tallCount * tall * terms * 4);
      }
      product(transposeA ? strips : aAt + first * 4, panels, to + i * m * n * 4, bias);
    }
  }
}
