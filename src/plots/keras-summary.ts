import type { KerasLayer } from "../model/stage.js";

/** Whether Keras would leave out "Connected to": every layer reads one other, and none is read twice. */
export function isSequential(layers: readonly KerasLayer[]): boolean {
  const reads = layers.flatMap(({ connectedTo }) => connectedTo);
  return new Set(reads).size === reads.length && layers.every(({ connectedTo }) => connectedTo.length <= 1);
}

/** "(None, 496, 64)": the axis of examples is None. */
export const kerasShape = (shape: KerasLayer["outputShape"]): string => `(${shape.map((axis) => (axis === "batch" ? "None" : axis)).join(", ")})`;

/** "163.09 KB", as keras.src.utils.summary_utils.readable_memory_size. @param bytes ≥ 0 */
export function kerasSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  while (bytes >= 1024 && unit < units.length - 1) { bytes /= 1024; unit++; }
  return `${bytes.toFixed(2)} ${units[unit]}`;
}

export interface Totals { readonly trainable: number; readonly nonTrainable: number }
/** All parameters here are float32 and trained. */
export const bytesOf = (parameters: number): number => parameters * 4;

/** The text that `model.summary(line_length=…)` prints in Keras 3 (88 columns, 108 where the network branches). */
export function kerasSummary(layers: readonly KerasLayer[], { trainable, nonTrainable }: Totals): string {
  const branches = !isSequential(layers);
  const widths = branches ? [29, 25, 15, 26] : [36, 27, 15];
  const header = ["Layer (type)", "Output Shape", "Param #", ...(branches ? ["Connected to"] : [])];
  const line = (left: string, fill: string, cross: string, right: string): string => left + widths.map((width) => fill.repeat(width + 2)).join(cross) + right;
  const row = (cells: readonly string[], bar: string): string => {
    const wrapped = cells.map((cell, i) => wrap(cell, widths[i]!));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, at) => `${bar} ${wrapped.map((lines, i) => pad(lines[at] ?? "", widths[i]!, i === 2)).join(` ${bar} `)} ${bar}`).join("\n");
  };
  const rows = layers.map((layer) => row([
    `${layer.name} (${layer.className})`, kerasShape(layer.outputShape), thousands(layer.parameterCount),
    ...(branches ? [layer.connectedTo.map((name) => `${name}[0][0]`).join(", ") || "-"] : []),
  ], "│"));
  const total = (name: string, count: number): string => ` ${name} params: ${thousands(count)} (${kerasSize(bytesOf(count))})`;
  return [
    `Model: "functional"`,
    line("┏", "━", "┳", "┓"), row(header, "┃"), line("┡", "━", "╇", "┩"),
    rows.join(`\n${line("├", "─", "┼", "┤")}\n`),
    line("└", "─", "┴", "┘"),
    total("Total", trainable + nonTrainable), total("Trainable", trainable), total("Non-trainable", nonTrainable), "",
  ].join("\n");
}

const thousands = (count: number): string => count.toLocaleString("en-US");
const pad = (text: string, width: number, right: boolean): string => (right ? text.padStart(width) : text.padEnd(width));

/** Words one after the other while they fit; a word that is longer than a line is cut, as rich does. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((each) => (each.length > width ? `${each.slice(0, width - 1)}…` : each));
}
