import { dot, lineY, ruleY, text, type Markish } from "@observablehq/plot";
import type { Locale } from "../base/text.js";
import type { Run } from "../training/run.js";
import { curvesCaption } from "./curves-caption.js";
import type { FigureContent, FigureTable } from "./figure-content.js";
import { drawPlot, runColour, smooth, spreadLabels, thin, ticks } from "./plot.js";

/** What a run's curves are drawn from. */
export interface CurveRun extends Pick<Run, "number" | "steps" | "epochs" | "stepsPerEpoch" | "majorityBaseline"> {
  /** Epochs the axis must hold: those asked for while it runs, those done afterwards. */
  readonly span: number;
}

export interface CurvesData {
  /** Oldest first; the last one is the one spoken of. */
  readonly runs: readonly CurveRun[];
  /** Weight of the past in the smoothed training curve, in [0, 0.99]. */
  readonly smoothing: number;
  readonly logScale: boolean;
  /** Accuracy of counting words on the validation texts, where somebody counted; only in the curves of accuracy. */
  readonly wordCount?: number | undefined;
}

/** An accuracy that is had without a network: drawn across, and named at its end. */
interface Reference { readonly y: number; readonly text: string; readonly dash: string }

export type Metric = "loss" | "accuracy";

const words = {
  training: { en: "training", "pt-BR": "treino" },
  validation: { en: "validation", "pt-BR": "validação" },
  run: { en: "run", "pt-BR": "execução" },
  epoch: { en: "Epoch", "pt-BR": "Época" },
  runTitle: { en: "Run", "pt-BR": "Execução" },
  majority: { en: "largest class", "pt-BR": "maior classe" },
  wordCount: { en: "word count", "pt-BR": "contar palavras" },
  loss: { en: "Loss", "pt-BR": "Perda" },
  accuracy: { en: "Accuracy", "pt-BR": "Acurácia" },
} as const;

interface Point { readonly x: number; readonly y: number }
interface Line { readonly run: CurveRun; readonly steps: readonly Point[]; readonly smoothed: readonly Point[]; readonly validation: readonly Point[] }

/** Loss or accuracy of one run or several over epochs: training solid (every step faint, the moving average strong), validation dashed. */
export function makeCurves(metric: Metric, data: CurvesData, locale: Locale): FigureContent {
  const title = words[metric][locale];
  const caption = curvesCaption(metric, data.runs, locale, data.wordCount);
  return {
    name: `${metric}-curves`,
    title,
    caption,
    table: tableOf(metric, data.runs, locale),
    draw: ({ width }) => drawCurves(metric, data, locale, width, `${title}. ${caption}`),
  };
}

function lineOf(metric: Metric, run: CurveRun, smoothing: number, isLast: boolean): Line {
  const perEpoch = run.stepsPerEpoch || run.steps.length || 1;
  const steps = run.steps.map((record) => ({ x: record.step / perEpoch, y: record[metric] })).filter(({ y }) => Number.isFinite(y));
  const means = smooth(steps.map(({ y }) => y), smoothing);
  return {
    run,
    steps: isLast ? thin(steps, 500) : [],
    smoothed: thin(steps.map(({ x }, i) => ({ x, y: means[i]! })), isLast ? 400 : 150),
    validation: run.epochs.map((epoch) => ({ x: epoch.epoch, y: metric === "loss" ? epoch.validationLoss : epoch.validationAccuracy })).filter(({ y }) => Number.isFinite(y)),
  };
}

function drawCurves(metric: Metric, data: CurvesData, locale: Locale, width: number, label: string): SVGSVGElement {
  const narrow = width < 480;
  const height = Math.round(Math.min(340, Math.max(220, width * 0.5)));
  const margins = { marginTop: 26, marginBottom: 38, marginLeft: 48, marginRight: narrow ? 86 : 104 };
  const lines = data.runs.map((run, index) => lineOf(metric, run, data.smoothing, index === data.runs.length - 1));
  const several = lines.length > 1;
  const logScale = data.logScale && metric === "loss";
  const domain = yDomain(metric, lines, logScale);
  const span = Math.max(1, ...data.runs.map((run) => run.span));
  const references = metric === "accuracy" ? referencesOf(data, locale) : [];
  const marks: Markish[] = references.map(({ y, dash }) => ruleY([y], { stroke: "var(--at-ink-soft)", strokeDasharray: dash, strokeLinecap: "round", strokeWidth: 1.5 }));
  lines.forEach((line, index) => {
    const stroke = runColour(line.run.number);
    const last = index === lines.length - 1;
    const clipped = { clip: true, stroke } as const;
    if (last && data.smoothing > 0) marks.push(lineY(line.steps, { x: "x", y: "y", ...clipped, strokeOpacity: 0.28, strokeWidth: 1 }));
    marks.push(lineY(line.smoothed, { x: "x", y: "y", ...clipped, strokeWidth: last ? 2 : 1.5, strokeOpacity: last ? 1 : 0.75 }));
    marks.push(lineY(line.validation, { x: "x", y: "y", ...clipped, strokeDasharray: "6 4", strokeWidth: last ? 2.25 : 1.75 }));
    marks.push(dot(line.validation, { x: "x", y: "y", r: last && line.validation.length <= 40 ? 3 : 2, fill: "var(--at-ground)", stroke, strokeWidth: 1.5 }));
  });
  marks.push(...endLabels(metric, lines, references, { locale, several, narrow, height, margins, domain, logScale, span }));
  if (several) marks.push(text([`── ${words.training[locale]}   ╌╌ ${words.validation[locale]}`], { frameAnchor: "top-left", dy: -20, textAnchor: "start", fill: "var(--at-ink-soft)" }));
  return drawPlot(label, {
    width, height, ...margins,
    x: { domain: [0, span], label: null, ticks: Math.min(span, narrow ? 5 : 10), tickFormat: ticks(locale, { decimals: 1 }) },
    y: {
      ...(logScale ? { type: "log" as const } : {}), domain, label: null, grid: true, nice: false, ticks: 5,
      tickFormat: metric === "accuracy" ? ticks(locale, { percent: true, decimals: 0 }) : ticks(locale, { significant: 3 }),
    },
    color: { type: "identity" },
    marks: [
      ...marks,
      text([`${words.epoch[locale].toLowerCase()} →`], { frameAnchor: "bottom-right", dy: 34, textAnchor: "end", fill: "var(--at-ink-soft)" }),
    ],
  });
}

