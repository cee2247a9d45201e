import type { Change } from "../hyperparameters/schema.js";
import type { Run } from "./run.js";
import { basisChanges, basisOf, engineChanges } from "./run-state.js";

/** What was done differently from the run before. Two architectures have different settings: only those that both have can be said to change. */
export function changesBetweenRuns(before: Run, after: Run): readonly Change[] {
  const changes = basisChanges(basisOf(before.settings, before.data), basisOf(after.settings, after.data));
  const isOther = before.settings.architecture !== after.settings.architecture;
  const shared = isOther ? changes.filter(({ from, to }) => from !== undefined && to !== undefined) : changes;
  return [...shared, ...engineChanges(before, { backend: after.environment?.backend ?? "auto", precision: after.engine?.precision ?? "equal" })];
}
