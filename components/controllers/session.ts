import type { Locale, Text } from "../../src/base/text.js";
import type { Problem } from "../../src/base/problem.js";
import { debounce } from "../../src/notebook/debounce.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { History, type Travel } from "../../src/notebook/history.js";
import type { HoldHost } from "../../src/notebook/store/hold.js";
import { changedElsewhere, newerStorage } from "../../src/notebook/store/problems.js";
import { setSettings, type Transaction } from "../../src/notebook/transaction.js";
import { pageLocale } from "../base/locale.js";
import type { Library } from "./library.js";
import type { Opened } from "./opened.js";
import { isOriginal, reset, sameDocument, translate } from "./twins.js";
import type { SavedState } from "../top-bar.js";

/** Commits of one gesture (a key held down, a slider nudged) follow each other within this time, in milliseconds. */
const gestureGap = 1000;
/** Seconds after which keeping is tried again: each time twice as long, up to a minute. */
const firstRetry = 2;
const longestRetry = 60;

export interface SessionHost {
  saved(state: SavedState): void;
  /** The document is another one, or what a cell has changed is not taken. */
  changed(): void;
  /** Something a person should know. */
  said(text: Text): void;
}

/** A notebook being worked on: its document, the way back, and its copy in this browser. */
export class Session {
  readonly opened: Opened;
  readonly #library: Library | undefined;
  readonly #tell: SessionHost;
  readonly #saveSoon = debounce(() => this.#save(), { quiet: 300, longest: 700 });
  /** Whether something is not kept yet. */
  #isAhead = false;
  /** Whether a change is on its way to the disk. */
  #isSaving = false;
  /** Whether what is shown is what is kept, so that it may be changed; false while another tab has the notebook. */
  #isCurrent: boolean;
  #closed: Problem | undefined;
  #savedAt: number | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  readonly history: History;
  #lastCommit = 0;

