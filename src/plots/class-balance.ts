import { barX, text } from "@observablehq/plot";
import { formatNumber, type Text } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { classColour, drawPlot, ticks } from "./plot.js";

export interface ClassBalanceData {
  readonly classes: readonly Text[];
  /** Examples of each class. */
  readonly counts: readonly number[];
}

/** How many examples each class has. */
export const classBalance: Figure<ClassBalanceData> = {
  name: "class-balance",
  make: ({ classes, counts }, locale) => {
    const en = locale === "en";
    const total = counts.reduce((sum, count) => sum + count, 0);
    const rows = classes.map((name, index) => ({ index, name: name[locale], count: counts[index] ?? 0 }));
    const title = en ? "Examples of each class" : "Exemplos de cada classe";
    const largest = rows.reduce((most, row) => (row.count > most.count ? row : most), rows[0] ?? { index: 0, name: "", count: 0 });
    const share = formatNumber(total === 0 ? NaN : largest.count / total, locale, { percent: true, decimals: 1 });
    const balanced = rows.every(({ count }) => count === largest.count);
    const caption = total === 0 ? (en ? "There are no examples." : "Não há exemplos.") : balanced
      ? (en ? `Every class has ${formatNumber(largest.count, locale)} examples: guessing is right ${share} of the time.` : `Cada classe tem ${formatNumber(largest.count, locale)} exemplos: no chute, acerta-se ${share} das vezes.`)
      : (en ? `The largest class, “${largest.name}”, has ${share} of the examples: always answering it is right that often.` : `A maior classe, “${largest.name}”, tem ${share} dos exemplos: responder sempre ela acerta essa fração.`);
    return {
      name: "class-balance", title, caption,
      table: {
        columns: [
          { name: "class", label: en ? "Class" : "Classe", numeric: false },
          { name: "examples", label: en ? "Examples" : "Exemplos", numeric: true },
        ],
        rows: rows.map(({ name, count }) => [name, count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: 34 + rows.length * 30, marginTop: 4, marginBottom: 28, marginRight: 52,
        marginLeft: Math.min(Math.round(width * 0.4), 18 + Math.max(4, ...rows.map(({ name }) => name.length)) * 7.2),
        x: { label: null, domain: [0, Math.max(1, largest.count)], grid: true, ticks: 4, tickFormat: ticks(locale, { decimals: 0 }) },
        y: { type: "band", domain: rows.map(({ index }) => index), label: null, tickSize: 0, padding: 0.25, tickFormat: (index: number) => rows[index]?.name ?? "" },
        marks: [
          ...rows.map((row) => barX([row], { x: "count", y: "index", fill: classColour(row.index), rx: 2 })),
          text(rows, { x: "count", y: "index", text: ({ count }: { readonly count: number }) => formatNumber(count, locale), dx: 4, textAnchor: "start" }),
        ],
      }),
    };
  },
  example: { classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }], counts: [486, 481] },
};
