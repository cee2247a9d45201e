import { plural, textOf, type Text } from "../../src/base/text.js";
import type { Registry } from "../../src/base/registry.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { insertComponent, newCell } from "../../src/notebook/edits/insert.js";
import { deleteCells, foldCells, moveCells } from "../../src/notebook/edits/several.js";
import { normaliseMath } from "../../src/notebook/normalise-math.js";
import { cellOf, indexOf, insertCell, setSource, type Transaction } from "../../src/notebook/transaction.js";
import type { CellFrame } from "../cell.js";
import type { Session } from "../controllers/session.js";
import { whenReading } from "../glossary/when-reading.js";
import type { CommandName } from "./commands.js";
import { Selection } from "./selection.js";

export interface EditorHost {
  readonly session: Session;
  readonly kinds: Registry<CellKind>;
  readonly frames: readonly CellFrame[];
  /** Scrolls to a cell and gives it the focus, once it is drawn. */
  show(id: number | undefined): Promise<void>;
  /** Says one sentence; with `canUndo`, the way back stands beside it. */
  say(what: Text, canUndo?: boolean): void;
  /** The chosen cells are others. */
  selected(): void;
  /** The person made other cells of some, out of what stood in them: sources before and after. */
  rewrote(before: readonly string[], after: readonly string[]): void;
  /** What is asked of the notebook as a whole. */
  notebook(command: CommandName): void;
}

/** What fewer people do is fetched when somebody begins to read. */
const structure = (): Promise<typeof import("./structure.js")> => import("./structure.js");
void whenReading.then(structure).catch(() => undefined);

/** What can be done with the cells of a notebook: the commands, on the cells that are chosen. */
export class Editor {
  readonly host: EditorHost;
  readonly selection = new Selection();

  constructor(host: EditorHost) { this.host = host; }

  get session(): Session { return this.host.session; }
  /** Where the cell chosen last stands; behind all when none is chosen. */
  get place(): number {
    const { cells } = this.session.document;
    const place = cells.findIndex(({ id }) => id === this.selection.head);
    return place < 0 ? cells.length - 1 : place;
  }
  /** The chosen cells, in the order of the notebook. */
  get ids(): readonly number[] { return this.selection.ids(this.session.document); }
  frame(id: number | undefined): CellFrame | undefined { return this.host.frames.find(({ cell }) => cell.id === id); }
  freshId = (): number => this.session.history.freshId();

  /** Does one step and shows what it changed. */
  do(transaction: Transaction): void {
    if (this.session.do(transaction)) this.choose(transaction.cell);
  }
  choose(id: number | undefined): void {
    this.selection.only(id);
    this.host.selected();
    void this.host.show(id);
  }

  /** A cell got the focus. One that is chosen last already stays among the others that are chosen; so does any of them whose buttons are used. */
  focused(id: number, isFrame: boolean): void {
    if (this.selection.head === id || (!isFrame && this.ids.length > 1 && this.ids.includes(id))) return;
    this.only(id);
  }
  only(id: number): void {
    this.selection.only(id);
    this.host.selected();
  }

