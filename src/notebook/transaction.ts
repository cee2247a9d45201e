import { textOf, type Text } from "../base/text.js";
import type { Cell, NotebookDocument } from "./document.js";
import { parseCell } from "./call-parser.js";
import { sameData } from "./literal.js";
import { rewriteSettings } from "./rewrite.js";

/** One change that knows its own inverse. Indices are positions in the document as it is at that step. */
type Step =
  | { readonly kind: "cell"; readonly before: Cell; readonly after: Cell }
  | { readonly kind: "insert"; readonly cell: Cell; readonly index: number }
  | { readonly kind: "remove"; readonly cell: Cell; readonly index: number }
  | { readonly kind: "move"; readonly id: number; readonly from: number; readonly to: number }
  | { readonly kind: "title"; readonly before: string; readonly after: string };

/** A change that a person made, done and undone as a whole. */
export interface Transaction {
  readonly steps: readonly Step[];
  /** What it does, as a noun that "Undone:" can precede. */
  readonly label: Text;
  /** The cell to look at afterwards; undefined when it is the whole notebook. */
  readonly cell?: number;
  /** Transactions with the same key within one gesture become one step of undo. */
  readonly merge?: string;
}

export function applyTransaction(document: NotebookDocument, { steps }: Transaction): NotebookDocument {
  return steps.reduce(applyStep, document);
}
export const invert = (of: Transaction): Transaction => ({ ...of, steps: of.steps.map(invertStep).reverse() });

/** Two transactions, the second made after the first, as one. */
export const join = (first: Transaction, second: Transaction): Transaction => ({ ...second, steps: compact([...first.steps, ...second.steps]) });

/** @throws RangeError when the document is not the one that the step was made for */
function applyStep(document: NotebookDocument, step: Step): NotebookDocument {
  const cells = [...document.cells];
  switch (step.kind) {
    case "title": return { ...document, title: step.after };
    case "cell": {
      cells[indexOf(document, step.before.id)] = step.after;
      return { ...document, cells };
    }
    case "insert":
      if (cells.some(({ id }) => id === step.cell.id)) throw new RangeError(`cell ${step.cell.id} is in the notebook already`);
      cells.splice(step.index, 0, step.cell);
      return { ...document, cells };
    case "remove":
      cells.splice(indexOf(document, step.cell.id), 1);
      return { ...document, cells };
    case "move": {
      const [cell] = cells.splice(indexOf(document, step.id), 1);
      cells.splice(step.to, 0, cell!);
      return { ...document, cells };
    }
  }
}
function invertStep(step: Step): Step {
  switch (step.kind) {
    case "title": case "cell": return { ...step, before: step.after, after: step.before } as Step;
    case "insert": return { ...step, kind: "remove" };
    case "remove": return { ...step, kind: "insert" };
    case "move": return { ...step, from: step.to, to: step.from };
  }
}
/** Neighbouring changes of one cell become one; a change that ends where it began goes. */
function compact(steps: readonly Step[]): readonly Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    const last = kept.at(-1);
    if (step.kind === "cell" && last?.kind === "cell" && last.after.id === step.before.id) kept[kept.length - 1] = { ...step, before: last.before };
    else if (step.kind === "title" && last?.kind === "title") kept[kept.length - 1] = { ...step, before: last.before };
    else kept.push(step);
  }
  return kept.filter((step) => !((step.kind === "cell" || step.kind === "title") && sameData(step.before, step.after)));
}

export function indexOf(document: NotebookDocument, id: number): number {
  const index = document.cells.findIndex((cell) => cell.id === id);
  if (index < 0) throw new RangeError(`there is no cell ${id} in the notebook`);
  return index;
}
export const cellOf = (document: NotebookDocument, id: number): Cell => document.cells[indexOf(document, id)]!;

/** How messages name a cell: by its place, and by its component where it has one. */
export function cellLabel(document: NotebookDocument, id: number): Text {
  const index = indexOf(document, id);
  const parsed = document.cells[index]!.type === "module" ? parseCell(document.cells[index]!.source) : undefined;
  const component = parsed && "call" in parsed ? ` (${parsed.call.component})` : "";
  return { en: `cell ${index + 1}${component}`, "pt-BR": `célula ${index + 1}${component}` };
}
const about = (document: NotebookDocument, id: number, en: string, pt: string): Text => {
  const cell = cellLabel(document, id);
  return { en: en.replace("#", cell.en), "pt-BR": pt.replace("#", cell["pt-BR"]) };
};

