import type { Engine } from "./engine.js";
import { packedSize, tileHeights, tileRows } from "./gemm.js";
import { winogradFunctions } from "./winograd-transforms.js";

/** A convolution of 5 taps and stride 1 by F(4, 5); samples are [rows, channels] with the zeros of their padding around them already. */
export interface WinogradShape { readonly channels: number; readonly filters: number; readonly positions: number }

const planes = 8;
const tilesOf = (positions: number): number => Math.ceil(positions / 4);
/** Rows that a sample must have, zeros behind, for whole tiles. */
export const winogradRows = (positions: number): number => tilesOf(positions) * 4 + 4;
const transforms = (engine: Engine): ReturnType<Engine["module"]> => engine.module("winograd", winogradFunctions);

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

/** Floats of scratch that `winogradForward` needs. */
export function forwardFloats({ channels, filters, positions }: WinogradShape): number {
  const tiles = tilesOf(positions);
  return planes * (tiles * channels + tiles * filters) + tiles * 4 * filters;
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
  const inputs = scratch;
  const outputs = inputs + planes * tiles * channels * 4;
  const whole = outputs + planes * tiles * filters * 4;
  const product = engine.product({ m: tiles, n: filters, k: channels, aRow: channels, aColumn: 1, cRow: filters, start: "zero", activation: "none" });
  const finish = functions[relu ? "winogradOutputRelu" : "winogradOutput"]!;
  const fits = positions % 4 === 0;
  return (sample, to) => {
    functions["winogradInput"]!(sample, channels * 4, tiles, inputs, tiles * channels * 4);
    for (let p = 0; p < planes; p++) product(inputs + p * tiles * channels * 4, packed + p * panels, outputs + p * tiles * filters * 4);
    finish(outputs, filters * 4, tiles, bias, fits ? to : whole, tiles * filters * 4);
    if (!fits) engine.copyFloats(whole, to, positions * filters);
  };
}

/** Floats of the sums over samples: the gradient before it is transformed back. */
export const filterGradientSums = ({ channels, filters }: WinogradShape): number => planes * channels * filters;

export function filterGradientFloats({ channels, filters, positions }: WinogradShape): number {
  const tiles = tilesOf(positions);
  return planes * (tiles * channels + tiles * filters) + tiles * channels + packedSize(tiles, filters) + tiles * 4 * filters;
}

/** @returns adds one sample and its dz [positions, filters] to `sums` */
export function winogradFilterGradient(engine: Engine, { channels, filters, positions }: WinogradShape, sums: number, scratch: number): (sample: number, dz: number) => void {
  const tiles = tilesOf(positions);
  const functions = transforms(engine);
  const plane = channels * filters * 4;
  const inputs = scratch;
  const outputs = inputs + planes * tiles * channels * 4;
  const strips = outputs + planes * tiles * filters * 4;
  const panels = strips + tiles * channels * 4;
  const whole = panels + packedSize(tiles, filters) * 4;
  engine.zero(whole, tiles * 4 * filters);
  const { tall, tallCount, shortCount } = tileHeights(channels, tileRows(engine.relaxed));
  const product = engine.product({ m: channels, n: filters, k: tiles, aRow: 1, aColumn: 1, aStrips: { k: tiles }, cRow: filters, start: "accumulate", activation: "none" });
  return (sample, dz) => {
    let rows = dz;
    if (positions % 4 !== 0) engine.copyFloats(dz, (rows = whole), positions * filters);
    functions["winogradInput"]!(sample, channels * 4, tiles, inputs, tiles * channels * 4);
    functions["winogradOutputGradient"]!(rows, filters * 4, tiles, outputs, tiles * filters * 4);
    for (let p = 0; p < planes; p++) {
      const from = inputs + p * tiles * channels * 4;
      engine.packStrips(from, tiles, tallCount, tall, channels, strips);
      if (shortCount > 0) engine.packStrips(from + tallCount * tall * 4, tiles, shortCount, tall - 1, channels, strips + tallCount * tall * tiles * 4);
      engine.packPanels(outputs + p * tiles * filters * 4, tiles, filters, filters, panels);
      product(strips, panels, sums + p * plane);
    }
  };
}

/** The sums over samples → the gradient `to` [5, channels, filters]. */
export function finishFilterGradient(engine: Engine, { channels, filters }: WinogradShape, sums: number, to: number): void {
  const plane = channels * filters * 4;
  transforms(engine)["winogradKernelGradient"]!(sums, plane, plane, to, plane);
}