const referencesOf = ({ runs, wordCount = NaN }: CurvesData, locale: Locale): readonly Reference[] => [
  { y: runs.at(-1)?.majorityBaseline ?? NaN, text: words.majority[locale], dash: "1 4" },
  { y: wordCount, text: words.wordCount[locale], dash: "7 3" },
].filter(({ y }) => Number.isFinite(y));

function yDomain(metric: Metric, lines: readonly Line[], logScale: boolean): [number, number] {
  if (metric === "accuracy") {
    const least = Math.min(...lines.flatMap((line) => [...line.smoothed, ...line.validation].map(({ y }) => y)), 0.5);
    return [Math.max(0, Math.floor(least * 10 - 0.5) / 10), 1];
  }
  const strong = lines.flatMap((line) => [...line.smoothed, ...line.validation].map(({ y }) => y)).filter((y) => !logScale || y > 0);
  const most = Math.max(...strong, ...(lines.at(-1)?.steps.map(({ y }) => y) ?? []), 0.1);
  // One wild batch must not flatten the curves: the faint steps may leave the frame, the strong lines never do.
  const top = Math.min(most, Math.max(...strong, 0.1) * 1.6);
  return logScale ? [Math.max(1e-6, Math.min(...strong, top / 2) * 0.8), top * 1.05] : [0, top * 1.05];
}

interface LabelPlace {
  readonly locale: Locale; readonly several: boolean; readonly narrow: boolean; readonly height: number;
  readonly margins: { readonly marginTop: number; readonly marginBottom: number };
  readonly domain: readonly [number, number]; readonly logScale: boolean; readonly span: number;
}

/** Names at the ends of the lines, so that nobody has to carry a colour from a legend to a line. */
function endLabels(metric: Metric, lines: readonly Line[], references: readonly Reference[], { locale, several, height, margins, domain, logScale, span }: LabelPlace): readonly Markish[] {
  const [top, bottom] = [margins.marginTop, height - margins.marginBottom];
  const scale = (value: number): number => (logScale ? Math.log(value) : value);
  const pixel = (y: number): number => bottom - ((scale(Math.max(y, domain[0])) - scale(domain[0])) / (scale(domain[1]) - scale(domain[0]))) * (bottom - top);
  const labels = lines.flatMap((line) => {
    const colour = runColour(line.run.number);
    const [trained, validated] = [line.smoothed.at(-1), line.validation.at(-1)];
    if (several) {
      const end = validated ?? trained;
      return end ? [{ y: end.y, text: `${words.run[locale]} ${line.run.number}`, colour }] : [];
    }
    return [
      ...(trained ? [{ y: trained.y, text: words.training[locale], colour }] : []),
      ...(validated ? [{ y: validated.y, text: words.validation[locale], colour }] : []),
    ];
  });
  for (const { y, text: name } of references) labels.push({ y, text: name, colour: "var(--at-ink-soft)" });
  const places = spreadLabels(labels.map(({ y }) => pixel(Math.min(y, domain[1]))), 14, [top, bottom]);
  const valueAt = (place: number): number => {
    const value = scale(domain[0]) + ((bottom - place) / (bottom - top)) * (scale(domain[1]) - scale(domain[0]));
    return logScale ? Math.exp(value) : value;
  };
  // One mark for all: each mark costs a live figure about a millisecond.
  return [text(labels.map((label, i) => ({ ...label, y: valueAt(places[i]!) })), { x: () => span, y: "y", text: "text", fill: "colour", textAnchor: "start", dx: 6, fontWeight: 600 })];
}

function tableOf(metric: Metric, runs: readonly CurveRun[], locale: Locale): FigureTable {
  const several = runs.length > 1;
  const name = (which: "training" | "validation"): string =>
    locale === "en" ? `${which === "training" ? "Training" : "Validation"} ${words[metric].en.toLowerCase()}` : `${words[metric]["pt-BR"]} ${which === "training" ? "no treino" : "na validação"}`;
  const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
  return {
    columns: [
      ...(several ? [{ name: "run", label: words.runTitle[locale], numeric: true }] : []),
      { name: "epoch", label: words.epoch[locale], numeric: true },
      { name: `training_${metric}`, label: name("training"), numeric: true },
      { name: `validation_${metric}`, label: name("validation"), numeric: true },
    ],
    rows: runs.flatMap((run) => run.epochs.map((epoch) => [
      ...(several ? [run.number] : []),
      epoch.epoch,
      rounded(metric === "loss" ? epoch.trainingLoss : epoch.trainingAccuracy),
      rounded(metric === "loss" ? epoch.validationLoss : epoch.validationAccuracy),
    ])),
  };
}
