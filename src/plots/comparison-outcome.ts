import { barX, dot, ruleX, ruleY, text, type Markish } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, runColour, ticks } from "./plot.js";

export interface OutcomeRow {
  readonly title: string;
  /** From 1: the colour that the network has everywhere. */
  readonly number: number;
  /** Accuracy with each seed, in [0, 1]; empty before it was measured. */
  readonly accuracies: readonly number[];
  /** What the reader said before. */
  readonly guess: number | undefined;
  /** What the task says that it should reach. */
  readonly expected: readonly [low: number, high: number] | undefined;
}
export interface OutcomeData {
  readonly rows: readonly OutcomeRow[];
  readonly majority: number;
  /** Accuracy of counting words, where somebody counted. */
  readonly wordCount: number | undefined;
}

interface Place extends OutcomeRow { readonly index: number; readonly mean: number }

/** Prediction beside outcome: for each network what was expected, what the reader guessed, and what came with every seed. */
export const comparisonOutcome: Figure<OutcomeData> = {
  name: "comparison-outcome",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "Predicted and measured" : "Previsto e medido";
    const places = data.rows.map((row, index): Place => ({ ...row, index, mean: mean(row.accuracies) }));
    const caption = captionOf(data, places, locale);
    return {
      name: "comparison-outcome", title, caption,
      table: {
        columns: [
          { name: "network", label: en ? "Network" : "Rede", numeric: false },
          { name: "mean", label: en ? "Mean accuracy" : "Acurácia média", numeric: true },
          { name: "least", label: en ? "Least" : "Menor", numeric: true },
          { name: "greatest", label: en ? "Greatest" : "Maior", numeric: true },
          { name: "guess", label: en ? "Your guess" : "Seu palpite", numeric: true },
          { name: "expected_from", label: en ? "Expected from" : "Esperado de", numeric: true },
          { name: "expected_to", label: en ? "Expected to" : "Esperado até", numeric: true },
        ],
        rows: places.map(({ title: name, mean: middle, accuracies, guess, expected }) => [name, rounded(middle), rounded(Math.min(...accuracies)), rounded(Math.max(...accuracies)), rounded(guess), rounded(expected?.[0]), rounded(expected?.[1])]),
      },
      draw: ({ width }) => drawOutcome(data, places, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    rows: [
      { title: "Transformer", number: 1, accuracies: [0.97, 0.99, 0.985], guess: 0.9, expected: [0.97, 1] },
      { title: "AtNet", number: 2, accuracies: [0.5, 0.53, 0.49], guess: 0.8, expected: [0.43, 0.57] },
      { title: "CNN", number: 3, accuracies: [], guess: undefined, expected: [0.43, 0.57] },
    ],
    majority: 0.5, wordCount: 0.52,
  },
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(4)) : null);

