import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { ProblemError } from "../data/dataset.js";
import { decodeCheckpoint, encodeCheckpoint, otherVersion, type Checkpoint } from "./checkpoint.js";

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

interface Slot {
  readonly runId: string;
  readonly slot: 0 | 1;
  /** Grows by one with every save: a clock may be set back. */
  readonly sequence: number;
  readonly savedAt: number;
  readonly state: Checkpoint["state"];
  readonly bytes: ArrayBuffer;
}
/** What must be known of a slot without reading its bytes, which are many: the key of an index. */
type Head = readonly [runId: string, sequence: number, state: Checkpoint["state"], savedAt: number];
interface Schema extends DBSchema {
  readonly slots: { readonly key: [runId: string, slot: number]; readonly value: Slot; readonly indexes: { readonly heads: [...Head] } };
}
const version = 2;

export const databaseName = "atnet-notebook-runs";
const day = 86_400_000;
/** Finished runs are kept for predictions, so not for long; unfinished ones until someone comes back to them. */
const keptFor = { finished: day, training: 30 * day } as const;
const runsKept = 12;

/** Checkpoints in IndexedDB, in two slots for every run written in turn, so that one is whole at any moment. */
export class IndexedCheckpointStore implements CheckpointStore {
  readonly #name: string;
  readonly #damaged = new Set<string>();
  #opening: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(name = databaseName) { this.#name = name; }

  async save(checkpoint: Checkpoint): Promise<void> {
    const { runId, savedAt, state } = checkpoint;
    // Encoded before the transaction begins: one that waits for something else is committed by the browser.
    const bytes = await encodeCheckpoint(checkpoint);
    const database = await this.#open();
    const transaction = database.transaction("slots", "readwrite");
    const newest = await transaction.store.index("heads").openKeyCursor(headsOf(runId), "prev");
    const sequence = 1 + (newest?.key[1] ?? 0);
    // The older slot gives way. "done" is the transaction's oncomplete: a request may succeed and its transaction still be rolled back.
    await Promise.all([transaction.store.put({ runId, slot: (sequence % 2) as 0 | 1, sequence, savedAt, state, bytes }), transaction.done]);
  }

  async load(runId: string): Promise<{ readonly checkpoint: Checkpoint; readonly isDamaged: boolean } | undefined> {
    const database = await this.#open();
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
    const newest = await newestHeads((await this.#open()).transaction("slots").store.index("heads"));
    const loaded = await Promise.all(newest.filter(([, , state]) => state === "training").map(([runId]) => this.load(runId)));
    return loaded.flatMap((one) => (one?.checkpoint.state === "training" ? [one.checkpoint] : [])).toSorted((a, b) => b.savedAt - a.savedAt);
  }

  async delete(runId: string): Promise<void> { await (await this.#open()).delete("slots", rangeOf(runId)); }

  /** Lets go of the database. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    (await opening)?.close();
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    const lost = (): void => { this.#opening = undefined; };
    this.#opening ??= openDB<Schema>(this.#name, version, {
      upgrade(database, from, _to, transaction) {
        const slots = from < 1 ? database.createObjectStore("slots", { keyPath: ["runId", "slot"] }) : transaction.objectStore("slots");
        slots.createIndex("heads", ["runId", "sequence", "state", "savedAt"]);
      },
      // A newer page waits: it goes first, and we open what it leaves.
      blocking: () => { void this.close(); },
      terminated: lost,
    }).then(async (database) => {
      await sweep(database).catch(() => undefined);
      return database;
    });
    this.#opening.catch(lost);
    return this.#opening;
  }
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
async function sweep(database: IDBPDatabase<Schema>): Promise<void> {
  const transaction = database.transaction("slots", "readwrite");
  const byAge = (await newestHeads(transaction.store.index("heads"))).toSorted(([, , , a], [, , , b]) => b - a);
  const old = byAge.filter(([, , state, savedAt], place) => place >= runsKept || Date.now() - savedAt > keptFor[state]);
  await Promise.all([...old.map(([runId]) => transaction.store.delete(rangeOf(runId))), transaction.done]);
}
