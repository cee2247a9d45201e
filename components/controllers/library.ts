import { ProblemError, type Problem } from "../../src/base/problem.js";
import { locales, type Locale, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { newerFormat } from "../../src/notebook/newer-format.js";
import { NewerDatabase } from "../../src/notebook/store/database.js";
import { readDraft, type Draft, type Drafts, type VersionCard } from "../../src/notebook/store/drafts.js";
import { Hold } from "../../src/notebook/store/hold.js";
import { storageProblem } from "../../src/notebook/store/problems.js";
import { newCell } from "../../src/notebook/edits/insert.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { notebookInside, runsInside } from "../../src/notebook/inside.js";
import { pageLocale } from "../base/locale.js";
import { readPreference, writePreference } from "../base/preferences.js";
import type { DraftCard } from "../start-page.js";
import type { ChosenFile } from "./files.js";
import { readNetworkAside } from "./model-files.js";
import type { Opened } from "./opened.js";
import { hashOf, type Route } from "./routes.js";
import { fetchShelf, fetchShipped, type ShippedNotebook } from "./shelf.js";
import { inLanguage, type Twins } from "./twins.js";

/** Where drafts are kept; answers with a problem when the browser refuses. */
export type DraftStore = Pick<Drafts, "save" | "load" | "list" | "delete" | "revision" | "versions" | "version" | "remove" | "putBack" | "keepFile" | "file" | "isNewer">;

/** Milliseconds in which a deletion can be taken back: longer than it is offered. */
const regret = 60_000;
const noteOf = (key: string): string => `last-${key}`;
function readNote(key: string): Draft | undefined {
  try { return readDraft(JSON.parse(readPreference(noteOf(key)) ?? "null")); } catch { return undefined; }
}
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
  readonly #brought = new Map<string, Opened["brought"]>();
  /** Notebooks opened in this visit: they can be worked on although the browser keeps nothing. */
  readonly #visiting = new Map<string, NotebookDocument>();
  /** What each notebook's draft was last, or what it begins from. */
  readonly #last = new Map<string, Pick<Draft, "baseText" | "revision">>();

  readonly #readNetwork: typeof readNetworkAside;

  /** @param readNetwork reads a trained network from a file */
  constructor(store: DraftStore, readNetwork = readNetworkAside) {
    this.#store = store;
    this.#readNetwork = readNetwork;
  }

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

  /** @returns a way to bring it back; why the browser refused, if it did */
  async deleteDraft(key: string): Promise<{ readonly restore: () => Promise<void> } | { readonly problem: Problem }> {
    const { value: kept, problem } = await this.#store.remove(key);
    if (problem) return { problem };
    writePreference(noteOf(key), undefined);
    // Its trainings go when nobody has taken the deletion back.
    const forgetRuns = setTimeout(() => void import("../../src/training/run-records.js").then(({ runRecords }) => runRecords.deleteOf(key)).catch(() => undefined), regret);
    return { restore: async () => { clearTimeout(forgetRuns); await this.#store.putBack(key, kept); } };
  }

  /** What an address names, in a language; undefined when there is no such notebook. Its hold must be ended. @throws Error when it cannot be fetched */
  async open(route: Route, locale: Locale): Promise<Opened | undefined> {
    if (route.page === "start") return undefined;
    const key = route.page === "shipped" ? shippedKey(route.name) : route.key;
    // Read only when nobody else writes any more.
    const hold = new Hold(key);
    await hold.begin();
    const isHeld = hold.holds;
    if (isHeld) await this.#takeUp(key);
    const opened = await this.#read(key, route, locale).catch((error: unknown) => { hold.end(); throw error; });
    if (!opened) hold.end();
    return opened && { ...opened, hold, isHeld };
  }

  async #read(key: string, route: Route, locale: Locale): Promise<Opened | undefined> {
    const [{ value: draft }, { value: revision = 0 }, { value: file }] = await Promise.all([this.#store.load(key), this.#store.revision(key), this.#store.file(key)]);
    const read = draft ? readNotebook(draft.text) : undefined;
    const twins: Twins = route.page === "shipped" ? await this.#twins(route.name).catch((error: unknown) => { if (read?.document) return {}; throw error; }) : {};
    const original = twins[locale];
    const own = read?.document ?? this.#visiting.get(key);
    const document = own ? inLanguage(own, twins, locale) : original;
    if (!document) return undefined;
    if (draft) this.#last.set(key, { baseText: draft.baseText, revision });
    else if (original || !this.#last.has(key)) this.#last.set(key, { baseText: original ? writeNotebook(original) : "", revision });
    const closed = newerFormat(document) ?? (this.#store.isNewer ? newerStorageProblem() : undefined);
    return {
      key, document, twins,
      problems: this.#problems.get(key) ?? read?.problems ?? [],
      savedAt: read?.document ? draft?.savedAt : undefined,
      file: this.#handles.get(key) ?? file ?? undefined,
      ...(closed ? { closed } : {}),
      brought: this.#brought.get(key),
    };
  }

  /** A notebook as it is kept now, by whichever tab; undefined when nothing is kept of it. */
  async stored({ key, twins }: Pick<Opened, "key" | "twins">, locale: Locale): Promise<{ readonly document: NotebookDocument; readonly savedAt: number | undefined } | undefined> {
    const [{ value: draft }, { value: revision }] = await Promise.all([this.#store.load(key), this.#store.revision(key)]);
    const { baseText = "" } = this.#last.get(key) ?? {};
    if (revision !== undefined) this.#last.set(key, { baseText: draft?.baseText ?? baseText, revision });
    const document = draft ? readNotebook(draft.text).document : twins[locale];
    return document && { document: inLanguage(document, twins, locale), savedAt: draft?.savedAt };
  }

  async #twins(name: string): Promise<Twins> {
    const { notebooks } = await this.shelf();
    const notebook = notebooks.find((one: ShippedNotebook) => one.name === name);
    if (!notebook) return {};
    const entries = await Promise.all(locales.map(async (locale) => [locale, readNotebook(await fetchShipped(notebook, locale)).document] as const));
    return Object.fromEntries(entries.filter(([, document]) => document !== undefined));
  }

  /** Takes in a file that a person chose. @returns under which key it opens; no key when it holds no notebook */
  async addFile({ name, text: given, handle, bytes, problems: before = [] }: ChosenFile): Promise<{ readonly key: string | undefined; readonly problems: readonly Problem[] }> {
    if (bytes) return this.#addNetwork(bytes, name);
    const text = notebookInside(given) ?? given;
    if (given === "" && before.length > 0) return { key: undefined, problems: before };
    const { document, problems: inside } = readNotebook(text);
    const problems = [...before, ...inside];
    if (!document) return { key: undefined, problems };
    const key = freshKey();
    if (problems.length > 0) this.#problems.set(key, problems);
    const { results, weights } = runsInside(given);
    if (results) this.#brought.set(key, async () => (await import("./brought-runs.js")).readBroughtRuns(results, weights));
    if (handle && text === given) this.keepHandle(key, handle);
    if (newerFormat(document)) {
      // As it came: what this page does not know must not be written again.
      this.#visiting.set(key, document);
      await this.#store.save(key, { text, baseText: text, savedAt: Date.now(), revision: 1 });
    } else await this.#take(key, document, text);
    return { key, problems };
  }

  /** Writes a notebook around a trained network. */
  async #addNetwork(bytes: Uint8Array, name: string): Promise<{ readonly key: string | undefined; readonly problems: readonly Problem[] }> {
    const { modelNotebook } = await import("./model-notebook.js");
    try {
      const { document, brought } = modelNotebook(await this.#readNetwork(bytes, name), name, pageLocale.current);
      const key = freshKey();
      this.#brought.set(key, async () => brought);
      await this.#take(key, document, "");
      return { key, problems: [] };
    } catch (error) {
      if (error instanceof ProblemError) return { key: undefined, problems: error.problems };
      throw error;
    }
  }

  async addNew(locale: Locale): Promise<string> {
    const key = freshKey();
    await this.#take(key, { title: newTitle[locale], theme: "", readonly: false, cells: [newCell(1, "text/markdown", newText[locale])] }, "");
    return key;
  }

  /** A notebook of its own with the same content. @returns under which key it opens */
  async addCopy(document: NotebookDocument, locale: Locale): Promise<string> {
    const key = freshKey();
    await this.#take(key, { ...document, title: copyTitle(document.title, locale) }, "");
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
    const { problem } = await this.#store.save(key, draft);
    if (!problem) {
      this.#last.set(key, draft);
      // A note of something later stays until that is kept too.
      if (readNote(key)?.text === draft.text) writePreference(noteOf(key), undefined);
    }
    if (!problem && !this.#hasAsked) void navigator.storage?.persist?.().catch(() => undefined);
    this.#hasAsked = true;
    return problem;
  }
  /** Whether the browser was asked not to clear away what is kept here. */
  #hasAsked = false;
  /** Notes a change as the page goes away, when a database has no time to answer any more. Taken up when the notebook is opened again. */
  leave(key: string, document: NotebookDocument): void {
    const { baseText, revision } = this.#last.get(key) ?? { baseText: "", revision: 0 };
    writePreference(noteOf(key), JSON.stringify({ text: writeNotebook(document), baseText, savedAt: Date.now(), revision: revision + 1 } satisfies Draft));
  }
  /** Keeps what was noted, unless that or something later was kept all the same. */
  async #takeUp(key: string): Promise<void> {
    const noted = readNote(key);
    if (!noted) return;
    const [{ value: kept }, { value: revision = 0 }] = await Promise.all([this.#store.load(key), this.#store.revision(key)]);
    const isNews = noted.revision >= revision && noted.text !== kept?.text && noted.savedAt >= (kept?.savedAt ?? 0);
    const { problem } = isNews ? await this.#store.save(key, { ...noted, revision: revision + 1 }) : { problem: undefined };
    if (!problem) writePreference(noteOf(key), undefined);
  }

  /** Lets go of what was kept. */
  async forget(key: string): Promise<Problem | undefined> { return (await this.#store.delete(key)).problem; }

  /** What a notebook was after its last saves, the newest first. */
  async versions(key: string): Promise<readonly VersionCard[]> { return (await this.#store.versions(key)).value ?? []; }
  /** One of them; undefined when it has given way. */
  async version(key: string, revision: number): Promise<NotebookDocument | undefined> {
    const { value: text } = await this.#store.version(key, revision);
    return text ? readNotebook(text).document : undefined;
  }

  /** Remembers where a notebook is saved; where the browser cannot keep that, for this visit. */
  keepHandle(key: string, handle: FileSystemFileHandle): void {
    this.#handles.set(key, handle);
    void this.#store.keepFile(key, handle);
  }
}

/** Eight digits; made without what only pages over https have. */
const freshKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const routeOf = (key: string): Route => (key.startsWith("shipped:") ? { page: "shipped", name: key.slice("shipped:".length) } : { page: "draft", key });
const copyTitle = (title: string, locale: Locale): string => (locale === "en" ? `Copy of ${title}` : `Cópia de ${title}`);
const newerStorageProblem = (): Problem => storageProblem(new NewerDatabase());
