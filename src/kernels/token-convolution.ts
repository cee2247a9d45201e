import type { TensorInfo } from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import type { Product } from "./engine.js";
import { gatherRows } from "./gather.js";
import { packedSize } from "./gemm.js";
import type { Call, Kernel } from "./kernel.js";
import { lookUpFunction } from "./token-rows.js";
import { textTokensOf, type TextTokens } from "./unique-tokens.js";

export const tokenConvolutionName = "AtNetTokenConvolution";
/** Zeros before the first token. */
export interface TokenConvolutionAttributes { readonly padLeft: number; readonly positions: number; readonly relu: boolean }

/** Rows that go through the products at once; a batch's last rows are rounded up to a multiple of `rowStep`, so that few shapes are generated. */
export const rowsAtOnce = 120;
export const rowStep = 30;
export const roundUp = (count: number): number => Math.ceil(count / rowStep) * rowStep;

export interface Sizes {
  readonly batch: number; readonly length: number; readonly vocabulary: number; readonly size: number;
  readonly taps: number; readonly filters: number;
  /** Filters padded to whole vectors. */
  readonly lanes: number;
  /** Floats in a row with all taps side by side. */
  readonly row: number;
}
export const sizeNames = ["batch", "length", "vocabulary", "size", "taps", "filters", "lanes", "row", "padLeft", "positions", "relu"] as const;
export function sizesOf(ids: TensorInfo, table: TensorInfo, kernel: TensorInfo): Sizes {
  const [batch, length] = ids.shape as [number, number];
  const [vocabulary, size] = table.shape as [number, number];
  const [taps, , filters] = kernel.shape as [number, number, number];
  const lanes = Math.ceil(filters / 4) * 4;
  return { batch, length, vocabulary, size, taps, filters, lanes, row: taps * lanes };
}
/** The batch's tokens. A tail is as long as the kernel at least, so that some window lies in it whole. @param ids [batch, length] */
export const tokensOf = (ids: Pick<TensorInfo, "dataId" | "shape">, read: () => Int32Array, vocabularySize: number, taps: number): TextTokens =>
  textTokensOf(ids.dataId, read, { length: ids.shape[1]!, vocabularySize, leastTail: Math.max(16, taps) });
export const tokensOfCall = ({ heap, input }: Pick<Call, "heap" | "input">, { batch, length, vocabulary, taps }: Sizes): TextTokens =>
  tokensOf(input("ids"), () => heap.int32(heap.pointer(input("ids")), batch * length), vocabulary, taps);

/** Positions whose windows lie in a text's tail whole: all of them are alike. */
export function alikePositions({ taps, padLeft, length }: Pick<Sizes, "taps" | "length"> & Pick<TokenConvolutionAttributes, "padLeft">, tail: number): { readonly first: number; readonly end: number } {
  return { first: tail + padLeft, end: length + padLeft - taps + 1 };
}

/**
 * y[b, t] = activation(bias + Σ_j E[ids[b, t + j − padLeft]]·W[j]), with one product per distinct token instead of one per position:
 * P = E_u·[W_0 … W_(taps−1)], then each position adds `taps` rows of P. Exact but for the order of the sums.
 * Positions that see nothing but a text's tail, such as its padding, are alike: one of them is added up, the others are copied.
 */
export const tokenConvolution: Kernel = {
  name: tokenConvolutionName,
  run(call) {
    const { heap, engine, input, pointers, attributes } = call;
    const { padLeft, positions, relu } = attributes<TokenConvolutionAttributes>();
    const s = sizesOf(input("ids"), input("table"), input("kernel"));
    const { table, kernel, bias } = pointers("table", "kernel", "bias");
    // Asked for first: other threads wake while the tokens are counted.
    const lookUpParts = engine.parts(s.batch, s.batch * positions * s.row);
    const tokens = tokensOfCall(call, s);
    const rows = roundUp(tokens.ids.length);
    const output = heap.output([s.batch, positions, s.filters]);
    const packedFloats = packedSize(s.size, s.filters);
    const productParts = engine.parts(Math.ceil(rows / rowsAtOnce), rows * s.row * s.size);
    const at = heap.scratch({
      // The row after the last stands for "outside the text".
      products: rows * s.row, outside: s.row,
      embedded: productParts * rowsAtOnce * s.size, packed: s.taps * packedFloats, ids: rows, places: s.batch * s.length, tails: s.batch, windows: lookUpParts * (positions + s.taps - 1), bias: s.lanes,
    });
    heap.int32(at.ids, rows).fill(0).set(tokens.ids);
    heap.int32(at.places, s.batch * s.length).set(tokens.places);
    heap.int32(at.tails, s.batch).set(tokens.tails);
    engine.zero(at.bias, s.lanes);
    engine.copyFloats(bias, at.bias, s.filters);
    engine.zero(at.outside, s.row);
    for (let tap = 0; tap < s.taps; tap++) engine.packPanels(kernel + tap * s.size * s.filters * 4, s.size, s.filters, s.filters, at.packed + tap * packedFloats * 4);
    const numbers = { ...s, ...at, padLeft, positions, relu: Number(relu), table, output: heap.pointer(output) };
    // One thread looks products up while they are still in its cache; several would wait for each other after every slice. Neither changes a bit.
    const slices = engine.threads > 1 ? 1 : Math.min(s.batch, 8);
    for (let slice = 0, firstRow = 0, firstSample = 0; slice < slices; slice++) {
      const endSample = Math.round(((slice + 1) * s.batch) / slices);
      const endRow = endSample === s.batch ? rows : Math.max(firstRow, Math.min(rows, Math.ceil(tokens.met[endSample - 1]! / rowsAtOnce) * rowsAtOnce));
      engine.run(tokenProducts, { ...numbers, firstRow, endRow }, slices > 1 ? 1 : productParts);
      engine.run(tokenLookUp, { ...numbers, firstSample, endSample }, slices > 1 ? 1 : lookUpParts);
      [firstRow, firstSample] = [endRow, endSample];
    }
    return output;
  },
};

