import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Checkpoint } from "./checkpoint.js";
import { historyOf, type HistoryRecord } from "./history/history-record.js";
import { readStoredRun, type RunRecord, type StoredRun } from "./run-record.js";

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
  /** Small, and without the limit of `records`. */
  readonly history: { readonly key: [startedAt: number, id: string]; readonly value: HistoryRecord; readonly indexes: { readonly byId: string; readonly byNotebook: string } };
}
export type TableName = "slots" | "records" | "history";
export const databaseName = "atnet-notebook-runs";

type Upgrade = (database: IDBPDatabase<RunTables>, transaction: IDBPTransaction<RunTables, TableName[], "versionchange">) => void;
/** What each version added to the one before it; a line that was published is never changed. */
const upgrades: readonly Upgrade[] = [
  (database) => { database.createObjectStore("slots", { keyPath: ["runId", "slot"] }); },
  (_database, transaction) => { transaction.objectStore("slots").createIndex("heads", ["runId", "sequence", "state", "savedAt"]); },
  (database) => { database.createObjectStore("records", { keyPath: "id" }).createIndex("byCell", ["notebook", "cell", "startedAt"]); },
  (database, transaction) => {
    const history = database.createObjectStore("history", { keyPath: ["startedAt", "id"] });
    history.createIndex("byId", "id", { unique: true });
    history.createIndex("byNotebook", "notebook");
    void remember(transaction).catch(() => undefined);
  },
];
/** The runs that were kept before there was a history begin it. One that cannot be read stays where it is. */
async function remember(transaction: IDBPTransaction<RunTables, TableName[], "versionchange">): Promise<void> {
  let before: RunRecord | undefined;
  for (let cursor = await transaction.objectStore("records").index("byCell").openCursor(); cursor; cursor = await cursor.continue()) {
    const record = readStoredRun(cursor.value);
    if (!record) continue;
    const parent = before?.notebook === record.notebook && before.cell === record.cell ? before.run : undefined;
    await transaction.objectStore("history").put(historyOf(record.run, record, parent));
    before = record;
  }
}
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
