import type { TensorInfo } from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import type { Product } from "./engine.js";
import { gatherRows, scatterRows } from "./gather.js";
import { packedSize } from "./gemm.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { lookUpFunction, scatterFunctions } from "./token-rows.js";
import { uniqueTokensOf } from "./unique-tokens.js";

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
const sizeNames = ["batch", "length", "vocabulary", "size", "taps", "filters", "lanes", "row", "padLeft", "positions", "relu"] as const;
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
    const tokens = uniqueTokensOf(ids.dataId, () => heap.int32(heap.pointer(ids), s.batch * s.length), s.vocabulary);
    const rows = roundUp(tokens.ids.length);
    const output = heap.output([s.batch, positions, s.filters]);
    const packedFloats = packedSize(s.size, s.filters);
    const productParts = engine.parts(Math.ceil(rows / rowsAtOnce), rows * s.row * s.size);
    const lookUpParts = engine.parts(s.batch, s.batch * positions * s.row);
    const window = positions + s.taps - 1;
    const products = heap.scratch(4 * ((rows + 1) * s.row + productParts * rowsAtOnce * s.size + s.taps * packedFloats + rows + s.batch * s.length + lookUpParts * window + s.lanes));
    const embedded = products + (rows + 1) * s.row * 4;
    const packed = embedded + productParts * rowsAtOnce * s.size * 4;
    const idsAt = packed + s.taps * packedFloats * 4;
    const placesAt = idsAt + rows * 4;
    const windows = placesAt + s.batch * s.length * 4;
    const biasAt = windows + lookUpParts * window * 4;
    heap.int32(idsAt, rows).fill(0).set(tokens.ids);
    heap.int32(placesAt, s.batch * s.length).set(tokens.places);
    engine.zero(biasAt, s.lanes);
    engine.copyFloats(heap.pointer(bias), biasAt, s.filters);
    // The row after the last stands for "outside the text".
    const outside = products + rows * s.row * 4;
    engine.zero(outside, s.row);
    for (let tap = 0; tap < s.taps; tap++) engine.packPanels(heap.pointer(kernel) + tap * s.size * s.filters * 4, s.size, s.filters, s.filters, packed + tap * packedFloats * 4);
    const numbers = { ...s, padLeft, positions, relu: Number(relu) };
    engine.run(tokenProducts, { ...numbers, rows, ids: idsAt, table: heap.pointer(table), embedded, packed, products }, productParts);
    engine.run(tokenLookUp, { ...numbers, places: placesAt, windows, products, outside, bias: biasAt, output: heap.pointer(output) }, lookUpParts);
    return output;
  },
};

/** Nearly all blocks have the same rows: the product of the last height is at hand. */
function byHeight(make: (rows: number) => Product): (rows: number) => Product {
  let [rows, product]: [number, Product | undefined] = [0, undefined];
  return (wanted) => { if (!product || wanted !== rows) [rows, product] = [wanted, make(wanted)]; return product; };
}

/** Rows of P are shared out. `embedded`: room for `rowsAtOnce` rows of every part. */
export const tokenProducts = defineBody("token-products", [...sizeNames, "rows", "ids", "table", "embedded", "packed", "products"], (engine, s, part) => {
  const packedFloats = packedSize(s.size, s.filters);
  const embedded = s.embedded + part.index * rowsAtOnce * s.size * 4;
  const [begin, end] = shareOf(s.rows, part, rowStep);
  const productOf = byHeight((m) => engine.product({ m, n: s.filters, k: s.size, aRow: s.size, aColumn: 1, cRow: s.row, start: "zero", activation: "none" }));
  for (let first = begin; first < end; first += rowsAtOnce) {
    const m = Math.min(rowsAtOnce, end - first);
    gatherRows(engine, s.ids + first * 4, m, s.size, s.table, embedded);
    const product = productOf(m);
    for (let tap = 0; tap < s.taps; tap++) product(embedded, s.packed + tap * packedFloats * 4, s.products + (first * s.row + tap * s.lanes) * 4);
  }
});

