import { heatRgb } from "../../src/plots/attention-scale.js";
import type { StageKind } from "../../src/hyperparameters/field.js";
import type { Axis } from "../../src/model/stage.js";
import type { Activation } from "../../src/training/run.js";

/** Size in CSS pixels at which a stage's output is drawn: positions down, features across, on a scale that keeps 500 × 128 and 1 beside each other. */
export interface PictureSize { readonly width: number; readonly height: number }

const grow = (count: number, least: number, most: number): number => Math.round(Math.min(most, least + (most - least) * (Math.log2(Math.max(1, count)) / 9)));

/** A vector stands upright: its features down. */
export function pictureSize(outputShape: readonly Axis[]): PictureSize {
  const axes = outputShape.slice(1).map(Number);
  const [first = 1, second] = axes;
  return second === undefined
    ? { width: 16, height: grow(first, 20, 148) }
    : { width: grow(second, 14, 92), height: grow(first, 20, 148) };
}

export type Rgb = readonly [number, number, number];

/** The colours of a canvas: what is positive and what is negative, as its element's computed style resolves them. */
export function coloursOf(element: Element): { readonly positive: Rgb; readonly negative: Rgb; readonly isDark: boolean } {
  const { color, outlineColor } = getComputedStyle(element);
  const positive = parseRgb(color);
  return { positive, negative: parseRgb(outlineColor), isDark: positive[0] + positive[1] + positive[2] > 420 };
}
const parseRgb = (colour: string): Rgb => {
  const [r = 0, g = 0, b = 0] = (/\(([^)]*)\)/.exec(colour)?.[1] ?? "").split(/[ ,/]+/).map(Number);
  return [r, g, b];
};

/** The largest magnitude; 1 when all is 0, so that nothing is divided by it. */
export function magnitude(data: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) { const value = Math.abs(data[i]!); if (value > most && value < Infinity) most = value; }
  return most || 1;
}

/** Pixels a side that a picture needs at most; larger activations are thinned by taking every n-th. */
const mostPixels = 128;

/**
 * Paints a matrix one pixel a number; CSS stretches it. Zero is transparent, so that the page's ground shows in light and dark.
 * @param turned whether a vector stands upright
 */
export function paint(canvas: HTMLCanvasElement, { shape, data }: Activation, kind: StageKind, turned: boolean, top = magnitude(data)): void {
  const [rowsAll, columnsAll] = shape.length >= 2 ? [shape[0]!, shape[1]!] : turned ? [shape[0]!, 1] : [1, shape[0]!];
  const [rowStep, columnStep] = [Math.ceil(rowsAll / mostPixels), Math.ceil(columnsAll / mostPixels)];
  const [rows, columns] = [Math.ceil(rowsAll / rowStep), Math.ceil(columnsAll / columnStep)];
  if (rows < 1 || columns < 1) return;
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d");
  if (!context) return;
  const { positive, negative, isDark } = coloursOf(canvas);
  const image = context.createImageData(columns, rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 4) {
      const value = data[row * rowStep * columnsAll + column * columnStep]!;
      const share = Math.min(1, Math.abs(value) / top);
      const [r, g, b] = kind === "attention" ? heatRgb(share, isDark) : value < 0 ? negative : positive;
      image.data[at] = r; image.data[at + 1] = g; image.data[at + 2] = b;
      image.data[at + 3] = kind === "attention" ? 255 : Math.round(255 * share);
    }
  }
  context.putImageData(image, 0, 0);
}
