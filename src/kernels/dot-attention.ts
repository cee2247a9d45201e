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

/** q, k, v [batch, length, width], hidden [batch, length] added to the scores of a position → [output of v's shape, weights [batch, heads, length, length]]. */
export const dotAttention: Kernel = {
  name: dotAttentionName,
  run({ heap, engine, input, has, attributes }) {
    const [q, k, v] = [input("q"), input("k"), input("v")];
    const s = sizesOf(q.shape, attributes<Attributes>());
    const { batch, length, width, heads, each } = s;
    const [output, weights] = [heap.output(q.shape), heap.output([batch, heads, length, length])];
    const packed = Math.max(packedSize(each, length), packedSize(length, each));
    const panels = heap.scratch((packed + length + 4 + softmaxTableFloats) * 4);
    const hiddenAt = panels + packed * 4;
    const tableAt = hiddenAt + (length + 4) * 4;
    engine.zero(hiddenAt, length + 4);
    writeSoftmaxTable(heap.float32(tableAt, softmaxTableFloats));
    const products = productsOf(engine, s);
    const softmax = rowFunctions(engine, length)["softmaxRows"]!;
    for (let b = 0; b < batch; b++) {
      if (has("hidden")) engine.copyFloats(heap.pointer(input("hidden")) + b * length * 4, hiddenAt, length);
      for (let head = 0; head < heads; head++) {
        const at = (b * length * width + head * each) * 4;
        const weightsAt = heap.pointer(weights) + (b * heads + head) * length * length * 4;
        engine.packTransposed(heap.pointer(k) + at, each, length, width, panels);
        products.scores(heap.pointer(q) + at, panels, weightsAt);
        softmax(weightsAt, length, hiddenAt, tableAt, s.scale);
        engine.packPanels(heap.pointer(v) + at, length, each, width, panels);
        products.values(weightsAt, panels, heap.pointer(output) + at);
      }
    }
    return [output, weights];
  },
};

/** Gradients of q, k and v. */
export const dotAttentionGradient: Kernel = {
  name: dotAttentionGradientName,
  run({ heap, engine, input, attributes }) {
    const [q, k, v, weights, dy] = [input("q"), input("k"), input("v"), input("weights"), input("dy")];
    const s = sizesOf(q.shape, attributes<Attributes>());
    const { batch, length, width, heads, each } = s;
    const [dq, dk, dv] = [heap.output(q.shape), heap.output(q.shape), heap.output(q.shape)];
    const square = length * length;
    const packed = Math.max(packedSize(each, length), packedSize(length, each));
    const panels = heap.scratch((packed + 2 * square + 4) * 4);
    const dScores = panels + packed * 4;
    const strips = dScores + (square + 4) * 4;
    const products = productsOf(engine, s);
    const softmaxBack = rowFunctions(engine, length)["softmaxRowsBack"]!;
    const { tall, tallCount, shortCount } = tileHeights(length, tileRows(engine.relaxed));
    const packStrips = (from: number): void => {
      engine.packStrips(from, length, tallCount, tall, length, strips);
      if (shortCount > 0) engine.packStrips(from + tallCount * tall * 4, length, shortCount, tall - 1, length, strips + tallCount * tall * length * 4);
    };
    for (let b = 0; b < batch; b++) for (let head = 0; head < heads; head++) {
      const at = (b * length * width + head * each) * 4;
      const weightsAt = heap.pointer(weights) + (b * heads + head) * square * 4;
      packStrips(weightsAt);
      engine.packPanels(heap.pointer(dy) + at, length, each, width, panels);
      products.transposed(strips, panels, heap.pointer(dv) + at);
      engine.packTransposed(heap.pointer(v) + at, each, length, width, panels);
      products.scores(heap.pointer(dy) + at, panels, dScores);
      softmaxBack(weightsAt, dScores, length, s.scale);
      engine.packPanels(heap.pointer(k) + at, length, each, width, panels);
      products.values(dScores, panels, heap.pointer(dq) + at);
      packStrips(dScores);
      engine.packPanels(heap.pointer(q) + at, length, each, width, panels);
      products.transposed(strips, panels, heap.pointer(dk) + at);
    }
    return [dq, dk, dv];
  },
};
