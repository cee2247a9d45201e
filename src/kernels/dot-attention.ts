import { defineBody, shareOf } from "./body.js";
import { termsPerProduct, type Engine } from "./engine.js";
import { packedSize, tileHeights, tileRows } from "./gemm.js";
import type { Kernel } from "./kernel.js";
import { softmaxRowFunctions, softmaxTableFloats, writeSoftmaxTable } from "./softmax-rows.js";

export const dotAttentionName = "AtNetDotAttention";
export const dotAttentionGradientName = "AtNetDotAttentionGradient";

/** Whether the kernels cover it: the weights of a row are the terms of one product. @param shape [batch, length, width] */
export const attendable = ([batch, length, width]: readonly number[], heads: number): boolean =>
  batch! * length! * width! > 0 && length! <= termsPerProduct && width! % heads === 0 && width! / heads <= termsPerProduct;

interface Attributes { readonly heads: number }
interface Sizes { readonly batch: number; readonly length: number; readonly width: number; readonly heads: number; /** Width of one head. */ readonly each: number; readonly scale: number }
const sizesOf = (shape: readonly number[], { heads }: Attributes): Sizes => {
  const [batch, length, width] = shape as [number, number, number];
  return { batch, length, width, heads, each: width / heads, scale: 1 / Math.sqrt(width / heads) };
};
const rowFunctions = (engine: Engine, length: number): ReturnType<Engine["module"]> =>
  engine.module(`softmax rows ${length} ${engine.relaxed}`, () => softmaxRowFunctions(length, engine.relaxed));

/** A head lies in the columns of its rows, so nothing is transposed or copied: products read and write with the stride of a whole row. */
const productsOf = (engine: Engine, { length, width, each }: Sizes): { readonly scores: ReturnType<Engine["product"]>; readonly values: ReturnType<Engine["product"]>; readonly transposed: ReturnType<Engine["product"]> } => {
  const common = { aColumn: 1, start: "zero", activation: "none" } as const;
  return {
    scores: engine.product({ ...common, m: length, n: length, k: each, aRow: width, cRow: length }),
    values: engine.product({ ...common, m: length, n: each, k: length, aRow: length, cRow: width }),
    transposed: engine.product({ ...common, m: length, n: each, k: length, aRow: 1, aStrips: { k: length }, cRow: width }),
  };
};

const packedFloats = ({ length, each }: Sizes): number => Math.max(packedSize(each, length), packedSize(length, each));
const productsIn = ({ batch, length, width }: Sizes): number => 2 * batch * length * length * width;

/** q, k, v [batch, length, width], hidden [batch, length] added to the scores of a position → [output of v's shape, weights [batch, heads, length, length]]. */
export const dotAttention: Kernel = {
  name: dotAttentionName,
  run({ heap, engine, input, has, attributes }) {
    const [q, k, v] = [input("q"), input("k"), input("v")];
    const s = sizesOf(q.shape, attributes<Attributes>());
    const { batch, length, heads } = s;
    const [output, weights] = [heap.output(q.shape), heap.output([batch, heads, length, length])];
    const parts = engine.parts(batch * heads, productsIn(s));
    const each = packedFloats(s) + length + 4;
    const table = heap.scratch((softmaxTableFloats + parts * each) * 4);
    writeSoftmaxTable(heap.float32(table, softmaxTableFloats));
    engine.run(attendHeads, {
      ...s, q: heap.pointer(q), k: heap.pointer(k), v: heap.pointer(v), hidden: has("hidden") ? heap.pointer(input("hidden")) : 0,
      output: heap.pointer(output), weights: heap.pointer(weights), table, work: table + softmaxTableFloats * 4, floats: each,
    }, parts);
    return [output, weights];
  },
};

