import { defineBody, shareOf } from "./body.js";
import type { Engine } from "./engine.js";
import { packedSize, tileRows } from "./gemm.js";
import { inputsOfTile, outputsOfTile, planes, winogradFunctions } from "./winograd-transforms.js";

/** A convolution of 5 taps and stride 1 by F(6, 5). */
export interface WinogradShape {
  readonly channels: number; readonly filters: number; readonly positions: number;
  /** Rows of a sample [rows, channels]. */
  readonly rows: number;
  /** Rows of zeros to imagine before them; behind them as many as the positions take. */
  readonly before: number;
}
type KernelShape = Pick<WinogradShape, "channels" | "filters">;

const tilesOf = (positions: number): number => Math.ceil(positions / outputsOfTile);
const transforms = (engine: Engine): ReturnType<Engine["module"]> => engine.module(`winograd ${engine.relaxed}`, () => winogradFunctions(engine.relaxed));

/** Floats of the transformed kernel, packed, and of what it takes to make it. */
export const winogradKernelFloats = ({ channels, filters }: KernelShape): number => planes * (packedSize(channels, filters) + channels * filters);

/** Transforms `kernel`, floats [5, channels, filters], to `to`. */
export function packWinogradKernel(engine: Engine, { channels, filters }: KernelShape, kernel: number, to: number): void {
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

/** Neighbouring tiles of a matrix with `width` floats in a row: either all their rows are there, or it is one tile that reaches past an end. */
interface Run { readonly first: number; readonly count: number; /** The first row that is there, of the first tile. */ readonly row: number; /** Of a tile at an end: how many of its rows are missing before and how many are there. */ readonly end?: { readonly missing: number; readonly rows: number } }

/** @param height rows of a tile, the first of which lies at 6t − before @param rows of the matrix */
function runsOf(first: number, count: number, height: number, before: number, rows: number): readonly Run[] {
  const runs: Run[] = [];
  for (let tile = first; tile < first + count; tile++) {
    const row = tile * outputsOfTile - before;
    const last = runs.at(-1);
    if (row < 0 || row + height > rows) runs.push({ first: tile, count: 1, row: Math.max(0, row), end: { missing: Math.max(0, -row), rows: Math.max(0, Math.min(rows, row + height) - Math.max(0, row)) } });
    else if (last && !last.end) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ first: tile, count: 1, row });
  }
  return runs;
}
/** Reads a block of the matrix ahead, then visits its runs. @param spare room for `height` rows, to which a tile at an end is copied between zeros */
function readRuns(engine: Engine, runs: readonly Run[], { width, height, spare }: { readonly width: number; readonly height: number; readonly spare: number }, visit: (run: Run, at: number) => void): (matrix: number) => void {
  const from = runs[0]!.row;
  const [{ row, count, end }] = runs.slice(-1) as [Run];
  const rows = row + (end ? end.rows : (count - 1) * outputsOfTile + height) - from;
  return (matrix) => {
    engine.readAhead(matrix + from * width * 4, rows * width);
    for (const run of runs) {
      const at = matrix + run.row * width * 4;
      if (run.end) {
        engine.zero(spare, height * width);
        engine.copyFloats(at, spare + run.end.missing * width * 4, run.end.rows * width);
      }
      visit(run, run.end ? spare : at);
    }
  };
}

/** Transforms the inputs of a block of tiles to its planes at `to`. @param spare room for the rows of one tile */
function inputTransform(engine: Engine, { channels, rows, before }: WinogradShape, { first, count, spare, to }: { readonly first: number; readonly count: number; readonly spare: number; readonly to: number }): (sample: number) => void {
  const row = spread(channels) * 4;
  const transform = transforms(engine)["winogradInput"]!;
  return readRuns(engine, runsOf(first, count, inputsOfTile, before, rows), { width: channels, height: inputsOfTile, spare }, (run, at) => {
    transform(at, channels * 4, run.count, to + (run.first - first) * row, row, count * row);
  });
}

/** Floats of scratch that one part of a forward pass needs. */
function forwardFloats({ channels, filters, positions }: Pick<WinogradShape, "channels" | "filters" | "positions">): number {
  return planes * Math.min(tilesOf(positions), tilesAtOnce + 8) * (spread(channels) + filters) + inputsOfTile * channels + outputsOfTile * filters;
}

/**
 * @param packed kernel, from `packWinogradKernel`
 * @param bias pointer to as many floats as filters
 * @returns the convolution of one sample at `sample` to `to` [positions, filters]
 */
