import { nextTask } from "../../base/next-task.js";
import { RunDatabase, type Slot } from "../run-database.js";
import type { StoredRun } from "../run-record.js";
import { readHistory, type HistoryRecord } from "./history-record.js";

/** Runs that the history holds; beyond them the oldest without a star go. */
export const historyKept = 10_000;
/** Records read in one go: as many as a page can take in without being felt. */
const chunk = 200;

/** A part of the history as it arrives, the newest first, and how many records nobody here can read. */
export interface HistoryPart {
  readonly records: readonly HistoryRecord[];
  /** Written by a newer version of this page. */
  readonly newer: number;
  readonly damaged: number;
}
/** What was taken out of the history, with the runs and networks that stood behind it: enough to put all of it back. */
export interface Removed {
  readonly history: readonly unknown[];
  readonly runs: readonly StoredRun[];
  readonly slots: readonly Slot[];
}
/** What a person adds to a record. */
export type Remark = Partial<Pick<HistoryRecord, "note" | "isStarred">>;

/** What this page did to the history. */
export interface HistoryNews { readonly put: readonly HistoryRecord[]; readonly gone: readonly string[] }

/** Every training that this browser remembers. Every method is rejected where the browser refuses. */
export class RunHistory {
  readonly #database: RunDatabase;
  readonly #most: number;
  readonly #listeners = new Set<(news: HistoryNews) => void>();

  /** @param name parts the history of tests from that of people */
  constructor(name?: string, most = historyKept) {
    this.#database = new RunDatabase(name);
    this.#most = most;
  }

  /** Hears of every change that this page makes. @returns stops listening */
  onChange(listener: (news: HistoryNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  #tell(news: Partial<HistoryNews>): void { for (const listener of this.#listeners) listener({ put: [], gone: [], ...news }); }

  /** Keeps a run, or what it has become; what a person wrote of it stays. */
  async keep(record: HistoryRecord): Promise<void> {
    const transaction = (await this.#database.open()).transaction("history", "readwrite");
    const { store } = transaction;
    const write = async (): Promise<HistoryNews | undefined> => {
      const before = await store.index("byId").get(record.id);
      const known = before === undefined ? undefined : readHistory(before);
      // What cannot be read is left as it is: a newer page knows more.
      if (known === "newer" || known === "damaged") return undefined;
      const now = known ? { ...record, startedAt: known.startedAt, note: known.note, isStarred: known.isStarred } : record;
      await store.put(now);
      const gone: string[] = [];
      const over = known ? 0 : (await store.count()) - this.#most;
      for (let cursor = over > 0 ? await store.openCursor() : null; cursor && gone.length < over; cursor = await cursor.continue()) {
        if ((cursor.value as Partial<HistoryRecord>).isStarred === true) continue;
        gone.push(cursor.primaryKey[1]);
        await cursor.delete();
      }
      return { put: [now], gone };
    };
    const [news] = await Promise.all([write(), transaction.done]);
    if (news) this.#tell(news);
  }

  /** The history, the newest runs first, in parts between which the page can draw. */
  async *read(): AsyncGenerator<HistoryPart> {
    const database = await this.#database.open();
    const keys = await database.getAllKeys("history");
    for (let end = keys.length; end > 0; end -= chunk) {
      const stored: readonly unknown[] = await database.getAll("history", IDBKeyRange.bound(keys[Math.max(0, end - chunk)], keys[end - 1]));
      const read = stored.map(readHistory).reverse();
      yield { records: read.filter((one) => typeof one !== "string"), newer: read.filter((one) => one === "newer").length, damaged: read.filter((one) => one === "damaged").length };
      await nextTask();
    }
  }

  async count(): Promise<number> { return (await this.#database.open()).count("history"); }

  /** Writes a person's note or star. @returns the record as it is now; undefined when it is gone */
  async remark(id: string, remark: Remark): Promise<HistoryRecord | undefined> {
    const transaction = (await this.#database.open()).transaction("history", "readwrite");
    const write = async (): Promise<HistoryRecord | undefined> => {
      const stored = readHistory(await transaction.store.index("byId").get(id));
      if (typeof stored === "string") return undefined;
      const now = { ...stored, ...remark };
      await transaction.store.put(now);
      return now;
    };
    const [now] = await Promise.all([write(), transaction.done]);
    if (now) this.#tell({ put: [now] });
    return now;
  }

  /** Forgets runs, with what was kept of them and their networks. */
  async remove(ids: readonly string[]): Promise<Removed> {
    const transaction = (await this.#database.open()).transaction(["history", "records", "slots"], "readwrite");
    const [history, records, slots] = [transaction.objectStore("history"), transaction.objectStore("records"), transaction.objectStore("slots")];
    const take = async (id: string): Promise<Removed> => {
      const own = IDBKeyRange.bound([id, 0], [id, 1]);
      const [key, record, run, networks] = await Promise.all([history.index("byId").getKey(id), history.index("byId").get(id), records.get(id), slots.getAll(own)]);
      await Promise.all([...(key ? [history.delete(key)] : []), records.delete(id), slots.delete(own)]);
      return { history: record === undefined ? [] : [record], runs: run === undefined ? [] : [run], slots: networks };
    };
    const [taken] = await Promise.all([Promise.all(ids.map(take)), transaction.done]);
    this.#tell({ gone: ids });
    return { history: taken.flatMap((one) => one.history), runs: taken.flatMap((one) => one.runs), slots: taken.flatMap((one) => one.slots) };
  }
  /** Puts back what was removed, to the bit. */
  async putBack({ history, runs, slots }: Removed): Promise<void> {
    const transaction = (await this.#database.open()).transaction(["history", "records", "slots"], "readwrite");
    await Promise.all([
      ...history.map((one) => transaction.objectStore("history").put(one as HistoryRecord)), ...runs.map((one) => transaction.objectStore("records").put(one)),
      ...slots.map((one) => transaction.objectStore("slots").put(one)), transaction.done,
    ]);
    this.#tell({ put: history.map(readHistory).filter((one) => typeof one !== "string") });
  }

  close(): Promise<void> { return this.#database.close(); }
}

/** The history of this browser. */
export const runHistory = new RunHistory();
