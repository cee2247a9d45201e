import type * as TF from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { convolutionShape, isAlongOneAxis, productsIn, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { convolutionAlgorithm } from "./cost-model.js";
import { termsPerProduct } from "./engine.js";
import { packedSize } from "./gemm.js";
import type { Call, Kernel } from "./kernel.js";
import { packWinogradKernel, runWinograd, winogradKernelFloats, winogradWork } from "./winograd.js";

/** Conv2DBackpropInput along one axis with stride 1: dy [batch, 1, positions, filters], filter [1, kernelSize, channels, filters] → dx [batch, 1, width, channels]. */
export const convolutionInputGradient = (tf: Pick<typeof TF, "backend_util">): Kernel => ({
  name: "Conv2DBackpropInput",
  run({ heap, engine, input, attributes, stock }) {
    const dy = input("dy");
    const filter = input("filter");
    const given = attributes<ConvolutionAttributes & { readonly inputShape: readonly number[] }>();
    const shape = convolutionShape(tf, given.inputShape, filter.shape, given);
    if (!shape || !isAlongOneAxis(shape) || shape.strideWidth !== 1 || zerosAround(shape).after < 0) return stock();
    const output = heap.output(given.inputShape);
    inputGradient({ heap, engine }, shape, heap.pointer(dy), heap.pointer(filter), heap.pointer(output));
    return output;
  },
});

const zerosAround = (s: ConvolutionShape): { readonly before: number; readonly after: number } => {
  const before = s.kernelWidth - 1 - s.padLeft;
  return { before, after: s.width + s.kernelWidth - 1 - before - s.outWidth };
};

/** dx is a convolution too: of dy between zeros, with the taps in reverse order and channels and filters exchanged. */
export function inputGradient(call: Pick<Call, "heap" | "engine">, s: ConvolutionShape, dy: number, filter: number, output: number): void {
  const mirror = { positions: s.width, channels: s.filters, filters: s.channels, taps: s.kernelWidth, stride: 1, batch: s.batch };
  if (convolutionAlgorithm(mirror) === "winograd") return inputGradientByWinograd(call, s, dy, filter, output);
  const { heap, engine } = call;
  const { width, channels, filters, kernelWidth } = s;
  const parts = engine.parts(s.batch, productsIn(s));
  const scratch = heap.scratch({ packed: packedSize(kernelWidth * filters, channels), padded: parts * (width + kernelWidth - 1) * filters });
  for (const { tap, taps } of blocksOf(s)) for (let r = 0; r < taps; r++) {
    const mirrored = filter + (kernelWidth - 1 - tap - r) * channels * filters * 4;
    engine.packTransposedPart(mirrored, filters, channels, filters, scratch.packed + packedSize(tap * filters, channels) * 4, r * filters, taps * filters);
  }
  engine.run(directInputGradient, { ...s, ...scratch, dy, output, before: zerosAround(s).before }, parts);
}

/** Taps that one product takes at once. */
function blocksOf({ filters, kernelWidth }: Pick<ConvolutionShape, "filters" | "kernelWidth">): readonly { readonly tap: number; readonly taps: number }[] {
  const most = Math.max(1, Math.floor(termsPerProduct / filters));
  return Array.from({ length: Math.ceil(kernelWidth / most) }, (_, block) => ({ tap: block * most, taps: Math.min(most, kernelWidth - block * most) }));
}

/** Samples are shared out. `padded`: room for one sample of every part. */
export const directInputGradient = defineBody("input-gradient", ["batch", "width", "channels", "outWidth", "filters", "kernelWidth", "before", "dy", "packed", "padded", "output"], (engine, s, part) => {
  const { width, channels, outWidth, filters, kernelWidth } = s;
  const steps = blocksOf(s).map(({ tap, taps }) => ({
    first: tap * filters, packed: s.packed + packedSize(tap * filters, channels) * 4,
    run: engine.product({ m: width, n: channels, k: taps * filters, aRow: filters, aColumn: 1, cRow: channels, start: tap === 0 ? "zero" : "accumulate", activation: "none" }),
  }));
  const paddedFloats = (width + kernelWidth - 1) * filters;
  const padded = s.padded + part.index * paddedFloats * 4;
  engine.zero(padded, paddedFloats);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    engine.copyFloats(s.dy + b * outWidth * filters * 4, padded + s.before * filters * 4, outWidth * filters);
    for (const { first, packed, run } of steps) run(padded + first * 4, packed, s.output + b * width * channels * 4);
  }
});

/** The same convolution by Winograd's algorithm. */
function inputGradientByWinograd({ heap, engine }: Pick<Call, "heap" | "engine">, s: ConvolutionShape, dy: number, filter: number, output: number): void {
  const { width, channels, filters, kernelWidth } = s;
  const shape = { channels: filters, filters: channels, positions: width, rows: s.outWidth, before: zerosAround(s).before };
  const tap = channels * filters;
  const [floats, work] = [winogradKernelFloats(shape), winogradWork(engine, shape, s.batch)];
  const scratch = heap.scratch({ packed: floats, mirrored: kernelWidth * tap, bias: channels, work: work.floats });
  engine.zero(scratch.bias, channels);
  for (let r = 0; r < kernelWidth; r++) heap.transpose(filter + (kernelWidth - 1 - r) * tap * 4, channels, filters, scratch.mirrored + r * tap * 4);
  packWinogradKernel(engine, shape, scratch.mirrored, scratch.packed);
  runWinograd(engine, shape, work, { ...scratch, batch: s.batch, x: dy, relu: 0, output });
}
