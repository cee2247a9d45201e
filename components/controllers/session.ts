import { textOf, type Locale, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { Autosave } from "./autosave.js";
import type { Library } from "./library.js";
import type { Opened } from "./opened.js";
import { isOriginal, sameDocument } from "./twins.js";
import type { SavedState } from "../top-bar.js";

/** One step that Undo takes back. */
export interface Step {
  /** What it did, as a noun: "Undone: …". */
  readonly label: Text;
  /** The cell it is about. */
  readonly cell?: number;
  /** Steps of one gesture carry the same mark and become one. */
  readonly gesture?: string;
}
interface Done extends Step { readonly before: NotebookDocument; readonly after: NotebookDocument; readonly at: number }

/** Changes of one gesture follow each other within this time, in milliseconds. */
const gestureGap = 1000;
/** Steps kept; the documents share all that they have in common. */
const longest = 500;

/** A notebook being worked on: its document, the way back, and its copy in this browser. */
export class Session {
  readonly opened: Opened;
  readonly #library: Library | undefined;
  readonly #tell: { saved(state: SavedState): void; changed(): void };
  readonly #autosave: Autosave<NotebookDocument>;
  #document: NotebookDocument;
  #done: Done[] = [];
  #undone: Done[] = [];

  constructor(opened: Opened, library: Library | undefined, tell: { saved(state: SavedState): void; changed(): void }) {
    this.opened = opened;
    this.#library = library;
    this.#tell = tell;
    this.#document = opened.document;
    this.#autosave = new Autosave((document) => this.#keep(document), (state) => this.#tellSaved(state));
    this.#autosave.connect();
  }

  get document(): NotebookDocument { return this.#document; }
  get undoes(): Text | undefined { return this.#done.at(-1)?.label; }
  get redoes(): Text | undefined { return this.#undone.at(-1)?.label; }
  get canReset(): boolean { return Object.keys(this.opened.twins).length > 0 && !isOriginal(this.#document, this.opened.twins); }

  /** Takes over a new document as one step; the same document is no step. */
  apply(document: NotebookDocument, step: Step): void {
    const before = this.#document;
    if (sameDocument(before, document)) return;
    const last = this.#done.at(-1);
    const at = Date.now();
    const continues = last !== undefined && step.gesture !== undefined && last.gesture === step.gesture && at - last.at < gestureGap && this.#undone.length === 0;
    if (continues) this.#done[this.#done.length - 1] = { ...last, after: document, at };
    else this.#done = [...this.#done.slice(1 - longest), { ...step, before, after: document, at }];
    this.#undone = [];
    this.#become(document);
  }

  /** A cell's source, entered by a person. */
  changeSource(id: number, source: string): void {
    this.#replaceSource(id, source, { label: { en: "change of a source", "pt-BR": "mudança no código" }, cell: id });
  }

  /** A cell's source, written by its form. @param names the settings that changed */
  changeSettings(id: number, source: string, names: readonly string[]): void {
    const what = names.join(", ");
    this.#replaceSource(id, source, {
      label: textOf((locale) => (locale === "en" ? `change of ${what || "settings"}` : `mudança de ${what || "configurações"}`)), cell: id, gesture: `${id} ${what}`,
    });
  }

  #replaceSource(id: number, source: string, step: Step): void {
    const at = this.#document.cells.findIndex((cell) => cell.id === id);
    if (at < 0) return;
    this.apply({ ...this.#document, cells: this.#document.cells.with(at, { ...this.#document.cells[at]!, source }) }, step);
  }

  undo(): Step | undefined {
    const step = this.#done.pop();
    if (!step) return undefined;
    this.#undone.push(step);
    this.#become(step.before);
    return step;
  }
  redo(): Step | undefined {
    const step = this.#undone.pop();
    if (!step) return undefined;
    this.#done.push(step);
    this.#become(step.after);
    return step;
  }

  /** The notebook as shipped, in the language nearest to `locale`; undefined for one that a person brought. */
  original(locale: Locale): NotebookDocument | undefined {
    const { twins } = this.opened;
    return twins[locale] ?? Object.values(twins)[0];
  }

  async flush(): Promise<void> { await this.#autosave.flush(); }
  close(): void { this.#autosave.disconnect(); }

  #become(document: NotebookDocument): void {
    this.#document = document;
    this.#autosave.changed(document);
    this.#tell.changed();
  }

  /** A notebook as shipped needs no copy: what was kept of it is let go. */
  async #keep(document: NotebookDocument): Promise<void> {
    if (isOriginal(document, this.opened.twins)) await this.#library?.forget(this.opened.key);
    else await this.#library?.keep(this.opened.key, document);
  }

  #tellSaved(state: "saving" | "saved" | Error): void {
    if (state instanceof Error) this.#tell.saved({ state: "failed", why: textOf((locale) => (locale === "en" ? `this browser refused (${state.message})` : `o navegador recusou (${state.message})`)) });
    else if (state === "saving") this.#tell.saved(isOriginal(this.#document, this.opened.twins) ? { state: "original" } : { state: "saving" });
    else this.#tell.saved(isOriginal(this.#document, this.opened.twins) ? { state: "original" } : { state: "saved", at: Date.now() });
  }
}

