import { textOf, type Locale } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { History, type Travel } from "../../src/notebook/history.js";
import { setSettings, type Transaction } from "../../src/notebook/transaction.js";
import { Autosave } from "./autosave.js";
import type { Library } from "./library.js";
import type { Opened } from "./opened.js";
import { isOriginal } from "./twins.js";
import type { SavedState } from "../top-bar.js";

/** Commits of one gesture (a key held down, a slider nudged) follow each other within this time, in milliseconds. */
const gestureGap = 1000;

/** A notebook being worked on: its document, the way back, and its copy in this browser. */
export class Session {
  readonly opened: Opened;
  readonly #library: Library | undefined;
  readonly #tell: { saved(state: SavedState): void; changed(): void };
  readonly #autosave: Autosave<NotebookDocument>;
  readonly history: History;
  #lastCommit = 0;

  constructor(opened: Opened, library: Library | undefined, tell: { saved(state: SavedState): void; changed(): void }) {
    this.opened = opened;
    this.#library = library;
    this.#tell = tell;
    this.history = new History(opened.document);
    this.#autosave = new Autosave((document) => this.#keep(document), (state) => this.#tellSaved(state));
    this.#autosave.connect();
  }

  get document(): NotebookDocument { return this.history.document; }
  get canReset(): boolean { return Object.keys(this.opened.twins).length > 0 && !isOriginal(this.document, this.opened.twins); }

  /** Does one step, which Undo takes back as a whole. */
  do(transaction: Transaction): void {
    const before = this.document;
    this.history.settle();
    this.#became(before, this.history.do(transaction));
  }

  /** Settings that a cell's form committed. @throws Error when the cell's source is no call with literal settings */
  commit(id: number, params: Readonly<Record<string, unknown>>): void {
    const before = this.document;
    const now = Date.now();
    if (now - this.#lastCommit > gestureGap) this.history.settle();
    this.#lastCommit = now;
    this.#became(before, this.history.do(setSettings(before, id, params)));
  }

  travel(direction: "undo" | "redo"): Travel | undefined {
    const before = this.document;
    const travel = this.history[direction]();
    if (travel) this.#became(before, travel.document);
    return travel;
  }

  /** The notebook as shipped, in the language nearest to `locale`; undefined for one that a person brought. */
  original(locale: Locale): NotebookDocument | undefined {
    const { twins } = this.opened;
    return twins[locale] ?? Object.values(twins)[0];
  }

  async flush(): Promise<void> { await this.#autosave.flush(); }
  close(): void { this.#autosave.disconnect(); }

  #became(before: NotebookDocument, after: NotebookDocument): void {
    if (before === after) return;
    this.#autosave.changed(after);
    this.#tell.changed();
  }

  /** A notebook as shipped needs no copy: what was kept of it is let go. */
  async #keep(document: NotebookDocument): Promise<void> {
    if (isOriginal(document, this.opened.twins)) await this.#library?.forget(this.opened.key);
    else await this.#library?.keep(this.opened.key, document);
  }

  #tellSaved(state: "saving" | "saved" | Error): void {
    if (state instanceof Error) this.#tell.saved({ state: "failed", why: textOf((locale) => (locale === "en" ? `this browser refused (${state.message})` : `o navegador recusou (${state.message})`)) });
    else if (state === "saving") this.#tell.saved(isOriginal(this.document, this.opened.twins) ? { state: "original" } : { state: "saving" });
    else this.#tell.saved(isOriginal(this.document, this.opened.twins) ? { state: "original" } : { state: "saved", at: Date.now() });
  }
}

