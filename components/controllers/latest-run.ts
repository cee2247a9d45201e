import type { Run } from "../../src/training/run.js";

/** Whether a cell's value is a training: told by what it holds, so that any component may yield one. */
export function isRun(value: unknown): value is Run {
  if (typeof value !== "object" || value === null) return false;
  const { id, state, steps, epochs } = value as Partial<Run>;
  return typeof id === "string" && typeof state === "string" && Array.isArray(steps) && Array.isArray(epochs);
}

/** The run to speak of: the one that works now, otherwise the last that ran anywhere; undefined before the first. */
export function latestRun(values: Iterable<unknown>): Run | undefined {
  let latest: Run | undefined;
  for (const value of values) {
    if (!isRun(value) || !value.environment) continue;
    if (value.state === "running" || value.state === "preparing") return value;
    if (!latest || value.number >= latest.number) latest = value;
  }
  return latest;
}
