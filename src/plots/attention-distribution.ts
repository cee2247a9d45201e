import { barX, ruleX, text } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { AttentionSnapshot } from "../training/run.js";
import { effectiveWords } from "./attention-scale.js";
import { exampleSnapshot } from "./example-run.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

/** More bars than this are a wall: then only the largest are drawn, in the text's order; the table has all. */
const most = 24;
const drawnOfMany = 16;

/** The attention of one text as bars, word by word, beside the weight that an even spread would give. */
export const attentionDistribution: Figure<AttentionSnapshot> = {
  name: "attention-distribution",
  make: (snapshot, locale) => {
    const en = locale === "en";
    const many = snapshot.attentionWeights.length > most;
    const title = many ? (en ? `The ${drawnOfMany} positions with most attention` : `As ${drawnOfMany} posições com mais atenção`) : en ? "Attention of each position" : "Atenção de cada posição";
    const caption = captionOf(snapshot, locale);
    const rows = snapshot.attentionWeights.map((weight, position) => ({ position, token: snapshot.tokens[position] ?? "", weight }));
    return {
      name: "attention-distribution", title, caption,
      table: {
        columns: [
          { name: "position", label: en ? "Position" : "Posição", numeric: true },
          { name: "token", label: "Token", numeric: false },
          { name: "weight", label: en ? "Attention weight" : "Peso de atenção", numeric: true },
        ],
        rows: rows.map(({ position, token, weight }) => [position + 1, token, Number(weight.toPrecision(4))]),
      },
      draw: ({ width }) => drawBars(rows, locale, width, `${title}. ${caption}`),
    };
  },
  example: exampleSnapshot(10),
};

interface Row { readonly position: number; readonly token: string; readonly weight: number }

function drawBars(all: readonly Row[], locale: Locale, width: number, label: string): SVGSVGElement {
  const kept = all.length <= most ? all : all.toSorted((a, b) => b.weight - a.weight).slice(0, drawnOfMany).toSorted((a, b) => a.position - b.position);
  const longest = Math.max(4, ...kept.map(({ token }) => [...token].length));
  const marginLeft = Math.min(Math.round(width * 0.34), 16 + longest * 7.2);
  const spelled = new Map(kept.map(({ position, token }) => [position, [...token].length > 16 ? `${[...token].slice(0, 15).join("")}…` : token]));
  const even = all.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, all.length);
  return drawPlot(label, {
    width, height: 36 + Math.max(1, kept.length) * 20, marginTop: 4, marginBottom: 32, marginLeft, marginRight: 48,
    x: { domain: [0, Math.max(even * 2, ...kept.map(({ weight }) => weight)) * 1.02], label: null, grid: true, ticks: 4, tickFormat: ticks(locale, { percent: true, decimals: 1 }) },
    y: { type: "band", domain: kept.map(({ position }) => position), label: null, tickSize: 0, padding: 0.22, tickFormat: (position: number) => spelled.get(position) ?? "" },
    marks: [
      barX(kept, { x: "weight", y: "position", fill: "var(--at-attention)", rx: 2 }),
      ruleX([even], { stroke: "var(--at-ink-soft)", strokeDasharray: "3 3" }),
      text(kept, { x: "weight", y: "position", text: ({ weight }: Row) => formatNumber(weight, locale, { percent: true, decimals: 1, fixed: true }), dx: 4, textAnchor: "start", fill: "currentColor", stroke: "var(--at-ground)", strokeWidth: 4 }),
    ],
  });
}

function captionOf({ attentionWeights, tokens, attentionKept }: AttentionSnapshot, locale: Locale): string {
  const en = locale === "en";
  if (attentionWeights.length === 0) return en ? "This network has no attention." : "Esta rede não tem atenção.";
  const share = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
  const at = attentionWeights.indexOf(Math.max(...attentionWeights));
  const spread = formatNumber(effectiveWords(attentionWeights), locale, { decimals: 1, fixed: true });
  const padding = 1 - attentionKept >= 0.005 ? (en ? `; ${share(1 - attentionKept)} lies on padding` : `; ${share(1 - attentionKept)} fica no preenchimento`) : "";
  return en
    ? `The position at “${tokens[at] ?? ""}” gets the most, ${share(attentionWeights[at]!)}; the whole is as if spread over ${spread} of ${attentionWeights.length} positions (dashed: an even spread)${padding}.`
    : `A posição em “${tokens[at] ?? ""}” recebe mais, ${share(attentionWeights[at]!)}; é como se a atenção se dividisse entre ${spread} de ${attentionWeights.length} posições (tracejado: divisão igual)${padding}.`;
}
