import { rectY, ruleX, ruleY } from "@observablehq/plot";
import { formatNumber, plural } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

export interface LengthData {
  /** Tokens of every text. */
  readonly lengths: readonly number[];
  /** Tokens at which the network cuts a text; drawn as a line when given. */
  readonly sequenceLength?: number;
}

/** How long the texts are, and where the network would cut them. */
export const lengthHistogram: Figure<LengthData> = {
  name: "length-histogram",
  make: ({ lengths, sequenceLength }, locale) => {
    const en = locale === "en";
    const bins = binsOf(lengths);
    const title = en ? "Length of the texts" : "Comprimento dos textos";
    const sorted = lengths.toSorted((a, b) => a - b);
    const median = sorted.length === 0 ? NaN : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
    const cut = sequenceLength === undefined ? 0 : lengths.filter((length) => length > sequenceLength).length;
    const half = formatNumber(median, locale, { decimals: 1 });
    const longest = plural(sorted.at(-1) ?? 0, locale, "token", "tokens");
    const cutClause = sequenceLength === undefined ? "" : en
      ? `; at a sequence length of ${formatNumber(sequenceLength, locale)}, ${cut === 0 ? "none is cut" : `${formatNumber(cut / lengths.length, locale, { percent: true, decimals: 1 })} are cut`}`
      : `; com comprimento de sequência ${formatNumber(sequenceLength, locale)}, ${cut === 0 ? "nenhum é cortado" : `${formatNumber(cut / lengths.length, locale, { percent: true, decimals: 1 })} são cortados`}`;
    const caption = lengths.length === 0 ? (en ? "There are no texts." : "Não há textos.") : en
      ? `Half of the texts have ${half} tokens or fewer, the longest ${longest}${cutClause}.`
      : `Metade dos textos tem até ${half} tokens; o mais longo tem ${longest}${cutClause}.`;
    return {
      name: "length-histogram", title, caption,
      table: {
        columns: [
          { name: "from", label: en ? "From (tokens)" : "De (tokens)", numeric: true },
          { name: "to", label: en ? "To (tokens)" : "Até (tokens)", numeric: true },
          { name: "texts", label: en ? "Texts" : "Textos", numeric: true },
        ],
        rows: bins.map(({ from, to, count }) => [from, to, count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(Math.min(220, Math.max(150, width * 0.4))), marginLeft: 44, marginBottom: 36, marginRight: 12, marginTop: 12,
        x: { label: "tokens →", labelAnchor: "right", labelOffset: 34, tickFormat: ticks(locale), ticks: 6 },
        y: { label: null, grid: true, ticks: 4, tickFormat: ticks(locale, { decimals: 0 }) },
        marks: [
          rectY(bins, { x1: ({ from }: Bin) => from - 0.5, x2: ({ to }: Bin) => to + 0.5, y: "count", fill: "var(--at-text)", insetLeft: 0.5, insetRight: 0.5 }),
          ruleY([0], { stroke: "currentColor" }),
          ...(sequenceLength === undefined || sequenceLength > (sorted.at(-1) ?? 0) * 1.5 ? [] : [ruleX([sequenceLength + 0.5], { stroke: "var(--at-danger)", strokeDasharray: "4 3" })]),
        ],
      }),
    };
  },
  example: { lengths: Array.from({ length: 400 }, (_, i) => Math.max(1, Math.round(11 + 7 * Math.sin(i * 12.9898) + 4 * Math.sin(i * 78.233)))), sequenceLength: 20 },
};

interface Bin { readonly from: number; readonly to: number; readonly count: number }

/** At most 24 stretches of whole lengths, each as wide as the next. */
function binsOf(lengths: readonly number[]): readonly Bin[] {
  if (lengths.length === 0) return [];
  const [least, greatest] = [Math.min(...lengths), Math.max(...lengths)];
  const size = Math.ceil((greatest - least + 1) / 24);
  const counts = Array.from({ length: Math.ceil((greatest - least + 1) / size) }, () => 0);
  for (const length of lengths) counts[Math.floor((length - least) / size)]!++;
  return counts.map((count, i) => ({ from: least + i * size, to: least + (i + 1) * size - 1, count }));
}
