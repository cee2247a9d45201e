import { dot, text, type Markish } from "@observablehq/plot";
import type { Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";
import { bestTrial, broughtSentence, exampleSweep, judged, metricTitle, rounded, scoreText, squares, valueText, whereCell, whereColumn, type SweepAxis, type SweepData } from "./sweep-data.js";

interface Place { readonly place: number; readonly panel: number; readonly score: number; readonly number: number; readonly isBrought: boolean; readonly isBest: boolean }

/** The result against each setting by itself, one panel a setting: where good trials lie, whatever the other settings were. */
export const sweepSlices: Figure<SweepData> = {
  name: "sweep-slices",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "One setting at a time" : "Um campo de cada vez";
    const caption = captionOf(data, locale);
    return {
      name: "sweep-slices", title, caption,
      table: {
        columns: [
          { name: "setting", label: en ? "Setting" : "Campo", numeric: false }, { name: "value", label: en ? "Value" : "Valor", numeric: false },
          { name: data.metric, label: metricTitle(data.metric, locale), numeric: true }, { name: "trial", label: en ? "Trial" : "Tentativa", numeric: true },
          ...whereColumn(data, locale),
        ],
        rows: data.axes.flatMap((axis, i) => judged(data).filter(({ values }) => values[i] !== null).map((trial) => [axis.title, valueText(trial.values[i]!, locale), rounded(trial.score), trial.number, ...whereCell(data, trial, locale)])),
      },
      draw: ({ width }) => draw(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: exampleSweep,
};

/** Where a value lies along its panel, in [0, 1]. */
function placeOf(axis: SweepAxis, values: readonly (number | string | null)[]): { readonly at: (value: number | string | null) => number; readonly ends: readonly (number | string)[] } {
  if (axis.options) {
    const { options } = axis;
    return { at: (value) => (typeof value === "string" ? (options.indexOf(value) + 0.5) / options.length : NaN), ends: options };
  }
  const numbers = values.filter((value): value is number => typeof value === "number");
  const isLog = axis.scale === "log" && numbers.every((value) => value > 0);
  const scale = (value: number): number => (isLog ? Math.log(value) : value);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return { at: (value) => (typeof value !== "number" ? NaN : high > low ? 0.04 + (0.92 * (scale(value) - scale(low))) / (scale(high) - scale(low)) : 0.5), ends: high > low ? [low, high] : [low] };
}

function draw(data: SweepData, locale: Locale, width: number, label: string): SVGSVGElement {
  const trials = judged(data);
  const best = bestTrial(data);
  const columns = Math.max(1, Math.min(data.axes.length, Math.floor((width - 52) / 130)));
  const rows = Math.max(1, Math.ceil(data.axes.length / columns));
  const panels = data.axes.map((axis, i) => ({ axis, ...placeOf(axis, trials.map(({ values }) => values[i]!)) }));
  const places = panels.flatMap(({ at }, panel) => trials.map(({ values, score, number, isBrought = false }): Place => ({ place: at(values[panel]!), panel, score, number, isBrought, isBest: number === best?.number })).filter(({ place }) => Number.isFinite(place)));
  const facet = { fx: (one: { readonly panel: number }) => one.panel % columns, fy: (one: { readonly panel: number }) => Math.floor(one.panel / columns) };
  const room = (width - 52) / columns;
  const cut = (word: string, most: number): string => (word.length > most ? `${word.slice(0, Math.max(2, most - 1))}…` : word);
  const endsOf = panels.flatMap(({ axis, ends, at }, panel) => ends.map((value, i) => ({ panel, place: axis.options ? at(value) : i === 0 && ends.length > 1 ? 0 : i === 0 ? 0.5 : 1, word: axis.options ? cut(String(value), Math.floor(room / ends.length / 7)) : valueText(value, locale), anchor: axis.options || ends.length === 1 ? "middle" : i === 0 ? "start" : "end" })));
  const marks: Markish[] = [
    dot(places.filter(({ isBest, isBrought }) => !isBest && !isBrought), { ...facet, x: "place", y: "score", r: trials.length > 200 ? 1.5 : 3, fill: "var(--at-run-1)", fillOpacity: 0.55 }),
    ...(places.some(({ isBrought }) => isBrought) ? [dot(places.filter(({ isBest, isBrought }) => !isBest && isBrought), { ...facet, x: "place", y: "score", r: 3, symbol: "square", fill: "var(--at-run-3)", fillOpacity: 0.7 })] : []),
    dot(places.filter(({ isBest }) => isBest), { ...facet, x: "place", y: "score", r: 5, fill: "var(--at-run-2)", stroke: "var(--at-ground)" }),
    text(panels.map(({ axis }, panel) => ({ panel, title: cut(axis.title, Math.floor(room / 7)) })), { ...facet, frameAnchor: "top", dy: -12, text: "title", fontWeight: 600 }),
    ...(["start", "middle", "end"] as const).map((anchor) => text(endsOf.filter((one) => one.anchor === anchor), { ...facet, x: "place", frameAnchor: "bottom", dy: 14, text: "word", textAnchor: anchor, fill: "var(--at-ink-soft)" })),
  ];
  return drawPlot(label, {
    width, height: 24 + rows * 176, marginTop: 26, marginBottom: 28, marginLeft: 48, marginRight: 10,
    x: { axis: null, domain: [0, 1] }, fx: { axis: null, padding: 0.12, domain: Array.from({ length: columns }, (_, i) => i) }, fy: { axis: null, padding: 0.3, domain: Array.from({ length: rows }, (_, i) => i) },
    y: { label: null, grid: true, nice: true, ticks: 4, domain: extent(trials.map(({ score }) => score)), tickFormat: data.metric === "accuracy" ? ticks(locale, { percent: true, decimals: 0 }) : ticks(locale, { significant: 3 }) },
    color: { type: "identity" }, marks,
  });
}
function extent(values: readonly number[]): [number, number] {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const room = (high - low) * 0.08 || 0.05;
  return [low - room, high + room];
}

function captionOf(data: SweepData, locale: Locale): string {
  const en = locale === "en";
  const best = bestTrial(data);
  if (!best) return en ? "No trial has a result yet." : "Nenhuma tentativa tem resultado ainda.";
  const elsewhere = broughtSentence(data, locale, squares);
  return (en
    ? `Every dot is a trial, once in each panel; the large one is the best, with ${scoreText(data.metric, best.score, locale)}. A slope in a panel means that the setting matters, a cloud that others matter more.`
    : `Cada ponto é uma tentativa, uma vez em cada painel; o grande é a melhor, com ${scoreText(data.metric, best.score, locale)}. Uma inclinação no painel indica que o campo importa; uma nuvem, que outros importam mais.`) + elsewhere;
}
