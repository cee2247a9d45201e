import { line, ruleX, text, type Markish } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";
import { bestTrial, broughtSentence, exampleSweep, isBetter, judged, metricTitle, rounded, scoreText, valueText, whereCell, whereColumn, type SweepAxis, type SweepData, type SweepTrial } from "./sweep-data.js";

/** With more trials than this, only the best stand out and the others are a texture behind them. */
const manyTrials = 60;

/** An axis with a place in [0, 1] for each of its values. */
interface Placed { readonly title: string; /** Undoes `at`: of options the nearest. */ readonly value: (place: number) => number | string; readonly at: (value: number | string | null) => number; readonly ticks: readonly { readonly place: number; readonly label: string }[] }

/** Every trial as a line across one axis for each setting and one for the result: what good trials have in common runs together. */
export const parallelCoordinates: Figure<SweepData> = {
  name: "parallel-coordinates",
  make: (data, locale) => {
    const title = locale === "en" ? "All trials, setting by setting" : "Todas as tentativas, campo a campo";
    const caption = captionOf(data, locale);
    return {
      name: "parallel-coordinates", title, caption,
      table: {
        columns: [
          { name: "trial", label: locale === "en" ? "Trial" : "Tentativa", numeric: true },
          ...data.axes.map(({ name, title: label, options }) => ({ name, label, numeric: options === undefined })),
          { name: data.metric, label: metricTitle(data.metric, locale), numeric: true },
          ...whereColumn(data, locale),
        ],
        rows: data.trials.map((trial) => [trial.number, ...trial.values, rounded(trial.score), ...whereCell(data, trial, locale)]),
      },
      draw: ({ width }) => draw(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: exampleSweep,
};

function placed(axis: SweepAxis, values: readonly (number | string | null)[], locale: Locale, metric?: SweepData["metric"]): Placed {
  if (axis.options) {
    const { options } = axis;
    const place = (i: number): number => (options.length === 1 ? 0.5 : i / (options.length - 1));
    return { title: axis.title, value: (at) => options[Math.round(Math.min(1, Math.max(0, at)) * (options.length - 1))]!, at: (value) => (typeof value === "string" && options.includes(value) ? place(options.indexOf(value)) : NaN), ticks: options.map((label, i) => ({ place: place(i), label: label.length > 12 ? `${label.slice(0, 11)}…` : label })) };
  }
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const isLog = axis.scale === "log" && numbers.every((value) => value > 0);
  const scale = (value: number): number => (isLog ? Math.log(value) : value);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const at = (value: number | string | null): number => (typeof value !== "number" ? NaN : high > low ? (scale(value) - scale(low)) / (scale(high) - scale(low)) : 0.5);
  const middle = isLog ? Math.sqrt(low * high) : (low + high) / 2;
  const value = (place: number): number => { const inside = scale(low) + (scale(high) - scale(low)) * Math.min(1, Math.max(0, place)); return isLog ? Math.exp(inside) : inside; };
  return { title: axis.title, at, value, ticks: numbers.length === 0 ? [] : (high > low ? [low, middle, high] : [low]).map((value) => ({ place: at(value), label: metric ? scoreText(metric, value, locale) : valueText(value, locale) })) };
}

/** Where axes lie, in pixels of the drawing. On a narrow page they lie one under the other. */
const frameOf = (axes: number, width: number) => {
  const isDown = width < 110 * axes;
  return { isDown, height: isDown ? 40 + axes * 64 : 320, top: 34, bottom: isDown ? 26 : 16, left: isDown ? 22 : 52, right: isDown ? 22 : 18 };
};
export interface AxisPoint { readonly axis: number; /** In [0, 1] along the axis. */ readonly place: number; /** Whether it is where the axis' name stands. */ readonly isTitle: boolean; /** Pixels beside the axis. */ readonly away: number }
/** The axis of a setting nearest to a point of the drawing, and where on it the point lies. */
export function axisPoint(data: Pick<SweepData, "axes">, width: number, x: number, y: number): AxisPoint {
  const count = data.axes.length + 1;
  const { isDown, height, top, bottom, left, right } = frameOf(count, width);
  const [across, down] = [(x - left) / (width - left - right), (y - top) / (height - top - bottom)];
  const along = (isDown ? down : across) * (count - 1);
  const axis = Math.min(data.axes.length - 1, Math.max(0, Math.round(along)));
  const apart = (isDown ? height - top - bottom : width - left - right) / (count - 1);
  const away = (along - axis) * apart;
  return { axis, place: Math.min(1, Math.max(0, isDown ? across : 1 - down)), isTitle: isDown ? away < -6 && away > -24 : y < top - 6, away: Math.abs(away) };
}
/** What a place on an axis stands for. */
export const axisValue = (data: SweepData, axis: number, place: number): number | string => placed(data.axes[axis]!, judged(data).map(({ values }) => values[axis]!), "en").value(place);

function draw(data: SweepData, locale: Locale, width: number, label: string): SVGSVGElement {
  const trials = judged(data);
  const metricAxis: SweepAxis = { name: data.metric, title: { accuracy: { en: "Accuracy", "pt-BR": "Acurácia" }, loss: { en: "Loss", "pt-BR": "Perda" } }[data.metric][locale], scale: "linear", options: undefined };
  const axes = [...data.axes, metricAxis].map((axis, i) => placed(axis, trials.map((trial) => (i < data.axes.length ? trial.values[i]! : trial.score)), locale, i < data.axes.length ? undefined : data.metric));
  const best = bestTrial(data);
  const order = trials.toSorted((a, b) => Number(isBetter(data.metric, a.score, b.score)) - Number(isBetter(data.metric, b.score, a.score)));
  const shown = order.filter(({ isFaint }) => !isFaint);
  const strong = new Set(shown.slice(trials.length > manyTrials ? -Math.max(5, Math.ceil(shown.length / 10)) : 0));
  const { isDown, height, top, bottom, left, right } = frameOf(axes.length, width);
  const places = (trial: SweepTrial): readonly { readonly x: number; readonly y: number }[] => axes.map((axis, i) => {
    const place = axis.at(i < data.axes.length ? trial.values[i]! : trial.score);
    return isDown ? { x: place, y: axes.length - 1 - i } : { x: i, y: place };
  });
  const lines = (some: readonly SweepTrial[], of: Readonly<Record<string, unknown>>): Markish[] => some.map((trial) => line(places(trial), { x: "x", y: "y", ...of, ...(trial.isBrought ? { strokeDasharray: "6 3" } : {}) }));
  const shade = (trial: SweepTrial): string => {
    const at = axes.at(-1)!.at(trial.score);
    const share = Math.round((data.metric === "accuracy" ? at : 1 - at) * 100);
    return `color-mix(in oklab, var(--at-run-1) ${share}%, var(--at-line-strong))`;
  };
  const tickMarks = axes.flatMap((axis, i): Markish[] => [
    text(axis.ticks.map(({ place, label: word }) => ({ x: isDown ? place : i, y: isDown ? axes.length - 1 - i : place, word })), {
      x: "x", y: "y", text: "word", fill: "var(--at-ink-soft)", stroke: "var(--at-ground)", strokeWidth: 4, textAnchor: isDown ? "middle" : "end", dx: isDown ? 0 : -5, dy: isDown ? 12 : 0,
    }),
    text([axis.title], { x: () => (isDown ? 0 : i), y: () => (isDown ? axes.length - 1 - i : 1), text: (word: string) => (isDown || word.length < width / axes.length / 6.5 ? word : `${word.slice(0, Math.max(3, Math.floor(width / axes.length / 6.5) - 1))}…`), dy: isDown ? -12 : -16, textAnchor: isDown ? "start" : i === 0 ? "start" : i === axes.length - 1 ? "end" : "middle", fontWeight: 600, fill: "currentColor" }),
  ]);
  const keptMarks = data.axes.flatMap(({ kept }, i): Markish[] => {
    const ends = kept?.map((value) => (value === -Infinity ? 0 : value === Infinity ? 1 : Math.min(1, Math.max(0, axes[i]!.at(value))))) ?? [];
    if (ends.length === 0 || ends.some(Number.isNaN)) return [];
    const [from, to] = ends[0] === ends[1] ? [ends[0]! - 0.02, ends[1]! + 0.02] : ends as [number, number];
    return [line([from, to].map((place) => (isDown ? { x: place, y: axes.length - 1 - i } : { x: i, y: place })), { x: "x", y: "y", stroke: "var(--at-accent)", strokeWidth: 7, strokeOpacity: 0.45, strokeLinecap: "round" })];
  });
  const rules: Markish[] = isDown
    ? axes.map((_, i) => line([{ x: 0, y: i }, { x: 1, y: i }], { x: "x", y: "y", stroke: "var(--at-line-strong)" }))
    : [ruleX(axes.map((_, i) => i), { stroke: "var(--at-line-strong)" })];
  return drawPlot(label, {
    width, height, marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right,
    x: { axis: null, domain: isDown ? [0, 1] : [0, axes.length - 1] }, y: { axis: null, domain: isDown ? [0, axes.length - 1] : [0, 1] }, color: { type: "identity" },
    marks: [
      ...lines(order.filter((trial) => !strong.has(trial)), { stroke: "var(--at-line-strong)", strokeOpacity: trials.length > 300 ? 0.08 : 0.22, strokeWidth: 1 }),
      ...[...strong].flatMap((trial) => lines([trial], { stroke: shade(trial), strokeOpacity: 0.75, strokeWidth: 1.25 })),
      ...(best && !best.isFaint ? lines([best], { stroke: "var(--at-run-2)", strokeWidth: 3 }) : []),
      ...rules, ...keptMarks, ...tickMarks,
    ],
  });
}

function captionOf(data: SweepData, locale: Locale): string {
  const en = locale === "en";
  const best = bestTrial(data);
  if (!best) return en ? "No trial has a result yet." : "Nenhuma tentativa tem resultado ainda.";
  const settings = data.axes.map(({ title }, i) => (best.values[i] === null ? "" : `${title} ${valueText(best.values[i]!, locale)}`)).filter(Boolean).join(", ");
  const count = formatNumber(judged(data).length, locale);
  const left = judged(data).filter(({ isFaint }) => !isFaint).length;
  const brushed = left < judged(data).length ? (en ? ` ${formatNumber(left, locale)} of them fit the chosen ranges.` : ` ${formatNumber(left, locale)} delas cabem nos intervalos escolhidos.`) : "";
  const elsewhere = broughtSentence(data, locale, { en: "Dashed lines", "pt-BR": "As linhas tracejadas" });
  return en
    ? `Each line is one of ${count} trials, bluer the better; the thick one is the best, with ${scoreText(data.metric, best.score, locale)} at ${settings}.${brushed}${elsewhere}`
    : `Cada linha é uma de ${count} tentativas, mais azul quanto melhor; a grossa é a melhor, com ${scoreText(data.metric, best.score, locale)} em ${settings}.${brushed}${elsewhere}`;
}
