import { dot, line } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";
import { broughtOf, broughtSentence, exampleSweep, isBetter, judged, metricTitle, rounded, scoreText, squares, type SweepData, whereCell, whereColumn } from "./sweep-data.js";

interface Course { readonly number: number; readonly score: number; readonly isCut: boolean; readonly isBrought: boolean; readonly best: number }

/** Trials in the order in which they were tried, and the best so far: when a search stopped finding better ones. */
export const sweepHistory: Figure<SweepData> = {
  name: "sweep-history",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "How the search went" : "Como a busca andou";
    const course = courseOf(data);
    const caption = captionOf(data, course, locale);
    return {
      name: "sweep-history", title, caption,
      table: {
        columns: [{ name: "trial", label: en ? "Trial" : "Tentativa", numeric: true }, { name: data.metric, label: metricTitle(data.metric, locale), numeric: true }, { name: "best_so_far", label: en ? "Best so far" : "Melhor até então", numeric: true }, ...whereColumn(data, locale)],
        rows: course.map(({ number, score, best }, i) => [number, rounded(score), rounded(best), ...whereCell(data, data.trials[i]!, locale)]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(Math.min(300, Math.max(220, width * 0.5))), marginTop: 14, marginBottom: 38, marginLeft: 52, marginRight: 16,
        x: { label: en ? "trial →" : "tentativa →", ticks: Math.min(data.trials.length, width < 480 ? 5 : 10), tickFormat: ticks(locale, { decimals: 0 }), domain: [0.5, Math.max(2, data.trials.length) + 0.5] },
        y: { label: null, grid: true, nice: true, ticks: 5, tickFormat: data.metric === "accuracy" ? ticks(locale, { percent: true, decimals: 0 }) : ticks(locale, { significant: 3 }) },
        color: { type: "identity" },
        marks: [
          dot(course.filter(({ score, isBrought }) => Number.isFinite(score) && !isBrought), { x: "number", y: "score", r: data.trials.length > 200 ? 2 : 3.5, fill: (one: Course) => (one.isCut ? "var(--at-ground)" : "var(--at-run-1)"), stroke: "var(--at-run-1)", fillOpacity: 0.7 }),
          ...(broughtOf(data).length === 0 ? [] : [dot(course.filter(({ score, isBrought }) => Number.isFinite(score) && isBrought), { x: "number", y: "score", r: 4, symbol: "square", stroke: "var(--at-run-3)", fill: (one: Course) => (one.isCut ? "var(--at-ground)" : "var(--at-run-3)"), fillOpacity: 0.7 })]),
          line(course.filter(({ best }) => Number.isFinite(best)), { x: "number", y: "best", curve: "step-after", stroke: "var(--at-run-2)", strokeWidth: 2.5 }),
        ],
      }),
    };
  },
  example: exampleSweep,
};

function courseOf({ metric, trials }: SweepData): readonly Course[] {
  let best = NaN;
  return trials.map(({ number, score, isCut, isBrought = false }) => {
    if (Number.isFinite(score) && !isCut && !isBrought && (Number.isNaN(best) || isBetter(metric, score, best))) best = score;
    return { number, score, isCut, isBrought, best };
  });
}

function captionOf(data: SweepData, course: readonly Course[], locale: Locale): string {
  const en = locale === "en";
  if (judged(data).length === 0) return en ? "No trial has a result yet." : "Nenhuma tentativa tem resultado ainda.";
  const last = course.at(-1)!;
  const elsewhere = broughtSentence(data, locale, squares);
  const found = course.find(({ best }) => best === last.best);
  const number = (value: number): string => formatNumber(value, locale);
  const cut = course.filter(({ isCut }) => isCut).length;
  const hollow = cut === 0 ? "" : en ? ` Hollow dots were cut short (${number(cut)}).` : ` Pontos vazados foram cortados (${number(cut)}).`;
  if (!found) return ((broughtOf(data).length === course.length ? "" : en ? "Every trial so far was cut short." : "Todas as tentativas até agora foram cortadas.") + hollow + elsewhere).trimStart();
  return (en
    ? `Each dot is a trial and the line the best so far: ${scoreText(data.metric, last.best, locale)}, found by trial ${number(found.number)} of ${number(course.length)}.`
    : `Cada ponto é uma tentativa e a linha, a melhor até então: ${scoreText(data.metric, last.best, locale)}, achada na tentativa ${number(found.number)} de ${number(course.length)}.`) + hollow + elsewhere;
}
