import { areaY, dot, line, ruleY, text, type Markish } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure, FigureContent } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

/** A decision at one threshold, as a place on a curve. */
export interface DecisionPoint {
  readonly x: number;
  readonly y: number;
  /** Infinity where nothing is answered with yes. */
  readonly threshold: number;
}
export interface DecisionCurveData {
  /** The class in question, in the reader's language. */
  readonly name: string;
  readonly points: readonly DecisionPoint[];
  /** The decision in force. */
  readonly at: DecisionPoint;
  /** Under the ROC curve, or the average precision; NaN where one of the two sides has no texts. */
  readonly area: number;
  /** What a guess would have: the diagonal of the ROC curve, or the share of the class. */
  readonly base: number;
}

const percent = (value: number, locale: Locale): string => formatNumber(value, locale, { percent: true, decimals: 0 });
const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);

function contentOf(name: string, title: string, caption: string, [x, y]: readonly [string, string], data: DecisionCurveData, locale: Locale, marks: readonly Markish[]): FigureContent {
  return {
    name, title, caption,
    table: {
      columns: [
        { name: "threshold", label: locale === "en" ? "Threshold" : "Limiar", numeric: true },
        { name: "x", label: x, numeric: true }, { name: "y", label: y, numeric: true },
      ],
      rows: data.points.map((point) => [rounded(point.threshold), rounded(point.x), rounded(point.y)]),
    },
    draw: ({ width }) => {
      const side = Math.min(width, 380);
      return drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(side * 0.82) + 20, marginTop: 24, marginBottom: 40, marginLeft: 48, marginRight: 16,
        x: { domain: [0, 1], label: null, grid: true, ticks: 5, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
        y: { domain: [0, 1], label: null, grid: true, ticks: 5, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
        marks: [
          ...marks,
          ...(Number.isFinite(data.at.x) && Number.isFinite(data.at.y) ? [dot([data.at], { x: "x", y: "y", r: 6, fill: "var(--at-accent)", stroke: "var(--at-ground)", strokeWidth: 2 })] : []),
          text([`↑ ${y}`], { frameAnchor: "top-left", dy: -18, dx: -40, textAnchor: "start", fill: "var(--at-ink-soft)" }),
          text([`${x} →`], { frameAnchor: "bottom-right", dy: 36, textAnchor: "end", fill: "var(--at-ink-soft)" }),
        ],
      });
    },
  };
}
const curve = (points: readonly DecisionPoint[]): readonly Markish[] => {
  const drawn = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return [areaY(drawn, { x: "x", y1: 0, y2: "y", fill: "var(--at-output)", fillOpacity: 0.1 }), line(drawn, { x: "x", y: "y", stroke: "var(--at-output)", strokeWidth: 2 })];
};

/** What every threshold finds against what it wrongly takes: the ROC curve. */
export const rocCurve: Figure<DecisionCurveData> = {
  name: "roc-curve",
  make: (data, locale) => {
    const en = locale === "en";
    const { name, at, area } = data;
    const axes = en ? ["false alarms", "found"] as const : ["alarmes falsos", "encontrados"] as const;
    const caption = Number.isNaN(area)
      ? (en ? "There is nothing to tell apart: all texts are on one side." : "Não há o que distinguir: todos os textos estão de um lado só.")
      : en
        ? `Of two texts, one “${name}” and one not, the network scores the right one higher ${percent(area, locale)} of the time; the dot, today's threshold, finds ${percent(at.y, locale)} with ${percent(at.x, locale)} false alarms.`
        : `De dois textos, um “${name}” e outro não, a rede dá mais ao certo em ${percent(area, locale)} das vezes; o ponto, o limiar de agora, encontra ${percent(at.y, locale)} com ${percent(at.x, locale)} de alarmes falsos.`;
    return contentOf("roc-curve", en ? `ROC curve of “${name}”` : `Curva ROC de “${name}”`, caption, axes, data, locale, [line([[0, 0], [1, 1]], { stroke: "var(--at-ink-soft)", strokeDasharray: "3 4" }), ...curve(data.points)]);
  },
  example: {
    name: "positive", area: 0.847, base: 0.5, at: { x: 1 / 7, y: 5 / 7, threshold: 0.55 },
    points: [[0, 0, Infinity], [0, 3, 0.83], [1, 3, 0.71], [1, 5, 0.55], [2, 5, 0.47], [2, 6, 0.42], [3, 6, 0.36], [4, 7, 0.25], [7, 7, 0.03]].map(([x, y, threshold]) => ({ x: x! / 7, y: y! / 7, threshold: threshold! })),
  },
};

/** How often a yes is right against how much is found: the precision–recall curve. */
export const precisionRecall: Figure<DecisionCurveData> = {
  name: "precision-recall",
  make: (data, locale) => {
    const en = locale === "en";
    const { name, at, area, base } = data;
    const axes = en ? ["found (recall)", "right (precision)"] as const : ["encontrados (revocação)", "certos (precisão)"] as const;
    const caption = Number.isNaN(area)
      ? (en ? "No text is of this class." : "Nenhum texto é desta classe.")
      : en
        ? `The average precision is ${percent(area, locale)}, where guessing has ${percent(base, locale)} (dashed); at the dot, ${Number.isFinite(at.y) ? `${percent(at.y, locale)} of the texts answered “${name}” are` : "no text is answered so"}.`
        : `A precisão média é ${percent(area, locale)}; no chute seria ${percent(base, locale)} (tracejado); no ponto, ${Number.isFinite(at.y) ? `${percent(at.y, locale)} dos textos respondidos com “${name}” são mesmo` : "nenhum texto recebe essa resposta"}.`;
    return contentOf("precision-recall", en ? `Precision and recall of “${name}”` : `Precisão e revocação de “${name}”`, caption, axes, data, locale, [ruleY([base].filter(Number.isFinite), { stroke: "var(--at-ink-soft)", strokeDasharray: "3 4" }), ...curve(data.points)]);
  },
  example: {
    name: "positive", area: 0.86, base: 0.5, at: { x: 5 / 7, y: 5 / 6, threshold: 0.55 },
    points: [[1 / 7, 1, 0.97], [3 / 7, 1, 0.83], [3 / 7, 0.75, 0.71], [4 / 7, 0.8, 0.62], [5 / 7, 5 / 6, 0.55], [5 / 7, 5 / 7, 0.47], [6 / 7, 0.75, 0.42], [1, 7 / 11, 0.25], [1, 0.5, 0.03]].map(([x, y, threshold]) => ({ x: x!, y: y!, threshold: threshold! })),
  },
};
