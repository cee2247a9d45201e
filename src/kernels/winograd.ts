import type { Engine } from "./engine.js";
import { packedSize, tileRows } from "./gemm.js";
import { winogradFunctions } from "./winograd-transforms.js";

/** A convolution of 5 taps and stride 1 by F(4, 5); samples are [rows, channels] with the zeros of their padding around them already. */
export interface WinogradShape { readonly channels: number; readonly filters: number; readonly positions: number }

const planes = 8;
const tilesOf = (positions: number): number => Math.ceil(positions / 4);
/** Rows that a sample must have, zeros behind, for whole tiles. */
export const winogradRows = (positions: number): number => tilesOf(positions) * 4 + 4;
const transforms = (engine: Engine): ReturnType<Engine["module"]> => engine.module("winograd", () => winogradFunctions(engine.relaxed));

/** Floats of the transformed kernel, packed, and of what it takes to make it. */
export const winogradKernelFloats = ({ channels, filters }: WinogradShape): number => planes * (packedSize(channels, filters) + channels * filters);

/** Transforms `kernel`, floats [5, channels, filters], to `to`. */
export function packWinogradKernel(engine: Engine, { channels, filters }: WinogradShape, kernel: number, to: number): void {
  const plane = channels * filters * 4;
  const panels = packedSize(channels, filters) * 4;
  const whole = to + planes * panels;
  transforms(engine)["winogradKernel"]!(kernel, plane, plane, whole, plane);
  for (let p = 0; p < planes; p++) engine.packPanels(whole + p * plane, channels, filters, filters, to + p * panels);
}

/**
 * Tiles that are transformed and multiplied before the next, so that they are still in L2 when they are read: of equal size but the last, and whole tiles of the product.
 * @param most of them
 */
function inBlocks(engine: Engine, tiles: number, most: number): readonly { readonly first: number; readonly count: number }[] {
  const rows = tileRows(engine.relaxed);
  const heights = Math.ceil(tiles / rows);
  const step = rows * Math.ceil(heights / Math.ceil(tiles / most));
  return Array.from({ length: Math.ceil(tiles / step) }, (_, block) => ({ first: block * step, count: Math.min(step, tiles - block * step) }));
}
/** Forward, and of the filter's gradient, which reads and writes all sums for every block. */
const [tilesAtOnce, termsAtOnce] = [48, 64];

/** Floats from one row of transformed inputs to the next: an odd number of cache lines, so that a column of them spreads over all of L1. */
const spread = (channels: number): number => (Math.ceil(channels / 16) | 1) * 16;

/** Floats of scratch that `winogradForward` needs. */
export function forwardFloats({ channels, filters, positions }: WinogradShape): number {
  const tiles = tilesOf(positions);
  return planes * Math.min(tiles, tilesAtOnce + 8) * (spread(channels) + filters) + tiles * 4 * filters;
}

/**
 * @param packed kernel, from `packWinogradKernel`
 * @param bias pointer to as many floats as filters
 * @returns the convolution of one sample at `sample` (of `winogradRows` rows) to `to` [positions, filters]
 */
export function winogradForward(engine: Engine, shape: WinogradShape, packed: number, bias: number, relu: boolean, scratch: number): (sample: number, to: number) => void {
  const { channels, filters, positions } = shape;
  const tiles = tilesOf(positions);
  const functions = transforms(engine);
  const panels = packedSize(channels, filters) * 4;
  const whole = scratch;
  const inputs = whole + tiles * 4 * filters * 4;
  const finish = functions[relu ? "winogradOutputRelu" : "winogradOutput"]!;
  const fits = positions % 4 === 0;
  const blocks = inBlocks(engine, tiles, tilesAtOnce).map(({ first, count }) => {
    const [input, output] = [count * spread(channels) * 4, count * filters * 4];
    const outputs = inputs + planes * input;
    const product = engine.product({ m: count, n: filters, k: channels, aRow: spread(channels), aColumn: 1, cRow: filters, start: "zero", activation: "none" });
    return (sample: number, to: number): void => {
      engine.readAhead(sample + first * 4 * channels * 4, count * 4 * channels);
      functions["winogradInput"]!(sample + first * 4 * channels * 4, channels * 4, count, inputs, spread(channels) * 4, input);
      for (let p = 0; p < planes; p++) product(inputs + p * input, packed + p * panels, outputs + p * output);
      finish(outputs, filters * 4, count, bias, to + first * 4 * filters * 4, output);
    };
  });
  return (sample, to) => {
    for (const block of blocks) block(sample, fits ? to : whole);
    if (!fits) engine.copyFloats(whole, to, positions * filters);
  };
}

/** Floats of the sums over samples: the gradient before it is transformed back. */
export const filterGradientSums = ({ channels, filters }: WinogradShape): number => planes * channels * filters;

export function filterGradientFloats({ channels, filters, positions }: WinogradShape): number {
  const tiles = tilesOf(positions);
  const atOnce = Math.min(tiles, termsAtOnce + 8);
  return planes * (atOnce * spread(channels) + packedSize(atOnce, filters)) + tiles * 4 * filters;
}

/** @returns adds one sample and its dz [positions, filters] to `sums` */
export function winogradFilterGradient(engine: Engine, { channels, filters, positions }: WinogradShape, sums: number, scratch: number): (sample: number, dz: number) => void {
  const tiles = tilesOf(positions);
  const functions = transforms(engine);
  const plane = channels * filters * 4;
  const whole = scratch;
  const inputs = whole + tiles * 4 * filters * 4;
  const fits = positions % 4 === 0;
  if (!fits) engine.zero(whole, tiles * 4 * filters);
  const blocks = inBlocks(engine, tiles, termsAtOnce).map(({ first, count }) => {
    const [input, panels] = [count * spread(channels) * 4, packedSize(count, filters) * 4];
    const gradients = inputs + planes * input;
    const product = engine.product({ m: channels, n: filters, k: count, aRow: 1, aColumn: spread(channels), cRow: filters, start: "accumulate", activation: "none" });
    return (sample: number, rows: number): void => {
      engine.readAhead(sample + first * 4 * channels * 4, count * 4 * channels);
      engine.readAhead(rows + first * 4 * filters * 4, count * 4 * filters);
      functions["winogradInput"]!(sample + first * 4 * channels * 4, channels * 4, count, inputs, spread(channels) * 4, input);
      functions["winogradOutputGradient"]!(rows + first * 4 * filters * 4, filters * 4, count, gradients, panels);
      for (let p = 0; p < planes; p++) product(inputs + p * input, gradients + p * panels, sums + p * plane);
    };
  });
  return (sample, dz) => {
    if (!fits) engine.copyFloats(dz, whole, positions * filters);
    for (const block of blocks) block(sample, fits ? dz : whole);
  };
}

/** The sums over samples → the gradient `to` [5, channels, filters]. */
export function finishFilterGradient(engine: Engine, { channels, filters }: WinogradShape, sums: number, to: number): void {
  const plane = channels * filters * 4;
  transforms(engine)["winogradKernelGradient"]!(sums, plane, plane, to, plane);
}
