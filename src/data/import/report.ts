import { textOf, type Text } from "../../base/text.js";
import { writeDelimited } from "./delimited.js";
import type { RowNote } from "./table.js";

const headings = { row: { en: "row", "pt-BR": "linha" }, done: { en: "done", "pt-BR": "feito" }, why: { en: "why", "pt-BR": "por quê" }, start: { en: "row begins with", "pt-BR": "a linha começa com" } } satisfies Record<string, Text>;
const words: Readonly<Record<RowNote["done"], Text>> = { dropped: { en: "left out", "pt-BR": "ficou de fora" }, changed: { en: "changed", "pt-BR": "mudou" } };
/** Spreadsheets in Portuguese part cells by semicolons. */
const delimiter = { en: ",", "pt-BR": ";" } as const;

/** A cell that a spreadsheet would take for a formula is shown as text. */
const inert = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** What was done to every row, as a table that spreadsheets open; empty where nothing was. */
export const reportOf = (notes: readonly RowNote[]): Text => textOf((l) => (notes.length === 0 ? "" : `\uFEFF${writeDelimited([
  [headings.row, headings.done, headings.why, headings.start].map((heading) => heading[l]),
  ...notes.map(({ row, done, reason, start }) => [String(row), words[done][l], reason[l], inert(start)]),
], { delimiter: delimiter[l], quotes: true }, "\r\n")}`));
