import { lineY, ruleX, ruleY } from "@observablehq/plot";
import { formatNumber } from "../base/text.js";
import type { Figure } from "./figure-content.js";
import { drawPlot, thin, ticks } from "./plot.js";

export interface LearningRateData {
  /** Of some steps of the run, in order, the first and the last among them. */
  readonly points: readonly { readonly step: number; readonly rate: number }[];
  /** Steps in an epoch, where the axis is to say epochs. */
  readonly stepsPerEpoch: number;
  /** Steps over which it climbs; 0 for none. */
  readonly warmupSteps: number;
}

const mostPoints = 400;
/** Rows of the table: every step of a long run is nothing to read. */
const mostRows = 25;

/** How the learning rate goes over a run that has not begun. */
export const learningRateCourse: Figure<LearningRateData> = {
  name: "learning-rate",
  make: ({ points: given, stepsPerEpoch, warmupSteps }, locale) => {
    const en = locale === "en";
    const rate = (value: number): string => formatNumber(value, locale, { significant: 2 });
    const whole = (value: number): string => formatNumber(value, locale, { decimals: 0 });
    const title = en ? "Learning rate over the run" : "Taxa de aprendizado ao longo do treino";
    const points = given.map(({ step, rate: y }) => ({ step, epoch: (step - 1) / stepsPerEpoch, y }));
    const highest = points.reduce((best, point) => (point.y > best.y ? point : best), points[0] ?? { step: 0, epoch: 0, y: NaN });
    const last = points.at(-1);
    const climbs = warmupSteps > 0
      ? (en ? `It climbs to ${rate(highest.y)} until step ${whole(highest.step)}` : `Sobe até ${rate(highest.y)} no passo ${whole(highest.step)}`)
      : (en ? `It begins at ${rate(highest.y)}` : `Começa em ${rate(highest.y)}`);
    const end = !last || last.y >= highest.y / 1000 ? rate(last?.y ?? NaN) : en ? "almost 0" : "quase 0";
    const falls = last && last.y < highest.y;
    const ends = falls
      ? (en ? `and falls to ${end} by step ${whole(last.step)}, the last` : `e cai até ${end} no passo ${whole(last.step)}, o último`)
      : (en ? "and stays there" : "e fica assim");
    const caption = points.length === 0 ? (en ? "There are no steps." : "Não há passos.") : `${climbs} ${ends}.`;
    const every = Math.max(1, Math.ceil(points.length / mostRows));
    const rows = points.filter((point, i) => i % every === 0 || point === last || point === highest);
    return {
      name: "learning-rate", title, caption,
      table: {
        columns: [
          { name: "step", label: en ? "Step" : "Passo", numeric: true },
          { name: "rate", label: en ? "Learning rate" : "Taxa de aprendizado", numeric: true },
        ],
        rows: rows.map(({ step, y }) => [step, Number(y.toPrecision(6))]),
      },
      draw: ({ width }) => drawPlot(`${title}. ${caption}`, {
        width, height: Math.round(Math.min(170, Math.max(130, width * 0.3))), marginLeft: 62, marginRight: 14, marginTop: 10, marginBottom: 36,
        x: { label: en ? "epochs →" : "épocas →", labelAnchor: "right", labelOffset: 34, domain: [0, Math.max(1, (last?.step ?? 0) / stepsPerEpoch)], ticks: 6, tickFormat: ticks(locale) },
        y: { label: null, grid: true, domain: [0, Number.isFinite(highest.y) && highest.y > 0 ? highest.y : 1], ticks: 3, tickFormat: ticks(locale, { significant: 2 }) },
        marks: [
          ruleY([0], { stroke: "currentColor" }),
          ...(warmupSteps > 0 && warmupSteps < (last?.step ?? 0) ? [ruleX([warmupSteps / stepsPerEpoch], { stroke: "currentColor", strokeOpacity: 0.4, strokeDasharray: "3 3" })] : []),
          lineY(thin(points, mostPoints), { x: "epoch", y: "y", stroke: "var(--at-accent)", strokeWidth: 2 }),
        ],
      }),
    };
  },
  // 40 steps of warm-up, then half a cosine over the other 160.
  example: { stepsPerEpoch: 25, warmupSteps: 40, points: Array.from({ length: 200 }, (_, i) => ({ step: i + 1, rate: 0.002 * (i < 40 ? (i + 1) / 40 : (1 + Math.cos((Math.PI * (i - 40)) / 160)) / 2) })) },
};
