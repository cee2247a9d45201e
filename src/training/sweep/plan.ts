import type { DataSettings, Fold } from "../../data/dataset.js";
import { stepsPerEpoch } from "../../data/batches.js";
import { fnv1a, seedFor } from "../../base/random.js";
import type { Values } from "../../hyperparameters/schema.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { isCut } from "../../search/pruning.js";
import { gridSize } from "../../search/samplers/grid.js";
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

/** What a sweep is kept under: the same settings on the same data are the same sweep, whatever its limits. One split goes without saying, as it did before there was a choice. */
export const sweepKey = (plan: SweepPlan, data: DataSettings): string => keyOf([...whatIsTrained(plan), sorted(Object.entries(plan.values).filter(([name, value]) => !(limits as readonly string[]).includes(name) && !(name === "folds" && value === 1))), whichData(data)]);

/** What trials that can stand side by side share: network, space, data, epochs and what is the best; not how the points were chosen. */
export const comparableKey = (plan: SweepPlan, data: DataSettings): string => keyOf([...whatIsTrained(plan), plan.values.epochs, plan.values.objective, plan.values.folds, whichData(data)]);

function whatIsTrained({ architecture, base, space }: SweepPlan): readonly unknown[] {
  const searched = new Set(space.dimensions.map(({ name }) => name));
  return [architecture, sorted(Object.entries(base).filter(([name]) => !searched.has(name))), space.dimensions.map(({ field: _field, ...dimension }) => dimension)];
}
const whichData = (data: DataSettings): readonly unknown[] => sorted(Object.entries({ ...data, options: sorted(Object.entries(data.options)) }));
function keyOf(parts: readonly unknown[]): string {
  const basis = JSON.stringify(parts);
  return [fnv1a(basis), fnv1a(`${basis} `)].map((hash) => hash.toString(36)).join("");
}
const sorted = <T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The hyperparameters of a point. */
export const hyperparametersOf = ({ base }: SweepPlan, point: Point): Values => ({ ...base, ...point });

/** Seeds of the trainings of each trial: the same for all, so that settings differ and luck does not. */
export const trainingSeeds = ({ values: { seed, seedsPerPoint } }: SweepPlan): readonly number[] => Array.from({ length: seedsPerPoint }, (_, i) => (i === 0 ? seed : seedFor(seed, "sweep", i)));

/** The trainings of each trial: every seed on every part that is held back. */
export const trainingsOf = (plan: SweepPlan): readonly { readonly seed: number; readonly fold?: Fold }[] => {
  const { folds } = plan.values;
  return trainingSeeds(plan).flatMap((seed) => (folds > 1 ? Array.from({ length: folds }, (_, index) => ({ seed, fold: { index, of: folds } })) : [{ seed }]));
};

/** What to try next; undefined when the budget is spent or everything has been tried. */
export function nextPoint({ space, values }: SweepPlan, trials: readonly Trial[]): Point | undefined {
  const { method, seed } = values;
  if (shareDone(values, trials) >= 1) return undefined;
  return samplers.get(method)?.next({ space, seed, index: trials.length, observations: trials.map((trial) => observationOf(trial, values)) });
}

/**
 * Optimizer steps that the whole sweep makes if nothing is cut short: all of a batch size that is searched lies between the two.
 * @param split texts to learn from, and those that are held back
 */
export function plannedSteps(plan: SweepPlan, split: { readonly train: number; readonly validation: number }): { readonly trials: number; readonly least: number; readonly most: number } {
  const { space, base, values: { method, trials: limit, steps: mostSteps, epochs, seedsPerPoint, folds } } = plan;
  const trainCount = folds > 1 ? Math.round((split.train + split.validation) * (1 - 1 / folds)) : split.train;
  const trials = method === "grid" ? Math.min(gridSize(space), limit > 0 ? limit : Infinity) : limit > 0 ? limit : Infinity;
  const searched = space.dimensions.find(({ name }) => name === "batchSize");
  // What learns at once makes one step an epoch.
  const sizes = searched ? (searched.kind === "number" ? [searched.low, searched.high] : searched.options.map(Number)) : [Number(base["batchSize"] ?? trainCount)];
  const perTrial = (size: number): number => epochs * seedsPerPoint * folds * stepsPerEpoch(trainCount, size);
  const capped = (steps: number): number => (mostSteps > 0 ? Math.min(mostSteps, steps) : steps);
  return { trials, least: capped(trials * perTrial(Math.max(...sizes))), most: capped(trials * perTrial(Math.min(...sizes))) };
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