  constructor(opened: Opened, library: Library | undefined, tell: SessionHost) {
    this.opened = opened;
    this.#library = library;
    this.#tell = tell;
    this.history = new History(opened.document);
    const { hold } = opened;
    this.#closed = opened.closed;
    this.#isCurrent = !hold || opened.isHeld === true;
    this.#savedAt = opened.savedAt;
    hold?.attach(this.#holdHost);
    if (hold && hold.holds !== this.#isCurrent) void this.#holdChanged();
    document.addEventListener("visibilitychange", this.#putAway);
    addEventListener("pagehide", this.#putAway);
  }

  readonly #holdHost: HoldHost = { put: () => this.#putAll(), changed: () => void this.#holdChanged(), kept: () => void this.#adopt() };

  get document(): NotebookDocument { return this.history.document; }
  get canReset(): boolean { return this.mayChange && Object.keys(this.opened.twins).length > 0 && !this.#isOriginal; }
  /** Whether changes are taken: not while another tab has the notebook, and never in one that a newer page wrote. */
  get mayChange(): boolean { return this.#isCurrent && !this.#closed; }
  /** How its changes stand before the first one. */
  get state(): SavedState {
    if (this.#closed) return { state: "closed", why: this.#closed.message };
    if (!this.#isCurrent) return { state: "elsewhere", since: this.opened.hold?.otherSince };
    return this.#restState;
  }

  /** With nothing that is not kept. */
  get #restState(): SavedState { return this.#savedAt === undefined ? { state: "original" } : { state: "saved", at: this.#savedAt }; }

  /** Does one step, which Undo takes back as a whole. @returns false where nothing may be changed */
  do(transaction: Transaction): boolean {
    if (!this.#mayGoOn()) return false;
    const before = this.document;
    this.history.settle();
    this.#became(before, this.history.do(transaction));
    return true;
  }

  /** Settings that a cell's form committed. @throws Error when the cell's source is no call with literal settings */
  commit(id: number, params: Readonly<Record<string, unknown>>): void {
    if (!this.#mayGoOn()) return;
    const before = this.document;
    const now = Date.now();
    if (now - this.#lastCommit > gestureGap) this.history.settle();
    this.#lastCommit = now;
    this.#became(before, this.history.do(setSettings(before, id, params)));
  }

  travel(direction: "undo" | "redo"): Travel | undefined {
    if (!this.#mayGoOn()) return undefined;
    const before = this.document;
    const travel = this.history[direction]();
    if (travel) this.#became(before, travel.document);
    return travel;
  }

  /** Shows the texts that nobody edited in another language. */
  translate(locale: Locale): void {
    const step = translate(this.document, this.opened.twins, locale);
    if (this.mayChange) this.do(step);
    else this.#show(step);
  }

  /** The notebook as shipped, in the language nearest to `locale`; undefined for one that a person brought. */
  original(locale: Locale): NotebookDocument | undefined {
    const { twins } = this.opened;
    return twins[locale] ?? Object.values(twins)[0];
  }

  /** Takes the notebook from the tab that has it; what that tab has kept is shown here before anything can be changed. */
  async takeOver(): Promise<void> { await this.opened.hold?.takeOver(); }

  /** Tries now to keep what could not be kept. */
  async retry(): Promise<void> {
    clearTimeout(this.#retry);
    await this.flush();
  }

  /** Settles when everything is kept, or was refused. */
  async flush(): Promise<void> {
    if (this.#isAhead) this.#saveSoon();
    await this.#saveSoon.flush();
  }
  close(): void {
    document.removeEventListener("visibilitychange", this.#putAway);
    removeEventListener("pagehide", this.#putAway);
    clearTimeout(this.#retry);
    void this.flush().then(() => this.opened.hold?.end(this.#holdHost));
  }
  readonly #putAway = (event: Event): void => {
    if (event.type === "pagehide" && (this.#isAhead || this.#isSaving) && !this.#isOriginal && this.mayChange) this.#library?.leave(this.opened.key, this.document);
    if (event.type === "pagehide" || document.visibilityState === "hidden") void this.flush();
  };
  /** Keeps everything, what is changed meanwhile too. */
  async #putAll(): Promise<void> {
    for (let i = 0; i < 5 && (i === 0 || this.#isAhead); i++) await this.flush();
  }

  /** @returns false, and says why, where nothing may be changed */
  #mayGoOn(): boolean {
    if (this.mayChange) return true;
    // A form that has moved already goes back to what the source says.
    this.#tell.changed();
    this.#tell.said(this.#closed?.message ?? inOtherTab);
    return false;
  }

  #became(before: NotebookDocument, after: NotebookDocument): void {
    if (before === after) return;
    this.#isAhead = true;
    this.#tell.saved(this.#isOriginal ? { state: "original" } : this.#library ? { state: "saving" } : { state: "unkept" });
    this.#saveSoon();
    this.#tell.changed();
  }
  /** A step that is shown and not kept: it is kept already, or is not a person's. */
  #show(step: Transaction): void {
    const before = this.document;
    this.history.settle();
    if (this.history.do(step) !== before) this.#tell.changed();
  }

  get #isOriginal(): boolean { return isOriginal(this.document, this.opened.twins); }

  /** Shows what is kept now. What was here and is not kept is one Undo away. */
  async #adopt(): Promise<void> {
    const stored = await this.#library?.stored(this.opened, pageLocale.current);
    if (!stored) return;
    if (!sameDocument(stored.document, this.document)) this.#show(reset(this.document, stored.document, otherTab));
    this.#savedAt = stored.savedAt;
  }

  /** The notebook has come to this tab, or has gone to another. */
  async #holdChanged(): Promise<void> {
    const hold = this.opened.hold!;
    if (!hold.holds) this.#isCurrent = false;
    else if (!this.#isCurrent) {
      await this.#adopt();
      this.#isCurrent = hold.holds;
    }
    if (this.#closed) return;
    if (!this.#isCurrent) this.#tell.saved({ state: "elsewhere", since: hold.otherSince });
    else if (!this.#isAhead) this.#tell.saved(this.#restState);
  }

  /** A notebook as shipped needs no copy: what was kept of it is let go. */
  async #save(): Promise<void> {
    if (!this.#isAhead || this.#closed) return;
    this.#isAhead = false;
    const { key, hold } = this.opened;
    const isOriginal = this.#isOriginal;
    if (!this.#library) return this.#tell.saved({ state: "unkept" });
    this.#isSaving = true;
    const problem = isOriginal ? await this.#library.forget(key) : await this.#library.keep(key, this.document);
    this.#isSaving = false;
    if (problem?.code === changedElsewhere) return this.#met(problem);
    if (problem) this.#isAhead = true;
    if (problem && !isOriginal) this.#refused(problem);
    else {
      this.#failures = 0;
      hold?.tellKept();
      this.#savedAt = isOriginal ? undefined : Date.now();
      if (!this.#isAhead) this.#tell.saved(this.#restState);
    }
  }

  /** Another tab was faster, where nothing had kept the two apart. */
  async #met(problem: Problem): Promise<void> {
    await this.#adopt();
    this.#tell.said(problem.message);
    if (!this.#isAhead) this.#tell.saved(this.#restState);
  }

  #refused(problem: Problem): void {
    if (problem.code === newerStorage) {
      this.#closed = problem;
      this.#tell.saved({ state: "closed", why: problem.message });
      return;
    }
    this.#tell.saved({ state: "failed", why: problem.message, isTriedAgain: true });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.flush(), 1000 * Math.min(longestRetry, firstRetry * 2 ** this.#failures++));
  }
}

const otherTab: Text = { en: "what another tab has changed", "pt-BR": "o que outra aba mudou" };
const inOtherTab: Text = {
  en: "Not changed: this notebook is being worked on in another tab. Take it over here, or open a copy.",
  "pt-BR": "Nada mudou: este notebook está em uso em outra aba. Assuma-o aqui ou abra uma cópia.",
};
