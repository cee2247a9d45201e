import type * as TF from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { fusedConvolution } from "./convolution.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { tokenGradientModule } from "./token-convolution-gradient.js";

export const biasedConvolutionName = "AtNetBiasedConvolution";
export const biasGradientName = "AtNetBiasGradient";

/** FusedConv2D under a name of ours, so that it can have a gradient. */
export const biasedConvolution = (tf: Pick<typeof TF, "backend_util">): Kernel => ({ name: biasedConvolutionName, run: fusedConvolution(tf).run });

/** y, dy [..., filters], filters a multiple of 4 → dz = dy where relu let y through, and dBias [filters], its sum over everything else. */
export const biasGradient: Kernel = {
  name: biasGradientName,
  run({ heap, engine, input, pointers }) {
    const y = input("y");
    const filters = y.shape.at(-1)!;
    const [dz, dBias] = [heap.output(y.shape), heap.output([filters])];
    const rows = sizeOf(y.shape) / filters;
    const parts = engine.parts(rows, 2 * rows * filters);
    const { partials } = heap.scratch({ partials: partialFloats(filters, parts) + 16 });
    engine.run(maskAndSum, { rows, filters, ...pointers("y", "dy"), ...heap.pointers({ dz, dBias }), partials }, parts);
    addPartials(engine, heap.pointer(dBias), partials, filters, parts);
    return [dz, dBias];
  },
};

/** Rows in one call: short enough for V8 to swap in better code. */
const rowsAtOnce = 500;

/** Rows are shared out. */
export const maskAndSum = defineBody("bias-gradient", ["rows", "filters", "y", "dy", "dz", "dBias", "partials"], (engine, { rows, filters, y, dy, dz, dBias, partials }, part) => {
  const mask = tokenGradientModule(engine, { taps: 1, filters, relu: 1 })["mask"]!;
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
      const [dz, dBias] = beforeActivation(tf, y, dy, relu);
      return {
        x: () => tf.engine().runKernel("Conv2DBackpropInput", { dy: dz, filter }, { ...common, inputShape: x.shape as Rank4 }) as TF.Tensor,
        filter: () => tf.engine().runKernel("Conv2DBackpropFilter", { x, dy: dz }, { ...common, filterShape: filter.shape as Rank4 }) as TF.Tensor,
        bias: () => tf.clone(dBias),
      };
    },
  });
}

/** Of y = activation(z), z with a bias along its last axis: dz of y's shape, and the bias's gradient. */
export function beforeActivation(tf: typeof TF, y: TF.Tensor, dy: TF.Tensor, relu: boolean): readonly [dz: TF.Tensor, dBias: TF.Tensor] {
  if (relu && y.shape.at(-1)! % 4 === 0) return tf.engine().runKernel(biasGradientName, { y, dy }) as unknown as [TF.Tensor, TF.Tensor];
  const dz = relu ? tf.mul(dy, tf.step(y)) : dy;
  return [dz, tf.sum(dz, y.shape.slice(1).map((_, axis) => axis))];
}
