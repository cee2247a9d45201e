const prefix = "atnet-notebook-run-";
/** Undefined where the page is served without https: then nobody is asked. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined;

/** Marks a run as training here until the returned function is called or this worker ends. */
export function holdRun(runId: string): () => void {
  let letGo = (): void => undefined;
  const isOver = new Promise<void>((resolve) => { letGo = resolve; });
  locks()?.request(prefix + runId, () => isOver).catch(() => undefined);
  return letGo;
}

/** Waits until a run is held by nobody. @param patience milliseconds @returns whether that came */
export async function isNotHeld(runId: string, patience: number): Promise<boolean> {
  const manager = locks();
  if (!manager) return true;
  try {
    await manager.request(prefix + runId, { signal: AbortSignal.timeout(patience) }, () => undefined);
    return true;
  } catch {
    return false;
  }
}

/** Runs that train now, on any page. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
