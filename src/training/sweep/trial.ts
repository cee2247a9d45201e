import type { Text } from "../../base/text.js";
import type { Observation } from "../../search/observation.js";
import type { Point } from "../../search/space.js";
import { measured, type EpochPoint } from "../comparison/outcome.js";
import type { SweepValues } from "./schema.js";

/** One training of a trial: with one seed. */
export interface TrialRun {
  readonly seed: number;
  /** Which part was held back, from 0; absent where there is one split. */
  readonly fold?: number;
  readonly epochs: readonly EpochPoint[];
  readonly steps: number;
  /** Of work. */
  readonly seconds: number;
}

/** A point that was tried, and what came of it. Plain data: a list of them is all that a sweep needs to go on. */
export interface Trial {
  /** From 0, in the order in which they were tried. */
  readonly index: number;
  readonly point: Point;
  /** "cut": ended early because it fell behind; "lost": the loss stopped being a number; "crashed": the page's fault; "impossible": these settings make no network. */
  readonly state: "done" | "cut" | "lost" | "crashed" | "impossible";
  /** What went wrong. */
  readonly why?: Text;
  /** The program that trained it elsewhere: "Ray 2.58.0"; absent for one that was trained here. */
  readonly from?: string;
  readonly runs: readonly TrialRun[];
  /** NaN where there is no network. */
  readonly parameters: number;
  readonly multiplyAdds: number;
}

type Objective = SweepValues["objective"];

/** What is to be small: the loss, or the share that is wrong. */
const valueOf = (epoch: EpochPoint, objective: Objective): number => (objective === "loss" ? epoch.validationLoss : 1 - epoch.validationAccuracy);
export const valuesOf = ({ epochs }: Pick<TrialRun, "epochs">, objective: Objective): readonly number[] => epochs.map((epoch) => valueOf(epoch, objective));

/** The best epoch of a run; the first of equals. Undefined before there is one. */
export function bestEpoch({ epochs }: Pick<TrialRun, "epochs">, objective: Objective): EpochPoint | undefined {
  return epochs.reduce<EpochPoint | undefined>((best, epoch) => (Number.isNaN(valueOf(epoch, objective)) || (best && valueOf(best, objective) <= valueOf(epoch, objective)) ? best : epoch), undefined);
}

/** A trial in two numbers: means over its seeds, each of the best epoch or of the last. NaN where there are none. */
export function scoreOf({ runs }: Pick<Trial, "runs">, objective: Objective, which: "best" | "last" = "best"): { readonly accuracy: number; readonly loss: number } {
  const epochs = runs.flatMap((run) => (which === "best" ? bestEpoch(run, objective) : run.epochs.at(-1)) ?? []);
  return { accuracy: measured(epochs.map(({ validationAccuracy }) => validationAccuracy)).mean, loss: measured(epochs.map(({ validationLoss }) => validationLoss)).mean };
}

/** What is minimised; NaN for a trial without a result. */
export function trialValue(trial: Trial, objective: Objective): number {
  if (trial.state !== "done" && trial.state !== "cut") return NaN;
  const { accuracy, loss } = scoreOf(trial, objective);
  return objective === "loss" ? loss : 1 - accuracy;
}

export const observationOf = (trial: Trial, { objective, epochs }: Pick<SweepValues, "objective" | "epochs">): Observation =>
  ({ point: trial.point, value: trialValue(trial, objective), share: trial.state === "cut" ? Math.max(1, trial.runs[0]?.epochs.length ?? 1) / epochs : 1 });

/** Trials with a result, best first: by what is minimised, then by the loss, then the earlier one. Those that were cut short stand behind. */
export function ranked(trials: readonly Trial[], objective: Objective): readonly Trial[] {
  const keyed = trials.map((trial) => ({ trial, value: trialValue(trial, objective), loss: scoreOf(trial, objective).loss })).filter(({ value }) => !Number.isNaN(value));
  const order = keyed.toSorted((a, b) => Number(a.trial.state === "cut") - Number(b.trial.state === "cut") || a.value - b.value || a.loss - b.loss || a.trial.index - b.trial.index);
  return order.map(({ trial }) => trial);
}

export const stepsOf = (trials: readonly Trial[]): number => trials.reduce((sum, { runs }) => sum + runs.reduce((inner, { steps }) => inner + steps, 0), 0);
export const secondsOf = (trials: readonly Trial[]): number => trials.reduce((sum, { runs }) => sum + runs.reduce((inner, { seconds }) => inner + seconds, 0), 0);
