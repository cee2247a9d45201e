import { plural, textOf } from "../../base/text.js";
import type { NotebookDocument } from "../document.js";
import { cellOf, replaceMany, type Transaction } from "../transaction.js";

export interface Query {
  readonly text: string;
  /** Whether A and a differ. */
  readonly isExact: boolean;
  /** Whether letters and digits around it make it another word. */
  readonly isWord: boolean;
}
/** One place where the text stands: offsets in the source of a cell. */
export interface Match { readonly cell: number; readonly start: number; readonly end: number }

/** Everywhere that a text stands in the sources of the cells, from the first to the last. */
export function findText(document: NotebookDocument, query: Query): readonly Match[] {
  if (query.text === "") return [];
  const pattern = patternOf(query);
  return document.cells.flatMap(({ id, source }) => [...source.matchAll(pattern)].map(({ index, 0: found }) => ({ cell: id, start: index, end: index + found.length })));
}

/** Writes another text at these places, as one step. */
export function replaceText(document: NotebookDocument, { text }: Query, matches: readonly Match[], by: string): Transaction {
  const sources = new Map<number, string>();
  for (const { cell, start, end } of matches.toReversed()) {
    const source = sources.get(cell) ?? cellOf(document, cell).source;
    sources.set(cell, source.slice(0, start) + by + source.slice(end));
  }
  const label = textOf((locale) => (locale === "en" ? `the replacement of “${text}” in ${plural(matches.length, locale, "place", "places")}` : `a troca de “${text}” em ${plural(matches.length, locale, "lugar", "lugares")}`));
  const [first] = matches;
  return { ...replaceMany(document, sources, label), ...(first ? { cell: first.cell } : {}) };
}

function patternOf({ text, isExact, isWord }: Query): RegExp {
  const plain = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(isWord ? `(?<![\\p{L}\\p{N}_])${plain}(?![\\p{L}\\p{N}_])` : plain, `gu${isExact ? "" : "i"}`);
}
