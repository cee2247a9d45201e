import type { Text } from "../../base/text.js";
import type { CellKind } from "../cell-kind.js";
import { readCell } from "../declarative.js";
import type { NotebookDocument } from "../document.js";
import { rewriteSettings } from "../rewrite.js";
import { applyTransaction, cellOf, setSource, together, type Transaction } from "../transaction.js";
import { insertComponent } from "./insert.js";

type Params = Readonly<Record<string, unknown>>;

/** A new cell of a component with these settings, as one change. */
export function insertWithSettings(document: NotebookDocument, kind: CellKind, params: Params, index: number, freshId: () => number): Transaction {
  const inserted = insertComponent(document, kind, index, freshId);
  const after = applyTransaction(document, inserted);
  const { cell } = inserted;
  const label: Text = { en: `the new cell: ${kind.title.en}`, "pt-BR": `a nova célula: ${kind.title["pt-BR"]}` };
  return together(label, [inserted, setSource(after, cell!, rewriteSettings(cellOf(after, cell!).source, params))], cell);
}

/** Writes settings into the cell that another one reads as `input`; undefined where there is none. What it had beside them stays, unless they are all that it shall have. */
export function settingsOfInput(document: NotebookDocument, cell: number, input: string, params: Params, components: readonly string[], isWhole = false): Transaction | undefined {
  const reading = readCell(cellOf(document, cell), components);
  const name = reading.kind === "call" ? reading.call.inputs[input] : undefined;
  if (typeof name !== "string") return undefined;
  for (const one of document.cells) {
    const giver = readCell(one, components);
    if (giver.kind !== "call" || giver.call.name !== name) continue;
    return setSource(document, one.id, rewriteSettings(one.source, isWhole ? params : { ...giver.call.params, ...params }));
  }
  return undefined;
}