function drawOutcome({ majority, wordCount = NaN }: OutcomeData, places: readonly Place[], locale: Locale, width: number, label: string): SVGSVGElement {
  const seen = places.flatMap(({ accuracies, guess = NaN, expected = [] }) => [...accuracies, guess, ...expected]).concat(majority, wordCount).filter(Number.isFinite);
  const from = Math.max(0, Math.floor(Math.min(0.9, ...seen) * 10 - 0.5) / 10);
  const longest = Math.max(4, ...places.map(({ title }) => [...title].length));
  const marginLeft = Math.min(Math.round(width * 0.34), 14 + longest * 7);
  const most = Math.floor((marginLeft - 10) / 7);
  const cut = (name: string): string => ([...name].length > most ? `${[...name].slice(0, most - 1).join("")}…` : name);
  const lines = [{ x: majority, name: locale === "en" ? "largest class" : "maior classe", dash: "1 4" }, { x: wordCount, name: locale === "en" ? "word count" : "contar palavras", dash: "7 3" }].filter(({ x }) => Number.isFinite(x));
  // Two lines close together name themselves one above the other.
  const rules = lines.flatMap(({ x, name, dash }, i): Markish[] => [
    ruleX([x], { stroke: "var(--at-ink-soft)", strokeDasharray: dash, strokeLinecap: "round", strokeWidth: 1.5 }),
    text([x], { x: (value: number) => value, frameAnchor: "top", text: () => name, dy: -22 + i * 13, dx: 3, textAnchor: x > 0.8 ? "end" : "start", fill: "var(--at-ink-soft)" }),
  ]);
  const seeds = places.flatMap(({ accuracies, index, number }) => accuracies.map((accuracy) => ({ accuracy, index, number })));
  const judged = places.filter((place) => Number.isFinite(place.mean));
  const percent = (value: number): string => formatNumber(value, locale, { percent: true, decimals: value > 0.985 && value < 1 ? 1 : 0 });
  return drawPlot(label, {
    width, height: 68 + Math.max(1, places.length) * 38, marginTop: 32, marginBottom: 34, marginLeft, marginRight: 48,
    x: { domain: [from, 1], label: null, grid: true, ticks: width < 400 ? 4 : 6, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
    y: { type: "band", domain: places.map(({ index }) => index), label: null, tickSize: 0, padding: 0.3, tickFormat: (index: number) => cut(places[index]?.title ?? "") },
    color: { type: "identity" },
    marks: [
      barX(places.filter(({ expected }) => expected), { x1: ({ expected }: Place) => expected![0], x2: ({ expected }: Place) => expected![1], y: "index", fill: "var(--at-line)", rx: 3 }),
      ...rules,
      ...judged.filter(({ accuracies }) => accuracies.length > 1).map((place) => ruleY([place], { y: "index", x1: Math.min(...place.accuracies), x2: Math.max(...place.accuracies), stroke: runColour(place.number), strokeWidth: 2 })),
      dot(seeds, { x: "accuracy", y: "index", r: 3, fill: ({ number }: Place) => runColour(number), fillOpacity: 0.55 }),
      dot(judged, { x: "mean", y: "index", r: 6, fill: ({ number }: Place) => runColour(number), stroke: "var(--at-ground)", strokeWidth: 1.5 }),
      dot(places.filter(({ guess }) => guess !== undefined), { x: "guess", y: "index", r: 6, symbol: "diamond", fill: "var(--at-ground)", stroke: "currentColor", strokeWidth: 1.75 }),
      text(judged, { x: 1, y: "index", text: (place: Place) => percent(place.mean), dx: 8, textAnchor: "start", fontWeight: 600, fill: ({ number }: Place) => runColour(number) }),
    ],
  });
}

function captionOf({ majority }: OutcomeData, places: readonly Place[], locale: Locale): string {
  const en = locale === "en";
  const judged = places.filter((place) => Number.isFinite(place.mean));
  const key = [
    ...(places.some(({ guess }) => guess !== undefined) ? [en ? "diamonds are your guesses" : "losangos são seus palpites"] : []),
    ...(places.some(({ expected }) => expected) ? [en ? "grey bars what the task expects" : "barras cinza são o que a tarefa espera"] : []),
  ].join(en ? ", " : ", ");
  if (judged.length === 0) {
    if (key) return en ? `Nothing has been measured yet; ${key}.` : `Nada foi medido ainda; ${key}.`;
    return en ? "Nothing has been measured yet." : "Nada foi medido ainda.";
  }
  const best = judged.reduce((a, b) => (b.mean > a.mean ? b : a));
  const percent = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
  const base = Number.isFinite(majority) ? (en ? `, where always answering the largest class gives ${percent(majority)}` : `; responder sempre a maior classe dá ${percent(majority)}`) : "";
  return `${en ? `${best.title} is highest with ${percent(best.mean)}` : `A maior é de ${best.title}, com ${percent(best.mean)}`}${base}${key ? `; ${key}` : ""}.`;
}
