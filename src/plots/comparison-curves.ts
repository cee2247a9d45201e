import { areaY, dot, lineY, ruleY, text, type Markish } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { CurvePoint } from "../training/comparison/curves.js";
import type { Figure, FigureContent } from "./figure-content.js";
import { drawPlot, runColour, spreadLabels, ticks } from "./plot.js";

export interface ComparisonSeries {
  /** In the reader's language. */
  readonly title: string;
  /** From 1: the colour that the network has everywhere. */
  readonly number: number;
  readonly points: readonly CurvePoint[];
}
export interface ComparisonCurvesData {
  readonly metric: "accuracy" | "loss";
  readonly series: readonly ComparisonSeries[];
  readonly over: "epochs" | "seconds";
  /** Of always answering the largest class, and of counting words; NaN or absent where unknown. Only in the curves of accuracy. */
  readonly majority?: number;
  readonly wordCount?: number | undefined;
}

const words = {
  accuracy: { en: "Accuracy on validation texts", "pt-BR": "Acurácia nos textos de validação" },
  loss: { en: "Loss on validation texts", "pt-BR": "Perda nos textos de validação" },
  epochs: { en: "epoch →", "pt-BR": "época →" },
  seconds: { en: "seconds of training →", "pt-BR": "segundos de treino →" },
  majority: { en: "largest class", "pt-BR": "maior classe" },
  wordCount: { en: "word count", "pt-BR": "contar palavras" },
} as const;

/** Validation curves of several networks on one pair of axes: the mean over seeds as a line, one standard deviation as a band. */
function makeComparisonCurves(data: ComparisonCurvesData, locale: Locale): FigureContent {
  const { metric, series, over } = data;
  const [title, caption] = [words[metric][locale], captionOf(data, locale)];
  const en = locale === "en";
  return {
    name: `comparison-${metric}`, title, caption,
    table: {
      columns: [
        { name: "network", label: en ? "Network" : "Rede", numeric: false },
        { name: over, label: over === "epochs" ? (en ? "Epoch" : "Época") : en ? "Seconds" : "Segundos", numeric: true },
        { name: "mean", label: en ? "Mean" : "Média", numeric: true },
        { name: "deviation", label: en ? "Standard deviation" : "Desvio padrão", numeric: true },
        { name: "seeds", label: en ? "Seeds" : "Sementes", numeric: true },
      ],
      rows: series.flatMap(({ title: name, points }) => points.map(({ x, mean, high, seeds }) => [name, rounded(x), rounded(mean), seeds > 1 ? rounded(high - mean) : null, seeds])),
    },
    draw: ({ width }) => drawCurves(data, locale, width, `${title}. ${caption}`),
  };
}
const rounded = (value: number): number => Number(value.toPrecision(4));

const lines = ({ metric, majority = NaN, wordCount = NaN }: ComparisonCurvesData, locale: Locale): readonly { readonly y: number; readonly text: string }[] =>
  (metric === "loss" ? [] : [{ y: majority, text: words.majority[locale] }, { y: wordCount, text: words.wordCount[locale] }]).filter(({ y }) => Number.isFinite(y));

