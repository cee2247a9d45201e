import { IndexedCheckpointStore, type CheckpointStore } from "./checkpoint-store.js";
import type { SavedRun } from "./protocol.js";
import { isNotHeld } from "./run-locks.js";

/** The runs that this browser keeps. */
export const savedRuns: CheckpointStore = new IndexedCheckpointStore();

/** Milliseconds in which the worker of a page that was reloaded has ended: a browser waits for the step under way, and then ends it by force. */
const goneWithin = 5000;

/** Runs that were cut off and train nowhere, newest first; none where the browser keeps nothing. */
export async function listSavedRuns(): Promise<readonly SavedRun[]> {
  const unfinished = await savedRuns.unfinished().catch(() => []);
  const isFree = await Promise.all(unfinished.map(({ runId }) => isNotHeld(runId, goneWithin)));
  return unfinished.filter((_run, i) => isFree[i]).map(({ runId, settings, data, environment, epoch, step, stepsPerEpoch, savedAt }) =>
    ({ runId, settings, data, environment, epoch, step, stepsPerEpoch, savedAt }));
}
