import { dot, line, link, text } from "@observablehq/plot";
import { formatNumber } from "../base/text.js";
import type { CalibrationBin } from "../training/evaluation/calibration.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

export interface ReliabilityData {
  /** The class in question, in the reader's language. */
  readonly name: string;
  readonly bins: readonly CalibrationBin[];
  /** Mean distance between what was said and what came true. */
  readonly error: number;
}

/** What the network says beside how often it comes true: on the diagonal, a probability is what it says. */
export const reliability: Figure<ReliabilityData> = {
  name: "reliability",
  make: ({ name, bins, error }, locale) => {
    const en = locale === "en";
    const filled = bins.filter(({ count }) => count > 0);
    const most = Math.max(1, ...filled.map(({ count }) => count));
    const title = en ? `Calibration of “${name}”` : `Calibração de “${name}”`;
    const number = (value: number): string => formatNumber(value, locale, { decimals: 3 });
    const percent = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
    const worst = filled.reduce<CalibrationBin | undefined>((most, bin) => (!most || Math.abs(bin.true - bin.said) * bin.count > Math.abs(most.true - most.said) * most.count ? bin : most), undefined);
    const caption = !worst ? (en ? "There are no texts." : "Não há textos.") : en
      ? `On average, what it says is ${number(error)} off what comes true; where it says ${percent(worst.said)}, it is so in ${percent(worst.true)} of ${formatNumber(worst.count, locale)} texts.`
      : `Em média, o que ela diz fica a ${number(error)} do que acontece; quando diz ${percent(worst.said)}, é verdade em ${percent(worst.true)} de ${formatNumber(worst.count, locale)} textos.`;
    return {
      name: "reliability", title, caption,
      table: {
        columns: [
          { name: "from", label: en ? "From" : "De", numeric: true }, { name: "to", label: en ? "To" : "Até", numeric: true },
          { name: "said", label: en ? "Said (mean)" : "Dito (média)", numeric: true }, { name: "true", label: en ? "True" : "Verdade", numeric: true }, { name: "texts", label: en ? "Texts" : "Textos", numeric: true },
        ],
        rows: filled.map((bin) => [bin.from, bin.to, Number(bin.said.toPrecision(4)), Number(bin.true.toPrecision(4)), bin.count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(Math.min(width, 380) * 0.82) + 20, marginTop: 24, marginBottom: 40, marginLeft: 48, marginRight: 16,
        x: { domain: [0, 1], label: null, grid: true, ticks: 5, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
        y: { domain: [0, 1], label: null, grid: true, ticks: 5, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
        r: { type: "identity" },
        marks: [
          line([[0, 0], [1, 1]], { stroke: "var(--at-ink-soft)", strokeDasharray: "3 4" }),
          // The distance that counts, drawn as a distance.
          link(filled, { x1: "said", y1: "said", x2: "said", y2: "true", stroke: "var(--at-danger)", strokeOpacity: 0.6, strokeWidth: 2 }),
          line(filled, { x: "said", y: "true", stroke: "var(--at-output)", strokeWidth: 1.5 }),
          dot(filled, { x: "said", y: "true", r: ({ count }: CalibrationBin) => 3 + 7 * Math.sqrt(count / most), fill: "var(--at-output)", fillOpacity: 0.85, stroke: "var(--at-ground)" }),
          text([en ? "↑ comes true" : "↑ é verdade"], { frameAnchor: "top-left", dy: -18, dx: -40, textAnchor: "start", fill: "var(--at-ink-soft)" }),
          text([en ? "says →" : "diz →"], { frameAnchor: "bottom-right", dy: 36, textAnchor: "end", fill: "var(--at-ink-soft)" }),
        ],
      }),
    };
  },
  example: {
    name: "positive", error: 0.209,
    bins: [[0.087, 0, 3], [0.287, 0.333, 3], [0.48, 0.667, 3], [0.665, 0.5, 2], [0.877, 1, 3]].map(([said, came, count], i) => ({ from: i / 5, to: (i + 1) / 5, said: said!, true: came!, count: count! })),
  },
};
