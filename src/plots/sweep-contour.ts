import { contour, dot } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";
import { bestTrial, broughtSentence, exampleSweep, judged, metricTitle, rounded, scoreText, squares, valueText, whereCell, whereColumn, type SweepAxis, type SweepData, type SweepTrial } from "./sweep-data.js";

/** @param across,up names of two settings that are numbers */
export interface ContourData extends SweepData { readonly across: string; readonly up: string }

/** Steps of colour between the worst and the best. */
const steps = 7;

/** The result over two settings at once: where good trials lie together, which one setting at a time cannot show. */
export const sweepContour: Figure<ContourData> = {
  name: "sweep-contour",
  make: (data, locale) => {
    const [across, up] = [data.across, data.up].map((name) => data.axes.find((axis) => axis.name === name)!) as [SweepAxis, SweepAxis];
    const en = locale === "en";
    const title = en ? `Two settings at once: ${across.title} and ${up.title}` : `Dois campos de uma vez: ${across.title} e ${up.title}`;
    const places = placesOf(data, across, up);
    const caption = captionOf(data, places, across, up, locale);
    return {
      name: "sweep-contour", title, caption,
      table: {
        columns: [
          { name: "trial", label: en ? "Trial" : "Tentativa", numeric: true }, { name: across.name, label: across.title, numeric: true }, { name: up.name, label: up.title, numeric: true },
          { name: data.metric, label: metricTitle(data.metric, locale), numeric: true }, ...whereColumn(data, locale),
        ],
        rows: places.map(({ trial, values: [x, y] }) => [trial.number, x, y, rounded(trial.score), ...whereCell(data, trial, locale)]),
      },
      draw: ({ width }) => draw(data, places, across, up, locale, width, `${title}. ${caption}`),
    };
  },
  example: { ...exampleSweep, across: "learningRate", up: "filters" },
};

/** A trial that has both settings, with its place in [0, 1]² on their own scales. */
interface Place { readonly trial: SweepTrial; readonly values: readonly [number, number]; readonly x: number; readonly y: number }

function placesOf(data: SweepData, across: SweepAxis, up: SweepAxis): readonly Place[] {
  const [i, j] = [data.axes.indexOf(across), data.axes.indexOf(up)];
  const both = judged(data).flatMap((trial) => { const [x, y] = [trial.values[i], trial.values[j]]; return typeof x === "number" && typeof y === "number" ? [{ trial, values: [x, y] as const }] : []; });
  const [first, second] = [across, up].map((axis, k) => unitScale(axis, both.map(({ values }) => values[k]!))) as [(value: number) => number, (value: number) => number];
  return both.map((one) => ({ ...one, x: first(one.values[0]), y: second(one.values[1]) }));
}
function unitScale({ scale }: SweepAxis, values: readonly number[]): (value: number) => number {
  const isLog = scale === "log" && values.every((value) => value > 0);
  const at = (value: number): number => (isLog ? Math.log(value) : value);
  const [low, high] = [at(Math.min(...values)), at(Math.max(...values))];
  return (value) => (high > low ? (at(value) - low) / (high - low) : 0.5);
}

/** The mean of the trials round a place, nearer ones counting more (Nadaraya 1964, Watson 1964); narrower the more trials there are (Scott's rule, two dimensions). */
function smoothed(places: readonly Place[]): (x: number, y: number) => number {
  const width = 0.3 * places.length ** (-1 / 6);
  return (x, y) => {
    let [sum, weights] = [0, 0];
    for (const place of places) {
      const weight = Math.exp(-((place.x - x) ** 2 + (place.y - y) ** 2) / (2 * width * width)) + 1e-12;
      weights += weight;
      sum += weight * place.trial.score;
    }
    return sum / weights;
  };
}

function draw(data: ContourData, places: readonly Place[], across: SweepAxis, up: SweepAxis, locale: Locale, width: number, label: string): SVGSVGElement {
  const scores = places.map(({ trial }) => trial.score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const thresholds = Array.from({ length: steps - 1 }, (_, i) => low + ((high - low) * (i + 1)) / steps);
  const shade = (i: number): string => `color-mix(in oklab, var(--at-run-1) ${Math.round(((data.metric === "accuracy" ? i : steps - 1 - i) / (steps - 1)) * 55)}%, var(--at-ground))`;
  const best = bestTrial(data);
  const ends = (axis: SweepAxis, k: 0 | 1): ((place: number) => string) => {
    const values = places.map((place) => place.values[k]);
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    const middle = axis.scale === "log" && least > 0 ? Math.sqrt(least * greatest) : (least + greatest) / 2;
    return (place) => valueText(place === 0 ? least : place === 1 ? greatest : Number(middle.toPrecision(3)), locale);
  };
  return drawPlot(label, {
    width, height: Math.round(Math.min(400, Math.max(240, width * 0.6))), marginTop: 30, marginBottom: 40, marginLeft: 60, marginRight: 24,
    x: { domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: ends(across, 0), label: `${across.title} →` },
    y: { domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: ends(up, 1), label: `↑ ${up.title}` },
    color: { type: "threshold", domain: thresholds, range: Array.from({ length: steps }, (_, i) => shade(i)) },
    marks: [
      ...(places.length > 2 && high > low ? [contour({ fill: smoothed(places), x1: 0, y1: 0, x2: 1, y2: 1, thresholds: [low, ...thresholds], pixelSize: 6, stroke: "var(--at-line-strong)", strokeWidth: 0.75 })] : []),
      dot(places.filter(({ trial }) => !trial.isBrought), { x: "x", y: "y", r: 3, fill: () => "var(--at-ink-soft)", stroke: "var(--at-ground)" }),
      ...(places.some(({ trial }) => trial.isBrought) ? [dot(places.filter(({ trial }) => trial.isBrought), { x: "x", y: "y", r: 3, symbol: "square", fill: () => "var(--at-run-3)", stroke: "var(--at-ground)" })] : []),
      dot(places.filter(({ trial }) => trial.number === best?.number), { x: "x", y: "y", r: 6, fill: () => "var(--at-run-2)", stroke: "var(--at-ground)" }),
    ],
  });
}

function captionOf(data: SweepData, places: readonly Place[], across: SweepAxis, up: SweepAxis, locale: Locale): string {
  const en = locale === "en";
  const best = bestTrial({ ...data, trials: places.map(({ trial }) => trial) });
  const at = places.find(({ trial }) => trial === best);
  if (!best || !at) return en ? "No trial has a result yet." : "Nenhuma tentativa tem resultado ainda.";
  const [x, y] = at.values.map((value) => valueText(value, locale));
  const count = formatNumber(places.length, locale);
  return (en
    ? `The bluer, the better: a mean of the trials round each place, so between the ${count} dots it is a guess. The best, ${scoreText(data.metric, best.score, locale)}, is at ${across.title} ${x} and ${up.title} ${y}.`
    : `Quanto mais azul, melhor: uma média das tentativas em volta de cada lugar; entre os ${count} pontos é um palpite. A melhor, ${scoreText(data.metric, best.score, locale)}, está em ${across.title} ${x} e ${up.title} ${y}.`) + broughtSentence(data, locale, squares);
}
