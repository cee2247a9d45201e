import { defineBody, shareOf } from "./body.js";
import type { Engine } from "./engine.js";
import { gatherRows, scatterRows } from "./gather.js";
import { packedSize } from "./gemm.js";
import type { Kernel } from "./kernel.js";
import { accumulate, addPartials, partialAt, partialFloats } from "./partials.js";
import { alikePositions, byHeight, roundUp, rowsAtOnce, rowStep, sizeNames, sizesOf, tokensOfCall, type Sizes, type TokenConvolutionAttributes } from "./token-convolution.js";
import { tokenGradientFunctions } from "./token-gradient-rows.js";

export const tokenConvolutionGradientName = "AtNetTokenConvolutionGradient";

/** Gradients of the table [vocabulary, size], the kernel and the bias: G[u, j] = Σ of dz over the positions that see u at tap j; dW_j = E_uᵀ·G_j, dE_u = Σ_j G_j·W_jᵀ. */
export const tokenConvolutionGradient: Kernel = {
  name: tokenConvolutionGradientName,
  run(call) {
    const { heap, engine, input, pointers, attributes } = call;
    const [table, kernel] = [input("table"), input("kernel")];
    const { padLeft, positions, relu } = attributes<TokenConvolutionAttributes>();
    const s = sizesOf(input("ids"), table, kernel);
    const tokens = tokensOfCall(call, s);
    const count = tokens.ids.length;
    const [dTable, dKernel, dBias] = [heap.output(table.shape), heap.output(kernel.shape), heap.output([s.filters])];
    const kernelFloats = s.row * s.size;
    const dzFloats = s.batch * paddedRows(s.taps, positions) * s.lanes;
    const maskParts = engine.parts(s.batch, dzFloats + s.vocabulary * s.size);
    const parts = engine.parts(Math.ceil(count / rowsAtOnce), 2 * count * s.row * s.size);
    const each = gradientFloats(s);
    const occurrenceCount = tokens.occurrences.length;
    const packedBack = packedSize(s.row, s.size);
    const at = heap.scratch({
      dz: dzFloats, tailSums: s.batch * s.row, tails: s.batch, work: parts * each, back: packedBack, occurrences: occurrenceCount, starts: count + rowsAtOnce + 1, ids: count + rowsAtOnce,
      biases: maskParts * s.lanes, dKernel: kernelFloats, partials: partialFloats(kernelFloats, parts),
    });
    heap.int32(at.occurrences, occurrenceCount).set(tokens.occurrences);
    heap.int32(at.tails, s.batch).set(tokens.tails);
    const starts = heap.int32(at.starts, count + rowsAtOnce + 1);
    starts.fill(at.occurrences + occurrenceCount * 4, count + 1);
    for (let u = 0; u <= count; u++) starts[u] = at.occurrences + tokens.starts[u]! * 4;
    heap.int32(at.ids, count + rowsAtOnce).fill(0).set(tokens.ids);
    if (s.lanes !== s.filters) engine.zero(at.back, packedBack);
    for (let tap = 0; tap < s.taps; tap++) engine.packTransposedPart(heap.pointer(kernel) + tap * s.size * s.filters * 4, s.filters, s.size, s.filters, at.back, tap * s.lanes, s.row);
    const numbers = { ...s, ...at, padLeft, positions, relu: Number(relu), ...pointers("dy", "y", "table"), dTable: heap.pointer(dTable), occurrenceCount, count, each };
    engine.run(tokenMask, numbers, maskParts);
    addPartials(engine, at.biases, at.biases + s.lanes * 4, s.lanes, maskParts);
    engine.copyFloats(at.biases, heap.pointer(dBias), s.filters);
    engine.run(tokenGradient, numbers, parts);
    addPartials(engine, at.dKernel, at.partials, kernelFloats, parts);
    for (let tap = 0; tap < s.taps; tap++) heap.transpose(at.dKernel + tap * s.lanes * s.size * 4, s.filters, s.size, heap.pointer(dKernel) + tap * s.size * s.filters * 4);
    return [dTable, dKernel, dBias];
  },
};

/** dz lies between taps − 1 rows of zeros on either side, so that no tap needs a condition. */
const paddedRows = (taps: number, positions: number): number => positions + 2 * (taps - 1);
/** Floats from the sums of one token to the next: an odd number of cache lines, so that a column of them spreads over all of L1. */
const sumsRow = ({ row }: Pick<Sizes, "row">): number => (Math.ceil(row / 16) | 1) * 16;
/** Floats that one part works in while it computes gradients. */
const gradientFloats = ({ row, size }: Pick<Sizes, "row" | "size">): number => rowsAtOnce * (sumsRow({ row }) + 2 * size) + packedSize(rowsAtOnce, size);

/**
 * Samples, occurrences and rows of the table are shared out: dz and its sum, the addresses of the occurrences, zeros.
 * A tail counts as one occurrence, whose rows, one for each tap, are the sums over all of its tokens (`tailSums` [batch, taps, lanes]).
 */
