import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Checkpoint } from "./checkpoint.js";
import type { StoredRun } from "./run-record.js";

/** One of the two checkpoints of a run. */
export interface Slot {
  readonly runId: string;
  readonly slot: 0 | 1;
  /** Grows by one with every save: a clock may be set back. */
  readonly sequence: number;
  readonly savedAt: number;
  readonly state: Checkpoint["state"];
  readonly bytes: ArrayBuffer;
}
/** What must be known of a slot without reading its bytes, which are many: the key of an index. */
export type Head = readonly [runId: string, sequence: number, state: Checkpoint["state"], savedAt: number];

export interface RunTables extends DBSchema {
  readonly slots: { readonly key: [runId: string, slot: number]; readonly value: Slot; readonly indexes: { readonly heads: [...Head] } };
  readonly records: { readonly key: string; readonly value: StoredRun; readonly indexes: { readonly byCell: [notebook: string, cell: number, startedAt: number] } };
}
export const databaseName = "atnet-notebook-runs";

type Upgrade = (database: IDBPDatabase<RunTables>, transaction: IDBPTransaction<RunTables, ("slots" | "records")[], "versionchange">) => void;
/** What each version added to the one before it; a line that was published is never changed. */
const upgrades: readonly Upgrade[] = [
  (database) => { database.createObjectStore("slots", { keyPath: ["runId", "slot"] }); },
  (_database, transaction) => { transaction.objectStore("slots").createIndex("heads", ["runId", "sequence", "state", "savedAt"]); },
  (database) => { database.createObjectStore("records", { keyPath: "id" }).createIndex("byCell", ["notebook", "cell", "startedAt"]); },
];
export const runsVersion = upgrades.length;

/** A connection to what is kept of runs, opened when it is first needed and again after it was lost. */
export class RunDatabase {
  readonly #name: string;
  readonly #opened: (database: IDBPDatabase<RunTables>) => Promise<void>;
  #opening: Promise<IDBPDatabase<RunTables>> | undefined;

  /** @param opened done once after each opening, before anybody uses it */
  constructor(name = databaseName, opened: (database: IDBPDatabase<RunTables>) => Promise<void> = async () => undefined) {
    this.#name = name;
    this.#opened = opened;
  }

  open(): Promise<IDBPDatabase<RunTables>> {
    const lost = (): void => { this.#opening = undefined; };
    this.#opening ??= openDB<RunTables>(this.#name, runsVersion, {
      upgrade(database, from, _to, transaction) { for (const upgrade of upgrades.slice(from)) upgrade(database, transaction); },
      // A newer page waits: it goes first, and we open what it leaves.
      blocking: () => { void this.close(); },
      terminated: lost,
    }).then(async (database) => {
      await this.#opened(database).catch(() => undefined);
      return database;
    });
    this.#opening.catch(lost);
    return this.#opening;
  }

  /** Lets go of the database. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    (await opening?.catch(() => undefined))?.close();
  }
}
