import type { TensorInfo } from "@tensorflow/tfjs-core";
import { headBack, headFloats, headForward, powerColumns, type HeadShape } from "./attention-head.js";
import { defineBody, shareOf } from "./body.js";
import { termsPerProduct, type Engine } from "./engine.js";
import type { Kernel } from "./kernel.js";

export const dotAttentionName = "AtNetDotAttention";
export const dotAttentionGradientName = "AtNetDotAttentionGradient";

/** Whether the kernels cover it: the weights of a row are the terms of one product. @param shape [batch, length, width] */
export const attendable = ([batch, length, width]: readonly number[], heads: number): boolean =>
  batch! * length! * width! > 0 && length! <= termsPerProduct && width! % heads === 0 && width! / heads <= termsPerProduct;

interface Attributes { readonly heads: number }
interface Sizes { readonly batch: number; readonly length: number; readonly width: number; readonly heads: number; /** Width of one head. */ readonly each: number }
const sizeNames = ["batch", "length", "width", "heads", "each"] as const;
const sizesOf = (shape: readonly number[], { heads }: Attributes): Sizes => {
  const [batch, length, width] = shape as [number, number, number];
  return { batch, length, width, heads, each: width / heads };
};
const productsIn = ({ batch, length, width }: Sizes): number => 2 * batch * length * length * width;
/** Where a head begins in the rows of q, k, v and the output, and in the sums of the powers. */
const placeOf = ({ length, width, heads, each }: Sizes, unit: number): { readonly at: number; readonly row: number } => ({ at: (Math.floor(unit / heads) * length * width + (unit % heads) * each) * 4, row: unit * length * 4 });

/** All heads of a sample lie in the same rows. */
function readSampleAhead(engine: Engine, { length, width, heads }: Sizes, unit: number, tensors: readonly number[]): void {
  for (const at of tensors) engine.readAhead(at + Math.floor(unit / heads) * length * width * 4, length * width);
}

/**
 * q, k, v [batch, length, width], keep [batch, length], 1 where a position may be attended to →
 * [output of v's shape, powers [batch, heads, length, columns], inverses [batch, heads, length]]: the weights are powers · inverses.
 */
export const dotAttention: Kernel = {
  name: dotAttentionName,
  run({ heap, engine, input, pointers, has, attributes }) {
    const q = input("q");
    const s = sizesOf(q.shape, attributes<Attributes>());
    const columns = powerColumns(s.length);
    const [output, powers, inverses] = [heap.output(q.shape), heap.output([s.batch, s.heads, s.length, columns]), heap.output([s.batch, s.heads, s.length])];
    const parts = engine.parts(s.batch * s.heads, productsIn(s));
    const floats = columns + headFloats(s);
    engine.run(attendHeads, {
      ...s, ...pointers("q", "k", "v"), keep: has("keep") ? heap.pointer(input("keep")) : 0, ...heap.pointers({ output, powers, inverses }), ...heap.scratch({ work: parts * floats }), floats,
    }, parts);
    return [output, powers, inverses];
  },
};

/** Heads of samples are shared out. `work`: `floats` for every part. */
export const attendHeads = defineBody("dot-attention", [...sizeNames, "q", "k", "v", "keep", "output", "powers", "inverses", "work", "floats"], (engine, s, part) => {
  const { length } = s;
  const columns = powerColumns(length);
  const keep = s.work + part.index * s.floats * 4;
  const shape: HeadShape = { ...s, masked: s.keep !== 0 };
  engine.memory.float32(keep, columns).fill(0).fill(1, 0, length);
  const run = headForward(engine, shape, keep, keep + columns * 4);
  const [begin, end] = shareOf(s.batch * s.heads, part);
  for (let unit = begin; unit < end; unit++) {
    const { at, row } = placeOf(s, unit);
    if (unit === begin || unit % s.heads === 0) readSampleAhead(engine, s, unit, [s.q, s.k, s.v]);
    if (s.keep !== 0) engine.copyFloats(s.keep + Math.floor(unit / s.heads) * length * 4, keep, length);
    run({ q: s.q + at, k: s.k + at, v: s.v + at, output: s.output + at, powers: s.powers + row * columns, inverses: s.inverses + row });
  }
});

/** Gradients of q, k and v. */
export const dotAttentionGradient: Kernel = {
  name: dotAttentionGradientName,
  run({ heap, engine, input, pointers, attributes }) {
    const q = input("q");
    const s = sizesOf(q.shape, attributes<Attributes>());
    const gradients = [heap.output(q.shape), heap.output(q.shape), heap.output(q.shape)] as [TensorInfo, TensorInfo, TensorInfo];
    const [dq, dk, dv] = gradients;
    const parts = engine.parts(s.batch * s.heads, 2 * productsIn(s));
    const floats = headFloats(s);
    engine.run(attendHeadsBack, {
      ...s, ...pointers("q", "k", "v", "output", "powers", "inverses", "dy"), ...heap.pointers({ dq, dk, dv }), ...heap.scratch({ work: parts * floats }), floats,
    }, parts);
    return gradients;
  },
};

/** Heads of samples are shared out. `work`: `floats` for every part. */
export const attendHeadsBack = defineBody("dot-attention-gradient", [...sizeNames, "q", "k", "v", "output", "powers", "inverses", "dy", "dq", "dk", "dv", "work", "floats"], (engine, s, part) => {
  const columns = powerColumns(s.length);
  const run = headBack(engine, { ...s, masked: false }, s.work + part.index * s.floats * 4);
  const [begin, end] = shareOf(s.batch * s.heads, part);
  for (let unit = begin; unit < end; unit++) {
    const { at, row } = placeOf(s, unit);
    if (unit === begin || unit % s.heads === 0) readSampleAhead(engine, s, unit, [s.q, s.k, s.v, s.output, s.dy]);
    run({ q: s.q + at, k: s.k + at, v: s.v + at, output: s.output + at, powers: s.powers + row * columns, inverses: s.inverses + row, dy: s.dy + at, dq: s.dq + at, dk: s.dk + at, dv: s.dv + at });
  }
});
