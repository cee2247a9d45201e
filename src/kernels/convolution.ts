import type * as TF from "@tensorflow/tfjs-core";
import { algorithmOf, convolutionShape, isAlongOneAxis, paddedWidth, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { termsPerProduct, type Engine } from "./engine.js";
import { packedSize } from "./gemm.js";
import type { Kernel } from "./kernel.js";
import { forwardFloats, winogradForward, winogradRows } from "./winograd.js";

type Shapes = Pick<typeof TF, "backend_util">;

/** Conv2D along one axis, so also conv1d: x [batch, 1, width, channels] * filter [1, kernelSize, channels, filters] → [batch, 1, positions, filters]. */
export const convolution = (tf: Shapes): Kernel => ({
  name: "Conv2D",
  run({ heap, engine, input, attributes, stock }) {
    const x = input("x");
    const filter = input("filter");
    const shape = convolutionShape(tf, x.shape, filter.shape, attributes<ConvolutionAttributes>());
    if (!shape || !isAlongOneAxis(shape) || x.dtype !== "float32") return stock();
    const output = heap.output([shape.batch, 1, shape.outWidth, shape.filters]);
    convolve(engine, shape, { x: heap.pointer(x), filter: heap.pointer(filter), bias: undefined, output: () => heap.pointer(output), relu: false });
    return output;
  },
});

/** The same with a bias and a relu in the same pass. */
export const fusedConvolution = (tf: Shapes): Kernel => ({
  name: "FusedConv2D",
  run({ heap, engine, input, has, attributes, stock }) {
    const x = input("x");
    const filter = input("filter");
    const given = attributes<ConvolutionAttributes & { readonly activation: string }>();
    const shape = convolutionShape(tf, x.shape, filter.shape, given);
    if (!shape || !isAlongOneAxis(shape) || x.dtype !== "float32" || (given.activation !== "linear" && given.activation !== "relu") || (has("bias") && input("bias").shape.length !== 1)) return stock();
    const output = heap.output([shape.batch, 1, shape.outWidth, shape.filters]);
    convolve(engine, shape, { x: heap.pointer(x), filter: heap.pointer(filter), bias: has("bias") ? heap.pointer(input("bias")) : undefined, output: () => heap.pointer(output), relu: given.activation === "relu" });
    return output;
  },
});

export interface ConvolutionPointers {
  readonly x: number;
  readonly filter: number;
  readonly bias: number | undefined;
  readonly output: () => number;
  readonly relu: boolean;
}

/** No im2col: the windows of a sample are the rows of a matrix that overlap, `stride · channels` floats apart. */
export function convolve(engine: Engine, shape: ConvolutionShape, { x, filter, bias, output, relu }: ConvolutionPointers): void {
  if (algorithmOf(shape) === "winograd") return convolveByWinograd(engine, shape, { x, filter, bias, output, relu });
  const { heap } = engine;
  const { batch, width, channels, outWidth, filters, kernelWidth, strideWidth, padLeft } = shape;
  const terms = kernelWidth * channels;
  const blocks = Math.ceil(terms / termsPerProduct);
  const blockTerms = Math.ceil(terms / blocks);
  const padded = paddedWidth(shape);
  const isPadded = padLeft > 0 || padded > width;
  const biasFloats = filters + 8;
  const scratch = heap.scratch((packedSize(terms, filters) + biasFloats + (isPadded ? padded * channels : 0)) * 4);
  const biasAt = scratch + packedSize(terms, filters) * 4;
  const sampleAt = biasAt + biasFloats * 4;
  if (bias !== undefined) {
    engine.zero(biasAt, biasFloats);
    heap.float32(biasAt, filters).set(heap.float32(bias, filters));
  }
  const steps = Array.from({ length: blocks }, (_, block) => {
    const first = block * blockTerms;
    const k = Math.min(blockTerms, terms - first);
    const packed = scratch + packedSize(first, filters) * 4;
    engine.packPanels(filter + first * filters * 4, k, filters, filters, packed);
    const start = block > 0 ? "accumulate" : bias === undefined ? "zero" : "bias";
    return { first, packed, run: engine.product({ m: outWidth, n: filters, k, aRow: strideWidth * channels, aColumn: 1, cRow: filters, start, activation: relu && block === blocks - 1 ? "relu" : "none" }) };
  });
  if (isPadded) engine.zero(sampleAt, padded * channels);
  const to = output();
  for (let b = 0; b < batch; b++) {
    const sample = x + b * width * channels * 4;
    if (isPadded) engine.copyFloats(sample, sampleAt + padLeft * channels * 4, Math.min(width, padded - padLeft) * channels);
    for (const { first, packed, run } of steps) run((isPadded ? sampleAt : sample) + first * 4, packed, to + b * outWidth * filters * 4, biasAt);
  }
}

/** F(4, 5): 8 multiplications where `convolve` takes 20. */
function convolveByWinograd(engine: Engine, shape: ConvolutionShape, { x, filter, bias, output, relu }: ConvolutionPointers): void {
  const { heap } = engine;
  const { batch, width, channels, outWidth, filters, padLeft } = shape;
  const sizes = { channels, filters, positions: outWidth };
  const rows = winogradRows(outWidth);
  const isPadded = padLeft > 0 || rows > width;
  const scratch = heap.scratch((forwardFloats(sizes) + filters + rows * channels) * 4);
  const biasAt = scratch + forwardFloats(sizes) * 4;
  const sampleAt = biasAt + filters * 4;
  engine.zero(biasAt, filters + rows * channels);
  if (bias !== undefined) heap.float32(biasAt, filters).set(heap.float32(bias, filters));
  const run = winogradForward(engine, sizes, filter, biasAt, relu, scratch);
  const to = output();
  for (let b = 0; b < batch; b++) {
    const sample = x + b * width * channels * 4;
    if (isPadded) engine.copyFloats(sample, sampleAt + padLeft * channels * 4, Math.min(width, rows - padLeft) * channels);
    run(isPadded ? sampleAt : sample, to + b * outWidth * filters * 4);
  }
}
