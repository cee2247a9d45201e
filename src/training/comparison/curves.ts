import { measured, type EpochPoint, type Outcome } from "./outcome.js";

/** One place of a curve: the mean over the seeds, and one standard deviation on both sides (the mean itself where there is one seed). */
export interface CurvePoint { readonly x: number; readonly mean: number; readonly low: number; readonly high: number; readonly seeds: number }

/** A network's validation curve over all its seeds, epoch by epoch; over seconds, each epoch stands at the mean of the times when it ended. */
export function meanCurve(outcomes: readonly Outcome[], metric: "validationAccuracy" | "validationLoss", over: "epochs" | "seconds"): readonly CurvePoint[] {
  const last = Math.max(0, ...outcomes.map(({ epochs }) => epochs.at(-1)?.epoch ?? 0));
  return Array.from({ length: last }, (_, i) => i + 1).flatMap((epoch): readonly CurvePoint[] => {
    const there = outcomes.flatMap(({ epochs }): readonly EpochPoint[] => epochs.filter((one) => one.epoch === epoch));
    const { mean, deviation, values } = measured(there.map((one) => one[metric]));
    if (values.length === 0) return [];
    const around = Number.isNaN(deviation) ? 0 : deviation;
    return [{ x: over === "epochs" ? epoch : measured(there.map(({ seconds }) => seconds)).mean, mean, low: mean - around, high: mean + around, seeds: values.length }];
  });
}
