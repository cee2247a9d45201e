import type { Report } from "../evaluation/report.js";
import type { EpochRecord, Run, RunResult } from "../run.js";

/** One epoch as a comparison keeps it. */
export type EpochPoint = Pick<EpochRecord, "epoch" | "seconds" | "trainingLoss" | "validationLoss" | "validationAccuracy">;

/** What came of one network with one seed. Plain data: it outlives the network. */
export interface Outcome {
  readonly key: string;
  readonly seed: number;
  readonly epochs: readonly EpochPoint[];
  /** How it ended; undefined while it runs, or when it failed. */
  readonly reason: RunResult["reason"] | undefined;
  readonly keptEpoch: number;
  /** Of work, pauses left out; NaN until known. */
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** Where `report` was measured. */
  readonly on: "test" | "validation" | undefined;
  readonly report: Report | undefined;
}

/** The part of an outcome that a run tells by itself. */
export function outcomeOf(run: Run, key: string): Outcome {
  const epochs = run.epochs.map(({ epoch, seconds, trainingLoss, validationLoss, validationAccuracy }) => ({ epoch, seconds, trainingLoss, validationLoss, validationAccuracy }));
  const last = run.epochs.at(-1);
  return {
    key, seed: run.settings.seed, epochs, reason: run.result?.reason, keptEpoch: run.result?.keptEpoch ?? last?.epoch ?? 0,
    seconds: last?.seconds ?? NaN, stepsPerSecond: last && last.seconds > 0 ? last.step / last.seconds : NaN, on: undefined, report: undefined,
  };
}

/** A number over several seeds. */
export interface Measured {
  /** NaN when there is nothing to take a mean of. */
  readonly mean: number;
  /** Standard deviation over the seeds (divided by n − 1); NaN with fewer than two. */
  readonly deviation: number;
  readonly values: readonly number[];
}

export function measured(values: readonly number[]): Measured {
  const finite = values.filter((value) => !Number.isNaN(value));
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const deviation = finite.length < 2 ? NaN : Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (finite.length - 1));
  return { mean, deviation, values: finite };
}

/** What all seeds of one network together say. */
export interface Standing {
  readonly key: string;
  /** Seeds that have a report. */
  readonly seeds: number;
  /** Texts that it was judged on. */
  readonly count: number;
  readonly accuracy: Measured;
  readonly loss: Measured;
  readonly macroF1: Measured;
  readonly calibrationError: Measured;
  readonly stepsPerSecond: Measured;
  /** Share right of each class, and of each kind of example. */
  readonly perClass: readonly Measured[];
  readonly perKind: readonly { readonly kind: string; readonly accuracy: Measured; readonly count: number }[];
}

export function standingOf(key: string, outcomes: readonly Outcome[]): Standing {
  const own = outcomes.filter((one) => one.key === key);
  const reports = own.flatMap(({ report }) => report ?? []);
  const over = (read: (report: Report) => number): Measured => measured(reports.map(read));
  const kinds = [...new Map(reports.flatMap(({ perKind }) => perKind.map(({ kind, count }) => [kind, count] as const)))];
  return {
    key, seeds: reports.length, count: reports[0]?.count ?? 0,
    accuracy: over(({ accuracy }) => accuracy), loss: over(({ loss }) => loss), macroF1: over(({ macroF1 }) => macroF1), calibrationError: over(({ calibrationError }) => calibrationError),
    stepsPerSecond: measured(own.map(({ stepsPerSecond }) => stepsPerSecond)),
    perClass: (reports[0]?.perClass ?? []).map((_, i) => over(({ perClass }) => perClass[i]?.recall ?? NaN)),
    perKind: kinds.map(([kind, count]) => ({ kind, count, accuracy: over(({ perKind }) => perKind.find((one) => one.kind === kind)?.accuracy ?? NaN) })),
  };
}
