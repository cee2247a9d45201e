import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { problem, type Problem } from "../base/problem.js";

/** A notebook as it was being written, kept in this browser. */
export interface Draft {
  /** The file's text. */
  readonly text: string;
  /** The text that it began from: says whether the file has changed since. */
  readonly baseText: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Grows with every save of a session. */
  readonly revision: number;
}
export type DraftResult<T> = { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: Problem };

interface Tables extends DBSchema { drafts: { key: string; value: Draft } }

/** Drafts in IndexedDB. A browser that refuses storage, or has none left, gives a problem, never an exception. */
export class Drafts {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | undefined;

  /** @param suffix parts the drafts of tests from those of people */
  constructor(suffix = "") { this.#name = `atnet-notebook${suffix}`; }

  /** Resolves only when the draft is on disk, as far as the browser knows. */
  save(key: string, draft: Draft): Promise<DraftResult<true>> {
    return this.#attempt(async (database) => {
      const transaction = database.transaction("drafts", "readwrite", { durability: "strict" });
      await written(transaction, () => transaction.store.put(draft, key));
      return true as const;
    });
  }
  load(key: string): Promise<DraftResult<Draft | null>> {
    return this.#attempt(async (database) => readDraft(await database.get("drafts", key)) ?? null);
  }
  /** The newest first. */
  list(): Promise<DraftResult<readonly { readonly key: string; readonly draft: Draft }[]>> {
    return this.#attempt(async (database) => {
      const { store } = database.transaction("drafts");
      const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return keys.flatMap((key, i) => { const draft = readDraft(values[i]); return draft ? [{ key, draft }] : []; }).sort((a, b) => b.draft.savedAt - a.draft.savedAt);
    });
  }
  delete(key: string): Promise<DraftResult<true>> {
    return this.#attempt(async (database) => {
      const transaction = database.transaction("drafts", "readwrite");
      await written(transaction, () => transaction.store.delete(key));
      return true as const;
    });
  }
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await opening?.then((database) => database.close(), () => undefined);
  }

  async #attempt<T>(action: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<DraftResult<T>> {
    try {
      return { value: await action(await this.#open()) };
    } catch (error) {
      // A connection that may be broken is opened anew next time.
      await this.close();
      return { problem: storageProblem(error) };
    }
  }
  #open(): Promise<IDBPDatabase<Tables>> {
    if (typeof indexedDB === "undefined") return Promise.reject(new DOMException("", "NotSupportedError"));
    return (this.#opening ??= openDB<Tables>(this.#name, 1, {
      upgrade: (database) => { database.createObjectStore("drafts"); },
      // Another page wants a newer version: let it.
      blocking: () => { void this.close(); },
      terminated: () => { this.#opening = undefined; },
    }));
  }
}

/** Waits until the whole transaction is complete; of several failures the first is told. */
async function written(transaction: { readonly done: Promise<void> }, request: () => Promise<unknown>): Promise<void> {
  const { done } = transaction;
  done.catch(() => undefined);
  await request();
  await done;
}

/** What was stored comes from outside: an older version, or another hand. */
function readDraft(stored: unknown): Draft | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const { text, baseText, savedAt, revision } = stored as Readonly<Record<string, unknown>>;
  return typeof text === "string" && typeof baseText === "string" && typeof savedAt === "number" && typeof revision === "number" ? { text, baseText, savedAt, revision } : undefined;
}

function storageProblem(error: unknown): Problem {
  const name = error instanceof DOMException || error instanceof Error ? error.name : "";
  const wayOut = { en: "Your work is still on this page: download the notebook to keep it.", "pt-BR": "Seu trabalho continua nesta página: baixe o notebook para guardá-lo." };
  if (name === "QuotaExceededError") return problem("no-room", "", { expected: { en: "room to keep a draft in this browser, but there is none left", "pt-BR": "espaço para guardar um rascunho neste navegador, mas não sobrou nenhum" }, wayOut });
  if (name === "NotSupportedError" || name === "SecurityError" || name === "InvalidStateError") return problem("no-storage", "", { expected: { en: "a browser that keeps drafts, but this one does not let pages store anything", "pt-BR": "um navegador que guarde rascunhos, mas este não deixa as páginas guardarem nada" }, wayOut });
  return problem("draft-failed", "", { expected: { en: "the browser to keep a draft", "pt-BR": "que o navegador guardasse um rascunho" }, received: error instanceof Error ? error.message : String(error), wayOut });
}
