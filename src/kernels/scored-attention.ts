import type * as TF from "@tensorflow/tfjs-core";
import { powerColumns } from "./attention-head.js";
import { defineBody, shareOf } from "./body.js";
import type { Engine } from "./engine.js";
import { sizeOf } from "./heap.js";
import type { Call, Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { poolingFunctions } from "./pooled-attention.js";
import { scoringFunctions } from "./scoring-rows.js";
import { softmaxRowFunctions } from "./softmax-rows.js";

export const scoredAttentionName = "AtNetScoredAttention";
export const scoredAttentionGradientName = "AtNetScoredAttentionGradient";
export interface ScoredAttentionAttributes { readonly activation: "none" | "tanh"; readonly scaling: "none" | "positions"; readonly pooling: "max" | "sum"; readonly hasMask: boolean }

const sizeNames = ["batch", "positions", "filters", "isMaximum", "isTanh", "isScaled"] as const;
type Sizes = Readonly<Record<(typeof sizeNames)[number], number>>;
function sizesOf({ input, attributes }: Pick<Call, "input" | "attributes">): Sizes {
  const [batch, positions, filters] = input("h").shape as [number, number, number];
  const { activation, scaling, pooling } = attributes<ScoredAttentionAttributes>();
  return { batch, positions, filters, isMaximum: Number(pooling === "max"), isTanh: Number(activation === "tanh"), isScaled: Number(scaling === "positions") };
}
/** Floats that one part works in, forward and backward: rows of positions, and one of filters. */
const forwardFloats = ({ positions }: Sizes): number => 4 * powerColumns(positions) + 4;
const backwardFloats = ({ positions, filters }: Sizes): number => 3 * powerColumns(positions) + filters + 4;
/** Where the mask lies; 0 for none. */
const maskOf = ({ heap, input, attributes }: Call): number => (attributes<ScoredAttentionAttributes>().hasMask ? heap.pointer(input("mask")) : 0);
/** By what the weights are multiplied: how many positions count, or 1. @param mask address, 0 for none */
const scaleOf = (engine: Engine, { positions, isScaled }: Sizes, mask: number): number =>
  (!isScaled ? 1 : mask === 0 ? positions : engine.memory.float32(mask, positions).reduce((sum, one) => sum + one, 0));

/**
 * s = activation(h · kernel + bias), w = softmax of s over the positions that mask keeps, pooled = max or sum over positions of h · w (· scale), sample by sample,
 * so that its features are read from the processor's cache.
 *   h [batch, positions, filters], kernel [filters, 1], bias [1], mask [batch, positions] where `hasMask` → [pooled [batch, filters], w and s [batch, positions]]
 */
export const scoredAttention: Kernel = {
  name: scoredAttentionName,
  run(call) {
    const { heap, engine, input } = call;
    const s = sizesOf(call);
    const [pooled, weights, scores] = [heap.output([s.batch, s.filters]), heap.output([s.batch, s.positions]), heap.output([s.batch, s.positions])];
    const parts = engine.parts(s.batch, 2 * sizeOf(input("h").shape));
    const floats = forwardFloats(s);
    engine.run(scoreSamples, {
      ...s, h: heap.pointer(input("h")), kernel: heap.pointer(input("kernel")), bias: heap.pointer(input("bias")), mask: maskOf(call),
      pooled: heap.pointer(pooled), weights: heap.pointer(weights), scores: heap.pointer(scores), work: heap.scratch(parts * floats * 4), floats,
    }, parts);
    return [pooled, weights, scores];
  },
};

/** Samples are shared out. `work`: `floats` for every part. */
export const scoreSamples = defineBody("scored-attention", [...sizeNames, "h", "kernel", "bias", "mask", "pooled", "weights", "scores", "work", "floats"], (engine, s, part) => {
  const { positions, filters } = s;
  const columns = powerColumns(positions);
  const [score, squash, scale, pool] = [...rowsOf(engine, filters, "score", "squash", "scale"), poolingFunctions(engine, filters, s.isMaximum ? "max" : "sum")["pool"]!] as const;
  const powers = engine.module(`softmax rows ${columns} true ${engine.relaxed}`, () => softmaxRowFunctions(columns, true, engine.relaxed))["powersBelowLargest"]!;
  const row = s.work + part.index * s.floats * 4;
  const [exponents, keep, factors, inverse] = [row + columns * 4, row + columns * 8, row + columns * 12, row + columns * 16];
  engine.zero(row, s.floats);
  engine.memory.float32(keep, positions).fill(1);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    const [h, line] = [s.h + b * positions * filters * 4, b * positions * 4];
    const mask = s.mask && s.mask + line;
    score!(h, positions, s.kernel, s.bias, row);
    if (s.isTanh) squash!(row, columns);
    engine.copyFloats(row, s.scores + line, positions);
    scale!(row, exponents, columns, Math.LOG2E);
    if (mask) engine.copyFloats(mask, keep, positions);
    powers(exponents, exponents, 1, keep, inverse);
    scale!(exponents, s.weights + line, positions, engine.memory.float32(inverse, 1)[0]!);
    if (s.isScaled) scale!(s.weights + line, factors, positions, scaleOf(engine, s, mask));
    pool!(h, s.isScaled ? factors : s.weights + line, positions, s.pooled + b * filters * 4);
  }
});