export const tokenMask = defineBody("token-mask", [...sizeNames, "dy", "y", "dz", "biases", "occurrences", "occurrenceCount", "tails", "tailSums", "dTable"], (engine, s, part) => {
  const { mask, total } = tokenGradientModule(engine, s);
  const margin = s.taps - 1;
  const rows = paddedRows(s.taps, s.positions);
  const bias = s.biases + part.index * s.lanes * 4;
  const tails = engine.memory.int32(s.tails, s.batch);
  engine.zero(bias, s.lanes);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    const from = (position: number): number => (b * s.positions + position) * s.filters * 4;
    const to = (position: number): number => s.dz + (b * rows + margin + position) * s.lanes * 4;
    const maskRows = (first: number, end: number): void => { if (end > first) mask!(s.dy + from(first), s.y + from(first), to(first), end - first, bias); };
    engine.zero(to(-margin), margin * s.lanes);
    engine.zero(to(s.positions), margin * s.lanes);
    const tail = tails[b]!;
    if (tail === s.length) { maskRows(0, s.positions); continue; }
    const alike = alikePositions(s, tail);
    maskRows(0, alike.first);
    maskRows(alike.end, s.positions);
    // The last tap first, as rows lie before an occurrence. Beside the positions that see nothing else, each tap has its own at the tail's ends.
    const sums = s.tailSums + b * s.row * 4;
    const add = (first: number, end: number, tap: number): void => { if (end > first) total!(s.dy + from(first), s.y + from(first), 0, end - first, sums + (margin - tap) * s.lanes * 4); };
    engine.zero(sums, s.lanes);
    add(alike.first, alike.end, margin);
    accumulate(engine, bias, sums, s.lanes);
    for (let tap = 0; tap < s.taps; tap++) {
      engine.copyFloats(sums, sums + (margin - tap) * s.lanes * 4, s.lanes);
      add(Math.max(0, alike.first - tap), alike.first, tap);
      add(alike.end, Math.min(s.positions, alike.end + margin - tap), tap);
    }
  }
  const [first, last] = shareOf(s.occurrenceCount, part);
  const occurrences = engine.memory.int32(s.occurrences, s.occurrenceCount);
  for (let i = first; i < last; i++) {
    const token = occurrences[i]!;
    const b = (token / s.length) | 0;
    const place = token - b * s.length;
    // A token past the last window is never seen; it points at zeros.
    occurrences[i] = place === tails[b] ? s.tailSums + (b * s.taps + margin) * s.lanes * 4 : s.dz + (b * rows + Math.min(place + s.padLeft + margin, rows - 1)) * s.lanes * 4;
  }
  const [firstRow, endRow] = shareOf(s.vocabulary, part);
  engine.zero(s.dTable + firstRow * s.size * 4, (endRow - firstRow) * s.size);
});
export const tokenGradientModule = (engine: Engine, { taps, filters, relu }: Readonly<Record<"taps" | "filters" | "relu", number>>): ReturnType<Engine["module"]> =>
  engine.module(`token gradient ${taps} ${filters} ${relu}`, () => tokenGradientFunctions(taps, filters, relu !== 0));

/** Distinct tokens are shared out. `work`: `each` floats for every part. */
export const tokenGradient = defineBody("token-gradient", [...sizeNames, "count", "starts", "ids", "table", "back", "dTable", "dKernel", "partials", "work", "each"], (engine, s, part) => {
  const { collect } = tokenGradientModule(engine, s);
  const stride = sumsRow(s);
  const sums = s.work + part.index * s.each * 4;
  const embedded = sums + rowsAtOnce * stride * 4;
  const dRows = embedded + rowsAtOnce * s.size * 4;
  const panels = dRows + rowsAtOnce * s.size * 4;
  const dKernel = partialAt(part, s.dKernel, s.partials, s.row * s.size);
  engine.zero(dKernel, s.row * s.size);
  const [begin, end] = shareOf(s.count, part, rowStep);
  const kernelProductOf = byHeight((k) => engine.product({ m: s.row, n: s.size, k, aRow: 1, aColumn: stride, cRow: s.size, start: "accumulate", activation: "none" }));
  const rowProductOf = byHeight((m) => engine.product({ m, n: s.size, k: s.row, aRow: stride, aColumn: 1, cRow: s.size, start: "zero", activation: "none" }));
  for (let first = begin; first < end; first += rowsAtOnce) {
    const m = Math.min(rowsAtOnce, roundUp(end - first));
    collect!(s.starts + first * 4, m, sums, stride * 4);
    gatherRows(engine, s.ids + first * 4, m, s.size, s.table, embedded);
    engine.packPanels(embedded, m, s.size, s.size, panels);
    kernelProductOf(m)(sums, panels, dKernel);
    rowProductOf(m)(sums, s.back, dRows);
    scatterRows(engine, s.ids + first * 4, Math.min(m, end - first), s.size, dRows, s.dTable);
  }
});
