import { barX, ruleX, ruleY, text } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";

/** How much a setting mattered. */
export interface ImportanceRow {
  readonly title: string;
  /** Share of the variance that it accounts for alone (fANOVA), in [0, 1]. */
  readonly share: number;
  readonly deviation: number;
  /** Spearman's, with what is better counted as more; NaN for settings without an order. */
  readonly correlation: number;
}
export interface ImportanceData { readonly rows: readonly ImportanceRow[]; readonly trials: number }

/** fANOVA beside rank correlation: how much each setting mattered, and in which direction. */
export const sweepImportance: Figure<ImportanceData> = {
  name: "sweep-importance",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "What mattered" : "O que importou";
    const rows = data.rows.toSorted((a, b) => b.share - a.share);
    const caption = captionOf(rows, data.trials, locale);
    return {
      name: "sweep-importance", title, caption,
      table: {
        columns: [
          { name: "setting", label: en ? "Setting" : "Campo", numeric: false }, { name: "fanova", label: en ? "Share of the differences (fANOVA)" : "Parte das diferenças (fANOVA)", numeric: true },
          { name: "fanova_deviation", label: en ? "± over the trees" : "± entre as árvores", numeric: true }, { name: "rank_correlation", label: en ? "Rank correlation" : "Correlação de postos", numeric: true },
        ],
        rows: rows.map((row) => [row.title, tidy(row.share), tidy(row.deviation), tidy(row.correlation)]),
      },
      draw: ({ width }) => draw(rows, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    trials: 60,
    rows: [
      { title: "Kernel size", share: 0.08, deviation: 0.04, correlation: 0.21 }, { title: "Learning rate", share: 0.61, deviation: 0.09, correlation: 0.72 },
      { title: "Pooling", share: 0.03, deviation: 0.02, correlation: NaN }, { title: "Dropout", share: 0.05, deviation: 0.03, correlation: -0.18 },
    ],
  },
};
const tidy = (value: number): number | null => (Number.isFinite(value) ? Number(value.toFixed(3)) : null);

function draw(rows: readonly ImportanceRow[], locale: Locale, width: number, label: string): SVGSVGElement {
  const en = locale === "en";
  const longest = Math.max(4, ...rows.map(({ title }) => title.length));
  const marginLeft = Math.min(Math.round(width * 0.34), 14 + longest * 7);
  const most = Math.floor((marginLeft - 10) / 7);
  const cut = (name: string): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
  // Two panels on one scale: shares from 0 to 1, then correlations from −1 to 1 in the same room.
  const at = (correlation: number): number => 1.22 + ((correlation + 1) / 2) * 0.78;
  const indexed = rows.map((row, index) => ({ ...row, index }));
  const percent = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
  const bars = indexed.filter(({ correlation }) => Number.isFinite(correlation));
  return drawPlot(label, {
    width, height: 46 + Math.max(1, rows.length) * 30, marginTop: 34, marginBottom: 12, marginLeft, marginRight: 14,
    x: { axis: null, domain: [0, 2] }, y: { type: "band", domain: indexed.map(({ index }) => index), label: null, tickSize: 0, padding: 0.35, tickFormat: (index: number) => cut(rows[index]?.title ?? "") },
    color: { type: "identity" },
    marks: [
      ruleX([0, at(0)], { stroke: "var(--at-line-strong)" }),
      barX(indexed, { x1: 0, x2: ({ share }: ImportanceRow) => Math.min(1, share), y: "index", fill: "var(--at-run-1)", rx: 2 }),
      ruleY(indexed, { y: "index", x1: ({ share, deviation }: ImportanceRow) => Math.max(0, share - deviation), x2: ({ share, deviation }: ImportanceRow) => Math.min(1, share + deviation), stroke: "currentColor", strokeWidth: 1.25 }),
      text(indexed, { y: "index", x: ({ share, deviation }: ImportanceRow) => Math.min(1, share + deviation), text: ({ share }: ImportanceRow) => percent(share), textAnchor: "start", dx: 5, fontWeight: 600 }),
      barX(bars, { x1: () => at(0), x2: ({ correlation }: ImportanceRow) => at(correlation), y: "index", fill: ({ correlation }: ImportanceRow) => (correlation < 0 ? "var(--at-run-2)" : "var(--at-run-3)"), rx: 2 }),
      text(bars, { y: "index", x: ({ correlation }: ImportanceRow) => at(Math.max(0, correlation)), text: ({ correlation }: ImportanceRow) => formatNumber(correlation, locale, { decimals: 2 }), textAnchor: "start", dx: 4 }),
      text(indexed.filter(({ correlation }) => !Number.isFinite(correlation)), { y: "index", x: () => at(0), text: () => (width < 420 ? "–" : en ? "no order" : "sem ordem"), dx: 6, textAnchor: "start", fill: "var(--at-ink-soft)" }),
      text([width < 420 ? (en ? "alone" : "sozinho") : (en ? "how much it does alone" : "quanto faz sozinho")], { x: () => 0, frameAnchor: "top", dy: -18, textAnchor: "start", fill: "var(--at-ink-soft)" }),
      text([width < 420 ? (en ? "− / +" : "− / +") : (en ? "worse ← more → better" : "pior ← mais → melhor")], { x: () => at(0), frameAnchor: "top", dy: -18, fill: "var(--at-ink-soft)" }),
    ],
  });
}

function captionOf(rows: readonly ImportanceRow[], trials: number, locale: Locale): string {
  const en = locale === "en";
  const [first] = rows;
  if (!first) return en ? "Too few trials, or no difference between them, to say what mattered." : "Há tentativas de menos, ou nenhuma diferença entre elas, para dizer o que importou.";
  const rest = Math.max(0, 1 - rows.reduce((sum, { share }) => sum + share, 0));
  const percent = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
  return en
    ? `Of the differences between ${formatNumber(trials, locale)} trials, ${first.title.toLowerCase()} alone accounts for ${percent(first.share)}; ${percent(rest)} come from settings acting together. With few trials these are rough.`
    : `Das diferenças entre ${formatNumber(trials, locale)} tentativas, ${first.title.toLowerCase()} sozinho explica ${percent(first.share)}; ${percent(rest)} vêm de campos agindo juntos. Com poucas tentativas, são valores aproximados.`;
}