function drawCurves(data: ComparisonCurvesData, locale: Locale, width: number, label: string): SVGSVGElement {
  const { metric, series, over } = data;
  const height = Math.round(Math.min(340, Math.max(230, width * 0.5)));
  const narrow = width < 480;
  const margins = { marginTop: 14, marginBottom: 38, marginLeft: 46, marginRight: narrow ? 92 : 132 };
  const all = series.flatMap(({ points }) => points);
  const references = lines(data, locale);
  const least = Math.min(0.5, ...all.map(({ low }) => low), ...references.map(({ y }) => y));
  const domain: [number, number] = metric === "accuracy" ? [Math.max(0, Math.floor(least * 10 - 0.5) / 10), 1] : [0, Math.max(0.1, ...all.map(({ high }) => high)) * 1.05];
  const span = Math.max(over === "epochs" ? 1 : 0.1, ...all.map(({ x }) => x));
  const clamp = (y: number): number => Math.min(domain[1], Math.max(domain[0], y));
  const marks: Markish[] = references.map(({ y }, i) => ruleY([y], { stroke: "var(--at-ink-soft)", strokeDasharray: i === 0 ? "1 4" : "7 3", strokeLinecap: "round", strokeWidth: 1.5 }));
  for (const { number, points } of series) {
    const colour = runColour(number);
    if (points.some(({ low, high }) => high > low)) marks.push(areaY(points, { x: "x", y1: ({ low }: CurvePoint) => clamp(low), y2: ({ high }: CurvePoint) => clamp(high), fill: colour, fillOpacity: 0.14 }));
    marks.push(lineY(points, { x: "x", y: "mean", stroke: colour, strokeWidth: 2.25 }), dot(points, { x: "x", y: "mean", r: points.length > 40 ? 1.5 : 2.5, fill: "var(--at-ground)", stroke: colour, strokeWidth: 1.5 }));
  }
  const [top, bottom] = [margins.marginTop, height - margins.marginBottom];
  const labels = [
    ...series.flatMap(({ title, number, points }) => (points.length > 0 ? [{ y: points.at(-1)!.mean, text: title, colour: runColour(number) }] : [])),
    ...references.map(({ y, text: words }) => ({ y, text: words, colour: "var(--at-ink-soft)" })),
  ];
  const places = spreadLabels(labels.map(({ y }) => bottom - ((clamp(y) - domain[0]) / (domain[1] - domain[0])) * (bottom - top)), 14, [top, bottom]);
  const most = Math.floor((margins.marginRight - 8) / 6.6);
  for (const [i, { text: name, colour }] of labels.entries()) {
    const y = domain[0] + ((bottom - places[i]!) / (bottom - top)) * (domain[1] - domain[0]);
    marks.push(text([[span, y]], { text: () => ([...name].length > most ? `${[...name].slice(0, most - 1).join("")}…` : name), dx: 8, textAnchor: "start", fill: colour, fontWeight: 600 }));
  }
  return drawPlot(label, {
    width, height, ...margins,
    x: { domain: [0, span], label: null, ticks: over === "epochs" ? Math.min(span, narrow ? 4 : 8) : narrow ? 3 : 6, tickFormat: ticks(locale, { decimals: 1 }) },
    y: { domain, label: null, grid: true, nice: false, ticks: 5, tickFormat: metric === "accuracy" ? ticks(locale, { percent: true, decimals: 0 }) : ticks(locale, { significant: 3 }) },
    color: { type: "identity" },
    marks: [...marks, text([words[over][locale]], { frameAnchor: "bottom-right", dy: 34, textAnchor: "end", fill: "var(--at-ink-soft)" })],
  });
}

function captionOf({ metric, series, over }: ComparisonCurvesData, locale: Locale): string {
  const en = locale === "en";
  const ends = series.flatMap(({ title, points }) => (points.length > 0 ? [{ title, ...points.at(-1)! }] : []));
  if (ends.length === 0) return en ? "No network has finished an epoch yet." : "Nenhuma rede terminou uma época ainda.";
  const better = (a: number, b: number): boolean => (metric === "accuracy" ? a > b : a < b);
  const first = ends.reduce((best, one) => (better(one.mean, best.mean) ? one : best));
  const value = metric === "accuracy" ? formatNumber(first.mean, locale, { percent: true, decimals: 0 }) : formatNumber(first.mean, locale, { significant: 3 });
  const at = over === "epochs" ? (en ? `at epoch ${formatNumber(first.x, locale)}` : `na época ${formatNumber(first.x, locale)}`) : en ? `after ${formatNumber(first.x, locale, { significant: 3 })} s` : `depois de ${formatNumber(first.x, locale, { significant: 3 })} s`;
  const seeds = Math.max(...ends.map((one) => one.seeds));
  const band = seeds > 1 ? (en ? ` Lines are means over ${seeds} seeds, bands one standard deviation.` : ` As linhas são médias de ${seeds} sementes; as faixas, um desvio padrão.`) : "";
  if (metric === "accuracy") return (en ? `${first.title} ends highest, at ${value} ${at}.` : `${first.title} termina mais alto, com ${value} ${at}.`) + band;
  return (en ? `${first.title} ends lowest, at ${value} ${at}.` : `${first.title} termina mais baixo, com ${value} ${at}.`) + band;
}

/** Made-up curves: one network learns, the other stays at chance. Every number is a formula of its place. */
const examplePoints = (rise: number): readonly CurvePoint[] => Array.from({ length: 8 }, (_, i) => {
  const mean = Math.round((0.5 + rise * (1 - Math.exp(-(i + 1) / 3))) * 1000) / 1000;
  return { x: i + 1, mean, low: mean - 0.02, high: mean + 0.02, seeds: 3 };
});
const example = { series: [{ title: "Transformer", number: 1, points: examplePoints(0.48) }, { title: "CNN", number: 2, points: examplePoints(0.02) }], over: "epochs", majority: 0.5, wordCount: 0.53 } as const;

export const comparisonAccuracy: Figure<ComparisonCurvesData> = { name: "comparison-accuracy", make: makeComparisonCurves, example: { ...example, metric: "accuracy" } };
export const comparisonLoss: Figure<ComparisonCurvesData> = {
  name: "comparison-loss", make: makeComparisonCurves,
  example: { ...example, metric: "loss", series: example.series.map((one) => ({ ...one, points: one.points.map(({ x, mean, seeds }) => ({ x, mean: 1.2 - mean, low: 1.17 - mean, high: 1.23 - mean, seeds })) })) },
};
