import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Calibration } from "./run.js";

/** What was found out about this machine. Forgetting is harmless: it is found out again. */
export interface CalibrationMemory {
  recall(key: string): Promise<Calibration | undefined>;
  keep(key: string, calibration: Calibration): Promise<void>;
  /** Milliseconds that each step of an epoch took, evaluation included. @param multiplyAdds of its batch */
  recallPace(key: string): Promise<Pace | undefined>;
  keepPace(key: string, pace: Pace): Promise<void>;
}
export interface Pace { readonly stepMilliseconds: number; readonly multiplyAdds: number }

interface Schema extends DBSchema {
  readonly calibrations: { readonly key: string; readonly value: Calibration };
  readonly paces: { readonly key: string; readonly value: Pace };
}

/** In this browser, on this machine. Where the browser keeps nothing, nothing is known. */
class IndexedMemory implements CalibrationMemory {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Schema>> | undefined;
  constructor(name: string) { this.#name = name; }

  async recall(key: string): Promise<Calibration | undefined> { return (await this.#open())?.get("calibrations", key).catch(() => undefined); }
  async keep(key: string, calibration: Calibration): Promise<void> { await (await this.#open())?.put("calibrations", calibration, key).catch(() => undefined); }
  async recallPace(key: string): Promise<Pace | undefined> { return (await this.#open())?.get("paces", key).catch(() => undefined); }
  async keepPace(key: string, pace: Pace): Promise<void> { await (await this.#open())?.put("paces", pace, key).catch(() => undefined); }

  async #open(): Promise<IDBPDatabase<Schema> | undefined> {
    this.#opening ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("calibrations");
        database.createObjectStore("paces");
      },
      // Everything is to be erased, or a newer page waits.
      blocking: () => {
        void this.#opening?.then((database) => database.close());
        this.#opening = undefined;
      },
    });
    return this.#opening.catch(() => undefined);
  }
}

export const rememberedCalibrations: CalibrationMemory = new IndexedMemory("atnet-notebook-engine");
