import type { VersionHead } from "./database.js";

/** Versions that are kept of one notebook. The newest of them are its last saves, one by one; the older ones stand further apart. */
export const versionsKept = 50;
export const versionsInFull = 20;
/** Characters that the versions of one notebook may take together; large notebooks keep fewer. */
export const versionsBudget = 20_000_000;
/** So many are kept however large they are. */
const versionsAtLeast = 3;

/**
 * Revisions to let go: of those behind the newest, always the one that is closest in time to the one before it. The first is kept as long as the
 * budget allows: it is what the notebook began as.
 * @param heads of one notebook, oldest first
 */
export function versionsToDrop(heads: readonly VersionHead[]): readonly number[] {
  const kept = [...heads];
  const dropped: number[] = [];
  const isTooMuch = (): boolean => kept.length > versionsKept || (kept.length > versionsAtLeast && kept.reduce((sum, [, , , length]) => sum + length, 0) > versionsBudget);
  while (isTooMuch()) {
    const old = kept.slice(1, Math.max(2, kept.length - versionsInFull));
    const gap = (at: number): number => Math.abs(kept[at]![2] - kept[at - 1]![2]);
    const closest = old.reduce((best, _head, i) => (gap(i + 1) < gap(best) ? i + 1 : best), 1);
    dropped.push(kept.splice(closest, 1)[0]![1]);
  }
  return dropped;
}
