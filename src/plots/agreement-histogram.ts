import { axisY, rectY, ruleX, ruleY } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Agreement } from "../training/analyses/agreement.js";
import type { Figure } from "./figure-content.js";
import { binsBetween, spreadOf } from "./histogram.js";
import { drawPlot, ticks } from "./plot.js";
import { methodTitles } from "./word-scores.js";

type Pair = Agreement["pairs"][number];
/** Kendall's τ between attention and gradients of a CNN with tanh attention on IMDB (Jain & Wallace 2019, arXiv:1902.10186; stored results of their code: 0.218 ± 0.063). */
export const publishedTau = 0.22;
const bins = 20;

/** How alike two methods rank the words, text by text: a histogram of Kendall's τ. */
export const agreementHistogram: Figure<Pair> = {
  name: "agreement-histogram",
  make: ({ a, b, taus }, locale) => {
    const en = locale === "en";
    const title = `${methodTitles[a][locale]} ${en ? "and" : "e"} ${methodTitles[b][locale].toLowerCase()}: τ`;
    const caption = captionOf(taus, isPublished({ a, b }), locale);
    const all = binsBetween(taus, -1, 1, bins);
    return {
      name: `agreement-${a}-${b}`, title, caption,
      table: {
        columns: [
          { name: "from", label: en ? "τ from" : "τ de", numeric: true }, { name: "to", label: en ? "τ to" : "τ até", numeric: true }, { name: "texts", label: en ? "Texts" : "Textos", numeric: true },
        ],
        rows: all.map(({ from, to, count }) => [Number(from.toFixed(2)), Number(to.toFixed(2)), count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: 150, marginTop: 10, marginBottom: 30, marginLeft: 36, marginRight: 10,
        x: { domain: [-1, 1], label: null, ticks: 5, tickFormat: ticks(locale, { decimals: 1 }) },
        y: { label: null, grid: true },
        marks: [
          axisY({ ticks: 3, label: null, tickFormat: ticks(locale, { decimals: 0 }) }),
          rectY(all, { x1: "from", x2: "to", y: "count", fill: a === "attention" ? "var(--at-attention)" : "var(--at-text)", insetLeft: 0.5, insetRight: 0.5 }),
          ruleY([0], { stroke: "currentColor" }),
          ruleX([0], { stroke: "currentColor" }),
          ...(taus.length > 0 ? [ruleX([spreadOf(taus).mean], { stroke: "currentColor", strokeWidth: 2 })] : []),
          ...(isPublished({ a, b }) ? [ruleX([publishedTau], { stroke: "var(--at-danger)", strokeWidth: 2, strokeDasharray: "4 3" })] : []),
        ],
      }),
    };
  },
  example: { a: "attention", b: "gradient", taus: Float64Array.from({ length: 60 }, (_, i) => Math.round((0.3 + 0.35 * Math.sin(i * 12.9898) + 0.2 * Math.sin(i * 78.233)) * 100) / 100) },
};

const isPublished = ({ a, b }: Pick<Pair, "a" | "b">): boolean => a === "attention" && b === "gradient";

function captionOf(taus: ArrayLike<number>, published: boolean, locale: Locale): string {
  const en = locale === "en";
  const { mean, deviation, count } = spreadOf(taus);
  if (count === 0) return en ? "No text has a τ of its own." : "Nenhum texto tem um τ próprio.";
  const say = (value: number): string => formatNumber(value, locale, { decimals: 2, fixed: true });
  const below = Array.from(taus).filter((tau) => tau <= 0).length;
  const own = en
    ? `Over ${formatNumber(count, locale)} texts τ is ${say(mean)} ± ${say(deviation)}; in ${formatNumber(below, locale)} of them the two orders have nothing in common or are reversed.`
    : `Em ${formatNumber(count, locale)} textos, τ é ${say(mean)} ± ${say(deviation)}; em ${formatNumber(below, locale)} deles as duas ordens não têm nada em comum ou são inversas.`;
  return published ? `${own} ${en ? `Dashed: ${say(publishedTau)}, of Jain & Wallace (2019) for a CNN with tanh attention on IMDB.` : `Tracejado: ${say(publishedTau)}, de Jain e Wallace (2019) para uma CNN com atenção tanh no IMDB.`}` : own;
}