/** Changes anything of a cell but its id. */
export const setCell = (document: NotebookDocument, id: number, to: Partial<Omit<Cell, "id">>, label: Text): Transaction => change(document, id, to, label);

function change(document: NotebookDocument, id: number, to: Partial<Cell>, label: Text, merge?: string): Transaction {
  const before = cellOf(document, id);
  return { steps: compact([{ kind: "cell", before, after: { ...before, ...to } }]), label, cell: id, ...(merge === undefined ? {} : { merge }) };
}

export const setSource = (document: NotebookDocument, id: number, source: string): Transaction =>
  change(document, id, { source }, about(document, id, "the edit of #", "a edição da #"), `source ${id}`);

export const setPinned = (document: NotebookDocument, id: number, pinned: boolean): Transaction =>
  change(document, id, { pinned }, about(document, id, pinned ? "the open source of #" : "the closed source of #", pinned ? "o código aberto da #" : "o código fechado da #"));

/** Writes settings into a cell's call. @param params all its settings afterwards @throws Error when the cell is no call with literal settings */
export function setSettings(document: NotebookDocument, id: number, params: Readonly<Record<string, unknown>>): Transaction {
  const { source } = cellOf(document, id);
  const names = changedSettings(source, params);
  const list = names.join(", ");
  return change(document, id, { source: rewriteSettings(source, params) }, about(document, id, `the change of ${list} in #`, `a mudança de ${list} na #`), `settings ${id} ${list}`);
}
/** Names whose values differ between a call's source and `params`, those of the source first. */
export function changedSettings(source: string, params: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = parseCell(source);
  const written: Readonly<Record<string, unknown>> = "call" in parsed ? parsed.call.params : {};
  return [...new Set([...Object.keys(written), ...Object.keys(params)])].filter((name) => !sameData(written[name], params[name]));
}

/** @param cell its id must be new: `History.freshId()` gives one that no cell of this session has had */
export function insertCell(document: NotebookDocument, cell: Cell, index: number): Transaction {
  const at = Math.min(Math.max(0, index), document.cells.length);
  return { steps: [{ kind: "insert", cell, index: at }], label: { en: `the new cell ${at + 1}`, "pt-BR": `a nova célula ${at + 1}` }, cell: cell.id };
}
export const deleteCell = (document: NotebookDocument, id: number): Transaction => ({
  steps: [{ kind: "remove", cell: cellOf(document, id), index: indexOf(document, id) }],
  label: about(document, id, "the deletion of #", "a exclusão da #"),
  cell: id,
});
/** @param to the position that the cell has afterwards, from 0 */
export function moveCell(document: NotebookDocument, id: number, to: number): Transaction {
  const from = indexOf(document, id);
  const target = Math.min(Math.max(0, to), document.cells.length - 1);
  return { steps: from === target ? [] : [{ kind: "move", id, from, to: target }], label: about(document, id, "the move of #", "a mudança de lugar da #"), cell: id };
}
export const setTitle = (document: NotebookDocument, title: string): Transaction => ({
  steps: compact([{ kind: "title", before: document.title, after: title }]),
  label: { en: "the new title", "pt-BR": "o novo título" },
  merge: "title",
});
/** Many changes as one: the sources of several cells, and the title. @param label what undo will call it */
export function replaceMany(document: NotebookDocument, sources: ReadonlyMap<number, string>, label: Text = { en: "the change of several cells", "pt-BR": "a mudança de várias células" }, title: string = document.title): Transaction {
  const cells = [...sources].map(([id, source]): Step => ({ kind: "cell", before: cellOf(document, id), after: { ...cellOf(document, id), source } }));
  return { steps: compact([...cells, { kind: "title", before: document.title, after: title }]), label };
}
/** Several transactions, each made for the document that the one before leaves, as one. */
export const together = (label: Text, transactions: readonly Transaction[], cell?: number): Transaction =>
  ({ steps: transactions.flatMap(({ steps }) => steps), label, ...(cell === undefined ? {} : { cell }) });

export const undone = (label: Text): Text => textOf((locale) => `${locale === "en" ? "Undone" : "Desfeito"}: ${label[locale]}`);
export const redone = (label: Text): Text => textOf((locale) => `${locale === "en" ? "Done again" : "Refeito"}: ${label[locale]}`);
