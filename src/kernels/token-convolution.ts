import type { TensorInfo } from "@tensorflow/tfjs-core";
import { gatherRows, scatterRows } from "./gather.js";
import { packedSize, tileHeights, tileRows } from "./gemm.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { lookUpFunction, scatterFunctions } from "./token-rows.js";
import { uniqueTokens } from "./unique-tokens.js";

export const tokenConvolutionName = "AtNetTokenConvolution";
export const tokenConvolutionGradientName = "AtNetTokenConvolutionGradient";
/** Zeros before the first token. */
export interface TokenConvolutionAttributes { readonly padLeft: number; readonly positions: number; readonly relu: boolean }

/** Rows that go through the products at once; a batch's last rows are rounded up to a multiple of `rowStep`, so that few shapes are generated. */
const rowsAtOnce = 120;
const rowStep = 30;
const roundUp = (count: number): number => Math.ceil(count / rowStep) * rowStep;

interface Sizes {
  readonly batch: number; readonly length: number; readonly vocabulary: number; readonly size: number;
  readonly taps: number; readonly filters: number;
  /** Filters padded to whole vectors. */
  readonly lanes: number;
  /** Floats in a row with all taps side by side. */
  readonly row: number;
}
function sizesOf(ids: TensorInfo, table: TensorInfo, kernel: TensorInfo): Sizes {
  const [batch, length] = ids.shape as [number, number];
  const [vocabulary, size] = table.shape as [number, number];
  const [taps, , filters] = kernel.shape as [number, number, number];
  const lanes = Math.ceil(filters / 4) * 4;
  return { batch, length, vocabulary, size, taps, filters, lanes, row: taps * lanes };
}

/**
 * y[b, t] = activation(bias + Σ_j E[ids[b, t + j − padLeft]]·W[j]), with one product per distinct token instead of one per position:
 * P = E_u·[W_0 … W_(taps−1)], then each position adds `taps` rows of P. Exact but for the order of the sums.
 */
export const tokenConvolution: Kernel = {
  name: tokenConvolutionName,
  run({ heap, engine, input, attributes }) {
    const [ids, table, kernel, bias] = [input("ids"), input("table"), input("kernel"), input("bias")];
    const { padLeft, positions, relu } = attributes<TokenConvolutionAttributes>();
    const s = sizesOf(ids, table, kernel);
    const tokens = uniqueTokens(heap.int32(heap.pointer(ids), s.batch * s.length), s.vocabulary);
    const count = tokens.ids.length;
    const rows = roundUp(count);
    const output = heap.output([s.batch, positions, s.filters]);
    const window = positions + s.taps - 1;
    const packedFloats = packedSize(s.size, s.filters);
    const scratch = heap.scratch(4 * ((rows + 1) * s.row + rowsAtOnce * s.size + s.taps * packedFloats + rows + window + s.lanes));
    const products = scratch;
    const embedded = products + (rows + 1) * s.row * 4;
    const packed = embedded + rowsAtOnce * s.size * 4;
    const idsAt = packed + s.taps * packedFloats * 4;
    const windowAt = idsAt + rows * 4;
    const biasAt = windowAt + window * 4;
    heap.int32(idsAt, rows).fill(0).set(tokens.ids);
    heap.float32(biasAt, s.lanes).fill(0).set(heap.float32(heap.pointer(bias), s.filters));
    // The row after the last stands for "outside the text".
    engine.zero(products + rows * s.row * 4, s.row);
    for (let tap = 0; tap < s.taps; tap++) engine.packPanels(heap.pointer(kernel) + tap * s.size * s.filters * 4, s.size, s.filters, s.filters, packed + tap * packedFloats * 4);
    for (let first = 0; first < rows; first += rowsAtOnce) {
      const m = Math.min(rowsAtOnce, rows - first);
      gatherRows(engine, idsAt + first * 4, m, s.size, heap.pointer(table), embedded);
      const product = engine.product({ m, n: s.filters, k: s.size, aRow: s.size, aColumn: 1, cRow: s.row, start: "zero", activation: "none" });
      for (let tap = 0; tap < s.taps; tap++) product(embedded, packed + tap * packedFloats * 4, products + (first * s.row + tap * s.lanes) * 4);
    }
    const lookUp = engine.function("lookUp", `lookUp ${s.taps} ${s.filters} ${relu}`, () => [lookUpFunction(s.taps, s.filters, relu)]);
    const places = heap.int32(windowAt, window);
    for (let b = 0; b < s.batch; b++) {
      places.fill(products + rows * s.row * 4);
      const shown = Math.min(s.length, window - padLeft);
      for (let i = 0; i < shown; i++) places[padLeft + i] = products + tokens.places[b * s.length + i]! * s.row * 4;
      lookUp(windowAt, positions, biasAt, heap.pointer(output) + b * positions * s.filters * 4);
    }
    return output;
  },
};

