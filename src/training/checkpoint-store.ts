import type { IDBPDatabase } from "idb";
import { ProblemError } from "../data/dataset.js";
import { decodeCheckpoint, encodeCheckpoint, otherVersion, type Checkpoint } from "./checkpoint.js";
import { RunDatabase, type Head, type RunTables } from "./run-database.js";

/** Where checkpoints are kept. Every method is rejected where the browser refuses: no storage, no space left. */
export interface CheckpointStore {
  /** Settles once it is on the disk; the one before it stays until then. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** The newest that can be read. @returns isDamaged where a newer one could not, which is deleted */
  load(runId: string): Promise<{ readonly checkpoint: Checkpoint; readonly isDamaged: boolean } | undefined>;
  /** Of every run that is not finished, the newest that can be read; newest first. */
  unfinished(): Promise<readonly Checkpoint[]>;
  delete(runId: string): Promise<void>;
}

const day = 86_400_000;
/** Finished runs that stand in no notebook are kept for predictions, so not for long; the others until nobody can be expected to come back. */
const keptFor = { finished: day, training: 30 * day, recorded: 90 * day } as const;
const runsKept = { recorded: 40, other: 12 } as const;

/** Checkpoints in IndexedDB, in two slots for every run written in turn, so that one is whole at any moment. */
export class IndexedCheckpointStore implements CheckpointStore {
  readonly #database: RunDatabase;
  readonly #damaged = new Set<string>();

  constructor(name?: string) { this.#database = new RunDatabase(name, sweep); }

  async save(checkpoint: Checkpoint): Promise<void> {
    const { runId, savedAt, state } = checkpoint;
    // Encoded before the transaction begins: one that waits for something else is committed by the browser.
    const bytes = await encodeCheckpoint(checkpoint);
    const database = await this.#database.open();
    const transaction = database.transaction("slots", "readwrite");
    const newest = await transaction.store.index("heads").openKeyCursor(headsOf(runId), "prev");
    const sequence = 1 + (newest?.key[1] ?? 0);
    // The older slot gives way. "done" is the transaction's oncomplete: a request may succeed and its transaction still be rolled back.
    await Promise.all([transaction.store.put({ runId, slot: (sequence % 2) as 0 | 1, sequence, savedAt, state, bytes }), transaction.done]);
  }

  async load(runId: string): Promise<{ readonly checkpoint: Checkpoint; readonly isDamaged: boolean } | undefined> {
    const database = await this.#database.open();
    const slots = await database.getAll("slots", rangeOf(runId));
    for (const { slot, bytes } of slots.toSorted((a, b) => b.sequence - a.sequence)) {
      try {
        return { checkpoint: await decodeCheckpoint(bytes), isDamaged: this.#damaged.has(runId) };
      } catch (error) {
        // What a newer page wrote is not ours to delete.
        if (error instanceof ProblemError && error.problems[0]?.code === otherVersion) continue;
        // The other slot is one save older and whole; the next save must take the place of this one and not of that.
        this.#damaged.add(runId);
        await database.delete("slots", [runId, slot]);
      }
    }
    return undefined;
  }

  async unfinished(): Promise<readonly Checkpoint[]> {
    const newest = await newestHeads((await this.#database.open()).transaction("slots").store.index("heads"));
    const loaded = await Promise.all(newest.filter(([, , state]) => state === "training").map(([runId]) => this.load(runId)));
    return loaded.flatMap((one) => (one?.checkpoint.state === "training" ? [one.checkpoint] : [])).toSorted((a, b) => b.savedAt - a.savedAt);
  }

  async delete(runId: string): Promise<void> { await (await this.#database.open()).delete("slots", rangeOf(runId)); }

  /** Lets go of the database. */
  close(): Promise<void> { return this.#database.close(); }
}

const rangeOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId, 0], [runId, 1]);
const headsOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId], [runId, []]);

/** Of every run, the newest slot's head. */
async function newestHeads(index: { openKeyCursor(): Promise<{ readonly key: Head; continue(): Promise<unknown> } | null> }): Promise<readonly Head[]> {
  const newest = new Map<string, Head>();
  // By run and then by sequence: the last one stays.
  for (let cursor = await index.openKeyCursor(); cursor; cursor = (await cursor.continue()) as typeof cursor) newest.set(cursor.key[0], cursor.key);
  return [...newest.values()];
}

/** Lets go of runs that nobody will come back to. */
async function sweep(database: IDBPDatabase<RunTables>): Promise<void> {
  const transaction = database.transaction(["slots", "records"], "readwrite");
  const slots = transaction.objectStore("slots");
  const recorded = new Set(await transaction.objectStore("records").getAllKeys());
  const byAge = (await newestHeads(slots.index("heads"))).toSorted(([, , , a], [, , , b]) => b - a);
  const old = [true, false].flatMap((isRecorded) => byAge.filter(([runId]) => recorded.has(runId) === isRecorded).filter(([, , state, savedAt], place) =>
    place >= runsKept[isRecorded ? "recorded" : "other"] || Date.now() - savedAt > keptFor[isRecorded ? "recorded" : state]));
  await Promise.all([...old.map(([runId]) => slots.delete(rangeOf(runId))), transaction.done]);
}