/** Samples are shared out. `windows`: the addresses that one sample adds up, for every part. */
export const tokenLookUp = defineBody("token-look-up", [...sizeNames, "places", "windows", "products", "outside", "bias", "output"], (engine, s, part) => {
  const lookUp = engine.function("lookUp", `lookUp ${s.taps} ${s.filters} ${s.relu}`, () => [lookUpFunction(s.taps, s.filters, s.relu !== 0)]);
  const length = s.positions + s.taps - 1;
  const windowAt = s.windows + part.index * length * 4;
  const window = engine.memory.int32(windowAt, length);
  const places = engine.memory.int32(s.places, s.batch * s.length);
  const shown = Math.min(s.length, length - s.padLeft);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    window.fill(s.outside);
    for (let i = 0; i < shown; i++) window[s.padLeft + i] = s.products + places[b * s.length + i]! * s.row * 4;
    lookUp(windowAt, s.positions, s.bias, s.output + b * s.positions * s.filters * 4);
  }
});

/** Gradients of the table [vocabulary, size], the kernel and the bias: G[u, j] = Σ of dz over the positions that see u at tap j; dW_j = E_uᵀ·G_j, dE_u = Σ_j G_j·W_jᵀ. */
export const tokenConvolutionGradient: Kernel = {
  name: tokenConvolutionGradientName,
  run({ heap, engine, input, attributes }) {
    const [ids, table, kernel, y, dy] = [input("ids"), input("table"), input("kernel"), input("y"), input("dy")];
    const { padLeft, positions, relu } = attributes<TokenConvolutionAttributes>();
    const s = sizesOf(ids, table, kernel);
    const tokens = uniqueTokensOf(ids.dataId, () => heap.int32(heap.pointer(ids), s.batch * s.length), s.vocabulary);
    const count = tokens.ids.length;
    const [dTable, dKernel, dBias] = [heap.output(table.shape), heap.output(kernel.shape), heap.output([s.filters])];
    const kernelFloats = sizeOf(kernel.shape);
    const packedBack = packedSize(s.row, s.size);
    const dzFloats = s.batch * paddedRows(s.taps, positions) * s.lanes;
    const maskParts = engine.parts(s.batch, dzFloats + s.vocabulary * s.size);
    const parts = engine.parts(Math.ceil(count / rowsAtOnce), 2 * count * s.row * s.size);
    const each = gradientFloats(s);
    const occurrences = tokens.occurrences.length;
    const dz = heap.scratch(4 * (dzFloats + parts * each + packedBack + occurrences + 2 * (count + rowsAtOnce + 1) + maskParts * s.lanes + partialFloats(kernelFloats, parts)));
    const work = dz + dzFloats * 4;
    const back = work + parts * each * 4;
    const occurrencesAt = back + packedBack * 4;
    const startsAt = occurrencesAt + occurrences * 4;
    const idsAt = startsAt + (count + rowsAtOnce + 1) * 4;
    const biases = idsAt + (count + rowsAtOnce) * 4;
    const partials = biases + maskParts * s.lanes * 4;
    heap.int32(occurrencesAt, occurrences).set(tokens.occurrences);
    const starts = heap.int32(startsAt, count + rowsAtOnce + 1);
    starts.fill(occurrencesAt + occurrences * 4, count + 1);
    for (let u = 0; u <= count; u++) starts[u] = occurrencesAt + tokens.starts[u]! * 4;
    heap.int32(idsAt, count + rowsAtOnce).fill(0).set(tokens.ids);
    if (s.lanes !== s.filters) engine.zero(back, packedBack);
    for (let tap = 0; tap < s.taps; tap++) engine.packTransposedPart(heap.pointer(kernel) + tap * s.size * s.filters * 4, s.filters, s.size, s.filters, back, tap * s.lanes, s.row);
    const numbers = { ...s, padLeft, positions, relu: Number(relu) };
    engine.run(tokenMask, { ...numbers, dy: heap.pointer(dy), y: heap.pointer(y), dz, biases, occurrences: occurrencesAt, dTable: heap.pointer(dTable) }, maskParts);
    addPartials(engine, biases, biases + s.lanes * 4, s.lanes, maskParts);
    engine.copyFloats(biases, heap.pointer(dBias), s.filters);
    engine.run(tokenGradient, { ...numbers, count, starts: startsAt, ids: idsAt, table: heap.pointer(table), back, dTable: heap.pointer(dTable), dKernel: heap.pointer(dKernel), partials, work, each }, parts);
    addPartials(engine, heap.pointer(dKernel), partials, kernelFloats, parts);
    return [dTable, dKernel, dBias];
  },
};

