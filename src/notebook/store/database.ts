import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";

/** A notebook as it was being written, kept in this browser. */
export interface Draft {
  /** The file's text. */
  readonly text: string;
  /** The text that it began from: says whether the file has changed since. */
  readonly baseText: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Grows by one with every save of the notebook, by whichever page: a clock may be set back. */
  readonly revision: number;
}

/** What a notebook was after one of its saves. */
export interface StoredVersion {
  readonly notebook: string;
  readonly revision: number;
  readonly savedAt: number;
  readonly text: string;
  /** Characters of the text, for the index. */
  readonly length: number;
}
/** What must be known of a version without reading its text: the key of an index. */
export type VersionHead = readonly [notebook: string, revision: number, savedAt: number, length: number];

export interface Tables extends DBSchema {
  readonly drafts: { readonly key: string; readonly value: Draft };
  readonly versions: { readonly key: [notebook: string, revision: number]; readonly value: StoredVersion; readonly indexes: { readonly heads: [...VersionHead] } };
  /** Where a notebook is saved on the disk, by its key. */
  readonly files: { readonly key: string; readonly value: FileSystemFileHandle };
}
export type TableName = "drafts" | "versions" | "files";

type Upgrade = (database: IDBPDatabase<Tables>, transaction: IDBPTransaction<Tables, TableName[], "versionchange">) => void;
/** What each version added to the one before it; a line that was published is never changed. */
const upgrades: readonly Upgrade[] = [
  (database) => { database.createObjectStore("drafts"); },
  (database) => {
    database.createObjectStore("versions", { keyPath: ["notebook", "revision"] }).createIndex("heads", ["notebook", "revision", "savedAt", "length"]);
    database.createObjectStore("files");
  },
];
export const notebooksVersion = upgrades.length;

/** Milliseconds that another page has to let go of an older version of the database. */
const patience = 1500;

/** Thrown where a newer page has written the database: it is read and never written. */
export class NewerDatabase extends Error {}
/** Thrown while another page holds an older version of the database open. */
export class BlockedDatabase extends Error {}

/** The connection to the notebooks of this browser, opened when it is first needed and again after it was lost. */
export class NotebookDatabase {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | undefined;
  #isNewer = false;
  /** Rejects while another page is in the way for longer than it may. */
  #obstacle: Promise<never> | undefined;

  constructor(name: string) { this.#name = name; }

  /** Whether a newer page has written it. Known once it was opened. */
  get isNewer(): boolean { return this.#isNewer; }

  async open(): Promise<IDBPDatabase<Tables>> {
    if (typeof indexedDB === "undefined") throw new DOMException("", "NotSupportedError");
    const opening = (this.#opening ??= this.#openNow());
    return Promise.race([opening, ...(this.#obstacle ? [this.#obstacle] : [])]);
  }

  async close(): Promise<void> {
    // What still waits for another page goes on waiting.
    if (this.#obstacle) return;
    const opening = this.#opening;
    this.#opening = undefined;
    await opening?.then((database) => database.close(), () => undefined);
  }

  #openNow(): Promise<IDBPDatabase<Tables>> {
    let tell: ReturnType<typeof setTimeout> | undefined;
    this.#isNewer = false;
    this.#obstacle = new Promise<never>((_resolve, reject) => { this.#blocked = () => { tell = setTimeout(() => reject(new BlockedDatabase()), patience); }; });
    this.#obstacle.catch(() => undefined);
    const opening = this.#connect();
    const isOver = (): void => {
      clearTimeout(tell);
      this.#obstacle = undefined;
    };
    opening.then(isOver, () => { isOver(); this.#opening = undefined; });
    return opening;
  }
  #blocked: () => void = () => undefined;

  async #connect(): Promise<IDBPDatabase<Tables>> {
    const callbacks = {
      blocked: () => this.#blocked(),
      // Another page wants a newer version, or everything gone: let it.
      blocking: () => { void this.close(); },
      terminated: () => { this.#opening = undefined; },
    };
    try {
      return await openDB<Tables>(this.#name, notebooksVersion, {
        ...callbacks,
        upgrade(database, from, _to, transaction) { for (const upgrade of upgrades.slice(from)) upgrade(database, transaction); },
      });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "VersionError")) throw error;
      this.#isNewer = true;
      return openDB<Tables>(this.#name, undefined, callbacks);
    }
  }
}
