import { plural, textOf, type Text } from "../../base/text.js";
import type { NotebookDocument } from "../document.js";
import { applyTransaction, cellLabel, deleteCell, indexOf, moveCell, setCell, together, type Transaction } from "../transaction.js";

/** One cell by its place, several by their number. */
const about = (document: NotebookDocument, ids: readonly number[], write: (cells: string, locale: keyof Text) => string): Text => textOf((locale) => {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return write(`${locale === "en" ? "" : "a "}${cellLabel(document, only)[locale]}`.trim(), locale);
  return write(plural(ids.length, locale, locale === "en" ? "cell" : "célula", locale === "en" ? "cells" : "células"), locale);
});
const ofCells = (words: string): string => (words.startsWith("a ") ? `d${words}` : `de ${words}`);

const inOrder = (document: NotebookDocument, ids: readonly number[]): readonly number[] => [...new Set(ids)].sort((a, b) => indexOf(document, a) - indexOf(document, b));

/** Each made for the document that the one before leaves. */
function oneByOne(document: NotebookDocument, ids: readonly number[], make: (now: NotebookDocument, id: number, i: number) => Transaction): readonly Transaction[] {
  let now = document;
  return ids.map((id, i) => {
    const transaction = make(now, id, i);
    now = applyTransaction(now, transaction);
    return transaction;
  });
}

export function deleteCells(document: NotebookDocument, ids: readonly number[]): Transaction {
  const all = inOrder(document, ids);
  return together(about(document, all, (cells, locale) => (locale === "en" ? `the deletion of ${cells}` : `a exclusão ${ofCells(cells)}`)), oneByOne(document, all, deleteCell), all[0]);
}

/**
 * Moves cells, which then stand one behind the other.
 * @param to how many of the others stand before them afterwards
 */
export function moveCells(document: NotebookDocument, ids: readonly number[], to: number): Transaction {
  const all = inOrder(document, ids);
  const [only] = all;
  if (all.length === 1 && only !== undefined) return moveCell(document, only, to);
  const others = document.cells.filter(({ id }) => !all.includes(id));
  const target = Math.min(Math.max(0, to), others.length);
  const wanted = [...others.slice(0, target).map(({ id }) => id), ...all, ...others.slice(target).map(({ id }) => id)];
  // From the front: what stands before is where it stays.
  const moves = oneByOne(document, wanted, (now, id, i) => moveCell(now, id, i)).filter(({ steps }) => steps.length > 0);
  return together(about(document, all, (cells, locale) => (locale === "en" ? `the move of ${cells}` : `a mudança de lugar ${ofCells(cells)}`)), moves, all[0]);
}

/** Folds cells to their names, or unfolds them. */
export function foldCells(document: NotebookDocument, ids: readonly number[], hidden: boolean): Transaction {
  const all = inOrder(document, ids);
  const label = about(document, all, (cells, locale) => (locale === "en" ? `the ${hidden ? "folding" : "unfolding"} of ${cells}` : `${hidden ? "o recolhimento" : "a abertura"} ${ofCells(cells)}`));
  return together(label, all.map((id) => setCell(document, id, { hidden }, label)), all[0]);
}
