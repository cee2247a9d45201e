import { locales, type Locale, type Text } from "../../src/base/text.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { deleteCell, insertCell, replaceMany, together, type Transaction } from "../../src/notebook/transaction.js";

/** A notebook in its languages: the same cells by id. Empty for a notebook that a person brought. */
export type Twins = Readonly<Partial<Record<Locale, NotebookDocument>>>;

const isProse = ({ type }: Cell): boolean => type !== "module";

/**
 * The document in another language: prose that nobody edited, and an unedited title, become those of the twin; everything live stays as it is.
 * The same object when nothing changes.
 */
export function inLanguage(document: NotebookDocument, twins: Twins, locale: Locale): NotebookDocument {
  const target = twins[locale];
  if (!target) return document;
  const others = locales.filter((other) => other !== locale).flatMap((other) => twins[other] ?? []);
  const texts = new Map(target.cells.map((cell) => [cell.id, cell]));
  const cells = document.cells.map((cell) => {
    const twin = texts.get(cell.id);
    if (!twin || !isProse(cell) || twin.type !== cell.type || twin.source === cell.source) return cell;
    const isUntouched = others.some((other) => other.cells.some(({ id, source }) => id === cell.id && source === cell.source));
    return isUntouched ? { ...cell, source: twin.source } : cell;
  });
  const title = others.some((other) => other.title === document.title) ? target.title : document.title;
  return title === document.title && cells.every((cell, i) => cell === document.cells[i]) ? document : { ...document, title, cells };
}

/** The same as one step, which Undo takes back; without steps when nothing changes. */
export function translate(document: NotebookDocument, twins: Twins, locale: Locale): Transaction {
  const translated = inLanguage(document, twins, locale);
  const sources = translated.cells.flatMap((cell, i) => (cell === document.cells[i] ? [] : [[cell.id, cell.source] as const]));
  return replaceMany(document, new Map(sources), { en: "the change of language", "pt-BR": "a troca de idioma" }, translated.title);
}

/** Everything as in `original`, as one step. @param label what undo will call it */
export function reset(document: NotebookDocument, original: NotebookDocument, label: Text = { en: "the return to the original", "pt-BR": "a volta ao original" }): Transaction {
  const kept = original.cells.map((cell) => document.cells.find((own) => own.id === cell.id && own.type === cell.type));
  // Cells that exist on both sides in the same order keep their place, so that what is live stays; otherwise everything is laid anew.
  const isSameOrder = document.cells.length === original.cells.length && kept.every((own, i) => own !== undefined && own === document.cells[i]);
  if (isSameOrder) return replaceMany(document, new Map(original.cells.map(({ id, source }) => [id, source])), label, original.title);
  return together(label, [
    // From the end, so that every index is that of the document as it is then.
    ...document.cells.toReversed().map(({ id }) => deleteCell(document, id)),
    ...original.cells.map((cell, index) => insertCell(original, cell, index)),
    replaceMany(document, new Map(), label, original.title),
  ]);
}

/** Whether a document is one of the twins, whatever the language of each of its texts: then there is nothing of a person's in it. */
export function isOriginal(document: NotebookDocument, twins: Twins): boolean {
  return Object.keys(twins).length > 0 && locales.some((locale) => {
    const twin = twins[locale];
    return twin !== undefined && sameDocument(inLanguage(document, twins, locale), twin);
  });
}

/** Whether two documents would be saved as the same file. */
export const sameDocument = (a: NotebookDocument, b: NotebookDocument): boolean =>
  a === b || (a.title === b.title && a.theme === b.theme && a.readonly === b.readonly && a.cells.length === b.cells.length && a.cells.every((cell, i) => sameCell(cell, b.cells[i]!)));
const sameCell = (a: Cell, b: Cell): boolean =>
  a === b || (a.id === b.id && a.type === b.type && a.source === b.source && a.pinned === b.pinned && a.hidden === b.hidden && JSON.stringify(a.attributes) === JSON.stringify(b.attributes));
