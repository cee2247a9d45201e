import type * as TF from "@tensorflow/tfjs-core";
import { convolutionShape, isAlongOneAxis, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { convolutionAlgorithm } from "./cost-model.js";
import { termsPerProduct, type Engine } from "./engine.js";
import { packedSize } from "./gemm.js";
import type { Kernel } from "./kernel.js";
import { forwardFloats, winogradForward, winogradRows } from "./winograd.js";

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
    inputGradient(engine, shape, heap.pointer(dy), heap.pointer(filter), () => heap.pointer(output));
    return output;
  },
});

const zerosAround = (s: ConvolutionShape): { readonly before: number; readonly after: number } => {
  const before = s.kernelWidth - 1 - s.padLeft;
  return { before, after: s.width + s.kernelWidth - 1 - before - s.outWidth };
};

/** The same convolution by F(4, 5). */
function inputGradientByWinograd(engine: Engine, s: ConvolutionShape, dy: number, filter: number, output: () => number): void {
  const { heap } = engine;
  const { batch, width, channels, outWidth, filters, kernelWidth } = s;
  const { before } = zerosAround(s);
  const sizes = { channels: filters, filters: channels, positions: width };
  const rows = winogradRows(width);
  const tap = channels * filters;
  const scratch = heap.scratch((forwardFloats(sizes) + kernelWidth * tap + channels + rows * filters) * 4);
  const mirrored = scratch + forwardFloats(sizes) * 4;
  const noBias = mirrored + kernelWidth * tap * 4;
  const padded = noBias + channels * 4;
  engine.zero(noBias, channels + rows * filters);
  const given = heap.float32(filter, kernelWidth * tap);
  const swapped = heap.float32(mirrored, kernelWidth * tap);
  for (let r = 0; r < kernelWidth; r++) for (let c = 0, from = (kernelWidth - 1 - r) * tap; c < channels; c++) for (let f = 0; f < filters; f++, from++) swapped[r * tap + f * channels + c] = given[from]!;
  const run = winogradForward(engine, sizes, mirrored, noBias, false, scratch);
  const to = output();
  for (let b = 0; b < batch; b++) {
    engine.copyFloats(dy + b * outWidth * filters * 4, padded + before * filters * 4, outWidth * filters);
    run(padded, to + b * width * channels * 4);
  }
}

/** dx is a convolution too: of dy between zeros, with the taps in reverse order and channels and filters exchanged. */
export function inputGradient(engine: Engine, s: ConvolutionShape, dy: number, filter: number, output: () => number): void {
  const mirror = { positions: s.width, channels: s.filters, filters: s.channels, taps: s.kernelWidth, stride: 1, batch: s.batch };
  if (convolutionAlgorithm(mirror) === "winograd") return inputGradientByWinograd(engine, s, dy, filter, output);
  const { heap } = engine;
  const { batch, width, channels, outWidth, filters, kernelWidth } = s;
  const { before } = zerosAround(s);
  const tapsPerBlock = Math.max(1, Math.floor(termsPerProduct / filters));
  const paddedFloats = (width + kernelWidth - 1) * filters;
  const scratch = heap.scratch((packedSize(kernelWidth * filters, channels) + paddedFloats) * 4);
  const padded = scratch + packedSize(kernelWidth * filters, channels) * 4;
  const steps: { readonly first: number; readonly packed: number; readonly run: ReturnType<Engine["product"]> }[] = [];
  for (let tap = 0; tap < kernelWidth; tap += tapsPerBlock) {
    const taps = Math.min(tapsPerBlock, kernelWidth - tap);
    const packed = scratch + packedSize(tap * filters, channels) * 4;
    for (let r = 0; r < taps; r++) {
      const mirrored = filter + (kernelWidth - 1 - tap - r) * channels * filters * 4;
      engine.packTransposedPart(mirrored, filters, channels, filters, packed, r * filters, taps * filters);
    }
    steps.push({ first: tap * filters, packed, run: engine.product({ m: width, n: channels, k: taps * filters, aRow: filters, aColumn: 1, cRow: channels, start: tap === 0 ? "zero" : "accumulate", activation: "none" }) });
  }
  engine.zero(padded, paddedFloats);
  const to = output();
  for (let b = 0; b < batch; b++) {
    engine.copyFloats(dy + b * outWidth * filters * 4, padded + before * filters * 4, outWidth * filters);
    for (const { first, packed, run } of steps) run(padded + first * 4, packed, to + b * width * channels * 4);
  }
}
