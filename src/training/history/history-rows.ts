import { measured, type Measured } from "../comparison/outcome.js";
import type { HistoryPoint, HistoryRecord } from "./history-record.js";

/** Which epoch of a run speaks for it: its best, or its last. */
export type WhichEpoch = "best" | "last";
export type HistorySort = "newest" | "accuracy" | "loss" | "test" | "seconds" | "parameters" | "starred";

/** One line of the history: a run, or all runs of the same settings on the same data, newest first. */
export interface HistoryRow {
  readonly key: string;
  readonly runs: readonly HistoryRecord[];
}
export interface HistoryView {
  readonly sort: HistorySort;
  readonly which: WhichEpoch;
  /** Whether runs that differ in their seed alone stand in one line. */
  readonly isGrouped: boolean;
  matches(record: HistoryRecord): boolean;
}

export const pointOf = (record: HistoryRecord, which: WhichEpoch): HistoryPoint | undefined => record[which];
/** A number of a line's runs: its mean, and how far they spread. */
export const overRuns = ({ runs }: HistoryRow, read: (record: HistoryRecord) => number | undefined): Measured => measured(runs.map((run) => read(run) ?? NaN));

/** What a sort goes by, smallest first. */
const keys: Readonly<Record<HistorySort, (record: HistoryRecord, which: WhichEpoch) => number>> = {
  newest: ({ startedAt }) => -startedAt,
  accuracy: (record, which) => -(pointOf(record, which)?.validationAccuracy ?? NaN),
  loss: (record, which) => pointOf(record, which)?.validationLoss ?? NaN,
  test: ({ test }) => -(test?.accuracy ?? NaN),
  seconds: ({ seconds }) => seconds,
  parameters: ({ parameters }) => parameters,
  starred: ({ isStarred }) => (isStarred ? 0 : 1),
};

/** The lines to show, in their order; what has no number stands last, and of equals the newest comes first. @param records newest first */
export function historyRows(records: readonly HistoryRecord[], { sort, which, isGrouped, matches }: HistoryView): readonly HistoryRow[] {
  const found = records.filter(matches);
  const rows = isGrouped ? grouped(found) : found.map((record): HistoryRow => ({ key: record.id, runs: [record] }));
  if (sort === "newest") return rows;
  const keyOf = keys[sort];
  const keyed = rows.map((row, index) => ({ row, index, key: mean(row.runs, (run) => keyOf(run, which)) }));
  return keyed.sort((a, b) => compare(a.key, b.key) || a.index - b.index).map(({ row }) => row);
}

function grouped(records: readonly HistoryRecord[]): readonly HistoryRow[] {
  const groups = new Map<string, HistoryRecord[]>();
  for (const record of records) {
    const own = groups.get(record.group);
    if (own) own.push(record);
    else groups.set(record.group, [record]);
  }
  return [...groups].map(([key, runs]) => ({ key, runs }));
}

function mean(runs: readonly HistoryRecord[], read: (run: HistoryRecord) => number): number {
  let [sum, count] = [0, 0];
  for (const run of runs) {
    const value = read(run);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? NaN : sum / count;
}
const compare = (a: number, b: number): number => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b);
