import { problem, type Problem } from "../../base/problem.js";
import { plural, textOf } from "../../base/text.js";
import { readCell } from "../declarative.js";
import type { Cell, NotebookDocument } from "../document.js";
import { applyTransaction, cellOf, deleteCell, indexOf, setCell, together, type Transaction } from "../transaction.js";
import { sourceAs } from "./convert.js";

const isText = ({ type }: Cell): boolean => type === "text/markdown" || type === "application/x-tex";

/**
 * Makes one cell of several: texts and formulas become one text, code one code. The first keeps its place.
 * Components stay apart, because a cell calls one.
 */
export function mergeCells(document: NotebookDocument, ids: readonly number[], components: readonly string[]): Transaction | Problem {
  const cells = ids.map((id) => cellOf(document, id)).sort((a, b) => indexOf(document, a.id) - indexOf(document, b.id));
  const [first, ...others] = cells;
  if (!first || others.length === 0) return refusal({ en: "two cells or more", "pt-BR": "duas células ou mais" });
  const isCode = (cell: Cell): boolean => cell.type === first.type && ["code", "empty"].includes(readCell(cell, components).kind);
  if (!cells.every(isText) && !cells.every(isCode)) return refusal({ en: "texts and formulas, or code", "pt-BR": "textos e fórmulas, ou código" });
  const type = cells.every((cell) => cell.type === first.type) ? first.type : "text/markdown";
  const sources = cells.map((cell) => (type === "text/markdown" ? sourceAs(cell, "text/markdown") : cell.source)).filter((source) => source.trim() !== "");
  const label = textOf((locale) => (locale === "en" ? `the merging of ${plural(cells.length, locale, "cell", "cells")}` : `a junção de ${plural(cells.length, locale, "célula", "células")}`));
  const steps = [setCell(document, first.id, { type, source: sources.join(type === "application/x-tex" ? "\n" : "\n\n") }, label)];
  let now = applyTransaction(document, steps[0]!);
  for (const { id } of others) {
    steps.push(deleteCell(now, id));
    now = applyTransaction(now, steps.at(-1)!);
  }
  return together(label, steps, first.id);
}

const refusal = (expected: Parameters<typeof problem>[2]["expected"]): Problem => problem("cannot-merge", "", {
  expected,
  wayOut: { en: "A component keeps a cell of its own.", "pt-BR": "Um componente fica numa célula só dele." },
});
