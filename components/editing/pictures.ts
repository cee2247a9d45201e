import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { CellKind } from "../../src/notebook/cell-kind.js";

/** Small drawings of what a cell shows, on 72 × 44 units, in the colours of the page: each stands beside the cell's name and says nothing that is not said there. */
const ink = "currentColor";
const line = (d: string, colour = ink, width = 1.8): SVGTemplateResult => svg`<path d=${d} fill="none" stroke=${colour} stroke-width=${width} stroke-linecap="round" stroke-linejoin="round"/>`;
const box = (x: number, y: number, width: number, height: number, fill: string, opacity = 1): SVGTemplateResult => svg`<rect x=${x} y=${y} width=${width} height=${height} rx="1.5" fill=${fill} opacity=${opacity}/>`;
const dot = (x: number, y: number, r: number, fill: string, opacity = 1): SVGTemplateResult => svg`<circle cx=${x} cy=${y} r=${r} fill=${fill} opacity=${opacity}/>`;
const colour = (name: string): string => `var(--at-${name})`;
const text = (y: number, ...lengths: readonly number[]): readonly SVGTemplateResult[] => {
  let x = 6;
  return lengths.map((length) => { const at = x; x += length + 3; return box(at, y, length, 3.5, ink, 0.4); });
};
const axes = line("M10 5v32h56", ink, 1.2);

