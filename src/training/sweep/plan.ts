import type { DataSettings } from "../../data/dataset.js";
import { fnv1a, seedFor } from "../../base/random.js";
import type { Values } from "../../hyperparameters/schema.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { isCut } from "../../search/pruning.js";
import { samplers } from "../../search/samplers/index.js";
import type { Point, Space } from "../../search/space.js";
import type { SweepValues } from "./schema.js";
import type { SweepSettings } from "./settings.js";
import { observationOf, secondsOf, stepsOf, valuesOf, type Trial } from "./trial.js";

/** Everything that fixes what a sweep tries. */
export interface SweepPlan {
  readonly architecture: string;
  /** Hyperparameters that are not varied. */
  readonly base: Values;
  readonly space: Space;
  readonly values: SweepValues;
}

export const planSweep = ({ values, space }: SweepSettings, { architecture, values: base }: ModelChoice): SweepPlan => ({ architecture, base, space, values });

/** Limits can be changed while a sweep stands: they fix how far it goes, not where. */
const limits = ["trials", "steps", "minutes"] as const;

/** What a sweep is kept under: the same settings on the same data are the same sweep, whatever its limits. */
export function sweepKey({ architecture, base, space, values }: SweepPlan, data: DataSettings): string {
  const searched = new Set(space.dimensions.map(({ name }) => name));
  const basis = JSON.stringify([
    architecture, sorted(Object.entries(base).filter(([name]) => !searched.has(name))), space.dimensions.map(({ field: _field, ...dimension }) => dimension),
    sorted(Object.entries(values).filter(([name]) => !(limits as readonly string[]).includes(name))), sorted(Object.entries({ ...data, options: sorted(Object.entries(data.options)) })),
  ]);
  return [fnv1a(basis), fnv1a(`${basis} `)].map((hash) => hash.toString(36)).join("");
}
const sorted = <T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The hyperparameters of a point. */
export const hyperparametersOf = ({ base }: SweepPlan, point: Point): Values => ({ ...base, ...point });

/** Seeds of the trainings of each trial: the same for all, so that settings differ and luck does not. */
export const trainingSeeds = ({ values: { seed, seedsPerPoint } }: SweepPlan): readonly number[] => Array.from({ length: seedsPerPoint }, (_, i) => (i === 0 ? seed : seedFor(seed, "sweep", i)));

/** What to try next; undefined when the budget is spent or everything has been tried. */
export function nextPoint({ space, values }: SweepPlan, trials: readonly Trial[]): Point | undefined {
  const { method, seed } = values;
  if (shareDone(values, trials) >= 1) return undefined;
  return samplers.get(method)?.next({ space, seed, index: trials.length, observations: trials.map((trial) => observationOf(trial, values)) });
}

/** Share of the budget that is spent, in [0, 1]: of whichever limit is nearest. */
export function shareDone({ trials: most, steps, minutes }: SweepValues, trials: readonly Trial[]): number {
  return Math.min(1, Math.max(most > 0 ? trials.length / most : 0, steps > 0 ? stepsOf(trials) / steps : 0, minutes > 0 ? secondsOf(trials) / (60 * minutes) : 0));
}

/** Seconds until the budget is spent at the pace so far; NaN before there is one. */
export function secondsLeft(values: SweepValues, trials: readonly Trial[]): number {
  const share = shareDone(values, trials);
  return share > 0 ? (secondsOf(trials) / share) * (1 - share) : NaN;
}

/** Whether a trial ends at the epoch that its first run has reached. */
export function endsEarly({ values: { pruning, epochs, objective } }: SweepPlan, index: number, run: Trial["runs"][number], trials: readonly Trial[]): boolean {
  const earlier = trials.flatMap(({ index: at, runs }) => (runs[0] ? [{ index: at, values: valuesOf(runs[0], objective) }] : []));
  return isCut(pruning, epochs, { index, values: valuesOf(run, objective) }, earlier);
}
