import { formatNumber, type Locale } from "../base/text.js";

/** A setting that was varied, as figures of a search draw it. */
export interface SweepAxis {
  /** As a file's column. */
  readonly name: string;
  readonly title: string;
  readonly scale: "linear" | "log";
  /** Labels of options, in order; undefined for numbers. */
  readonly options: readonly string[] | undefined;
  /** What the reader lets through: ends, in the setting's own numbers, or one option twice. */
  readonly kept?: readonly [from: number | string, to: number | string];
}
export interface SweepTrial {
  /** From 1, in the order in which they were tried. */
  readonly number: number;
  /** By axis: a number, an option's label, or null where the setting had no part in it. */
  readonly values: readonly (number | string | null)[];
  /** What trials are judged by; NaN without a result. */
  readonly score: number;
  readonly isCut: boolean;
  /** NaN where there is no network. */
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Trained by another program: drawn as a square, or a dashed line. */
  readonly isBrought?: boolean;
  /** Left out by the reader's brush: drawn faint. */
  readonly isFaint?: boolean;
}
/** What every figure of a search is drawn from. */
export interface SweepData {
  /** Accuracy is better when it is more, loss when it is less. */
  readonly metric: "accuracy" | "loss";
  readonly axes: readonly SweepAxis[];
  readonly trials: readonly SweepTrial[];
}

export const metricTitle = (metric: SweepData["metric"], locale: Locale): string =>
  ({ accuracy: { en: "Validation accuracy", "pt-BR": "Acurácia na validação" }, loss: { en: "Validation loss", "pt-BR": "Perda na validação" } })[metric][locale];
export const scoreText = (metric: SweepData["metric"], score: number, locale: Locale): string =>
  (metric === "accuracy" ? formatNumber(score, locale, { percent: true, decimals: 1 }) : formatNumber(score, locale, { decimals: 3 }));
export const valueText = (value: number | string | null, locale: Locale): string => (value === null ? "–" : typeof value === "number" ? formatNumber(value, locale, { significant: 3 }) : value);

export const isBetter = (metric: SweepData["metric"], a: number, b: number): boolean => (metric === "accuracy" ? a > b : a < b);
/** Trials that have a result. */
export const judged = ({ trials }: Pick<SweepData, "trials">): readonly SweepTrial[] => trials.filter(({ score }) => Number.isFinite(score));
/** The best trial that was not cut short, else of all; the first of equals. */
export function bestTrial({ metric, trials }: Pick<SweepData, "metric" | "trials">): SweepTrial | undefined {
  const all = judged({ trials });
  const whole = all.filter(({ isCut }) => !isCut);
  return (whole.length > 0 ? whole : all).reduce<SweepTrial | undefined>((best, one) => (best && !isBetter(metric, one.score, best.score) ? best : one), undefined);
}
/** Those that were trained elsewhere. */
export const broughtOf = ({ trials }: Pick<SweepData, "trials">): readonly SweepTrial[] => trials.filter(({ isBrought }) => isBrought);
/** What a caption says of them; nothing where there are none. @param mark how they are drawn: "Squares" */
export function broughtSentence(data: SweepData, locale: Locale, mark: Readonly<Record<Locale, string>>): string {
  const count = broughtOf(data).length;
  if (count === 0) return "";
  return locale === "en" ? ` ${mark.en} were trained elsewhere (${formatNumber(count, locale)}).` : ` ${mark["pt-BR"]} vêm de outro lugar (${formatNumber(count, locale)}).`;
}
export const squares: Readonly<Record<Locale, string>> = { en: "Squares", "pt-BR": "Os quadrados" };
/** A last column that says where each trial was trained, where there is a difference. */
export const whereColumn = (data: SweepData, locale: Locale): readonly { readonly name: string; readonly label: string; readonly numeric: boolean }[] =>
  (broughtOf(data).length === 0 ? [] : [{ name: "trained", label: locale === "en" ? "Trained" : "Treinada", numeric: false }]);
export const whereCell = (data: SweepData, { isBrought }: SweepTrial, locale: Locale): readonly string[] =>
  (broughtOf(data).length === 0 ? [] : [isBrought ? (locale === "en" ? "elsewhere" : "em outro lugar") : (locale === "en" ? "here" : "aqui")]);
export const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null);

/** A small search of four settings, for the gallery: a rate that matters, filters that help a little, and two that do not. */
export const exampleSweep: SweepData = {
  metric: "accuracy",
  axes: [
    { name: "learningRate", title: "Learning rate", scale: "log", options: undefined },
    { name: "filters", title: "Filters", scale: "linear", options: undefined },
    { name: "kernelSize", title: "Kernel size", scale: "linear", options: undefined },
    { name: "pooling", title: "Pooling", scale: "linear", options: ["max", "sum", "average"] },
  ],
  trials: Array.from({ length: 24 }, (_, i) => {
    const [rate, filters, size] = [0.0003 * 100 ** (((i * 7) % 24) / 23), 8 + ((i * 11) % 24) * 2, 1 + ((i * 5) % 7)];
    const score = i === 5 ? NaN : 0.88 - 0.12 * (Math.log10(rate) + 2.4) ** 2 + filters / 900 - (i % 3) * 0.004;
    return { number: i + 1, values: [Number(rate.toPrecision(3)), filters, size, ["max", "sum", "average"][i % 3]!], score: Number(score.toFixed(4)), isCut: i % 8 === 7, parameters: i === 5 ? NaN : 5000 + filters * 400, multiplyAdds: i === 5 ? NaN : (5000 + filters * 400) * 90 };
  }),
};
