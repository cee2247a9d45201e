import type { CellPlace } from "../base/cell-place.js";
import type { Run, StepRecord } from "./run.js";

/** A training as it is kept beside its notebook. Its network is a checkpoint under the same id. */
export interface RunRecord extends CellPlace {
  /** The run's own id. */
  readonly id: string;
  /** What it is a part of or began from: a sweep, another run. */
  readonly parent: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly savedAt: number;
  /** Settings, data, metrics, attention snapshots, environment and result; the probe text as the network reads it; without the runs before it and what has changed since. */
  readonly run: Run;
}

/** A record as the database holds it: steps as columns, which are a tenth as large as objects. */
export interface StoredRun extends Omit<RunRecord, "run"> {
  readonly run: Omit<Run, "steps" | "earlier" | "stale">;
  readonly steps: { readonly step: Uint32Array; readonly epoch: Uint32Array; readonly loss: Float64Array; readonly accuracy: Float64Array };
}

export function storeRun({ run: { steps, earlier: _earlier, stale: _stale, ...run }, ...record }: RunRecord): StoredRun {
  return {
    ...record, run,
    steps: {
      step: Uint32Array.from(steps, ({ step }) => step), epoch: Uint32Array.from(steps, ({ epoch }) => epoch),
      loss: Float64Array.from(steps, ({ loss }) => loss), accuracy: Float64Array.from(steps, ({ accuracy }) => accuracy),
    },
  };
}

/** What was stored comes from outside: another version, or another hand. Undefined when it is no run. */
export function readStoredRun(stored: unknown): RunRecord | undefined {
  if (!isObject(stored)) return undefined;
  const { id, notebook, cell, parent, startedAt, savedAt, run, steps } = stored as Partial<StoredRun>;
  if (typeof id !== "string" || typeof notebook !== "string" || !Number.isSafeInteger(cell) || typeof startedAt !== "number" || typeof savedAt !== "number" || !isObject(run) || !isObject(steps)) return undefined;
  const { step, epoch, loss, accuracy } = steps;
  const isWhole = step instanceof Uint32Array && [epoch, loss, accuracy].every((column) => ArrayBuffer.isView(column) && column.length === step.length);
  if (!isWhole || run.id !== id || typeof run.state !== "string" || !isObject(run.settings) || !Array.isArray(run.epochs) || !Array.isArray(run.classes)) return undefined;
  const records = Array.from(step, (number, i): StepRecord => ({ step: number, epoch: epoch[i]!, loss: loss[i]!, accuracy: accuracy[i]! }));
  return {
    id, notebook, cell: cell!, parent: typeof parent === "string" ? parent : undefined, startedAt, savedAt,
    run: { ...run, problems: run.problems ?? [], steps: records, live: isObject(run.live) ? run.live : undefined, earlier: [], stale: [] },
  };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