/** Gradients of h, kernel and bias; those of the weights and scores themselves come in too. */
export const scoredAttentionGradient: Kernel = {
  name: scoredAttentionGradientName,
  run(call) {
    const { heap, engine, input } = call;
    const s = sizesOf(call);
    const pointer = (name: string): number => heap.pointer(input(name));
    const [dh, dKernel, dBias] = [heap.output(input("h").shape), heap.output(input("kernel").shape), heap.output([1])];
    const parts = engine.parts(s.batch, 4 * sizeOf(input("h").shape));
    const floats = backwardFloats(s);
    // The kernel's gradient and then the bias's.
    const learned = s.filters + 4;
    const sums = heap.scratch((learned + partialFloats(learned, parts) + parts * floats) * 4);
    const partials = sums + learned * 4;
    engine.run(scoreSamplesBack, {
      ...s, h: pointer("h"), kernel: pointer("kernel"), mask: maskOf(call), pooled: pointer("pooled"), weights: pointer("weights"), scores: pointer("scores"),
      dPooled: pointer("dPooled"), dWeights: pointer("dWeights"), dScores: pointer("dScores"), dh: heap.pointer(dh), sums, partials, work: partials + partialFloats(learned, parts) * 4, floats,
    }, parts);
    addPartials(engine, sums, partials, learned, parts);
    engine.copyFloats(sums, heap.pointer(dKernel), s.filters);
    engine.copyFloats(sums + s.filters * 4, heap.pointer(dBias), 1);
    return [dh, dKernel, dBias];
  },
};

/** Samples are shared out. `work`: `floats` for every part. */
export const scoreSamplesBack = defineBody("scored-attention-gradient", [...sizeNames, "h", "kernel", "mask", "pooled", "weights", "scores", "dPooled", "dWeights", "dScores", "dh", "sums", "partials", "work", "floats"], (engine, s, part) => {
  const { positions, filters } = s;
  const columns = powerColumns(positions);
  const [scale, through, spread, back] = [...rowsOf(engine, filters, "scale", s.isTanh ? "throughTanh" : "through", "spread"), poolingFunctions(engine, filters, s.isMaximum ? "max" : "sum")["back"]!] as const;
  const factors = s.work + part.index * s.floats * 4;
  const [dFactors, dRow, shares] = [factors + columns * 4, factors + columns * 8, factors + columns * 12];
  const sums = partialAt(part, s.sums, s.partials, filters + 4);
  engine.zero(sums, filters + 4);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    const [row, line, filter] = [b * positions * filters * 4, b * positions * 4, b * filters * 4];
    const count = scaleOf(engine, s, s.mask && s.mask + line);
    if (s.isScaled) scale!(s.weights + line, factors, positions, count);
    back!(s.h + row, s.isScaled ? factors : s.weights + line, positions, s.pooled + filter, s.dPooled + filter, shares, s.dh + row, dFactors);
    through!(s.weights + line, dFactors, s.scores + line, s.dWeights + line, s.dScores + line, positions, count, dRow);
    spread!(s.h + row, s.dh + row, dRow, positions, s.kernel, sums);
  }
});

const rowsOf = (engine: Engine, filters: number, ...names: readonly string[]): readonly ReturnType<Engine["function"]>[] => {
  const module = engine.module(`scoring ${filters} ${engine.relaxed}`, () => scoringFunctions(filters, engine.relaxed));
  return names.map((name) => module[name]!);
};

export function registerScoredAttentionGradient(tf: typeof TF): void {
  if (tf.getGradient(scoredAttentionName) as TF.GradConfig | undefined) return;
  tf.registerGradient({
    kernelName: scoredAttentionName,
    inputsToSave: ["h", "kernel", "mask"],
    outputsToSave: [true, true, true],
    gradFunc: (dys, saved, attributes) => {
      const [dPooled, dWeights, dScores] = dys as TF.Tensor[];
      const [h, kernel, mask, pooled, weights, scores] = saved;
      const [dh, dKernel, dBias] = tf.engine().runKernel(scoredAttentionGradientName, { h: h!, kernel: kernel!, mask: mask!, pooled: pooled!, weights: weights!, scores: scores!, dPooled: dPooled!, dWeights: dWeights!, dScores: dScores! }, attributes) as unknown as TF.Tensor[];
      return { h: () => dh!, kernel: () => dKernel!, bias: () => dBias! };
    },
  });
}
