import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "./checkpoint.js";

/** Where checkpoints are kept. Every method is rejected where the browser refuses: no storage, no space left. */
export interface CheckpointStore {
  /** Settles once it is on the disk; the one before it stays until then. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** The newest that can be read. @returns isDamaged where a newer one could not, which is deleted */
  load(runId: string): Promise<{ readonly checkpoint: Checkpoint; readonly isDamaged: boolean } | undefined>;
  /** Of every run, the newest that can be read; newest first. */
  list(): Promise<readonly Checkpoint[]>;
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
interface Schema extends DBSchema {
  readonly slots: { readonly key: [runId: string, slot: number]; readonly value: Slot };
}

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
    const taken = await transaction.store.getAllKeys(rangeOf(runId));
    const sequences = await Promise.all(taken.map(async (key) => (await transaction.store.get(key))?.sequence ?? 0));
    const sequence = 1 + Math.max(0, ...sequences);
    // The older slot gives way. "done" is the transaction's oncomplete: a request may succeed and its transaction still be rolled back.
    await Promise.all([transaction.store.put({ runId, slot: (sequence % 2) as 0 | 1, sequence, savedAt, state, bytes }), transaction.done]);
  }

  async load(runId: string): Promise<{ readonly checkpoint: Checkpoint; readonly isDamaged: boolean } | undefined> {
    const database = await this.#open();
    const slots = await database.getAll("slots", rangeOf(runId));
    for (const { slot, bytes } of slots.toSorted((a, b) => b.sequence - a.sequence)) {
      try {
        return { checkpoint: await decodeCheckpoint(bytes), isDamaged: this.#damaged.has(runId) };
      } catch {
        // The other slot is one save older and whole; the next save must take the place of this one and not of that.
        this.#damaged.add(runId);
        await database.delete("slots", [runId, slot]);
      }
    }
    return undefined;
  }

  async list(): Promise<readonly Checkpoint[]> {
    const runIds = new Set((await (await this.#open()).getAllKeys("slots")).map(([runId]) => runId));
    const loaded = await Promise.all([...runIds].map((runId) => this.load(runId)));
    return loaded.flatMap((one) => (one ? [one.checkpoint] : [])).toSorted((a, b) => b.savedAt - a.savedAt);
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
    this.#opening ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => { database.createObjectStore("slots", { keyPath: ["runId", "slot"] }); },
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

/** Lets go of runs that nobody will come back to. */
async function sweep(database: IDBPDatabase<Schema>): Promise<void> {
  const transaction = database.transaction("slots", "readwrite");
  const newest = new Map<string, { readonly savedAt: number; readonly state: Checkpoint["state"] }>();
  for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
    const { runId, savedAt, state } = cursor.value;
    if (savedAt >= (newest.get(runId)?.savedAt ?? -Infinity)) newest.set(runId, { savedAt, state });
  }
  const byAge = [...newest].toSorted(([, a], [, b]) => b.savedAt - a.savedAt);
  const old = byAge.filter(([, { savedAt, state }], place) => place >= runsKept || Date.now() - savedAt > keptFor[state]);
  await Promise.all([...old.map(([runId]) => transaction.store.delete(rangeOf(runId))), transaction.done]);
}
