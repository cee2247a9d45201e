import { plural, textOf, type Text } from "../../base/text.js";
import type { Registry } from "../../base/registry.js";
import type { CellKind } from "../cell-kind.js";
import { readCell } from "../declarative.js";
import type { Cell, NotebookDocument } from "../document.js";
import { applyTransaction, cellOf, indexOf, insertCell, together, type Transaction } from "../transaction.js";
import { freeName, takenNames } from "./free-name.js";
import { bareCell, importing } from "./insert.js";
import { renamed } from "./rename.js";

/**
 * Puts copies of cells into a notebook: with ids that no cell has had, with free names where theirs are taken, and what they read of each other renamed with them.
 * Their components join the import line; an import line among them gives its names to the one that is there.
 * @returns a transaction without steps when there is nothing to put in
 */
export function pasteCells(document: NotebookDocument, cells: readonly Cell[], index: number, kinds: Registry<CellKind>, freshId: () => number, label?: Text): Transaction {
  const readings = cells.map((cell) => readCell(cell, kinds.names));
  const hasImport = document.cells.some((cell) => readCell(cell, []).kind === "import");
  const kept = cells.filter((_, i) => readings[i]!.kind !== "import" || !hasImport);
  const taken = new Set(takenNames(document));
  const names = new Map<string, string>();
  for (const reading of readings) {
    if (reading.kind !== "call" || reading.call.name === undefined) continue;
    const name = freeName(reading.call.name, taken);
    taken.add(name);
    // A name that the copies give twice stays with its first giver for those that read it.
    if (name !== reading.call.name && !names.has(reading.call.name)) names.set(reading.call.name, name);
  }
  const components = readings.flatMap((reading) => (reading.kind === "call" ? [reading.call.component] : reading.kind === "import" && hasImport ? reading.defines : []));
  const copies = kept.map((cell): Cell => ({ ...bareCell(cell), id: freshId(), source: renamed(cell, names) }));
  const said = label ?? textOf((locale) => (locale === "en" ? `the pasting of ${plural(copies.length, locale, "cell", "cells")}` : `a colagem de ${plural(copies.length, locale, "célula", "células")}`));
  const inserted: Transaction[] = [];
  let now = document;
  const add = (transaction: Transaction): void => { inserted.push(transaction); now = applyTransaction(now, transaction); };
  for (const [i, copy] of copies.entries()) add(insertCell(now, copy, index + i));
  for (const transaction of importing(now, [...new Set(components)], freshId)) add(transaction);
  return together(said, inserted, copies[0]?.id);
}

/** Copies of cells behind the last of them. */
export function duplicateCells(document: NotebookDocument, ids: readonly number[], kinds: Registry<CellKind>, freshId: () => number): Transaction {
  const places = ids.map((id) => indexOf(document, id)).sort((a, b) => a - b);
  const label = textOf((locale) => (locale === "en" ? `the copy of ${plural(ids.length, locale, "cell", "cells")}` : `a cópia de ${plural(ids.length, locale, "célula", "células")}`));
  return pasteCells(document, places.map((place) => cellOf(document, document.cells[place]!.id)), (places.at(-1) ?? -1) + 1, kinds, freshId, label);
}