/** Nearly all blocks have the same rows: the product of the last height is at hand. */
export function byHeight(make: (rows: number) => Product): (rows: number) => Product {
  let [rows, product]: [number, Product | undefined] = [0, undefined];
  return (wanted) => { if (!product || wanted !== rows) [rows, product] = [wanted, make(wanted)]; return product; };
}

/** Rows of P are shared out. `embedded`: room for `rowsAtOnce` rows of every part. */
export const tokenProducts = defineBody("token-products", [...sizeNames, "firstRow", "endRow", "ids", "table", "embedded", "packed", "products"], (engine, s, part) => {
  const packedFloats = packedSize(s.size, s.filters);
  const embedded = s.embedded + part.index * rowsAtOnce * s.size * 4;
  const [begin, end] = shareOf(s.endRow - s.firstRow, part, rowStep);
  const productOf = byHeight((m) => engine.product({ m, n: s.filters, k: s.size, aRow: s.size, aColumn: 1, cRow: s.row, start: "zero", activation: "none" }));
  for (let first = s.firstRow + begin; first < s.firstRow + end; first += rowsAtOnce) {
    const m = Math.min(rowsAtOnce, s.firstRow + end - first);
    gatherRows(engine, s.ids + first * 4, m, s.size, s.table, embedded);
    const product = productOf(m);
    for (let tap = 0; tap < s.taps; tap++) product(embedded, s.packed + tap * packedFloats * 4, s.products + (first * s.row + tap * s.lanes) * 4);
  }
});

/** Samples are shared out. `windows`: the addresses that one sample adds up, for every part. */
export const tokenLookUp = defineBody("token-look-up", [...sizeNames, "firstSample", "endSample", "places", "tails", "windows", "products", "outside", "bias", "output"], (engine, s, part) => {
  const lookUp = engine.function("lookUp", `lookUp ${s.taps} ${s.filters} ${s.relu}`, () => [lookUpFunction(s.taps, s.filters, s.relu !== 0)]);
  const seen = s.positions + s.taps - 1;
  const windowAt = s.windows + part.index * seen * 4;
  const window = engine.memory.int32(windowAt, seen);
  const places = engine.memory.int32(s.places, s.batch * s.length);
  const tails = engine.memory.int32(s.tails, s.batch);
  const shown = Math.min(s.length, seen - s.padLeft);
  const [begin, end] = shareOf(s.endSample - s.firstSample, part);
  for (let b = s.firstSample + begin; b < s.firstSample + end; b++) {
    const addressOf = (token: number): number => s.products + places[b * s.length + token]! * s.row * 4;
    const tail = tails[b]!;
    window.fill(s.outside);
    for (let i = 0; i < Math.min(tail, shown); i++) window[s.padLeft + i] = addressOf(i);
    if (tail < s.length) window.fill(addressOf(tail), s.padLeft + tail, s.padLeft + shown);
    const at = (position: number): number => s.output + (b * s.positions + position) * s.filters * 4;
    const add = (first: number, end: number): void => { if (end > first) lookUp(windowAt + first * 4, end - first, s.bias, at(first)); };
    if (tail === s.length) { add(0, s.positions); continue; }
    const alike = alikePositions(s, tail);
    add(0, alike.first + 1);
    for (let done = 1, all = alike.end - alike.first; done < all; done *= 2) engine.copyFloats(at(alike.first), at(alike.first + done), Math.min(done, all - done) * s.filters);
    add(alike.end, s.positions);
  }
});
