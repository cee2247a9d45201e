import type * as TF from "@tensorflow/tfjs-core";
import { defineBody, shareOf } from "./body.js";
import { algorithmOf, convolutionShape, isAlongOneAxis, paddedWidth, productsIn, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { termsPerProduct } from "./engine.js";
import { packedSize } from "./gemm.js";
import type { Call, Kernel } from "./kernel.js";
import { packWinogradKernel, runWinograd, winogradKernelFloats, winogradWork } from "./winograd.js";

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
    convolve({ heap, engine }, shape, { x: heap.pointer(x), filter: heap.pointer(filter), bias: undefined, output: heap.pointer(output), relu: false });
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
    convolve({ heap, engine }, shape, { x: heap.pointer(x), filter: heap.pointer(filter), bias: has("bias") ? heap.pointer(input("bias")) : undefined, output: heap.pointer(output), relu: given.activation === "relu" });
    return output;
  },
});

export interface ConvolutionPointers {
  readonly x: number;
  readonly filter: number;
  readonly bias: number | undefined;
  readonly output: number;
  readonly relu: boolean;
}

/** No im2col: the windows of a sample are the rows of a matrix that overlap, `stride · channels` floats apart. */
export function convolve(call: Pick<Call, "heap" | "engine">, shape: ConvolutionShape, pointers: ConvolutionPointers): void {
  if (algorithmOf(shape) === "winograd") return convolveByWinograd(call, shape, pointers);
  const { heap, engine } = call;
  const { x, filter, bias, output, relu } = pointers;
  const { channels, filters } = shape;
  const { terms, padded, isPadded, blocks } = directPlan(shape);
  const parts = engine.parts(shape.batch, productsIn(shape));
  const biasFloats = filters + 8;
  const scratch = heap.scratch({ packed: packedSize(terms, filters), bias: biasFloats, samples: isPadded ? parts * padded * channels : 0 });
  if (bias !== undefined) {
    engine.zero(scratch.bias, biasFloats);
    engine.copyFloats(bias, scratch.bias, filters);
  }
  for (const { first, k } of blocks) engine.packPanels(filter + first * filters * 4, k, filters, filters, scratch.packed + packedSize(first, filters) * 4);
  engine.run(directConvolution, { ...shape, ...scratch, x, hasBias: bias === undefined ? 0 : 1, relu: relu ? 1 : 0, output }, parts);
}

type DirectShape = Pick<ConvolutionShape, "width" | "channels" | "outWidth" | "kernelWidth" | "strideWidth" | "padLeft">;
/** The terms of the product in blocks, and whether samples are copied between zeros first. */
function directPlan(shape: DirectShape): { readonly terms: number; readonly padded: number; readonly isPadded: boolean; readonly blocks: readonly { readonly first: number; readonly k: number }[] } {
  const terms = shape.kernelWidth * shape.channels;
  const count = Math.ceil(terms / termsPerProduct);
  const blockTerms = Math.ceil(terms / count);
  const padded = paddedWidth(shape);
  return { terms, padded, isPadded: shape.padLeft > 0 || padded > shape.width, blocks: Array.from({ length: count }, (_, block) => ({ first: block * blockTerms, k: Math.min(blockTerms, terms - block * blockTerms) })) };
}

/** Samples are shared out. */
export const directConvolution = defineBody("convolution", ["batch", "width", "channels", "outWidth", "filters", "kernelWidth", "strideWidth", "padLeft", "x", "packed", "bias", "hasBias", "relu", "samples", "output"], (engine, s, part) => {
  const { width, channels, outWidth, filters, strideWidth, padLeft } = s;
  const { padded, isPadded, blocks } = directPlan(s);
  const steps = blocks.map(({ first, k }, block) => ({
    first, packed: s.packed + packedSize(first, filters) * 4,
    run: engine.product({
      m: outWidth, n: filters, k, aRow: strideWidth * channels, aColumn: 1, cRow: filters,
      start: block > 0 ? "accumulate" : s.hasBias ? "bias" : "zero", activation: s.relu && block === blocks.length - 1 ? "relu" : "none",
    }),
  }));
  const sampleAt = s.samples + part.index * padded * channels * 4;
  if (isPadded) engine.zero(sampleAt, padded * channels);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) {
    const sample = s.x + b * width * channels * 4;
    if (isPadded) engine.copyFloats(sample, sampleAt + padLeft * channels * 4, Math.min(width, padded - padLeft) * channels);
    for (const { first, packed, run } of steps) run((isPadded ? sampleAt : sample) + first * 4, packed, s.output + b * outWidth * filters * 4, s.bias);
  }
});

function convolveByWinograd({ heap, engine }: Pick<Call, "heap" | "engine">, s: ConvolutionShape, { x, filter, bias, output, relu }: ConvolutionPointers): void {
  const shape = { channels: s.channels, filters: s.filters, positions: s.outWidth, rows: s.width, before: s.padLeft };
  const [floats, work] = [winogradKernelFloats(shape), winogradWork(engine, shape, s.batch)];
  const scratch = heap.scratch({ packed: floats, bias: s.filters, work: work.floats });
  if (bias === undefined) engine.zero(scratch.bias, s.filters);
  else engine.copyFloats(bias, scratch.bias, s.filters);
  packWinogradKernel(engine, shape, filter, scratch.packed);
  runWinograd(engine, shape, work, { ...scratch, batch: s.batch, x, relu: relu ? 1 : 0, output });
}
