import type * as TF from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { algorithmOf, convolutionShape, isAlongOneAxis, paddedWidth, productsIn, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { termsPerProduct } from "./engine.js";
import { packedSize } from "./gemm.js";
import { sizeOf, type Heap } from "./heap.js";
import type { Call, Kernel } from "./kernel.js";
import { addPartials, partialAt, partialFloats } from "./partials.js";
import { filterGradientFloats, filterGradientSums, finishFilterGradient, winogradFilterGradient } from "./winograd.js";

interface Attributes extends ConvolutionAttributes { readonly filterShape: readonly number[] }

/** Conv2DBackpropFilter: x [batch, height, width, channels], dy [batch, outHeight, outWidth, filters] → [kernelHeight, kernelWidth, channels, filters]. tfjs's wasm backend has none. */
export const convolutionFilterGradient = (tf: Pick<typeof TF, "backend_util">): Kernel => ({
  name: "Conv2DBackpropFilter",
  run({ heap, engine, input, attributes }) {
    const x = input("x");
    const dy = input("dy");
    const given = attributes<Attributes>();
    const shape = convolutionShape(tf, x.shape, given.filterShape, given);
    if (!shape) throw new Error("Conv2DBackpropFilter: expected channels last (NHWC), received NCHW");
    const output = heap.output(given.filterShape);
    if (isAlongOneAxis(shape)) filterGradient({ heap, engine }, shape, heap.pointer(x), heap.pointer(dy), heap.pointer(output));
    else filterGradientInAnyShape(heap, shape, heap.pointer(x), heap.pointer(dy), heap.pointer(output), sizeOf(given.filterShape));
    return output;
  },
});

/** Per sample and tap, dW[tap] += xᵀ[tap …] · dy: a tap is the row of x at which to begin. */
export function filterGradient(call: Pick<Call, "heap" | "engine">, s: ConvolutionShape, x: number, dy: number, output: number): void {
  if (algorithmOf(s) === "winograd") return filterGradientByWinograd(call, s, x, dy, output);
  const { heap, engine } = call;
  const size = s.kernelWidth * s.channels * s.filters;
  const parts = engine.parts(s.batch, productsIn(s));
  const each = directFloats(s);
  const scratch = heap.scratch({ partials: partialFloats(size, parts), work: parts * each });
  engine.run(directFilterGradient, { ...s, ...scratch, x, dy, output, each }, parts);
  addPartials(engine, output, scratch.partials, size, parts);
}

/** Floats that one part works in. */
function directFloats(s: Pick<ConvolutionShape, "channels" | "outWidth" | "filters" | "kernelWidth" | "strideWidth">): number {
  return paddedWidth(s) * s.channels + packedSize(Math.ceil(s.outWidth / Math.ceil(s.outWidth / termsPerProduct)), s.filters);
}

/** Samples are shared out. `work`: `each` floats for every part. */
export const directFilterGradient = defineBody("filter-gradient", ["batch", "width", "channels", "outWidth", "filters", "kernelWidth", "strideWidth", "padLeft", "x", "dy", "output", "partials", "work", "each"], (engine, s, part) => {
  const { width, channels, outWidth, filters, kernelWidth, strideWidth, padLeft } = s;
  const padded = paddedWidth(s);
  const isPadded = padLeft > 0 || padded > width;
  const blockTerms = Math.ceil(outWidth / Math.ceil(outWidth / termsPerProduct));
  const panels = s.work + part.index * s.each * 4;
  const sampleAt = panels + packedSize(blockTerms, filters) * 4;
  if (isPadded) engine.zero(sampleAt, padded * channels);
  const size = kernelWidth * channels * filters;
  const to = partialAt(part, s.output, s.partials, size);
  engine.zero(to, size);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    const given = s.x + b * width * channels * 4;
    if (isPadded) engine.copyFloats(given, sampleAt + padLeft * channels * 4, Math.min(width, padded - padLeft) * channels);
    const sample = isPadded ? sampleAt : given;
    for (let first = 0; first < outWidth; first += blockTerms) {
      const k = Math.min(blockTerms, outWidth - first);
      engine.packPanels(s.dy + (b * outWidth + first) * filters * 4, k, filters, filters, panels);
      const product = engine.product({ m: channels, n: filters, k, aRow: 1, aColumn: strideWidth * channels, cRow: filters, start: "accumulate", activation: "none" });
      for (let tap = 0; tap < kernelWidth; tap++) product(sample + (first * strideWidth + tap) * channels * 4, panels, to + tap * channels * filters * 4);
    }
  }
});

function filterGradientByWinograd({ heap, engine }: Pick<Call, "heap" | "engine">, s: ConvolutionShape, x: number, dy: number, output: number): void {
  const sizes = { channels: s.channels, filters: s.filters, positions: s.outWidth };
  const size = filterGradientSums(sizes);
  const parts = engine.parts(s.batch, productsIn(s));
  const each = filterGradientFloats(sizes);
  const scratch = heap.scratch({ sums: size, partials: partialFloats(size, parts), work: parts * each });
  engine.run(filterGradientWithWinograd, { ...s, ...scratch, x, dy, each }, parts);
  addPartials(engine, scratch.sums, scratch.partials, size, parts);
  finishFilterGradient(engine, sizes, scratch.sums, output);
}

/** Samples are shared out. `work`: `each` floats for every part. */
export const filterGradientWithWinograd = defineBody("filter-gradient-winograd", ["batch", "width", "channels", "outWidth", "filters", "padLeft", "x", "dy", "sums", "partials", "work", "each"], (engine, s, part) => {
  const { width, channels, outWidth, filters, padLeft } = s;
  const sizes = { channels, filters, positions: outWidth, rows: width, before: padLeft };
  const sums = partialAt(part, s.sums, s.partials, filterGradientSums(sizes));
  engine.zero(sums, filterGradientSums(sizes));
  const add = winogradFilterGradient(engine, sizes, sums, s.work + part.index * s.each * 4);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) add(s.x + b * width * channels * 4, s.dy + b * outWidth * filters * 4);
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
