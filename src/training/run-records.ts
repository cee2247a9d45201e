import type { CellPlace } from "../base/cell-place.js";
import { RunDatabase } from "./run-database.js";
import { readStoredRun, storeRun, type RunRecord } from "./run-record.js";

/** Runs that are kept of one notebook; the oldest gives way. */
export const runsKeptOfNotebook = 50;

/** What is kept of trainings beside their notebooks. Every method is rejected where the browser refuses: no storage, no space left. */
export class RunRecords {
  readonly #database: RunDatabase;

  /** @param name parts the runs of tests from those of people */
  constructor(name?: string) { this.#database = new RunDatabase(name); }

  /** Keeps a run, or what it has become. Settles once it is on the disk. */
  async keep(record: RunRecord): Promise<void> {
    const stored = storeRun(record);
    const transaction = (await this.#database.open()).transaction(["records", "slots"], "readwrite", { durability: "strict" });
    const [records, slots] = [transaction.objectStore("records"), transaction.objectStore("slots")];
    const write = async (): Promise<void> => {
      await records.put(stored);
      // Of a notebook that has too many, the oldest go, with their networks.
      const all = byStart(await records.index("byCell").getAll(ofNotebook(record.notebook)));
      await Promise.all(all.slice(0, Math.max(0, all.length - runsKeptOfNotebook)).flatMap(({ id }) => [records.delete(id), slots.delete(slotsOf(id))]));
    };
    await Promise.all([write(), transaction.done]);
  }

  /** The runs of a cell, of a notebook, or all, in the order in which they began. */
  async list({ notebook, cell }: Partial<CellPlace> = {}): Promise<readonly RunRecord[]> {
    const range = notebook === undefined ? undefined : cell === undefined ? ofNotebook(notebook) : IDBKeyRange.bound([notebook, cell], [notebook, cell, []]);
    const stored = await (await this.#database.open()).getAllFromIndex("records", "byCell", range);
    return byStart(stored.flatMap((one) => readStoredRun(one) ?? []));
  }

  async count(): Promise<number> { return (await this.#database.open()).count("records"); }

  async get(id: string): Promise<RunRecord | undefined> { return readStoredRun(await (await this.#database.open()).get("records", id)); }

  /** Forgets runs and their networks. */
  async delete(...ids: readonly string[]): Promise<void> {
    const transaction = (await this.#database.open()).transaction(["records", "slots"], "readwrite");
    await Promise.all([...ids.flatMap((id) => [transaction.objectStore("records").delete(id), transaction.objectStore("slots").delete(slotsOf(id))]), transaction.done]);
  }
  /** Forgets all runs of a notebook, also in the history. */
  async deleteOf(notebook: string): Promise<void> {
    const database = await this.#database.open();
    await this.delete(...(await database.getAllKeysFromIndex("records", "byCell", ofNotebook(notebook))));
    const transaction = database.transaction("history", "readwrite");
    const keys = await transaction.store.index("byNotebook").getAllKeys(notebook);
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  close(): Promise<void> { return this.#database.close(); }
}

/** The runs that this browser keeps. */
export const runRecords = new RunRecords();

const ofNotebook = (notebook: string): IDBKeyRange => IDBKeyRange.bound([notebook], [notebook, []]);
const slotsOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId, 0], [runId, 1]);
const byStart = <T extends { readonly startedAt: number }>(runs: readonly T[]): readonly T[] => runs.toSorted((a, b) => a.startedAt - b.startedAt);
