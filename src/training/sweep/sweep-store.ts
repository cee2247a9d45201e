import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Trial } from "./trial.js";

/** A sweep as it is kept in this browser. */
export interface StoredSweep {
  readonly format: typeof sweepFormat;
  /** See `sweepKey`. */
  readonly key: string;
  /** Of the data that it was trained on: another one makes other numbers. */
  readonly dataHash: string;
  readonly trials: readonly Trial[];
  /** Trained elsewhere and opened here. */
  readonly brought?: readonly Trial[];
  readonly isDone: boolean;
  readonly savedAt: number;
}
/** Grows when a record can no longer be read as before. Each version has its own records: an older page overwrites none of a newer one. */
export const sweepFormat = 1;

interface Tables extends DBSchema { readonly sweeps: { readonly key: [key: string, format: number]; readonly value: StoredSweep | { readonly key: string; readonly format: number } } }

/** What is kept of sweeps. Every method is rejected where the browser refuses. */
export class SweepStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | undefined;

  /** @param name parts the sweeps of tests from those of people */
  constructor(name = "atnet-notebook-sweeps") { this.#name = name; }

  #open(): Promise<IDBPDatabase<Tables>> {
    const lost = (): void => { this.#opening = undefined; };
    this.#opening ??= openDB<Tables>(this.#name, 1, {
      upgrade(database) { database.createObjectStore("sweeps", { keyPath: ["key", "format"] }); },
      blocking: () => { void this.close(); },
      terminated: lost,
    });
    this.#opening.catch(lost);
    return this.#opening;
  }

  /** Settles once it is on the disk. */
  async save(sweep: StoredSweep): Promise<void> {
    const transaction = (await this.#open()).transaction("sweeps", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(sweep), transaction.done]);
  }
  /** @returns "other-version" when only another version of this page could read what is kept */
  async load(key: string): Promise<StoredSweep | "other-version" | undefined> {
    const all = await (await this.#open()).getAll("sweeps", IDBKeyRange.bound([key, 0], [key, Infinity]));
    const own = all.find(({ format }) => format === sweepFormat);
    if (own) return isSweep(own) ? own : undefined;
    return all.length > 0 ? "other-version" : undefined;
  }
  async delete(key: string): Promise<void> { await (await this.#open()).delete("sweeps", [key, sweepFormat]); }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    (await opening?.catch(() => undefined))?.close();
  }
}

/** The sweeps that this browser keeps. */
export const savedSweeps = new SweepStore();

const states: readonly unknown[] = ["done", "cut", "lost", "crashed", "impossible"];
/** What was stored comes from outside. */
function isSweep(stored: object): stored is StoredSweep {
  const { dataHash, trials, brought = [] } = stored as Partial<StoredSweep>;
  return typeof dataHash === "string" && [trials, brought].every((list) => Array.isArray(list) && list.every((trial: unknown, i) => {
    const { index, point, state, runs } = (trial ?? {}) as Partial<Trial>;
    return index === i && typeof point === "object" && states.includes(state) && Array.isArray(runs) && runs.every(({ epochs }) => Array.isArray(epochs));
  }));
}
