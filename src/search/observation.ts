import type { Point } from "./space.js";

/** What came of trying a point. */
export interface Observation {
  readonly point: Point;
  /** Less is better; NaN where the trial broke off without a result. */
  readonly value: number;
  /** Share of the whole training that it was given, in (0, 1]; less where it was cut short. */
  readonly share: number;
}

/** From best to worst: whole trainings by their value, then those cut short (the longest first), then those without a result. */
export function compareObservations(a: Observation, b: Observation): number {
  const [brokeA, brokeB] = [Number.isNaN(a.value), Number.isNaN(b.value)];
  if (brokeA !== brokeB) return brokeA ? 1 : -1;
  return a.share !== b.share ? b.share - a.share : brokeA ? 0 : a.value - b.value;
}
