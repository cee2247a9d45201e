import type { FieldValue } from "../../src/hyperparameters/field.js";
import type { Point, Space } from "../../src/search/space.js";
import { unitOf } from "../../src/search/space.js";
import { readModelChoice } from "../../src/training/schema.js";
import { endsEarly, nextPoint, planSweep } from "../../src/training/sweep/plan.js";
import { readSweep } from "../../src/training/sweep/settings.js";
import { trialValue, type Trial, type TrialRun } from "../../src/training/sweep/trial.js";

/** What record.mjs has written: a training of AtNet at every point of a grid. */
export interface TrialTable {
  readonly about: { readonly fixed: Readonly<Record<string, unknown>>; readonly epochs: number; readonly seed: number; readonly stepsPerEpoch: number };
  readonly trials: readonly TableRow[];
}
type TableRow = Readonly<Record<string, unknown>> & { readonly state: string; readonly loss: readonly number[]; readonly accuracy: readonly number[] };

/** The ranges that searches are given; the grid of the table lies in them, evenly on their own scales. */
export const tableSpace = { learningRate: { from: 0.0003, to: 0.1 }, filters: { from: 2, to: 18 }, kernelSize: [1, 3], dropoutRate: { from: 0, to: 0.4 }, pooling: ["max", "sum", "average"] };

/** The training of the grid that lies nearest to a point. */
function nearest(table: TrialTable, space: Space, point: Point): TableRow {
  const distance = (row: TableRow): number => space.dimensions.reduce((sum, dimension) => {
    const [own, other] = [point[dimension.name]!, row[dimension.name] as FieldValue];
    return sum + (dimension.kind === "choice" ? Number(own !== other) * space.dimensions.length : Math.abs(unitOf(dimension, own) - unitOf(dimension, other)));
  }, 0);
  return table.trials.reduce((best, row) => (distance(row) < distance(best) ? row : best));
}

/** A search as the product makes it, its trainings looked up. Ends after so many trials or epochs in all. @returns every trial in order */
export function searchTable(table: TrialTable, how: Readonly<Record<string, unknown>>, most: { readonly trials?: number; readonly epochs?: number }): readonly Trial[] {
  const { fixed, epochs, stepsPerEpoch } = table.about;
  const settings = readSweep({ objective: "loss", epochs, trials: most.trials ?? 0, steps: (most.epochs ?? 0) * stepsPerEpoch, space: tableSpace, ...how }, String(fixed["architecture"]));
  const plan = planSweep(settings, readModelChoice(fixed));
  const trials: Trial[] = [];
  for (let point = nextPoint(plan, trials); point; point = nextPoint(plan, trials)) {
    const row = nearest(table, plan.space, point);
    let run: TrialRun = { seed: plan.values.seed, epochs: [], steps: 0, seconds: 0 };
    let isCut = false;
    for (let epoch = 1; epoch <= row.loss.length && !isCut; epoch++) {
      const [validationLoss, validationAccuracy] = [row.loss[epoch - 1]!, row.accuracy[epoch - 1]!];
      run = { ...run, epochs: [...run.epochs, { epoch, seconds: 0, trainingLoss: NaN, validationLoss, validationAccuracy }], steps: epoch * stepsPerEpoch };
      isCut = endsEarly(plan, trials.length, run, trials);
    }
    trials.push({ index: trials.length, point, state: isCut ? "cut" : "done", runs: [run], parameters: NaN, multiplyAdds: NaN });
  }
  return trials;
}

const epochsOf = ({ runs }: Trial): number => runs[0]!.epochs.length;
const whole = ({ state }: Trial): boolean => state === "done";

/** The least loss of the trials that were trained to their end. */
export const leastLoss = (trials: readonly Trial[]): number => Math.min(...trials.filter(whole).map((trial) => trialValue(trial, "loss")));

/** Epochs in all when a trial that was trained to its end is as good as `goal`; Infinity where none is. */
export function epochsUntil(trials: readonly Trial[], goal: number): number {
  const at = trials.findIndex((trial) => whole(trial) && trialValue(trial, "loss") <= goal);
  return at < 0 ? Infinity : trials.slice(0, at + 1).reduce((sum, trial) => sum + epochsOf(trial), 0);
}
