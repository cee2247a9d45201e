import type { NotebookDocument } from "../document.js";
import { applyTransaction, cellLabel, cellOf, indexOf, insertCell, setSource, together, type Transaction } from "../transaction.js";
import { bareCell } from "./insert.js";

/**
 * Parts a cell in two at a place in its source; the line breaks at the cut go. The first part keeps the cell, and with it what is live in it.
 * @param at offset in the source
 * @param id of the second part
 */
export function splitCell(document: NotebookDocument, cell: number, at: number, id: number): Transaction {
  const whole = cellOf(document, cell);
  const first = setSource(document, cell, whole.source.slice(0, at).replace(/\s+$/, ""));
  const second = insertCell(applyTransaction(document, first), { ...bareCell(whole), id, source: whole.source.slice(at).replace(/^(?:[^\S\n]*\n)+/, "") }, indexOf(document, cell) + 1);
  const name = cellLabel(document, cell);
  return together({ en: `the split of ${name.en}`, "pt-BR": `a divisão da ${name["pt-BR"]}` }, [first, second], id);
}
