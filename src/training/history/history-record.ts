import type { CellPlace } from "../../base/cell-place.js";
import { fnv1a } from "../../base/random.js";
import type { DataSettings } from "../../data/dataset.js";
import type { Change, Values } from "../../hyperparameters/schema.js";
import type { EpochRecord, Run, RunEnvironment, RunState, TrainingSettings } from "../run.js";
import { changesBetweenRuns } from "../run-changes.js";
import { basisOf } from "../run-state.js";
import { curveOf } from "./history-curve.js";

/** Raised when a record can no longer be read as before. */
export const historyFormat = 1;

/** An epoch as the history keeps it: of losses in nats and shares in [0, 1]; NaN without validation rows. */
export type HistoryPoint = Pick<EpochRecord, "epoch" | "trainingLoss" | "trainingAccuracy" | "validationLoss" | "validationAccuracy">;

/** A training in a few kilobytes, for the history alone: what was set, what changed, what came of it and what it cost. Its steps, attention and network are kept elsewhere, and for less long. */
export interface HistoryRecord extends CellPlace {
  readonly format: typeof historyFormat;
  /** The run's own id. */
  readonly id: string;
  /** The run before it in its cell. */
  readonly parent: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly savedAt: number;
  /** "Run 3" of its notebook, from 1. */
  readonly number: number;
  readonly state: RunState;
  /** Long texts among the values are cut, see `shortened`. */
  readonly settings: TrainingSettings;
  readonly data: DataSettings | undefined;
  readonly shape: Run["shape"];
  /** What was done differently from its parent; empty for a first run. */
  readonly changes: readonly Change[];
  /** The same for runs of the same settings on the same data, whatever their seed. */
  readonly group: string;
  readonly environment: Pick<RunEnvironment, "backend" | "threads" | "precision"> | undefined;
  readonly majorityBaseline: number;
  readonly stepsPerEpoch: number;
  /** See `pointsOf`. */
  readonly curve: Float32Array;
  /** The epoch with the lowest validation loss, the first of equals; of training loss without validation. Undefined before the first epoch. */
  readonly best: HistoryPoint | undefined;
  readonly last: HistoryPoint | undefined;
  readonly epochs: number;
  readonly steps: number;
  /** Of work, pauses left out. */
  readonly seconds: number;
  /** On the test rows, with the parameters that were kept. */
  readonly test: { readonly accuracy: number; readonly loss: number; readonly count: number } | undefined;
  /** Numbers learned; NaN where it is not known. */
  readonly parameters: number;
  /** Of one text's way through the network; NaN where it is not known. */
  readonly multiplyAdds: number;
  /** What a person wrote of it. */
  readonly note: string;
  readonly isStarred: boolean;
}

/** Letters of a setting's value that are kept as they are: a data cell may hold whole texts. */
const longestValue = 200;
/** The start of a long text, with a mark by which two that differ still do. */
const shortened = (value: unknown): unknown => (typeof value === "string" && value.length > longestValue ? `${value.slice(0, 60)}… #${fnv1a(value).toString(36)}` : value);
const shortValues = <T extends Values>(values: T): T => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shortened(value)])) as T;

/** @param parent the run before it in its cell @param multiplyAdds of one text, where the caller knows them */
export function historyOf(run: Run, place: CellPlace & Pick<HistoryRecord, "startedAt" | "savedAt">, parent: Run | undefined, multiplyAdds = NaN): HistoryRecord {
  const { notebook, cell, startedAt, savedAt } = place;
  const { environment, result, epochs } = run;
  const { seed: _seed, ...basis } = basisOf(run.settings, run.data);
  const settings = { ...run.settings, hyperparameters: shortValues(run.settings.hyperparameters), probeText: String(shortened(run.settings.probeText)) };
  return {
    format: historyFormat, id: run.id, notebook, cell, startedAt, savedAt, parent: parent?.id, number: run.number, state: run.state,
    settings, data: run.data && { ...run.data, options: shortValues(run.data.options) }, shape: run.shape,
    changes: (parent ? changesBetweenRuns(parent, run) : []).map(({ name, from, to }) => ({ name, from: shortened(from), to: shortened(to) }) as Change),
    group: fnv1a(JSON.stringify([Object.entries(basis).toSorted(([a], [b]) => (a < b ? -1 : 1)), environment?.dataHash])).toString(36),
    environment: environment && { backend: environment.backend, threads: environment.threads, precision: environment.precision },
    majorityBaseline: run.majorityBaseline, stepsPerEpoch: run.stepsPerEpoch, curve: curveOf(epochs),
    best: pointOf(bestOf(epochs)), last: pointOf(epochs.at(-1)), epochs: epochs.length, steps: run.steps.at(-1)?.step ?? 0, seconds: epochs.at(-1)?.seconds ?? NaN,
    test: result?.test && { accuracy: result.test.accuracy, loss: result.test.loss, count: result.test.count },
    parameters: environment?.parameterCount ?? NaN, multiplyAdds, note: "", isStarred: false,
  };
}

function bestOf(epochs: readonly EpochRecord[]): EpochRecord | undefined {
  const lossOf = epochs.some(({ validationLoss }) => Number.isFinite(validationLoss)) ? (epoch: EpochRecord) => epoch.validationLoss : (epoch: EpochRecord) => epoch.trainingLoss;
  return epochs.reduce<EpochRecord | undefined>((best, epoch) => (Number.isFinite(lossOf(epoch)) && !(best && lossOf(best) <= lossOf(epoch)) ? epoch : best), undefined);
}
const pointOf = (of: EpochRecord | undefined): HistoryPoint | undefined =>
  of && { epoch: of.epoch, trainingLoss: of.trainingLoss, trainingAccuracy: of.trainingAccuracy, validationLoss: of.validationLoss, validationAccuracy: of.validationAccuracy };

/** What was stored comes from outside: another version, or another hand. "newer" is readable by a newer page; "damaged" by none. */
export function readHistory(stored: unknown): HistoryRecord | "newer" | "damaged" {
  if (!isObject(stored)) return "damaged";
  const one = stored as Partial<Record<keyof HistoryRecord, unknown>>;
  if (typeof one.format === "number" && one.format > historyFormat) return "newer";
  const isWhole = one.format === historyFormat && [one.id, one.notebook, one.state, one.group, one.note].every((value) => typeof value === "string")
    && [one.cell, one.startedAt, one.savedAt, one.number, one.stepsPerEpoch, one.epochs, one.steps, one.seconds, one.parameters, one.multiplyAdds, one.majorityBaseline].every((value) => typeof value === "number")
    && typeof one.isStarred === "boolean" && one.curve instanceof Float32Array && Array.isArray(one.changes) && one.changes.every((change) => isObject(change) && "name" in change && typeof change.name === "string")
    && isObject(one.shape) && isSettings(one.settings) && isData(one.data) && [one.best, one.last, one.test, one.environment].every((part) => part === undefined || isObject(part));
  return isWhole ? stored as HistoryRecord : "damaged";
}
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isSettings = (value: unknown): boolean => isObject(value) && "architecture" in value && typeof value.architecture === "string" && "hyperparameters" in value && isObject(value.hyperparameters) && "seed" in value && typeof value.seed === "number";
const isData = (value: unknown): boolean => value === undefined || (isObject(value) && "source" in value && typeof value.source === "string" && "options" in value && isObject(value.options));
