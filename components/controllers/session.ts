import type { Locale } from "../../src/base/text.js";
import { debounce } from "../../src/notebook/debounce.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { History, type Travel } from "../../src/notebook/history.js";
import { setSettings, type Transaction } from "../../src/notebook/transaction.js";
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
  readonly #saveSoon = debounce(() => this.#save(), { quiet: 300, longest: 700 });
  /** Whether something is not kept yet. */
  #isAhead = false;
  readonly history: History;
  #lastCommit = 0;

  constructor(opened: Opened, library: Library | undefined, tell: { saved(state: SavedState): void; changed(): void }) {
    this.opened = opened;
    this.#library = library;
    this.#tell = tell;
    this.history = new History(opened.document);
    document.addEventListener("visibilitychange", this.#putAway);
    addEventListener("pagehide", this.#putAway);
  }

  get document(): NotebookDocument { return this.history.document; }
  get canReset(): boolean { return Object.keys(this.opened.twins).length > 0 && !this.#isOriginal; }

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

  /** Settles when everything is kept, or was refused. */
  async flush(): Promise<void> {
    if (this.#isAhead) this.#saveSoon();
    await this.#saveSoon.flush();
  }
  close(): void {
    document.removeEventListener("visibilitychange", this.#putAway);
    removeEventListener("pagehide", this.#putAway);
    void this.flush();
  }
  readonly #putAway = (event: Event): void => {
    if (event.type === "pagehide" || document.visibilityState === "hidden") void this.flush();
  };

  #became(before: NotebookDocument, after: NotebookDocument): void {
    if (before === after) return;
    this.#isAhead = true;
    this.#tell.saved(this.#isOriginal ? { state: "original" } : { state: "saving" });
    this.#saveSoon();
    this.#tell.changed();
  }

  get #isOriginal(): boolean { return isOriginal(this.document, this.opened.twins); }

  /** A notebook as shipped needs no copy: what was kept of it is let go. */
  async #save(): Promise<void> {
    if (!this.#isAhead) return;
    this.#isAhead = false;
    const { key } = this.opened;
    const isOriginal = this.#isOriginal;
    const problem = isOriginal ? await this.#library?.forget(key) : await this.#library?.keep(key, this.document);
    if (problem) this.#isAhead = true;
    if (problem && !isOriginal) this.#tell.saved({ state: "failed", why: problem.message });
    else if (!this.#isAhead) this.#tell.saved(isOriginal ? { state: "original" } : { state: "saved", at: Date.now() });
  }
}
