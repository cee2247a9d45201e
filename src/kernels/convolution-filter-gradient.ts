import type * as TF from "@tensorflow/tfjs-core";
import { convolutionShape, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { sizeOf, type Heap } from "./heap.js";
import type { Kernel } from "./kernel.js";

interface Attributes extends ConvolutionAttributes { readonly filterShape: readonly number[] }

/** Conv2DBackpropFilter: x [batch, height, width, channels], dy [batch, outHeight, outWidth, filters] → [kernelHeight, kernelWidth, channels, filters]. tfjs's wasm backend has none. */
export const convolutionFilterGradient = (tf: Pick<typeof TF, "backend_util">): Kernel => ({
  name: "Conv2DBackpropFilter",
  run({ heap, input, attributes }) {
    const x = input("x");
    const dy = input("dy");
    const given = attributes<Attributes>();
    const shape = convolutionShape(tf, x.shape, given.filterShape, given);
    if (!shape) throw new Error("Conv2DBackpropFilter: expected channels last (NHWC), received NCHW");
    const output = heap.output(given.filterShape);
    filterGradientInAnyShape(heap, shape, heap.pointer(x), heap.pointer(dy), heap.pointer(output), sizeOf(given.filterShape));
    return output;
  },
});

/** Every stride, padding and size, one multiplication at a time. */
function filterGradientInAnyShape(heap: Heap, s: ConvolutionShape, xPointer: number, dyPointer: number, outputPointer: number, size: number): void {
  const { channels, filters } = s;
  const x = heap.float32(xPointer, s.batch * s.height * s.width * channels);
  const dy = heap.float32(dyPointer, s.batch * s.outHeight * s.outWidth * filters);
  const gradient = heap.float32(outputPointer, size);
  gradient.fill(0);
  for (let b = 0; b < s.batch; b++) for (let oy = 0; oy < s.outHeight; oy++) for (let ox = 0; ox < s.outWidth; ox++) {
    const from = ((b * s.outHeight + oy) * s.outWidth + ox) * filters;
    for (let ky = 0; ky < s.kernelHeight; ky++) for (let kx = 0; kx < s.kernelWidth; kx++) {
      const iy = oy * s.strideHeight + ky * s.dilationHeight - s.padTop;
      const ix = ox * s.strideWidth + kx * s.dilationWidth - s.padLeft;
      if (iy < 0 || iy >= s.height || ix < 0 || ix >= s.width) continue;
      const xAt = ((b * s.height + iy) * s.width + ix) * channels;
      const to = (ky * s.kernelWidth + kx) * channels * filters;
      for (let c = 0; c < channels; c++) {
        const value = x[xAt + c]!;
        if (value === 0) continue;
        const row = to + c * filters;
        for (let f = 0; f < filters; f++) gradient[row + f]! += value * dy[from + f]!;
      }
    }
  }
}
