import type { IDBPDatabase } from "idb";
import type { Problem } from "../../base/problem.js";
import { NewerDatabase, NotebookDatabase, type Draft, type StoredVersion, type Tables, type VersionHead } from "./database.js";
import { ChangedElsewhere, storageProblem } from "./problems.js";
import { versionsToDrop } from "./versions.js";

export type { Draft } from "./database.js";
export type DraftResult<T> = { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: Problem };

/** A version without its text. */
export interface VersionCard {
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}
/** Everything that was kept of one notebook, so that a deletion can be taken back. */
export interface KeptNotebook {
  readonly draft: Draft | undefined;
  readonly versions: readonly StoredVersion[];
  readonly file: FileSystemFileHandle | undefined;
}

/**
 * The notebooks of this browser in IndexedDB, with their last versions. A browser that refuses storage, or has none left, gives a problem, never an
 * exception. Whatever is called saved is on the disk, as far as the browser knows.
 */
export class Drafts {
  readonly #database: NotebookDatabase;

  /** @param suffix parts the drafts of tests from those of people */
  constructor(suffix = "") { this.#database = new NotebookDatabase(`atnet-notebook${suffix}`); }

  /**
   * Keeps a notebook, and what it was before as a version.
   * Refused where another page has saved it since: its revision must be the one after the newest.
   */
  save(key: string, draft: Draft): Promise<DraftResult<true>> {
    return this.#write(async (database) => {
      const transaction = database.transaction(["drafts", "versions"], "readwrite", { durability: "strict" });
      await complete(transaction, async () => {
        const [drafts, versions] = [transaction.objectStore("drafts"), transaction.objectStore("versions")];
        const [stored, heads] = await Promise.all([drafts.get(key), headsOf(versions.index("heads"), key)]);
        const before = readDraft(stored);
        const newest = Math.max(before?.revision ?? 0, heads.at(-1)?.[1] ?? 0);
        // A browser that has cleared everything away meanwhile is given it anew.
        if (newest > 0 && newest !== draft.revision - 1) throw new ChangedElsewhere();
        const added = [
          ...(heads.length === 0 && (before?.baseText ?? draft.baseText) !== "" ? [versionOf(key, { text: before?.baseText ?? draft.baseText, revision: 0, savedAt: 0 })] : []),
          ...(heads.length === 0 && before ? [versionOf(key, before)] : []),
          versionOf(key, draft),
        ];
        const all = [...heads, ...added.map(({ revision, savedAt, length }) => [key, revision, savedAt, length] as const)];
        await together([() => drafts.put(draft, key), ...added.map((one) => () => versions.put(one)), ...versionsToDrop(all).map((revision) => () => versions.delete([key, revision]))]);
      });
      return true as const;
    });
  }
  load(key: string): Promise<DraftResult<Draft | null>> {
    return this.#attempt(async (database) => readDraft(await database.get("drafts", key)) ?? null);
  }
  /** The revision that the next save must follow; also of a notebook whose draft was let go. */
  revision(key: string): Promise<DraftResult<number>> {
    return this.#attempt(async (database) => {
      const [draft, newest] = await Promise.all([database.get("drafts", key), database.transaction("versions").store.index("heads").openKeyCursor(rangeOf(key), "prev")]);
      return Math.max(readDraft(draft)?.revision ?? 0, newest?.key[1] ?? 0);
    });
  }
  /** The newest first. */
  list(): Promise<DraftResult<readonly { readonly key: string; readonly draft: Draft }[]>> {
    return this.#attempt(async (database) => {
      const { store } = database.transaction("drafts");
      const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return keys.flatMap((key, i) => { const draft = readDraft(values[i]); return draft ? [{ key, draft }] : []; }).sort((a, b) => b.draft.savedAt - a.draft.savedAt);
    });
  }
  /** Lets go of what a notebook was changed to; its versions stay. */
  delete(key: string): Promise<DraftResult<true>> {
    return this.#write(async (database) => {
      const transaction = database.transaction("drafts", "readwrite", { durability: "strict" });
      await complete(transaction, () => transaction.store.delete(key));
      return true as const;
    });
  }

  /** The newest first. */
  versions(key: string): Promise<DraftResult<readonly VersionCard[]>> {
    return this.#attempt(async (database) => (await headsOf(database.transaction("versions").store.index("heads"), key)).map(([, revision, savedAt]) => ({ revision, savedAt })).toReversed());
  }
  /** The text of one version; null when it has given way. */
  version(key: string, revision: number): Promise<DraftResult<string | null>> {
    return this.#attempt(async (database) => {
      const stored: Partial<StoredVersion> | undefined = await database.get("versions", [key, revision]);
      return typeof stored?.text === "string" ? stored.text : null;
    });
  }

  /** Removes a notebook with its versions. @returns all that was removed */
  remove(key: string): Promise<DraftResult<KeptNotebook>> {
    return this.#write(async (database) => {
      const transaction = database.transaction(["drafts", "versions", "files"], "readwrite", { durability: "strict" });
      const [drafts, versions, files] = [transaction.objectStore("drafts"), transaction.objectStore("versions"), transaction.objectStore("files")];
      return complete(transaction, async () => {
        const [draft, kept, file] = await Promise.all([drafts.get(key), versions.getAll(rangeOf(key)), files.get(key)]);
        await together([() => drafts.delete(key), () => versions.delete(rangeOf(key)), () => files.delete(key)]);
        return { draft: readDraft(draft), versions: kept, file };
      });
    });
  }
  /** Takes a removal back. */
  putBack(key: string, { draft, versions, file }: KeptNotebook): Promise<DraftResult<true>> {
    return this.#write(async (database) => {
      const transaction = database.transaction(["drafts", "versions", "files"], "readwrite", { durability: "strict" });
      await complete(transaction, () => together([
        ...(draft ? [() => transaction.objectStore("drafts").put(draft, key)] : []), ...versions.map((one) => () => transaction.objectStore("versions").put(one)), ...(file ? [() => transaction.objectStore("files").put(file, key)] : []),
      ]));
      return true as const;
    });
  }

  /** Remembers where a notebook is saved on the disk. */
  keepFile(key: string, file: FileSystemFileHandle): Promise<DraftResult<true>> {
    return this.#write(async (database) => { await database.put("files", file, key); return true as const; });
  }
  file(key: string): Promise<DraftResult<FileSystemFileHandle | null>> {
    return this.#attempt(async (database) => (await database.get("files", key)) ?? null);
  }

  /** Whether a newer page has written what is kept: then it can be read and not changed. Known once something was asked. */
  get isNewer(): boolean { return this.#database.isNewer; }

  close(): Promise<void> { return this.#database.close(); }

  #write<T>(action: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<DraftResult<T>> {
    return this.#attempt((database) => {
      if (this.#database.isNewer) throw new NewerDatabase();
      return action(database);
    });
  }
  async #attempt<T>(action: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<DraftResult<T>> {
    try {
      return { value: await action(await this.#database.open()) };
    } catch (error) {
      // A connection that may be broken is opened anew next time.
      if (!(error instanceof ChangedElsewhere)) await this.close();
      return { problem: storageProblem(error) };
    }
  }
}

