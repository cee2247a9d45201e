import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { sha256 } from "../../base/sha256.js";

/** A file that a person brought, as it was. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
interface Kept { readonly hash: string; readonly name: string; readonly bytes: ArrayBuffer; readonly keptAt: number }
interface Schema extends DBSchema { readonly files: { readonly key: string; readonly value: Kept } }

export const databaseName = "atnet-notebook-own-data";

/** SHA-256 of a file's bytes in hexadecimal: what `sha256sum` prints, and what a notebook names its data by. */
export const hashOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => Array.from(await sha256(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Files that people brought, by their content, in this browser alone. What a browser refuses to store is remembered as long as the page's worker lives.
 * A file is only ever given back when its bytes still are what its name says.
 */
export class OwnFiles {
  readonly #name: string;
  readonly #remembered = new Map<string, OwnFile>();
  #opening: Promise<IDBPDatabase<Schema>> | undefined;

  readonly #brought: (hash: string) => Promise<Uint8Array> | undefined;

  /** @param brought a file that the page itself brings, rejected where it brings none of this content */
  constructor(name = databaseName, brought: (hash: string) => Promise<Uint8Array> | undefined = () => undefined) {
    this.#name = name;
    this.#brought = brought;
  }

  /** @returns isKept once it is on the disk; false where the browser refused and it is only remembered */
  async keep({ name, bytes }: OwnFile): Promise<{ readonly hash: string; readonly isKept: boolean }> {
    const hash = await hashOf(bytes);
    try {
      const database = await this.#open();
      const transaction = database.transaction("files", "readwrite");
      // "done" is the transaction's oncomplete: a request may succeed and its transaction still be rolled back.
      await Promise.all([transaction.store.put({ hash, name, bytes: bytes.slice().buffer, keptAt: Date.now() }), transaction.done]);
      return { hash, isKept: true };
    } catch {
      this.#remembered.set(hash, { name, bytes });
      return { hash, isKept: false };
    }
  }

  async read(hash: string): Promise<OwnFile | undefined> {
    const remembered = this.#remembered.get(hash);
    if (remembered) return remembered;
    const found = (await this.#kept(hash).catch(() => undefined)) ?? (await this.#broughtWith(hash).catch(() => undefined));
    return found && (await hashOf(found.bytes)) === hash ? found : undefined;
  }
  async #kept(hash: string): Promise<OwnFile | undefined> {
    const found = await (await this.#open()).get("files", hash);
    return found && { name: found.name, bytes: new Uint8Array(found.bytes) };
  }
  /** Of the page's own files the notebook knows the name. */
  async #broughtWith(hash: string): Promise<OwnFile | undefined> {
    const bytes = await this.#brought(hash);
    return bytes && { name: "", bytes: new Uint8Array(bytes) };
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await opening?.then((database) => database.close(), () => undefined);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    if (typeof indexedDB === "undefined") return Promise.reject(new DOMException("", "NotSupportedError"));
    this.#opening ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => { database.createObjectStore("files", { keyPath: "hash" }); },
      blocking: () => { void this.close(); },
      terminated: () => { this.#opening = undefined; },
    });
    this.#opening.catch(() => { this.#opening = undefined; });
    return this.#opening;
  }
}
