import { textOf, type Text } from "../../base/text.js";
import type { Cell, NotebookDocument } from "../document.js";
import { cellOf, setCell, together, type Transaction } from "../transaction.js";
import { readProse } from "../template.js";

/** What a cell can be turned into. */
export const cellTypes = ["text/markdown", "application/x-tex", "module"] as const;
export type ConvertedType = (typeof cellTypes)[number];
const names: Readonly<Record<ConvertedType, Text>> = {
  "text/markdown": { en: "text", "pt-BR": "texto" },
  "application/x-tex": { en: "a formula", "pt-BR": "fórmula" },
  module: { en: "code", "pt-BR": "código" },
};

/** Makes cells text, a formula or code. Their sources stay, except that a formula alone in a text is the same formula in a cell of its own, and back. */
export function convertCells(document: NotebookDocument, ids: readonly number[], type: ConvertedType): Transaction {
  const label = textOf((locale) => (locale === "en" ? `the change to ${names[type].en}` : `a mudança para ${names[type]["pt-BR"]}`));
  const changed = ids.map((id) => cellOf(document, id)).filter((cell) => cell.type !== type);
  return together(label, changed.map((cell) => setCell(document, cell.id, { type, source: sourceAs(cell, type) }, label)), changed[0]?.id);
}

export function sourceAs({ type, source }: Cell, to: ConvertedType): string {
  if (type === "application/x-tex" && to === "text/markdown") return source.trim() === "" ? source : formulaInText(source);
  if (type === "text/markdown" && to === "application/x-tex") {
    const [only, ...others] = readProse(source.trim()).parts;
    return only?.kind === "tex" && others.length === 0 ? only.source.trim() : source;
  }
  return source;
}

export const formulaInText = (tex: string): string => `\${tex.block\`${tex.replace(/`/g, "\\`").replaceAll("${", "\\${")}\`}`;
