import { dot, line, ruleX } from "@observablehq/plot";
import { formatNumber, type Locale } from "../base/text.js";
import type { AttentionSnapshot } from "../training/run.js";
import { effectiveWords } from "./attention-scale.js";
import { exampleSnapshot } from "./example-run.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, ticks } from "./plot.js";

/** The watched text at the end of every epoch, and the epoch that is looked at, if any. */
export interface SpreadByEpoch { readonly snapshots: readonly AttentionSnapshot[]; readonly epoch?: number }

/** Over how many positions the attention is spread, epoch by epoch: e to its entropy. */
export const spreadByEpoch: Figure<SpreadByEpoch> = {
  name: "spread-by-epoch",
  make: ({ snapshots, epoch }, locale) => {
    const en = locale === "en";
    const points = snapshots.map(({ epoch: at, attentionWeights }) => ({ epoch: at, spread: effectiveWords(attentionWeights), peak: Math.max(...attentionWeights) }));
    const title = en ? "Spread of the attention by epoch" : "Quanto a atenção se espalha, por época";
    const caption = captionOf(points, snapshots[0]?.attentionWeights.length ?? 0, locale);
    return {
      name: "spread-by-epoch", title, caption,
      table: {
        columns: [
          { name: "epoch", label: en ? "Epoch" : "Época", numeric: true }, { name: "spread", label: en ? "As if over (positions)" : "Como se entre (posições)", numeric: true },
          { name: "entropy", label: en ? "Entropy (nats)" : "Entropia (nats)", numeric: true }, { name: "peak", label: en ? "Largest weight" : "Maior peso", numeric: true },
        ],
        rows: points.map(({ epoch: at, spread, peak }) => [at, Number(spread.toPrecision(4)), Number(Math.log(spread).toPrecision(4)), Number(peak.toPrecision(4))]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(Math.min(220, Math.max(160, width * 0.4))), marginTop: 12, marginBottom: 36, marginLeft: 40, marginRight: 12,
        x: { label: en ? "epoch →" : "época →", labelAnchor: "right", labelOffset: 34, tickFormat: ticks(locale, { decimals: 0 }), ticks: wholeTicks(points.map(({ epoch: at }) => at), 8) },
        y: { label: null, grid: true, ticks: 4, domain: [0, Math.max(1, ...points.map(({ spread }) => spread)) * 1.05], tickFormat: ticks(locale, { decimals: 1 }) },
        marks: [
          ...(epoch === undefined ? [] : [ruleX([epoch], { stroke: "var(--at-accent)", strokeWidth: 2 })]),
          line(points, { x: "epoch", y: "spread", stroke: "var(--at-attention)", strokeWidth: 2 }),
          dot(points, { x: "epoch", y: "spread", fill: "var(--at-attention)", r: 3 }),
        ],
      }),
    };
  },
  example: { snapshots: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((epoch) => exampleSnapshot(epoch)), epoch: 4 },
};

/** At most so many of these whole numbers, evenly far apart: an axis of epochs knows no half ones. */
const wholeTicks = (all: readonly number[], most: number): readonly number[] => all.filter((_, i) => i % Math.ceil(all.length / most) === 0);

function captionOf(points: readonly { readonly epoch: number; readonly spread: number }[], positions: number, locale: Locale): string {
  const en = locale === "en";
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return en ? "No epoch with attention has finished yet." : "Nenhuma época com atenção terminou ainda.";
  const say = (value: number): string => formatNumber(value, locale, { decimals: 1, fixed: true });
  return en
    ? `The attention is as if spread over ${say(first.spread)} positions after epoch ${first.epoch}, and over ${say(last.spread)} of ${positions} after epoch ${last.epoch}.`
    : `É como se a atenção se dividisse entre ${say(first.spread)} posições depois da época ${first.epoch} e entre ${say(last.spread)} de ${positions} depois da época ${last.epoch}.`;
}