/** Heads of samples are shared out. `work`: `floats` for every part. */
export const attendHeads = defineBody("dot-attention", ["batch", "length", "width", "heads", "each", "scale", "q", "k", "v", "hidden", "output", "weights", "table", "work", "floats"], (engine, s, part) => {
  const { length, width, each } = s;
  const panels = s.work + part.index * s.floats * 4;
  const hiddenAt = panels + packedFloats(s) * 4;
  engine.zero(hiddenAt, length + 4);
  const products = productsOf(engine, s);
  const softmax = rowFunctions(engine, length)["softmaxRows"]!;
  const [begin, end] = shareOf(s.batch * s.heads, part);
  for (let unit = begin; unit < end; unit++) {
    const [b, head] = [Math.floor(unit / s.heads), unit % s.heads];
    if (s.hidden !== 0) engine.copyFloats(s.hidden + b * length * 4, hiddenAt, length);
    const at = (b * length * width + head * each) * 4;
    const weightsAt = s.weights + unit * length * length * 4;
    engine.packTransposed(s.k + at, each, length, width, panels);
    products.scores(s.q + at, panels, weightsAt);
    softmax(weightsAt, length, hiddenAt, s.table, s.scale);
    engine.packPanels(s.v + at, length, each, width, panels);
    products.values(weightsAt, panels, s.output + at);
  }
});

/** Gradients of q, k and v. */
export const dotAttentionGradient: Kernel = {
  name: dotAttentionGradientName,
  run({ heap, engine, input, attributes }) {
    const [q, k, v, weights, dy] = [input("q"), input("k"), input("v"), input("weights"), input("dy")];
    const s = sizesOf(q.shape, attributes<Attributes>());
    const [dq, dk, dv] = [heap.output(q.shape), heap.output(q.shape), heap.output(q.shape)];
    const parts = engine.parts(s.batch * s.heads, 2 * productsIn(s));
    const floats = packedFloats(s) + 2 * s.length * s.length + 4;
    engine.run(attendHeadsBack, {
      ...s, q: heap.pointer(q), k: heap.pointer(k), v: heap.pointer(v), weights: heap.pointer(weights), dy: heap.pointer(dy),
      dq: heap.pointer(dq), dk: heap.pointer(dk), dv: heap.pointer(dv), work: heap.scratch(parts * floats * 4), floats,
    }, parts);
    return [dq, dk, dv];
  },
};

/** Heads of samples are shared out. `work`: `floats` for every part. */
export const attendHeadsBack = defineBody("dot-attention-gradient", ["batch", "length", "width", "heads", "each", "scale", "q", "k", "v", "weights", "dy", "dq", "dk", "dv", "work", "floats"], (engine, s, part) => {
  const { length, width, each } = s;
  const square = length * length;
  const panels = s.work + part.index * s.floats * 4;
  const dScores = panels + packedFloats(s) * 4;
  const strips = dScores + (square + 4) * 4;
  const products = productsOf(engine, s);
  const softmaxBack = rowFunctions(engine, length)["softmaxRowsBack"]!;
  const { tall, tallCount, shortCount } = tileHeights(length, tileRows(engine.relaxed));
  const packStrips = (from: number): void => {
    engine.packStrips(from, length, tallCount, tall, length, strips);
    if (shortCount > 0) engine.packStrips(from + tallCount * tall * 4, length, shortCount, tall - 1, length, strips + tallCount * tall * length * 4);
  };
  const [begin, end] = shareOf(s.batch * s.heads, part);
  for (let unit = begin; unit < end; unit++) {
    const at = (Math.floor(unit / s.heads) * length * width + (unit % s.heads) * each) * 4;
    const weightsAt = s.weights + unit * square * 4;
    packStrips(weightsAt);
    engine.packPanels(s.dy + at, length, each, width, panels);
    products.transposed(strips, panels, s.dv + at);
    engine.packTransposed(s.v + at, each, length, width, panels);
    products.scores(s.dy + at, panels, dScores);
    softmaxBack(weightsAt, dScores, length, s.scale);
    engine.packPanels(s.k + at, length, each, width, panels);
    products.values(dScores, panels, s.dq + at);
    packStrips(dScores);
    engine.packPanels(s.q + at, length, each, width, panels);
    products.transposed(strips, panels, s.dk + at);
  }
});