/** dz lies between taps − 1 rows of zeros on either side, so that no tap needs a condition. */
const paddedRows = (taps: number, positions: number): number => positions + 2 * (taps - 1);
/** Floats that one part works in while it computes gradients. */
const gradientFloats = ({ row, size, filters }: Pick<Sizes, "row" | "size" | "filters">): number => rowsAtOnce * (row + 2 * size) + packedSize(rowsAtOnce, filters);

/** Samples, occurrences and rows of the table are shared out: dz and its sum, the addresses of the occurrences, zeros. */
export const tokenMask = defineBody("token-mask", [...sizeNames, "dy", "y", "dz", "biases", "occurrences", "dTable"], (engine, s, part) => {
  const { mask } = engine.module(`scatter ${s.taps} ${s.filters} ${s.relu}`, () => scatterFunctions(s.taps, s.filters, s.relu !== 0));
  const margin = s.taps - 1;
  const rows = paddedRows(s.taps, s.positions);
  const bias = s.biases + part.index * s.lanes * 4;
  engine.zero(bias, s.lanes);
  const [begin, end] = shareOf(s.batch, part);
  engine.zero(s.dz + begin * rows * s.lanes * 4, (end - begin) * rows * s.lanes);
  for (let b = begin; b < end; b++) {
    const from = b * s.positions * s.filters * 4;
    mask!(s.dy + from, s.y + from, s.dz + (b * rows + margin) * s.lanes * 4, s.positions, bias);
  }
  const [firstToken, endToken] = shareOf(s.batch * s.length, part);
  const occurrences = engine.memory.int32(s.occurrences, s.batch * s.length);
  for (let i = firstToken; i < endToken; i++) {
    const token = occurrences[i]!;
    const b = (token / s.length) | 0;
    // A token past the last window is never seen; it points at zeros.
    const row = Math.min(token - b * s.length + s.padLeft + margin, rows - 1);
    occurrences[i] = s.dz + (b * rows + row) * s.lanes * 4;
  }
  const [firstRow, endRow] = shareOf(s.vocabulary, part);
  engine.zero(s.dTable + firstRow * s.size * 4, (endRow - firstRow) * s.size);
});

/** Distinct tokens are shared out. `work`: `each` floats for every part. */
export const tokenGradient = defineBody("token-gradient", [...sizeNames, "count", "starts", "ids", "table", "back", "dTable", "dKernel", "partials", "work", "each"], (engine, s, part) => {
  const { collect } = engine.module(`scatter ${s.taps} ${s.filters} ${s.relu}`, () => scatterFunctions(s.taps, s.filters, s.relu !== 0));
  const sums = s.work + part.index * s.each * 4;
  const embedded = sums + rowsAtOnce * s.row * 4;
  const dRows = embedded + rowsAtOnce * s.size * 4;
  const panels = dRows + rowsAtOnce * s.size * 4;
  const kernelFloats = s.taps * s.size * s.filters;
  const dKernel = partialAt(part, s.dKernel, s.partials, kernelFloats);
  engine.zero(dKernel, kernelFloats);
  const [begin, end] = shareOf(s.count, part, rowStep);
  const kernelProductOf = byHeight((m) => engine.product({ m: s.size, n: s.filters, k: m, aRow: 1, aColumn: s.size, cRow: s.filters, start: "accumulate", activation: "none" }));
  const rowProductOf = byHeight((m) => engine.product({ m, n: s.size, k: s.row, aRow: s.row, aColumn: 1, cRow: s.size, start: "zero", activation: "none" }));
  for (let first = begin; first < end; first += rowsAtOnce) {
    const m = Math.min(rowsAtOnce, roundUp(end - first));
    collect!(s.starts + first * 4, m, sums);
    gatherRows(engine, s.ids + first * 4, m, s.size, s.table, embedded);
    const kernelProduct = kernelProductOf(m);
    for (let tap = 0; tap < s.taps; tap++) {
      engine.packPanels(sums + tap * s.lanes * 4, m, s.filters, s.row, panels);
      kernelProduct(embedded, panels, dKernel + tap * s.size * s.filters * 4);
    }
    rowProductOf(m)(sums, s.back, dRows);
    scatterRows(engine, s.ids + first * 4, Math.min(m, end - first), s.size, dRows, s.dTable);
  }
});
