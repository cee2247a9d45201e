import type * as TF from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { fusedConvolution } from "./convolution.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { scatterFunctions } from "./token-rows.js";

export const biasedConvolutionName = "AtNetBiasedConvolution";
export const biasGradientName = "AtNetBiasGradient";

/** FusedConv2D under a name of ours, so that it can have a gradient. */
export const biasedConvolution = (tf: Pick<typeof TF, "backend_util">): Kernel => ({ name: biasedConvolutionName, run: fusedConvolution(tf).run });

/** y, dy [..., filters], filters a multiple of 4 → dz = dy where relu let y through, and dBias [filters], its sum over everything else. */
export const biasGradient: Kernel = {
  name: biasGradientName,
  run({ heap, engine, input }) {
    const [y, dy] = [input("y"), input("dy")];
    const filters = y.shape.at(-1)!;
    const [dz, dBias] = [heap.output(y.shape), heap.output([filters])];
    const rows = sizeOf(y.shape) / filters;
    const parts = engine.parts(rows, 2 * rows * filters);
    const partials = heap.scratch(partialFloats(filters, parts) * 4 + 64);
    engine.run(maskAndSum, { rows, filters, y: heap.pointer(y), dy: heap.pointer(dy), dz: heap.pointer(dz), dBias: heap.pointer(dBias), partials }, parts);
    addPartials(engine, heap.pointer(dBias), partials, filters, parts);
    return [dz, dBias];
  },
};

/** Rows in one call: short enough for V8 to swap in better code. */
const rowsAtOnce = 500;

/** Rows are shared out. */
export const maskAndSum = defineBody("bias-gradient", ["rows", "filters", "y", "dy", "dz", "dBias", "partials"], (engine, { rows, filters, y, dy, dz, dBias, partials }, part) => {
  const mask = engine.module(`scatter 1 ${filters} 1`, () => scatterFunctions(1, filters, true))["mask"]!;
  const sums = partialAt(part, dBias, partials, filters);
  engine.zero(sums, filters);
  const [begin, end] = shareOf(rows, part);
  for (let first = begin; first < end; first += rowsAtOnce) {
    const at = first * filters * 4;
    mask(dy + at, y + at, dz + at, Math.min(rowsAtOnce, end - first), sums);
  }
});

type Rank4 = [number, number, number, number];

/** x's gradient is computed only where someone asks for it: the first layer's input is data. */
export function registerBiasedConvolutionGradient(tf: typeof TF): void {
  if (tf.getGradient(biasedConvolutionName) as TF.GradConfig | undefined) return;
  tf.registerGradient({
    kernelName: biasedConvolutionName,
    inputsToSave: ["x", "filter"],
    outputsToSave: [true],
    gradFunc: (given, saved, attributes) => {
      const [x, filter, y] = saved as [TF.Tensor4D, TF.Tensor4D, TF.Tensor4D];
      const dy = given as TF.Tensor4D;
      const relu = attributes["activation"] === "relu";
      const { strides, pad, dataFormat } = attributes as unknown as { readonly strides: number; readonly pad: string; readonly dataFormat: string };
      const common = { strides, pad, dataFormat };
      const filters = y.shape[3];
      const [dz, dBias] = relu && filters % 4 === 0
        ? tf.engine().runKernel(biasGradientName, { y, dy }) as unknown as [TF.Tensor, TF.Tensor]
        : split(tf, relu ? tf.mul(dy, tf.step(y)) as TF.Tensor4D : dy);
      return {
        x: () => tf.engine().runKernel("Conv2DBackpropInput", { dy: dz, filter }, { ...common, inputShape: x.shape as Rank4 }) as TF.Tensor,
        filter: () => tf.engine().runKernel("Conv2DBackpropFilter", { x, dy: dz }, { ...common, filterShape: filter.shape as Rank4 }) as TF.Tensor,
        bias: () => tf.clone(dBias),
      };
    },
  });
}
const split = (tf: typeof TF, dz: TF.Tensor4D): readonly [TF.Tensor, TF.Tensor] => [dz, tf.sum(dz, [0, 1, 2])];
