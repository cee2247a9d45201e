import type { EpochRecord } from "../run.js";
import type { HistoryPoint } from "./history-record.js";

/** Epochs of a curve that the history keeps: more than a small picture can show. */
export const mostPoints = 60;
const columns = ["epoch", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy"] as const satisfies readonly (keyof HistoryPoint)[];

/** A run's epochs as one list of numbers, column after column. A long run is thinned evenly; its first epoch, its last and the lowest validation loss are always there. */
export function curveOf(epochs: readonly EpochRecord[]): Float32Array {
  const kept = thinned(epochs);
  return Float32Array.from(columns.flatMap((column) => kept.map((epoch) => epoch[column])));
}

/** The epochs of a curve, in order. */
export function pointsOf(curve: Float32Array): readonly HistoryPoint[] {
  const count = Math.floor(curve.length / columns.length);
  return Array.from({ length: count }, (_, i) => Object.fromEntries(columns.map((column, c) => [column, curve[c * count + i]!])) as unknown as HistoryPoint);
}

function thinned(epochs: readonly EpochRecord[]): readonly EpochRecord[] {
  if (epochs.length <= mostPoints) return epochs;
  const even = Array.from({ length: mostPoints - 1 }, (_, i) => Math.round((i * (epochs.length - 1)) / (mostPoints - 2)));
  const lowest = epochs.reduce((best, { validationLoss }, i) => (validationLoss < (epochs[best]!.validationLoss) ? i : best), 0);
  return [...new Set([...even, lowest])].sort((a, b) => a - b).map((i) => epochs[i]!);
}