/** Waits until the whole transaction is complete; where it is not, why is told, and nothing of it is kept. */
async function complete<T>(transaction: { readonly done: Promise<void>; abort(): void }, work: () => Promise<T>): Promise<T> {
  const { done } = transaction;
  done.catch(() => undefined);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    try { transaction.abort(); } catch { /* it has ended by itself */ }
    // A request of a transaction that ended by itself says only that it ended; the transaction knows why.
    if (error instanceof DOMException && error.name === "AbortError") await done;
    throw error;
  }
  await done;
  return result;
}
/** Requests side by side; one that cannot even be made fails like the others. */
const together = (requests: readonly (() => Promise<unknown>)[]): Promise<unknown> => Promise.all(requests.map(async (request) => request()));

const rangeOf = (key: string): IDBKeyRange => IDBKeyRange.bound([key], [key, []]);
/** Oldest first. An index gives its own keys, which say all about a version but its text, only one by one. */
async function headsOf(index: { openKeyCursor(range: IDBKeyRange): Promise<{ readonly key: VersionHead; continue(): Promise<unknown> } | null> }, key: string): Promise<readonly VersionHead[]> {
  const heads: VersionHead[] = [];
  for (let cursor = await index.openKeyCursor(rangeOf(key)); cursor; cursor = (await cursor.continue()) as typeof cursor) heads.push(cursor.key);
  return heads;
}
const versionOf = (notebook: string, { text, revision, savedAt }: Pick<Draft, "text" | "revision" | "savedAt">): StoredVersion => ({ notebook, revision, savedAt, text, length: text.length });

/** What was stored comes from outside: an older version, or another hand. */
export function readDraft(stored: unknown): Draft | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const { text, baseText, savedAt, revision } = stored as Readonly<Record<string, unknown>>;
  return typeof text === "string" && typeof baseText === "string" && typeof savedAt === "number" && typeof revision === "number" ? { text, baseText, savedAt, revision } : undefined;
}
