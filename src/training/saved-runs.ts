import { IndexedCheckpointStore, type CheckpointStore } from "./checkpoint-store.js";
import type { SavedRun } from "./protocol.js";

/** The runs that this browser keeps. */
export const savedRuns: CheckpointStore = new IndexedCheckpointStore();

const lockName = (runId: string): string => `atnet-notebook-run-${runId}`;
/** Undefined where the page is served without https: then nobody is asked. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined;

/** Marks a run as training here until the returned function is called or this worker ends. */
export function holdRun(runId: string): () => void {
  let letGo = (): void => undefined;
  const isOver = new Promise<void>((resolve) => { letGo = resolve; });
  locks()?.request(lockName(runId), () => isOver).catch(() => undefined);
  return letGo;
}

/** Milliseconds in which the worker of a page that was reloaded has ended: a browser waits for the step under way, and then ends it by force. */
const goneWithin = 5000;

/** Runs that were cut off and train nowhere, newest first; none where the browser keeps nothing. */
export async function listSavedRuns(): Promise<readonly SavedRun[]> {
  const unfinished = await savedRuns.unfinished().catch(() => []);
  const isFree = await Promise.all(unfinished.map(({ runId }) => isNotHeld(runId)));
  return unfinished.filter((_run, i) => isFree[i]).map(({ runId, settings, data, environment, epoch, step, stepsPerEpoch, savedAt }) =>
    ({ runId, settings, data, environment, epoch, step, stepsPerEpoch, savedAt }));
}

async function isNotHeld(runId: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return true;
  try {
    await manager.request(lockName(runId), { signal: AbortSignal.timeout(goneWithin) }, () => undefined);
    return true;
  } catch {
    return false;
  }
}
