import type * as TF from "@tensorflow/tfjs-core";
import { powerColumns } from "./attention-head.js";
import { defineBody, shareOf } from "./body.js";
import type { Engine } from "./engine.js";
import { sizeOf } from "./heap.js";
import type { Call, Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { poolingFunctions } from "./pooling-rows.js";
import { scoringFunctions } from "./scoring-rows.js";
import { softmaxRowFunctions } from "./softmax-rows.js";

export const scoredAttentionName = "AtNetScoredAttention";
export const scoredAttentionGradientName = "AtNetScoredAttentionGradient";
export interface ScoredAttentionAttributes {
  /** "given": `scorer` is the scores themselves. */
  readonly activation: "none" | "tanh" | "given";
  readonly scaling: "none" | "positions"; readonly pooling: "max" | "sum"; readonly hasMask: boolean;
}

const sizeNames = ["batch", "positions", "filters", "isMaximum", "isTanh", "isGiven", "isScaled"] as const;
type Sizes = Readonly<Record<(typeof sizeNames)[number], number>>;
function sizesOf({ input, attributes }: Pick<Call, "input" | "attributes">): Sizes {
  const [batch, positions, filters] = input("h").shape as [number, number, number];
  const { activation, scaling, pooling } = attributes<ScoredAttentionAttributes>();
  return { batch, positions, filters, isMaximum: Number(pooling === "max"), isTanh: Number(activation === "tanh"), isGiven: Number(activation === "given"), isScaled: Number(scaling === "positions") };
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
 * s = activation(h · scorer + bias), w = softmax of s over the positions that mask keeps, pooled = max or sum over positions of h · w (· scale), sample by sample,
 * so that its features are read from the processor's cache.
 *   h [batch, positions, filters], scorer [filters, 1] or [batch, positions], bias [1], mask [batch, positions] where `hasMask` → [pooled [batch, filters], w and s [batch, positions]]
 */
export const scoredAttention: Kernel = {
  name: scoredAttentionName,
  run(call) {
    const { heap, engine, input, pointers } = call;
    const s = sizesOf(call);
    const [pooled, weights, scores] = [heap.output([s.batch, s.filters]), heap.output([s.batch, s.positions]), heap.output([s.batch, s.positions])];
    const parts = engine.parts(s.batch, 2 * sizeOf(input("h").shape));
    const floats = forwardFloats(s);
    engine.run(scoreSamples, {
      ...s, ...pointers("h", "scorer", "bias"), mask: maskOf(call), ...heap.pointers({ pooled, weights, scores }), ...heap.scratch({ work: parts * floats }), floats,
    }, parts);
    return [pooled, weights, scores];
  },
};

/** Samples are shared out. `work`: `floats` for every part. */
export const scoreSamples = defineBody("scored-attention", [...sizeNames, "h", "scorer", "bias", "mask", "pooled", "weights", "scores", "work", "floats"], (engine, s, part) => {
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
    if (s.isGiven) engine.copyFloats(s.scorer + line, row, positions);
    else score!(h, positions, s.scorer, s.bias, row);
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

/** Gradients of h, scorer and bias; those of the weights and scores themselves come in too. */
export const scoredAttentionGradient: Kernel = {
  name: scoredAttentionGradientName,
  run(call) {
    const { heap, engine, input, pointers } = call;
    const s = sizesOf(call);
    const [dh, dScorer, dBias] = [heap.output(input("h").shape), heap.output(input("scorer").shape), heap.output([1])];
    const parts = engine.parts(s.batch, 4 * sizeOf(input("h").shape));
    const floats = backwardFloats(s);
    // The gradient of a scorer that is learned and then the bias's.
    const learned = s.filters + 4;
    const scratch = heap.scratch({ sums: learned, partials: partialFloats(learned, parts), work: parts * floats });
    engine.run(scoreSamplesBack, {
      ...s, ...pointers("h", "scorer", "pooled", "weights", "scores", "dPooled", "dWeights", "dScores"), mask: maskOf(call), ...heap.pointers({ dh, dScorer }), ...scratch, floats,
    }, parts);
    addPartials(engine, scratch.sums, scratch.partials, learned, parts);
    if (!s.isGiven) engine.copyFloats(scratch.sums, heap.pointer(dScorer), s.filters);
    engine.copyFloats(scratch.sums + s.filters * 4, heap.pointer(dBias), 1);
    return [dh, dScorer, dBias];
  },
};

/** Samples are shared out. `work`: `floats` for every part. */
export const scoreSamplesBack = defineBody("scored-attention-gradient", [...sizeNames, "h", "scorer", "mask", "pooled", "weights", "scores", "dPooled", "dWeights", "dScores", "dh", "dScorer", "sums", "partials", "work", "floats"], (engine, s, part) => {
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
    if (s.isGiven) engine.copyFloats(dRow, s.dScorer + line, positions);
    else spread!(s.h + row, s.dh + row, dRow, positions, s.scorer, sums);
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
    inputsToSave: ["h", "scorer", "mask"],
    outputsToSave: [true, true, true],
    gradFunc: (dys, saved, attributes) => {
      const [dPooled, dWeights, dScores] = dys as TF.Tensor[];
      const [h, scorer, mask, pooled, weights, scores] = saved;
      const [dh, dScorer, dBias] = tf.engine().runKernel(scoredAttentionGradientName, { h: h!, scorer: scorer!, mask: mask!, pooled: pooled!, weights: weights!, scores: scores!, dPooled: dPooled!, dWeights: dWeights!, dScores: dScores! }, attributes) as unknown as TF.Tensor[];
      return { h: () => dh!, scorer: () => dScorer!, bias: () => dBias! };
    },
  });
}
