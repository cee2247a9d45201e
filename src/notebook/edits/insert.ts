import type { Text } from "../../base/text.js";
import type { CellKind, InputKind } from "../cell-kind.js";
import { readCell } from "../declarative.js";
import type { Cell, NotebookDocument } from "../document.js";
import { addImports } from "../rewrite.js";
import { applyTransaction, insertCell, setSource, together, type Transaction } from "../transaction.js";
import { freeName, takenNames } from "./free-name.js";

/** The kinds whose value fits an input, by the input's kind. */
const givers: Readonly<Partial<Record<InputKind, string>>> = { data: "dataset", hyperparameters: "hyperparameters", run: "train", "run[]": "train" };
/** What a cell's value is called when the name is free. */
const usualNames: Readonly<Record<string, string>> = { dataset: "data", hyperparameters: "hp", train: "run" };
/** A cell without what belongs to its place in its file: what stands before it there, and an id that is no number. */
export function bareCell({ id, type, source, pinned, hidden, attributes }: Cell): Cell {
  return { id, type, source, pinned, hidden, attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== "id")) };
}
export const newCell = (id: number, type: Cell["type"], source: string): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });

/**
 * Writes the call of a component and wires it to the cells around it: for each input the nearest cell above that gives such a value, else the nearest below.
 * The component joins the notebook's import line, so that the file also builds outside this page.
 * @param index where the new cell stands
 * @param freshId gives ids that no cell has had
 */
export function insertComponent(document: NotebookDocument, kind: CellKind, index: number, freshId: () => number): Transaction {
  const id = freshId();
  const inserted = insertCell(document, newCell(id, "module", callOf(document, kind, index)), index);
  const label: Text = { en: `the new cell: ${kind.title.en}`, "pt-BR": `a nova célula: ${kind.title["pt-BR"]}` };
  return together(label, [inserted, ...importing(applyTransaction(document, inserted), [kind.name], freshId)], id);
}

function callOf(document: NotebookDocument, kind: CellKind, index: number): string {
  const calls = document.cells.map((cell) => {
    const reading = readCell(cell, [...Object.values(givers), kind.name]);
    return reading.kind === "call" && reading.call.isView ? reading.call : undefined;
  });
  const nearest = (giver: string): string | undefined => {
    const above = calls.slice(0, index).findLast((call) => call?.component === giver);
    return (above ?? calls.slice(index).find((call) => call?.component === giver))?.name;
  };
  const wires = Object.entries(kind.inputs).flatMap(([input, inputKind]) => {
    const giver = givers[inputKind];
    const name = giver && giver !== kind.name ? nearest(giver) : undefined;
    if (!name) return [];
    return [inputKind === "run[]" ? `${input}: [${name}]` : input === name ? input : `${input}: ${name}`];
  });
  const call = `${kind.name}({}${wires.length > 0 ? `, {${wires.join(", ")}}` : ""})`;
  return kind.yields ? `const ${freeName(usualNames[kind.name] ?? `${kind.name}1`, takenNames(document))} = view(${call});` : call;
}

/** Names components in the import line; a notebook without one gets it as its first cell. */
export function importing(document: NotebookDocument, names: readonly string[], freshId: () => number): readonly Transaction[] {
  const imports = document.cells.filter((one) => one.type === "module" && readCell(one, []).kind === "import");
  const brought = new Set(imports.flatMap((one) => readCell(one, []).defines));
  const missing = names.filter((name) => !brought.has(name));
  const [cell] = imports;
  if (missing.length === 0) return [];
  return cell
    ? [setSource(document, cell.id, addImports(cell.source, missing))]
    : [insertCell(document, newCell(freshId(), "module", `import {${missing.join(", ")}} from "../components/index.js";`), 0)];
}