function winogradForward(engine: Engine, shape: WinogradShape, packed: number, bias: number, relu: boolean, scratch: number): (sample: number, to: number) => void {
  const { channels, filters, positions } = shape;
  const functions = transforms(engine);
  const panels = packedSize(channels, filters) * 4;
  const spareInput = scratch;
  const spareOutput = spareInput + inputsOfTile * channels * 4;
  const inputs = spareOutput + outputsOfTile * filters * 4;
  const finish = functions[relu ? "winogradOutputRelu" : "winogradOutput"]!;
  const blocks = inBlocks(engine, tilesOf(positions), tilesAtOnce).map(({ first, count }) => {
    const [input, output] = [count * spread(channels) * 4, count * filters * 4];
    const outputs = inputs + planes * input;
    const product = engine.product({ m: count, n: filters, k: channels, aRow: spread(channels), aColumn: 1, cRow: filters, start: "zero", activation: "none" });
    const transform = inputTransform(engine, shape, { first, count, spare: spareInput, to: inputs });
    const results = runsOf(first, count, outputsOfTile, 0, positions);
    return (sample: number, to: number): void => {
      transform(sample);
      for (let p = 0; p < planes; p++) product(inputs + p * input, packed + p * panels, outputs + p * output);
      for (const run of results) {
        const at = to + run.row * filters * 4;
        finish(outputs + (run.first - first) * filters * 4, filters * 4, run.count, bias, run.end ? spareOutput : at, output);
        if (run.end) engine.copyFloats(spareOutput, at, run.end.rows * filters);
      }
    };
  });
  return (sample, to) => { for (const block of blocks) block(sample, to); };
}

interface Work { readonly parts: number; /** For one part. */ readonly each: number; /** For all of them. */ readonly floats: number }
/** In how many parts a batch is convolved, and the floats of scratch that they need. */
export function winogradWork(engine: Engine, shape: WinogradShape, batch: number): Work {
  const parts = engine.parts(batch, batch * shape.positions * 5 * shape.channels * shape.filters);
  const each = forwardFloats(shape);
  return { parts, each, floats: parts * each };
}

/** `x`: samples [batch, rows, channels]; `bias`: as many floats as filters; `work`: room for the floats of `winogradWork`. */
export function runWinograd(engine: Engine, shape: WinogradShape, { parts, each }: Work, given: Readonly<Record<"batch" | "x" | "packed" | "bias" | "relu" | "work" | "output", number>>): void {
  engine.run(convolutionByWinograd, { ...shape, ...given, each }, parts);
}

/** Samples are shared out. `work`: `each` floats for every part. */
export const convolutionByWinograd = defineBody("convolution-winograd", ["batch", "rows", "before", "channels", "positions", "filters", "x", "packed", "bias", "relu", "work", "each", "output"], (engine, s, part) => {
  const run = winogradForward(engine, s, s.packed, s.bias, s.relu !== 0, s.work + part.index * s.each * 4);
  const [begin, end] = shareOf(s.batch, part);
  for (let b = begin; b < end; b++) run(s.x + b * s.rows * s.channels * 4, s.output + b * s.positions * s.filters * 4);
});

/** Floats of the sums over samples: the gradient before it is transformed back. */
export const filterGradientSums = ({ channels, filters }: KernelShape): number => planes * channels * filters;

export function filterGradientFloats({ channels, filters, positions }: Pick<WinogradShape, "channels" | "filters" | "positions">): number {
  const atOnce = Math.min(tilesOf(positions), termsAtOnce + 8);
  return planes * (atOnce * spread(channels) + packedSize(atOnce, filters)) + inputsOfTile * channels + outputsOfTile * filters;
}

/** @returns adds one sample and its dz [positions, filters] to `sums` */
export function winogradFilterGradient(engine: Engine, shape: WinogradShape, sums: number, scratch: number): (sample: number, dz: number) => void {
  const { channels, filters, positions } = shape;
  const functions = transforms(engine);
  const plane = channels * filters * 4;
  const spareInput = scratch;
  const spareGradient = spareInput + inputsOfTile * channels * 4;
  const inputs = spareGradient + outputsOfTile * filters * 4;
  const blocks = inBlocks(engine, tilesOf(positions), termsAtOnce).map(({ first, count }) => {
    const [input, panels] = [count * spread(channels) * 4, packedSize(count, filters) * 4];
    const gradients = inputs + planes * input;
    const product = engine.product({ m: channels, n: filters, k: count, aRow: 1, aColumn: spread(channels), cRow: filters, start: "accumulate", activation: "none" });
    const transform = inputTransform(engine, shape, { first, count, spare: spareInput, to: inputs });
    const transformGradient = readRuns(engine, runsOf(first, count, outputsOfTile, 0, positions), { width: filters, height: outputsOfTile, spare: spareGradient }, (run, at) => {
      functions["winogradOutputGradient"]!(at, filters * 4, run.count, gradients, panels, run.first - first, count);
    });
    return (sample: number, dz: number): void => {
      transform(sample);
      transformGradient(dz);
      for (let p = 0; p < planes; p++) product(inputs + p * input, gradients + p * panels, sums + p * plane);
    };
  });
  return (sample, dz) => { for (const block of blocks) block(sample, dz); };
}

/** The sums over samples → the gradient `to` [5, channels, filters]. */
export function finishFilterGradient(engine: Engine, { channels, filters }: KernelShape, sums: number, to: number): void {
  const plane = channels * filters * 4;
  transforms(engine)["winogradKernelGradient"]!(sums, plane, plane, to, plane);
}