const pictures: Readonly<Record<string, readonly SVGTemplateResult[]>> = {
  prose: [box(6, 6, 34, 5, ink, 0.85), ...text(17, 24, 14, 16), ...text(24, 12, 30, 10), ...text(31, 18, 20)],
  formula: [line("M12 32 20 12l8 20M34 16l14 14M48 16 34 30M55 18h10M55 26h10")],
  code: [line("m20 12-10 10 10 10M52 12l10 10-10 10M41 9 31 35")],
  dataset: [0, 1, 2].flatMap((i) => [dot(10, 11 + 11 * i, 3, colour(i === 1 ? "class-1" : "class-0")), box(18, 9 + 11 * i, 20 - 4 * i, 4, ink, 0.4), box(41 - 4 * i, 9 + 11 * i, 16 + 3 * i, 4, ink, 0.4)]),
  hyperparameters: (["convolution", "attention", "output"] as const).flatMap((stage, i) => [line(`M8 ${11 + 11 * i}h56`, colour("line-strong"), 2), line(`M8 ${11 + 11 * i}h${[34, 18, 42][i]!}`, colour(stage), 2.4), dot(8 + [34, 18, 42][i]!, 11 + 11 * i, 4, colour(stage))]),
  flow: (["embedding", "convolution", "attention", "pooling", "output"] as const).flatMap((stage, i) => [box(5 + 13 * i, 10 + 2 * i, 9, 24 - 4 * i, colour(stage)), ...(i < 4 ? [line(`M${15 + 13 * i} 22h2`, ink, 1.4)] : [])]),
  train: [axes, line("M12 9c6 16 14 22 26 24", colour("run-1"), 2.2), line("m48 13 12 7-12 7z", colour("accent"), 2.2)],
  compare: [axes, ...[[16, 20], [30, 9], [44, 14], [58, 24]].map(([x, y], i) => svg`<g>${line(`M${x! - 4} ${y}h8M${x} ${y! - 4}v8`, colour(`run-${i + 1}`), 2.4)}</g>`)],
  runs: [0, 1, 2].flatMap((row) => [line(`M6 ${11 + 12 * row}l5-${[4, 2, 5][row]!} 5 ${[6, 4, 7][row]!} 6 1`, colour(`run-${row + 1}`), 2), box(28, 8 + 12 * row, [18, 24, 14][row]!, 4, ink, 0.4), box(56, 8 + 12 * row, 10, 4, ink, row === 1 ? 0.85 : 0.4)]),
  lossPlot: [axes, line("M12 8c5 16 12 24 26 26s20 1 26 1", colour("run-1"), 2.2), svg`<path d="M12 10c6 14 12 19 24 20s20-1 28-3" fill="none" stroke=${colour("run-1")} stroke-width="1.8" stroke-dasharray="3 3"/>`],
  attentionPlot: [0, 1, 2].flatMap((row) => [0, 1, 2, 3, 4, 5].map((i) => box(6 + 10 * i, 7 + 11 * row, 9, 9, colour("attention"), [0.12, 0.25, 0.95, 0.4, 0.15, 0.1][(i + row) % 6]!))),
  explain: [...[0.2, 0.9, 0.3, 0.6, 0.15].map((value, i) => box(6 + 13 * i, 22 - 16 * value, 5, 16 * value + 1, colour("attention"))), ...[0.5, 0.3, 0.8, 0.2, 0.4].map((value, i) => box(6 + 13 * i, 24, 5, 15 * value, colour("output")))],
  predict: [box(6, 7, 60, 12, "none"), svg`<rect x="6" y="7" width="60" height="12" rx="3" fill="none" stroke=${ink} stroke-width="1.4"/>`, box(10, 11.5, 26, 3.5, ink, 0.4), box(6, 26, 44, 5, colour("class-1")), box(6, 34, 16, 5, colour("class-0"))],
  confusion: [box(16, 5, 17, 16, colour("class-1"), 0.95), box(35, 5, 17, 16, colour("class-1"), 0.2), box(16, 23, 17, 16, colour("class-1"), 0.3), box(35, 23, 17, 16, colour("class-1"), 0.8)],
  errors: [...text(9, 20, 26), ...text(20, 30, 14), ...text(31, 16, 20), line("M59 8l6 6M65 8l-6 6M59 19l6 6M65 19l-6 6M59 30l6 6M65 30l-6 6", colour("danger"), 1.8)],
  threshold: [axes, line("M11 36c3-20 10-27 54-30", colour("accent"), 2.2), line("M11 36 65 6", colour("line-strong"), 1.2), dot(24, 16, 3.4, colour("accent"))],
  diagnosis: [line("M5 26h14l5-14 8 24 6-16 4 6h25", colour("accent"), 2.2)],
  summary: [0, 1, 2, 3].flatMap((row) => [box(6, 7 + 9 * row, 22, 4, ink, row === 0 ? 0.85 : 0.4), box(34, 7 + 9 * row, 14, 4, ink, row === 0 ? 0.85 : 0.4), box(54, 7 + 9 * row, 12, 4, ink, row === 0 ? 0.85 : 0.4)]),
  filters: [0, 1, 2].flatMap((row) => [0, 1, 2, 3, 4].map((i) => box(8 + 11 * i, 6 + 12 * row, 10, 9, colour("convolution"), [0.2, 0.9, 0.5, 0.75, 0.3][(i * (row + 1) + row) % 5]!))),
  poolWinners: [...[0, 1, 2, 3, 4, 5].map((i) => box(6 + 10 * i, 24, 8, 12, colour("pooling"), i === 3 ? 1 : 0.25)), line("M40 19V8m-4 4 4-4 4 4", colour("pooling"), 2)],
  selfAttention: [...[10, 27, 44, 61].flatMap((x) => [dot(x, 36, 3, ink, 0.6), dot(x, 8, 3, colour("attention"))]), line("M10 33 27 11M27 33l0-22M44 33 27 11M61 33 44 11M27 33 61 11", colour("attention"), 1.3)],
  embeddingMap: [[14, 12, 0], [20, 18, 0], [12, 22, 0], [24, 10, 0], [50, 30, 1], [57, 24, 1], [46, 35, 1], [60, 34, 1], [38, 20, 2], [34, 27, 2]].map(([x, y, group]) => dot(x!, y!, 2.8, colour(["class-0", "class-1", "class-2"][group!]!))),
  weights: [axes, ...[4, 9, 17, 26, 20, 11, 6, 3].map((height, i) => box(13 + 6.4 * i, 37 - height, 5, height, colour("dense")))],
  glossary: [line("M36 10c-6-4-16-4-26-2v26c10-2 20-2 26 2 6-4 16-4 26-2V8c-10-2-20-2-26 2zm0 0v26", ink, 1.6), box(15, 14, 14, 3, ink, 0.4), box(15, 20, 11, 3, ink, 0.4), box(43, 14, 14, 3, ink, 0.4)],
};

/** What a kind without a drawing of its own looks like: what goes in, the cell, what comes out. */
const derived = ({ inputs, yields }: Pick<CellKind, "inputs" | "yields">): readonly SVGTemplateResult[] => {
  const names = Object.keys(inputs);
  return [
    svg`<rect x="24" y="9" width="26" height="26" rx="4" fill="none" stroke=${ink} stroke-width="1.6"/>`,
    ...names.flatMap((_, i) => { const y = 22 + (i - (names.length - 1) / 2) * 10; return [dot(7, y, 2.6, colour("accent")), line(`M11 ${y} 23 ${22 + (y - 22) * 0.6}`, ink, 1.3)]; }),
    ...(yields ? [line("M51 22h9m-4-4 4 4-4 4", ink, 1.6)] : []),
  ];
};

export const picture = (name: string, kind?: CellKind): TemplateResult =>
  html`<svg aria-hidden="true" viewBox="0 0 72 44" width="72" height="44">${pictures[name] ?? (kind ? derived(kind) : [])}</svg>`;
