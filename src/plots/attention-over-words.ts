import { cell, text } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { AttentionSnapshot } from "../training/run.js";
import { attentionTop, heat } from "./attention-scale.js";
import { exampleSnapshot } from "./example-run.js";
import type { Figure } from "./figure-content.js";
import { drawPlot } from "./plot.js";

/** One text at the end of every epoch, oldest first. */
export interface AttentionHistory { readonly snapshots: readonly AttentionSnapshot[] }

interface Place { readonly token: number; readonly column: number; readonly weight: number }

/** Words down, epochs across: how attention settles while the network learns. */
export const attentionOverWords: Figure<AttentionHistory> = {
  name: "attention-over-words",
  make: ({ snapshots }, locale) => {
    const en = locale === "en";
    const tokens = snapshots[0]?.tokens ?? [];
    const title = en ? "Attention by epoch" : "Atenção por época";
    const caption = captionOf(snapshots, locale);
    return {
      name: "attention-over-words", title, caption,
      table: {
        columns: [
          { name: "token", label: "Token", numeric: false },
          ...snapshots.map(({ epoch }) => ({ name: `epoch_${epoch}`, label: en ? `Epoch ${epoch}` : `Época ${epoch}`, numeric: true })),
        ],
        rows: tokens.map((token, i) => [token, ...snapshots.map(({ attentionWeights }) => rounded(attentionWeights[i]))]),
      },
      draw: ({ width }) => drawHeat(snapshots, tokens, locale, width, `${title}. ${caption}`),
    };
  },
  example: { snapshots: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((epoch) => exampleSnapshot(epoch)) },
};
const rounded = (weight: number | undefined): number | null => (weight !== undefined && Number.isFinite(weight) ? Number(weight.toPrecision(4)) : null);

function drawHeat(snapshots: readonly AttentionSnapshot[], tokens: readonly string[], locale: Locale, width: number, label: string): SVGSVGElement {
  const top = attentionTop(snapshots.map(({ attentionWeights }) => attentionWeights));
  const places: Place[] = snapshots.flatMap(({ attentionWeights }, column) => attentionWeights.map((weight, token) => ({ token, column, weight })));
  const longest = Math.max(4, ...tokens.map((token) => [...token].length));
  const marginLeft = Math.min(Math.round(width * 0.34), 16 + longest * 7.2);
  const every = Math.max(1, Math.ceil(snapshots.length / Math.max(2, Math.floor((width - marginLeft) / 34))));
  const spelled = (token: number): string => cut(tokens[token] ?? "", Math.floor((marginLeft - 12) / 7.2));
  // With room for them, the numbers stand in the cells: colour alone is a poor ruler.
  const written = snapshots.length <= 12 && tokens.length <= 12 && (width - marginLeft) / Math.max(1, snapshots.length) > 34;
  return drawPlot(label, {
    width, height: 44 + Math.max(1, tokens.length) * 22, marginTop: 6, marginBottom: 38, marginLeft, marginRight: 8,
    x: { type: "band", domain: snapshots.map((_, i) => i), label: null, padding: 0.04, tickSize: 0, tickFormat: (i: number) => (i % every === 0 ? String(snapshots[i]?.epoch ?? "") : "") },
    y: { type: "band", domain: tokens.map((_, i) => i), label: null, padding: 0.06, tickSize: 0, tickFormat: spelled },
    color: { type: "identity" },
    marks: [
      cell(places, { x: "column", y: "token", fill: ({ weight }: Place) => heat(weight / top).ground, rx: 2, inset: 0 }),
      ...(written ? [text(places, { x: "column", y: "token", text: ({ weight }: Place) => formatNumber(weight, locale, { decimals: 2, fixed: true }), fill: ({ weight }: Place) => heat(weight / top).ink })] : []),
      text([locale === "en" ? "epoch →" : "época →"], { frameAnchor: "bottom-right", dy: 34, textAnchor: "end", fill: "var(--at-ink-soft)" }),
    ],
  });
}
const cut = (token: string, most: number): string => ([...token].length > most ? `${[...token].slice(0, Math.max(1, most - 1)).join("")}…` : token);

function captionOf(snapshots: readonly AttentionSnapshot[], locale: Locale): string {
  const en = locale === "en";
  const last = snapshots.at(-1);
  if (!last || last.attentionWeights.length === 0) return en ? "No epoch with attention has finished yet." : "Nenhuma época com atenção terminou ainda.";
  const peak = (of: AttentionSnapshot): number => of.attentionWeights.indexOf(Math.max(...of.attentionWeights));
  const at = peak(last);
  let since = snapshots.length - 1;
  while (since > 0 && peak(snapshots[since - 1]!) === at) since--;
  const [word, share, epoch] = [last.tokens[at] ?? "", formatNumber(last.attentionWeights[at]!, locale, { percent: true, decimals: 0 }), snapshots[since]!.epoch];
  return en
    ? `Since epoch ${epoch}, the position at “${word}” has the most attention; after epoch ${last.epoch} it has ${share}.`
    : `Desde a época ${epoch}, a posição em “${word}” recebe a maior atenção; depois da época ${last.epoch}, recebe ${share}.`;
}
