import { dot, line, text } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";
import { broughtSentence, exampleSweep, isBetter, judged, metricTitle, rounded, scoreText, squares, whereCell, whereColumn, type SweepData, type SweepTrial } from "./sweep-data.js";

export interface FrontData extends SweepData { readonly cost: "parameters" | "multiplyAdds" }
const costs = { parameters: { en: "Parameters", "pt-BR": "Parâmetros" }, multiplyAdds: { en: "Multiply-adds for one text", "pt-BR": "Multiplicações e somas por texto" } } as const;

/** What is gained for what it costs: trials that no other one beats in both are joined by a line. */
export const sweepFront: Figure<FrontData> = {
  name: "sweep-front",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "Good for its size" : "Boa para o seu tamanho";
    const front = frontOf(data);
    const caption = captionOf(data, front, locale) + broughtSentence(data, locale, squares);
    return {
      name: "sweep-front", title, caption,
      table: {
        columns: [
          { name: "trial", label: en ? "Trial" : "Tentativa", numeric: true }, { name: "cost", label: costs[data.cost][locale], numeric: true },
          { name: data.metric, label: metricTitle(data.metric, locale), numeric: true }, { name: "unbeaten", label: en ? "Unbeaten" : "Sem rival", numeric: false },
          ...whereColumn(data, locale),
        ],
        rows: judged(data).map((trial) => [trial.number, rounded(trial[data.cost]), rounded(trial.score), front.includes(trial) ? (en ? "yes" : "sim") : (en ? "no" : "não"), ...whereCell(data, trial, locale)]),
      },
      draw: ({ width }) => draw(data, front, locale, width, `${title}. ${caption}`),
    };
  },
  example: { ...exampleSweep, cost: "parameters" },
};

/** Cheapest first, each better than all that cost less. */
function frontOf(data: FrontData): readonly SweepTrial[] {
  const sorted = judged(data).filter(({ isCut }) => !isCut).toSorted((a, b) => a[data.cost] - b[data.cost] || (isBetter(data.metric, a.score, b.score) ? -1 : 1));
  const front: SweepTrial[] = [];
  for (const trial of sorted) if (front.length === 0 || isBetter(data.metric, trial.score, front.at(-1)!.score)) front.push(trial);
  return front;
}

function draw(data: FrontData, front: readonly SweepTrial[], locale: Locale, width: number, label: string): SVGSVGElement {
  const trials = judged(data);
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
  const isWide = Math.max(...trials.map((trial) => trial[data.cost])) > 4 * Math.min(...trials.map((trial) => trial[data.cost]));
  return drawPlot(label, {
    width, height: Math.round(Math.min(320, Math.max(230, width * 0.5))), marginTop: 20, marginBottom: 40, marginLeft: 52, marginRight: 24,
    x: { ...(isWide ? { type: "log" as const } : {}), label: `${costs[data.cost][locale].toLowerCase()} →`, ticks: width < 480 ? 3 : 6, tickFormat: (value: number) => compact.format(value) },
    y: { label: null, grid: true, nice: true, ticks: 5, tickFormat: data.metric === "accuracy" ? ticks(locale, { percent: true, decimals: 0 }) : ticks(locale, { significant: 3 }) },
    color: { type: "identity" },
    marks: [
      line(front, { x: data.cost, y: "score", stroke: "var(--at-run-2)", strokeWidth: 2, curve: "step-after" }),
      dot(trials.filter((trial) => !front.includes(trial) && !trial.isBrought), { x: data.cost, y: "score", r: 3, fill: "var(--at-run-1)", fillOpacity: 0.5 }),
      ...(trials.some(({ isBrought }) => isBrought) ? [dot(trials.filter((trial) => !front.includes(trial) && trial.isBrought), { x: data.cost, y: "score", r: 3, symbol: "square", fill: "var(--at-run-3)", fillOpacity: 0.7 })] : []),
      dot(front, { x: data.cost, y: "score", r: 5, fill: "var(--at-run-2)", stroke: "var(--at-ground)" }),
      text(front, { x: data.cost, y: "score", text: ({ number }: SweepTrial) => formatNumber(number, locale), dy: -11, fontWeight: 600, fill: "var(--at-run-2)" }),
    ],
  });
}

function captionOf(data: FrontData, front: readonly SweepTrial[], locale: Locale): string {
  const en = locale === "en";
  const [smallest, best] = [front[0], front.at(-1)];
  if (!smallest || !best) return en ? "No trial has a result yet." : "Nenhuma tentativa tem resultado ainda.";
  const cost = (trial: SweepTrial): string => `${formatNumber(trial[data.cost], locale)} ${costs[data.cost][locale].toLowerCase()}`;
  const at = (trial: SweepTrial): string => scoreText(data.metric, trial.score, locale);
  if (smallest === best) return en ? `Trial ${best.number} is the best, ${at(best)}, and nothing that costs less is unbeaten: ${cost(best)}.` : `A tentativa ${best.number} é a melhor, ${at(best)}, e nada mais barato fica sem rival: ${cost(best)}.`;
  return en
    ? `The best, trial ${best.number}, has ${at(best)} with ${cost(best)}; the cheapest that nothing beats, trial ${smallest.number}, has ${at(smallest)} with ${cost(smallest)}.`
    : `A melhor, a tentativa ${best.number}, tem ${at(best)} com ${cost(best)}; a mais barata sem rival, a ${smallest.number}, tem ${at(smallest)} com ${cost(smallest)}.`;
}
