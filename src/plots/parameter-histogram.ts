import { rectY, ruleX } from "@observablehq/plot";
import { formatNumber } from "../base/text.js";
import type { ParameterHealth } from "../training/analyses/health.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

/** How the numbers of one parameter are spread. */
export const parameterHistogram: Figure<ParameterHealth> = {
  name: "parameter-histogram",
  make: ({ name, stage, histogram: { from, to, counts }, mean, deviation, norm, gradientNorm }, locale) => {
    const en = locale === "en";
    const title = en ? `The numbers of ${name}` : `Os números de ${name}`;
    const number = (value: number): string => formatNumber(value, locale, { significant: 3 });
    const all = counts.reduce((sum, count) => sum + count, 0);
    const bins = counts.map((count, i) => ({ from: from + ((to - from) * i) / counts.length, to: from + ((to - from) * (i + 1)) / counts.length, count }));
    const caption = to > from
      ? (en
        ? `${formatNumber(all, locale)} numbers from ${number(from)} to ${number(to)}, mean ${number(mean)} ± ${number(deviation)}; length ${number(norm)}, and of the gradient ${number(gradientNorm)}.`
        : `${formatNumber(all, locale)} números de ${number(from)} a ${number(to)}, média ${number(mean)} ± ${number(deviation)}; comprimento ${number(norm)}, e do gradiente ${number(gradientNorm)}.`)
      : (en ? `All ${formatNumber(all, locale)} numbers are ${number(from)}.` : `Todos os ${formatNumber(all, locale)} números são ${number(from)}.`);
    return {
      name: "parameter-histogram", title, caption,
      table: {
        columns: [
          { name: "from", label: en ? "From" : "De", numeric: true }, { name: "to", label: en ? "To" : "Até", numeric: true }, { name: "count", label: en ? "Numbers" : "Números", numeric: true },
        ],
        rows: bins.map((bin) => [Number(bin.from.toPrecision(4)), Number(bin.to.toPrecision(4)), bin.count]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: 190, marginTop: 8, marginRight: 12, marginBottom: 28, marginLeft: 46,
        x: { label: null, tickFormat: ticks(locale, { significant: 3 }), ticks: Math.max(3, Math.floor(width / 110)) }, y: { label: null, grid: true, ticks: 4, tickFormat: ticks(locale, { decimals: 0 }) },
        marks: [
          // A parameter of one value has no width: it stands as one bar around it.
          rectY(to > from ? bins : [{ from: from - 0.5, to: from + 0.5, count: all }], { x1: "from", x2: "to", y: "count", fill: `var(--at-${stageHue(stage)})`, fillOpacity: 0.75, insetLeft: 0.5, insetRight: 0.5 }),
          ruleX([0], { stroke: "var(--at-ink-soft)", strokeDasharray: "3 3" }),
        ],
      }),
    };
  },
  example: {
    name: "convolution/kernel", stage: "convolution", shape: [3, 4, 6], norm: 1.9, gradientNorm: 0.04, mean: 0.004, deviation: 0.22,
    histogram: { from: -0.6, to: 0.6, counts: [1, 2, 4, 7, 10, 12, 12, 9, 7, 5, 2, 1] },
  },
};

/** Stages of a Transformer are numbered and named apart; each has the hue of what it is. */
export function stageHue(stage: string): string {
  const base = stage.replace(/-\d+$/, "");
  return ({ embedding: "embedding", positions: "embedding", convolution: "convolution", attention: "attention", pooling: "pooling", dense: "dense", "feed-forward": "dense", normalisation: "dense", output: "output" } as Readonly<Record<string, string>>)[base] ?? "training";
}