/** Gradients of the table [vocabulary, size], the kernel and the bias: G[u, j] = Σ of dz over the positions that see u at tap j; dW_j = E_uᵀ·G_j, dE_u = Σ_j G_j·W_jᵀ. */
export const tokenConvolutionGradient: Kernel = {
  name: tokenConvolutionGradientName,
  run({ heap, engine, input, attributes }) {
    const [ids, table, kernel, y, dy] = [input("ids"), input("table"), input("kernel"), input("y"), input("dy")];
    const { padLeft, positions, relu } = attributes<TokenConvolutionAttributes>();
    const s = sizesOf(ids, table, kernel);
    const tokens = uniqueTokens(heap.int32(heap.pointer(ids), s.batch * s.length), s.vocabulary);
    const count = tokens.ids.length;
    const dTable = heap.output(table.shape);
    const dKernel = heap.output(kernel.shape);
    const dBias = heap.output([s.filters]);
    // dz lies between taps − 1 rows of zeros on either side, so that no tap needs a condition.
    const margin = s.taps - 1;
    const paddedRows = positions + 2 * margin;
    const packedBack = packedSize(s.row, s.size);
    const scratch = heap.scratch(4 * (s.batch * paddedRows * s.lanes + rowsAtOnce * (s.row + 3 * s.size + s.lanes) + packedSize(rowsAtOnce, s.filters) + packedBack + tokens.occurrences.length + 2 * (count + rowsAtOnce + 1) + s.lanes));
    const dz = scratch;
    const sums = dz + s.batch * paddedRows * s.lanes * 4;
    const embedded = sums + rowsAtOnce * s.row * 4;
    const strips = embedded + rowsAtOnce * s.size * 4;
    const dRows = strips + rowsAtOnce * s.size * 4;
    const panels = dRows + rowsAtOnce * s.size * 4;
    const back = panels + packedSize(rowsAtOnce, s.filters) * 4;
    const occurrencesAt = back + packedBack * 4;
    const startsAt = occurrencesAt + tokens.occurrences.length * 4;
    const idsAt = startsAt + (count + rowsAtOnce + 1) * 4;
    const biasAt = idsAt + (count + rowsAtOnce) * 4;
    const functions = engine.module(`scatter ${s.taps} ${s.filters} ${relu}`, () => scatterFunctions(s.taps, s.filters, relu));

    engine.zero(dz, s.batch * paddedRows * s.lanes);
    engine.zero(biasAt, s.lanes);
    for (let b = 0; b < s.batch; b++) {
      const from = b * positions * s.filters * 4;
      functions["mask"]!(heap.pointer(dy) + from, heap.pointer(y) + from, dz + (b * paddedRows + margin) * s.lanes * 4, positions, biasAt);
    }
    heap.float32(heap.pointer(dBias), s.filters).set(heap.float32(biasAt, s.filters));
    const occurrences = heap.int32(occurrencesAt, tokens.occurrences.length);
    for (let i = 0; i < occurrences.length; i++) {
      const token = tokens.occurrences[i]!;
      const b = Math.floor(token / s.length);
      // A token past the last window is never seen; it points at zeros.
      const row = Math.min(token - b * s.length + padLeft + margin, paddedRows - 1);
      occurrences[i] = dz + (b * paddedRows + row) * s.lanes * 4;
    }
    heap.int32(startsAt, count + rowsAtOnce + 1).fill(occurrencesAt + occurrences.length * 4);
    const starts = heap.int32(startsAt, count + 1);
    for (let u = 0; u <= count; u++) starts[u] = occurrencesAt + tokens.starts[u]! * 4;
    heap.int32(idsAt, count + rowsAtOnce).fill(0).set(tokens.ids);
    if (s.lanes !== s.filters) engine.zero(back, packedBack);
    for (let tap = 0; tap < s.taps; tap++) engine.packTransposedPart(heap.pointer(kernel) + tap * s.size * s.filters * 4, s.filters, s.size, s.filters, back, tap * s.lanes, s.row);
    engine.zero(heap.pointer(dTable), s.vocabulary * s.size);
    engine.zero(heap.pointer(dKernel), sizeOf(kernel.shape));
    const { tall, tallCount, shortCount } = tileHeights(s.size, tileRows(engine.relaxed));
    for (let first = 0; first < count; first += rowsAtOnce) {
      const m = Math.min(rowsAtOnce, roundUp(count - first));
      functions["collect"]!(startsAt + first * 4, m, sums);
      gatherRows(engine, idsAt + first * 4, m, s.size, heap.pointer(table), embedded);
      engine.packStrips(embedded, m, tallCount, tall, s.size, strips);
      if (shortCount > 0) engine.packStrips(embedded + tallCount * tall * 4, m, shortCount, tall - 1, s.size, strips + tallCount * tall * m * 4);
      const kernelProduct = engine.product({ m: s.size, n: s.filters, k: m, aRow: 1, aColumn: 1, aStrips: { k: m }, cRow: s.filters, start: "accumulate", activation: "none" });
      for (let tap = 0; tap < s.taps; tap++) {
        engine.packPanels(sums + tap * s.lanes * 4, m, s.filters, s.row, panels);
        kernelProduct(strips, panels, heap.pointer(dKernel) + tap * s.size * s.filters * 4);
      }
      engine.product({ m, n: s.size, k: s.row, aRow: s.row, aColumn: 1, cRow: s.size, start: "zero", activation: "none" })(sums, back, dRows);
      scatterRows(engine, idsAt + first * 4, Math.min(m, count - first), s.size, dRows, heap.pointer(dTable));
    }
    return [dTable, dKernel, dBias];
  },
};
