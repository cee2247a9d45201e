import { cell, text } from "@observablehq/plot";
import { formatNumber, type Locale, type Text } from "../base/text.js";
import type { MethodName } from "../training/explain/method.js";
import { heat } from "./attention-scale.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";
import { signed } from "./signed-scale.js";

/** How much each word of one text counts, by several methods. */
export interface WordScoresData {
  readonly tokens: readonly string[];
  readonly methods: readonly { readonly name: MethodName; readonly isSigned: boolean; readonly scores: readonly number[] }[];
  /** Of the class that positive scores speak for. */
  readonly target: Text;
}

/** What each method is called, wherever it is spoken of. */
export const methodTitles: Readonly<Record<MethodName, Text>> = {
  attention: { en: "Attention", "pt-BR": "Atenção" },
  gradient: { en: "Gradient × input", "pt-BR": "Gradiente × entrada" },
  integrated: { en: "Integrated gradients", "pt-BR": "Gradientes integrados" },
  without: { en: "Leave one out", "pt-BR": "Sem a palavra" },
};
const shortTitles: Readonly<Record<MethodName, Text>> = {
  attention: { en: "attention", "pt-BR": "atenção" },
  gradient: { en: "grad × input", "pt-BR": "grad × entrada" },
  integrated: { en: "int. grad.", "pt-BR": "grad. integr." },
  without: { en: "without it", "pt-BR": "sem ela" },
};

/** Words across and methods down, in as many lines as the width asks for: every row has a scale of its own, whose middle is 0 where scores have a sign. */
export const wordScores: Figure<WordScoresData> = {
  name: "word-scores",
  make: (data, locale) => {
    const { tokens, methods } = data;
    const title = locale === "en" ? "How much each word counts" : "Quanto cada palavra conta";
    const caption = captionOf(data, locale);
    return {
      name: "word-scores", title, caption,
      table: {
        columns: [{ name: "word", label: locale === "en" ? "Word" : "Palavra", numeric: false }, ...methods.map(({ name }) => ({ name, label: methodTitles[name][locale], numeric: true }))],
        rows: tokens.map((token, i) => [token, ...methods.map(({ scores }) => Number(scores[i]!.toPrecision(4)))]),
      },
      draw: ({ width }) => drawRows(data, locale, width, `${title}. ${caption}`),
    };
  },
  example: {
    tokens: ["slow", "start", ",", "but", "a", "wonderful", "ending"],
    target: { en: "positive", "pt-BR": "positiva" },
    methods: [
      { name: "attention", isSigned: false, scores: [0.12, 0.1, 0.07, 0.11, 0.08, 0.34, 0.18] },
      { name: "gradient", isSigned: true, scores: [-0.62, -0.11, 0.02, 0.24, 0.01, 1.91, 0.3] },
      { name: "integrated", isSigned: true, scores: [-0.81, -0.09, 0.01, 0.31, -0.02, 2.2, 0.21] },
      { name: "without", isSigned: true, scores: [-0.74, -0.2, 0, 0.18, 0.05, 1.67, 0.12] },
    ],
  },
};

interface Place { readonly line: number; readonly column: number; readonly row: number; readonly share: number; readonly value: number; readonly isSigned: boolean }

function drawRows({ tokens, methods }: WordScoresData, locale: Locale, width: number, label: string): SVGSVGElement {
  const marginLeft = width < 520 ? 98 : 134;
  const longest = Math.max(4, ...tokens.map((token) => [...token].length));
  const cellWidth = Math.min(96, Math.max(46, longest * 7.2 + 6));
  const columns = Math.max(1, Math.floor((width - marginLeft - 4) / cellWidth));
  const lines = Math.max(1, Math.ceil(tokens.length / columns));
  const most = Math.max(3, Math.floor((width - marginLeft - 4) / columns / 7.2));
  // A line of words over a row for each method, then a gap: all on one scale of rows.
  const rowsPerLine = methods.length + 1.5;
  const places: Place[] = methods.flatMap(({ scores, isSigned }, method) => {
    const top = Math.max(...scores.map(Math.abs)) || 1;
    return scores.map((value, i) => ({ line: Math.floor(i / columns), column: i % columns, row: Math.floor(i / columns) * rowsPerLine + method + 1, share: value / top, value, isSigned }));
  });
  const colour = ({ isSigned, share }: Place): { readonly ground: string; readonly ink: string } => (isSigned ? signed(share) : heat(share));
  const domain = Array.from({ length: lines }, (_, line) => [line * rowsPerLine, ...methods.map((_, i) => line * rowsPerLine + i + 1)]).flat();
  const names = new Map(Array.from({ length: lines }, (_, line) => methods.map(({ name }, i) => [line * rowsPerLine + i + 1, (width < 520 ? shortTitles : methodTitles)[name][locale]] as const)).flat());
  return drawPlot(label, {
    width, height: 8 + domain.length * 26, marginTop: 2, marginBottom: 4, marginLeft, marginRight: 4,
    x: { type: "band", domain: Array.from({ length: columns }, (_, i) => i), axis: null, padding: 0.04 },
    y: { type: "band", domain, label: null, padding: 0.08, tickSize: 0, tickFormat: (row: number) => names.get(row) ?? "" },
    color: { type: "identity" },
    marks: [
      cell(places, { x: "column", y: "row", fill: (place: Place) => colour(place).ground, rx: 2 }),
      text(places, { x: "column", y: "row", text: ({ value, isSigned }: Place) => (isSigned ? signedNumber(value, locale) : formatNumber(value, locale, { decimals: 2, fixed: true })), fill: (place: Place) => colour(place).ink, fontSize: 11 }),
      text(tokens.map((token, i) => ({ token, column: i % columns, row: Math.floor(i / columns) * rowsPerLine })), {
        x: "column", y: "row", text: ({ token }: { readonly token: string }) => cut(token, most), fontWeight: 600, fill: "currentColor",
      }),
    ],
  });
}
const cut = (token: string, most: number): string => ([...token].length > most ? `${[...token].slice(0, Math.max(1, most - 1)).join("")}…` : token);
/** With its sign, so that colour does not carry it alone. */
export function signedNumber(value: number, locale: Locale): string {
  const size = formatNumber(Math.abs(value), locale, { decimals: 2, fixed: true });
  return /[1-9]/.test(size) ? `${value < 0 ? "−" : "+"}${size}` : size;
}

function captionOf({ tokens, methods, target }: WordScoresData, locale: Locale): string {
  const en = locale === "en";
  const tops = methods.map(({ name, scores }) => ({ name, word: tokens[scores.map(Math.abs).reduce((best, size, i, all) => (size > all[best]! ? i : best), 0)] ?? "" }));
  if (tops.length === 0 || tokens.length === 0) return en ? "No method can be applied to this network." : "Nenhum método se aplica a esta rede.";
  const list = tops.map(({ name, word }) => `“${word}” (${methodTitles[name][locale].toLowerCase()})`);
  const same = new Set(tops.map(({ word }) => word)).size === 1;
  const signs = en ? `Blue (+) speaks for “${target.en}”, orange (−) against it.` : `Azul (+) fala a favor de “${target["pt-BR"]}”; laranja (−), contra.`;
  return same
    ? (en ? `Every method has “${tops[0]!.word}” count most. ${signs}` : `Em todos os métodos, “${tops[0]!.word}” é a que mais conta. ${signs}`)
    : (en ? `What counts most: ${list.join(", ")}. ${signs}` : `O que mais conta: ${list.join(", ")}. ${signs}`);
}
