import type * as TF from "@tensorflow/tfjs-core";
import { fusedConvolution } from "./convolution.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
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
    engine.zero(heap.pointer(dBias), filters);
    const rows = sizeOf(y.shape) / filters;
    const step = 500;
    const mask = engine.module(`scatter 1 ${filters} true`, () => scatterFunctions(1, filters, true))["mask"]!;
    for (let first = 0; first < rows; first += step) {
      const at = first * filters * 4;
      mask(heap.pointer(dy) + at, heap.pointer(y) + at, heap.pointer(dz) + at, Math.min(step, rows - first), heap.pointer(dBias));
    }
    return [dz, dBias];
  },
};

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
