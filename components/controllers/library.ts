import type { Problem } from "../../src/base/problem.js";
import { locales, type Locale, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import type { Draft, Drafts } from "../../src/notebook/drafts.js";
import { newCell } from "../../src/notebook/edits/insert.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { notebookInside } from "../../src/notebook/inside.js";
import type { DraftCard } from "../start-page.js";
import type { ChosenFile } from "./files.js";
import type { Opened } from "./opened.js";
import { hashOf, type Route } from "./routes.js";
import { fetchShelf, fetchShipped, type ShippedNotebook } from "./shelf.js";
import { inLanguage, type Twins } from "./twins.js";

/** Where drafts are kept; answers with a problem when the browser refuses. */
export type DraftStore = Pick<Drafts, "save" | "load" | "list" | "delete">;

const shippedKey = (name: string): string => `shipped:${name}`;
const newTitle: Text = { en: "New notebook", "pt-BR": "Novo notebook" };
const newText: Text = {
  en: "# New notebook\n\nPress Enter to edit this text. The + of a cell inserts another below it: text, data, a network, a training.",
  "pt-BR": "# Novo notebook\n\nAperte Enter para editar este texto. O + de uma célula insere outra abaixo: texto, dados, uma rede, um treino.",
};

/** Every notebook that the page can show: those that come with it, and those of this browser. */
export class Library {
  readonly #store: DraftStore;
  #shelf: ReturnType<typeof fetchShelf> | undefined;
  /** What is known of a notebook for this visit only. */
  readonly #handles = new Map<string, FileSystemFileHandle>();
  readonly #problems = new Map<string, readonly Problem[]>();
  /** Notebooks opened in this visit: they can be worked on although the browser keeps nothing. */
  readonly #visiting = new Map<string, NotebookDocument>();
  /** What each notebook's draft was last, or what it begins from. */
  readonly #last = new Map<string, Pick<Draft, "baseText" | "revision">>();

  constructor(store: DraftStore) { this.#store = store; }

  /** The notebooks that come with the page. @throws Error when the list cannot be fetched */
  async shelf(): ReturnType<typeof fetchShelf> {
    this.#shelf ??= fetchShelf();
    // A list that did not arrive is asked for again the next time.
    this.#shelf.catch(() => { this.#shelf = undefined; });
    return this.#shelf;
  }

  /** Drafts, newest first; none where the browser keeps nothing. */
  async drafts(): Promise<readonly DraftCard[]> {
    const { value = [] } = await this.#store.list();
    return value.map(({ key, draft: { text, savedAt } }) => ({ key, title: readNotebook(text).document?.title ?? "", savedAt, href: hashOf(routeOf(key)) }));
  }

  /** @returns a way to bring it back */
  async deleteDraft(key: string): Promise<() => Promise<void>> {
    const { value: draft } = await this.#store.load(key);
    await this.#store.delete(key);
    return async () => { if (draft) await this.#store.save(key, draft); };
  }

  /** What an address names, in a language; undefined when there is no such notebook. @throws Error when it cannot be fetched */
  async open(route: Route, locale: Locale): Promise<Opened | undefined> {
    if (route.page === "start") return undefined;
    const key = route.page === "shipped" ? shippedKey(route.name) : route.key;
    const { value: draft } = await this.#store.load(key);
    const read = draft ? readNotebook(draft.text) : undefined;
    const twins: Twins = route.page === "shipped" ? await this.#twins(route.name).catch((error: unknown) => { if (read?.document) return {}; throw error; }) : {};
    const original = twins[locale];
    const own = read?.document ?? this.#visiting.get(key);
    const document = own ? inLanguage(own, twins, locale) : original;
    if (!document) return undefined;
    if (draft) this.#last.set(key, draft);
    else if (original) this.#last.set(key, { baseText: writeNotebook(original), revision: 0 });
    return {
      key, document, twins,
      problems: this.#problems.get(key) ?? read?.problems ?? [],
      savedAt: read?.document ? draft?.savedAt : undefined,
      file: this.#handles.get(key),
    };
  }

  async #twins(name: string): Promise<Twins> {
    const { notebooks } = await this.shelf();
    const notebook = notebooks.find((one: ShippedNotebook) => one.name === name);
    if (!notebook) return {};
    const entries = await Promise.all(locales.map(async (locale) => [locale, readNotebook(await fetchShipped(notebook, locale)).document] as const));
    return Object.fromEntries(entries.filter(([, document]) => document !== undefined));
  }

  /** Takes in a file that a person chose. @returns under which key it opens; no key when it holds no notebook */
  async addFile({ text: given, handle, problems: before = [] }: ChosenFile): Promise<{ readonly key: string | undefined; readonly problems: readonly Problem[] }> {
    const text = notebookInside(given) ?? given;
    if (given === "" && before.length > 0) return { key: undefined, problems: before };
    const { document, problems: inside } = readNotebook(text);
    const problems = [...before, ...inside];
    if (!document) return { key: undefined, problems };
    const key = freshKey();
    if (problems.length > 0) this.#problems.set(key, problems);
    if (handle && text === given) this.#handles.set(key, handle);
    await this.#take(key, document, text);
    return { key, problems };
  }

  async addNew(locale: Locale): Promise<string> {
    const key = freshKey();
    await this.#take(key, { title: newTitle[locale], theme: "", readonly: false, cells: [newCell(1, "text/markdown", newText[locale])] }, "");
    return key;
  }

  /** Opens although keeping is refused: the top bar says so at the first change. */
  async #take(key: string, document: NotebookDocument, baseText: string): Promise<void> {
    this.#visiting.set(key, document);
    this.#last.set(key, { baseText, revision: 0 });
    await this.keep(key, document);
  }

  /** Keeps a notebook's changes. @returns why the browser refused, if it did */
  async keep(key: string, document: NotebookDocument): Promise<Problem | undefined> {
    const { baseText, revision } = this.#last.get(key) ?? { baseText: "", revision: 0 };
    const draft: Draft = { text: writeNotebook(document), baseText, savedAt: Date.now(), revision: revision + 1 };
    this.#last.set(key, draft);
    return (await this.#store.save(key, draft)).problem;
  }
  /** Lets go of what was kept. */
  async forget(key: string): Promise<Problem | undefined> { return (await this.#store.delete(key)).problem; }

  /** Remembers where a notebook is saved, for this visit. */
  keepHandle(key: string, handle: FileSystemFileHandle): void { this.#handles.set(key, handle); }
}

const freshKey = (): string => crypto.randomUUID().slice(0, 8);
const routeOf = (key: string): Route => (key.startsWith("shipped:") ? { page: "shipped", name: key.slice("shipped:".length) } : { page: "draft", key });