  run(command: CommandName): void {
    const { document } = this.session;
    const { ids } = this;
    const head = this.selection.head;
    const place = document.cells.findIndex(({ id }) => id === head);
    switch (command) {
      case "previous": case "next": case "first": case "last": return this.#go(command, place);
      case "select-up": case "select-down": case "select-all": return this.#extend(command, place);
      case "edit": return void this.frame(head)?.edit();
      case "source": return this.frame(head)?.toggleSource();
      case "apply": case "apply-next": case "apply-insert": return this.frame(head)?.apply(command);
      case "leave": return this.frame(head)?.focus();
      case "train": return this.#train(head);
      case "insert-above": return this.insert("prose", Math.max(0, place));
      case "insert-below": return this.insert("prose", place < 0 ? document.cells.length : place + 1);
      case "up": case "down": return this.#move(command, ids);
      case "fold": return ids.length === 0 ? undefined : this.do(foldCells(document, ids, !ids.every((id) => cellOf(document, id).hidden)));
      case "delete": return this.delete(ids);
      case "duplicate": case "split": case "merge": case "to-text": case "to-code": case "to-formula": case "cut": case "copy": case "paste":
        return void structure().then((more) => more.run(this, command)).catch(this.#notFetched);
      default: return this.host.notebook(command);
    }
  }

  /** Takes over a source. */
  apply(id: number, source: string): void {
    const { document } = this.session;
    this.session.do(setSource(document, id, cellOf(document, id).type === "text/markdown" ? normaliseMath(source) : source));
  }

  /** @param what "prose", "formula", "code", or the name of a component */
  insert(what: string, index: number): void {
    const { document } = this.session;
    const kind = this.host.kinds.get(what);
    if (kind) return this.do(insertComponent(document, kind, index, this.freshId));
    const id = this.freshId();
    const type = what === "formula" ? "application/x-tex" : what === "code" ? "module" : "text/markdown";
    if (!this.session.do(insertCell(document, newCell(id, type, ""), index))) return undefined;
    this.selection.only(id);
    void this.host.show(id).then(() => this.frame(id)?.edit());
    return undefined;
  }

  delete(ids: readonly number[], said: { readonly one: Text; readonly many: (count: number) => Text } = deleted): void {
    const [first] = ids;
    if (first === undefined) return;
    const { document } = this.session;
    const index = indexOf(document, first);
    if (!this.session.do(deleteCells(document, ids))) return;
    const { cells } = this.session.document;
    this.choose((cells[index] ?? cells.at(-1))?.id);
    this.host.say(ids.length === 1 ? said.one : said.many(ids.length), true);
  }

  /** Takes out cells that are on the clipboard. */
  cut(ids: readonly number[]): void {
    this.delete(ids, { one: { en: "Cell cut.", "pt-BR": "Célula recortada." }, many: (count) => ({ en: `${count} cells cut.`, "pt-BR": `${count} células recortadas.` }) });
  }
  copied(count: number): void {
    this.host.say(count === 1 ? { en: "Cell copied.", "pt-BR": "Célula copiada." } : { en: `${count} cells copied.`, "pt-BR": `${count} células copiadas.` });
  }

  /** Moves the chosen cells. @param to how many of the others stand before them afterwards */
  moveTo(ids: readonly number[], to: number): void {
    const { head } = this.selection;
    const moved = moveCells(this.session.document, ids, to);
    if (moved.steps.length === 0) return;
    if (!this.session.do(moved)) return;
    this.selection.between(ids.find((id) => id !== head && (id === ids[0] || id === ids.at(-1))) ?? head, head);
    void this.host.show(head);
    const at = indexOf(this.session.document, ids[0]!) + 1;
    this.host.say({ en: `Moved to place ${at} of ${this.session.document.cells.length}.`, "pt-BR": `Agora no lugar ${at} de ${this.session.document.cells.length}.` });
  }

  #go(where: "previous" | "next" | "first" | "last", place: number): void {
    const { cells } = this.session.document;
    const to = { previous: place - 1, next: place + 1, first: 0, last: cells.length - 1 }[where];
    const cell = cells[to];
    if (cell) this.choose(cell.id);
    else if (place >= 0) this.choose(cells[place]!.id);
  }

  #extend(command: "select-up" | "select-down" | "select-all", place: number): void {
    const { cells } = this.session.document;
    const head = command === "select-all" ? cells.at(-1) : cells[place + (command === "select-up" ? -1 : 1)];
    if (!head) return;
    if (command === "select-all") this.selection.only(cells[0]!.id);
    this.extendTo(head.id);
    if (command !== "select-all") void this.host.show(head.id);
  }
  extendTo(id: number): void {
    this.selection.extendTo(id);
    this.host.selected();
  }

  #move(command: "up" | "down", ids: readonly number[]): void {
    const [first] = ids;
    if (first !== undefined) this.moveTo(ids, indexOf(this.session.document, first) + (command === "up" ? -1 : 1));
  }

  /** As pressing the button of the training cell: the chosen one, or the only one that there is. */
  #train(id: number | undefined): void {
    const trainers = this.host.frames.flatMap((frame) => [...frame.querySelectorAll("at-train")].map((trainer) => ({ id: frame.cell.id, trainer })));
    const found = trainers.find((one) => one.id === id) ?? (trainers.length === 1 ? trainers[0] : undefined);
    if (found) found.trainer.shadowRoot?.querySelector<HTMLElement>("button.main")?.click();
    else this.host.say(trainers.length === 0 ? { en: "There is no training cell here.", "pt-BR": "Não há célula de treinamento aqui." } : { en: "Go to a training cell first.", "pt-BR": "Vá antes até uma célula de treinamento." });
  }

  readonly #notFetched = (error: unknown): void => {
    console.error(error);
    this.host.say({ en: "That could not be fetched. Check the connection and try again.", "pt-BR": "Não foi possível buscar isso. Confira a conexão e tente de novo." });
  };
}

const deleted = {
  one: { en: "Cell deleted.", "pt-BR": "Célula apagada." },
  many: (count: number): Text => textOf((locale) => (locale === "en" ? `${plural(count, locale, "cell", "cells")} deleted.` : `${plural(count, locale, "célula apagada", "células apagadas")}.`)),
} as const;
