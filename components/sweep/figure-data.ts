import type { Locale } from "../../src/base/text.js";
import type { ImportanceRow } from "../../src/plots/sweep-importance.js";
import type { SweepAxis, SweepData, SweepTrial } from "../../src/plots/sweep-data.js";
import type { Importance } from "../../src/search/fanova/fanova.js";
import { rankCorrelation } from "../../src/search/rank-correlation.js";
import type { SweepPlan } from "../../src/training/sweep/plan.js";
import { scoreOf, trialValue, type Trial } from "../../src/training/sweep/trial.js";
import { shortValue } from "./value.js";

/** What a reader lets through, by setting: numbers within ends, or one option. */
export interface Brush { readonly from?: number | undefined; readonly to?: number | undefined; readonly option?: string | undefined }
export type Brushes = Readonly<Record<string, Brush>>;

export const axesOf = ({ space }: SweepPlan, locale: Locale): readonly SweepAxis[] => space.dimensions.map((dimension) => ({
  name: dimension.name, title: dimension.field.label[locale], scale: dimension.kind === "number" ? dimension.scale : "linear",
  options: dimension.kind === "choice" ? dimension.options.map((option) => shortValue(dimension, option, locale)) : undefined,
}));

export function sweepData(plan: SweepPlan, trials: readonly Trial[], brushes: Brushes, locale: Locale): SweepData {
  const { objective } = plan.values;
  return {
    metric: objective, axes: axesOf(plan, locale),
    trials: trials.map((trial): SweepTrial => {
      const values = plan.space.dimensions.map((dimension) => {
        const value = trial.point[dimension.name];
        return value === undefined ? null : dimension.kind === "choice" ? shortValue(dimension, value, locale) : Number(value);
      });
      const isFaint = plan.space.dimensions.some(({ name }, i) => !passes(values[i]!, brushes[name]));
      return { number: trial.index + 1, values, score: Number.isNaN(trialValue(trial, objective)) ? NaN : scoreOf(trial, objective)[objective], isCut: trial.state === "cut", ...(trial.from === undefined ? {} : { isBrought: true }), parameters: trial.parameters, multiplyAdds: trial.multiplyAdds, isFaint };
    }),
  };
}
/** Its axes in the order that a reader has chosen, each with what is let through. */
export function arranged(data: SweepData, order: readonly string[], brushes: Brushes): SweepData {
  const places = order.map((name) => data.axes.findIndex((axis) => axis.name === name));
  const axes = places.map((at): SweepAxis => {
    const axis = data.axes[at]!;
    const brush = brushes[axis.name];
    const kept = brush?.option === undefined ? (brush?.from === undefined && brush?.to === undefined ? undefined : [brush.from ?? -Infinity, brush.to ?? Infinity] as const) : [brush.option, brush.option] as const;
    return kept ? { ...axis, kept } : axis;
  });
  return { ...data, axes, trials: data.trials.map((trial) => ({ ...trial, values: places.map((at) => trial.values[at]!) })) };
}

function passes(value: number | string | null, brush: Brush | undefined): boolean {
  if (!brush) return true;
  if (brush.option !== undefined) return value === brush.option;
  return typeof value !== "number" || (value >= (brush.from ?? -Infinity) && value <= (brush.to ?? Infinity));
}

/** fANOVA's shares with the rank correlation of each setting that has an order; more is better. */
export function importanceRows(plan: SweepPlan, trials: readonly Trial[], importances: readonly Importance[], locale: Locale): readonly ImportanceRow[] {
  const { objective } = plan.values;
  return importances.map(({ name, share, deviation }) => {
    const dimension = plan.space.dimensions.find((one) => one.name === name)!;
    const usable = trials.filter((trial) => Number.isFinite(trialValue(trial, objective)));
    const isOrdered = dimension.kind === "number" || dimension.options.every((option) => typeof option === "number");
    const correlation = isOrdered ? rankCorrelation(usable.map(({ point }) => Number(point[name])), usable.map((trial) => -trialValue(trial, objective))) : NaN;
    return { title: dimension.field.label[locale], share, deviation, correlation };
  });
}
