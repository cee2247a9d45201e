import { barX, ruleX } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

/** Two attentions of one text, position by position. */
export interface AttentionCompared {
  /** What each position is called: the word that it stands at. */
  readonly names: readonly string[];
  readonly own: readonly number[];
  readonly other: readonly number[];
  /** Jensen–Shannon divergence in nats, and how far the answers are apart, in [0, 1]. */
  readonly divergence: number;
  readonly distance: number;
}

/** More positions than this are a wall: then those that differ most are drawn; the table has all. */
const most = 24;

/** The network's own attention beside another one that gives nearly the same answer. */
export const attentionCompared: Figure<AttentionCompared> = {
  name: "attention-compared",
  make: (data, locale) => {
    const en = locale === "en";
    const title = en ? "Two attentions, one answer" : "Duas atenções, uma resposta";
    const caption = captionOf(data, locale);
    return {
      name: "attention-compared", title, caption,
      table: {
        columns: [
          { name: "position", label: en ? "Position" : "Posição", numeric: true }, { name: "word", label: en ? "Word" : "Palavra", numeric: false },
          { name: "own", label: en ? "The network's own" : "Da própria rede", numeric: true }, { name: "found", label: en ? "Found" : "Encontrada", numeric: true },
        ],
        rows: data.names.map((name, i) => [i + 1, name, Number(data.own[i]!.toPrecision(4)), Number(data.other[i]!.toPrecision(4))]),
      },
      draw: ({ width }) => draw(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    names: ["slow", "start", ",", "but", "a", "wonderful", "ending"], own: [0.12, 0.1, 0.07, 0.11, 0.08, 0.34, 0.18], other: [0.02, 0.05, 0.41, 0.38, 0.1, 0.03, 0.01], divergence: 0.31, distance: 0.008,
  },
};

interface Row { readonly place: number; readonly own: number; readonly other: number }

function draw({ names, own, other }: AttentionCompared, locale: Locale, width: number, label: string): SVGSVGElement {
  const all: readonly Row[] = names.map((_, place) => ({ place, own: own[place]!, other: other[place]! }));
  const kept = all.length <= most ? all : all.toSorted((a, b) => Math.abs(b.own - b.other) - Math.abs(a.own - a.other)).slice(0, most).toSorted((a, b) => a.place - b.place);
  const longest = Math.max(4, ...kept.map(({ place }) => [...names[place]!].length));
  const marginLeft = Math.min(Math.round(width * 0.34), 16 + longest * 7.2);
  const spelled = (place: number): string => ([...names[place]!].length > 16 ? `${[...names[place]!].slice(0, 15).join("")}…` : names[place]!);
  const end = Math.max(0.01, ...kept.map(({ own, other }) => Math.max(own, other))) * 1.02;
  return drawPlot(label, {
    width, height: 36 + Math.max(1, kept.length) * 24, marginTop: 4, marginBottom: 32, marginLeft, marginRight: 14,
    x: { domain: [0, end], label: null, grid: true, ticks: 4, tickFormat: ticks(locale, { percent: true, decimals: 0 }) },
    y: { type: "band", domain: kept.map(({ place }) => place), label: null, tickSize: 0, padding: 0.2, tickFormat: spelled },
    marks: [
      // The upper half of a row is the network's own, the lower half the other one, hollow.
      barX(kept, { x: "own", y: "place", fill: "var(--at-attention)", insetBottom: 10 }),
      barX(kept, { x: "other", y: "place", fill: "var(--at-raised)", stroke: "var(--at-attention)", strokeWidth: 1.5, insetTop: 10 }),
      ruleX([0], { stroke: "currentColor" }),
    ],
  });
}

function captionOf({ divergence, distance }: AttentionCompared, locale: Locale): string {
  const en = locale === "en";
  const say = (value: number): string => formatNumber(value, locale, { decimals: 2, fixed: true });
  const points = formatNumber(distance * 100, locale, { decimals: 1, fixed: true });
  if (!(divergence > 0)) return en ? "No other attention was found that keeps the answer." : "Não se encontrou outra atenção que mantenha a resposta.";
  return en
    ? `Solid: the network's own attention; hollow: another that moves the answer by only ${points} points, with a Jensen–Shannon divergence of ${say(divergence)} of at most ${say(Math.LN2)}.`
    : `Cheio: a atenção da própria rede; vazado: outra que muda a resposta só ${points} pontos, com divergência de Jensen–Shannon de ${say(divergence)} (no máximo ${say(Math.LN2)}).`;
}
