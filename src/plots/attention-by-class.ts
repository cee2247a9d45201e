import { line, ruleY, text } from "@observablehq/plot";
import { formatNumber, type Locale, type Text } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { classColour, drawPlot, ticks } from "./plot.js";

/** Mean attention of each position over the held-out texts of each class. */
export interface AttentionByClass {
  readonly epoch: number;
  readonly classes: readonly Text[];
  /** [classes][positions]; empty for a class without texts. */
  readonly byPosition: readonly (readonly number[])[];
}

/** Where in a text the attention lies, class by class. */
export const attentionByClass: Figure<AttentionByClass> = {
  name: "attention-by-class",
  make: (data, locale) => {
    const { byPosition, classes } = data;
    const en = locale === "en";
    const title = en ? "Mean attention by position and class" : "Atenção média por posição e classe";
    const caption = captionOf(data, locale);
    const positions = Math.max(0, ...byPosition.map((own) => own.length));
    return {
      name: "attention-by-class", title, caption,
      table: {
        columns: [{ name: "position", label: en ? "Position" : "Posição", numeric: true }, ...classes.map((name, i) => ({ name: `class_${i}`, label: name[locale], numeric: true }))],
        rows: Array.from({ length: positions }, (_, p) => [p + 1, ...classes.map((_, i) => (byPosition[i]?.[p] === undefined ? null : Number(byPosition[i][p]!.toPrecision(3))))]),
      },
      draw: ({ width }) => draw(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    epoch: 8, classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }],
    byPosition: [Array.from({ length: 14 }, (_, p) => 0.16 * Math.exp(-(((p - 3) / 4) ** 2))), Array.from({ length: 14 }, (_, p) => 0.2 * Math.exp(-(((p - 5) / 3) ** 2)))],
  },
};

function draw({ byPosition, classes }: AttentionByClass, locale: Locale, width: number, label: string): SVGSVGElement {
  const points = byPosition.flatMap((own, label) => own.map((weight, p) => ({ position: p + 1, weight, label })));
  return drawPlot(label, {
    width, height: Math.round(Math.min(260, Math.max(180, width * 0.4))), marginTop: 18, marginBottom: 36, marginLeft: 44, marginRight: 12,
    x: { label: locale === "en" ? "position →" : "posição →", labelAnchor: "right", labelOffset: 34, tickFormat: ticks(locale, { decimals: 0 }), ticks: 6 },
    y: { label: null, grid: true, ticks: 4, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
    marks: [
      ruleY([0], { stroke: "currentColor" }),
      // Dashes tell classes apart beside colour.
      ...byPosition.map((_, own) => line(points.filter((point) => point.label === own), { x: "position", y: "weight", stroke: classColour(own), strokeWidth: 2, strokeDasharray: own === 0 ? "none" : `${3 + 3 * own} 3` })),
      // A key in the corner, each name after a piece of its line: at the peaks names would lie over each other.
      ...classes.map((name, own) => text([`${["━━", "╍╍", "┅┅", "┉┉"][own % 4]} ${name[locale]}`], { frameAnchor: "top-right", dy: own * 16, fill: classColour(own), stroke: "var(--at-ground)", strokeWidth: 4, fontWeight: 600 })),
    ],
    color: { type: "identity" },
  });
}

function captionOf({ epoch, byPosition, classes }: AttentionByClass, locale: Locale): string {
  const en = locale === "en";
  const peaks = byPosition.flatMap((own, i) => (own.length === 0 ? [] : [`${classes[i]?.[locale] ?? i}: ${formatNumber(own.indexOf(Math.max(...own)) + 1, locale)}`]));
  if (peaks.length === 0) return en ? "There is no attention to show." : "Não há atenção a mostrar.";
  return en
    ? `After epoch ${epoch}, the position with most attention on average is, by class, ${peaks.join("; ")}.`
    : `Depois da época ${epoch}, a posição com mais atenção em média é, por classe, ${peaks.join("; ")}.`;
}
