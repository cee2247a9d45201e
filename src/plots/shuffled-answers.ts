import { axisY, rectY, ruleX, ruleY } from "@observablehq/plot";
import { formatNumber, type Locale, type Text } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { binsBetween } from "./histogram.js";
import { drawPlot, ticks } from "./plot.js";

/** The answer to one text after its attention was shuffled, many times over. */
export interface ShuffledAnswers {
  /** Probability of the class answered: with the network's own attention, and after each shuffle. */
  readonly own: number;
  readonly probabilities: ArrayLike<number>;
  readonly answer: Text;
}

/** How far shuffling the attention moves the answer. */
export const shuffledAnswers: Figure<ShuffledAnswers> = {
  name: "shuffled-answers",
  make: ({ own, probabilities, answer }, locale) => {
    const en = locale === "en";
    const title = en ? `Probability of “${answer.en}” with shuffled attention` : `Probabilidade de “${answer["pt-BR"]}” com a atenção embaralhada`;
    const caption = captionOf(own, Array.from(probabilities), locale);
    const bins = binsBetween(probabilities, 0, 1, 40);
    return {
      name: "shuffled-answers", title, caption,
      table: {
        columns: [
          { name: "from", label: en ? "From" : "De", numeric: true }, { name: "to", label: en ? "To" : "Até", numeric: true }, { name: "shuffles", label: en ? "Shuffles" : "Embaralhadas", numeric: true },
        ],
        rows: bins.map(({ from, to, count }) => [Number(from.toFixed(3)), Number(to.toFixed(3)), count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: 170, marginTop: 12, marginBottom: 30, marginLeft: 40, marginRight: 14,
        x: { domain: [0, 1], label: null, ticks: 5, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
        y: { label: null, grid: true },
        marks: [
          axisY({ ticks: 3, label: null, tickFormat: ticks(locale, { decimals: 0 }) }),
          rectY(bins, { x1: "from", x2: "to", y: "count", fill: "var(--at-attention)", insetLeft: 0.5, insetRight: 0.5 }),
          ruleY([0], { stroke: "currentColor" }),
          ruleX([own], { stroke: "var(--at-danger)", strokeWidth: 2 }),
        ],
      }),
    };
  },
  example: { own: 0.91, answer: { en: "positive", "pt-BR": "positiva" }, probabilities: Array.from({ length: 100 }, (_, i) => Math.round((0.72 + 0.18 * Math.sin(i * 12.9898) + 0.06 * Math.sin(i * 78.233)) * 1000) / 1000) },
};

function captionOf(own: number, probabilities: readonly number[], locale: Locale): string {
  const en = locale === "en";
  const share = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 1, fixed: true });
  const moves = probabilities.map((probability) => Math.abs(probability - own)).toSorted((a, b) => a - b);
  if (moves.length === 0) return en ? "Nothing was shuffled yet." : "Nada foi embaralhado ainda.";
  const median = (moves[(moves.length - 1) >> 1]! + moves[moves.length >> 1]!) / 2;
  const points = formatNumber(median * 100, locale, { decimals: 1, fixed: true });
  const far = moves.filter((move) => move > 0.1).length;
  return en
    ? `Of ${formatNumber(moves.length, locale)} shuffles, half move the answer (red: ${share(own)}) by less than ${points} points; ${formatNumber(far, locale)} move it by more than 10.`
    : `De ${formatNumber(moves.length, locale)} embaralhadas, metade muda a resposta (vermelho: ${share(own)}) menos de ${points} pontos; ${formatNumber(far, locale)} mudam mais de 10.`;
}
