import { cell, text } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import { heat } from "./attention-scale.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";

/** One head of one layer of self-attention over a text. */
export interface AttentionMatrix {
  readonly tokens: readonly string[];
  /** Row after row, [tokens × tokens]: a row is the word that attends. */
  readonly weights: ArrayLike<number>;
  /** Counted from 1. */
  readonly layer: number;
  readonly head: number;
}

/** Who attends to whom: rows look, columns are looked at. */
export const attentionMatrix: Figure<AttentionMatrix> = {
  name: "attention-matrix",
  make: (data, locale) => {
    const { tokens, weights, layer, head } = data;
    const en = locale === "en";
    const title = en ? `Layer ${layer}, head ${head}` : `Camada ${layer}, cabeça ${head}`;
    const caption = captionOf(data, locale);
    const n = tokens.length;
    return {
      name: `attention-matrix-${layer}-${head}`, title, caption,
      table: {
        columns: [{ name: "word", label: en ? "Word that looks" : "Palavra que olha", numeric: false }, ...tokens.map((token, i) => ({ name: `to_${i + 1}`, label: token, numeric: true }))],
        rows: tokens.map((token, row) => [token, ...tokens.map((_, column) => Number(weights[row * n + column]!.toPrecision(3)))]),
      },
      draw: ({ width }) => draw(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    layer: 1, head: 2, tokens: ["not", "a", "good", "phone"],
    weights: [0.4, 0.1, 0.3, 0.2, 0.25, 0.25, 0.25, 0.25, 0.7, 0.05, 0.15, 0.1, 0.1, 0.1, 0.6, 0.2],
  },
};

interface Place { readonly row: number; readonly column: number; readonly weight: number }

function draw({ tokens, weights }: AttentionMatrix, locale: Locale, width: number, label: string): SVGSVGElement {
  const n = Math.max(1, tokens.length);
  const longest = Math.max(4, ...tokens.map((token) => [...token].length));
  const marginLeft = Math.min(Math.round(width * 0.3), 14 + longest * 7.2);
  const most = Math.floor((marginLeft - 10) / 7.2);
  const side = Math.min(44, (width - marginLeft - 8) / n);
  const marginTop = Math.min(110, 14 + Math.min(longest, 12) * 7);
  const places: Place[] = tokens.flatMap((_, row) => tokens.map((_, column) => ({ row, column, weight: weights[row * n + column]! })));
  const top = Math.max(1e-9, ...places.map(({ weight }) => weight));
  const spelled = (i: number): string => cut(tokens[i] ?? "", most);
  return drawPlot(label, {
    width, height: marginTop + side * n + 8, marginTop, marginBottom: 6, marginLeft, marginRight: Math.max(8, width - marginLeft - side * n),
    x: { type: "band", axis: "top", domain: tokens.map((_, i) => i), label: null, padding: 0.05, tickSize: 0, tickFormat: (i: number) => cut(tokens[i] ?? "", 12), tickRotate: -90 },
    y: { type: "band", domain: tokens.map((_, i) => i), label: null, padding: 0.05, tickSize: 0, tickFormat: spelled },
    color: { type: "identity" },
    marks: [
      cell(places, { x: "column", y: "row", fill: ({ weight }: Place) => heat(weight / top).ground }),
      ...(side >= 32 ? [text(places, { x: "column", y: "row", text: ({ weight }: Place) => formatNumber(weight, locale, { decimals: 2, fixed: true }), fill: ({ weight }: Place) => heat(weight / top).ink, fontSize: 11 })] : []),
    ],
  });
}
const cut = (token: string, most: number): string => ([...token].length > most ? `${[...token].slice(0, Math.max(1, most - 1)).join("")}…` : token);

function captionOf({ tokens, weights }: AttentionMatrix, locale: Locale): string {
  const en = locale === "en";
  const n = tokens.length;
  if (n === 0) return en ? "There are no words." : "Não há palavras.";
  let best = 0;
  for (let i = 0; i < n * n; i++) if (weights[i]! > weights[best]!) best = i;
  const own = tokens.reduce((sum, _, i) => sum + weights[i * n + i]!, 0) / n;
  const share = (value: number): string => formatNumber(value, locale, { percent: true, decimals: 0 });
  const [from, to] = [tokens[Math.floor(best / n)]!, tokens[best % n]!];
  return en
    ? `“${from}” looks most at “${to}” (${share(weights[best]!)}); on average a word gives ${share(own)} of its attention to itself.`
    : `“${from}” olha mais para “${to}” (${share(weights[best]!)}); em média, uma palavra dá ${share(own)} da atenção a si mesma.`;
}
