import type { Registry } from "../../src/base/registry.js";
import type { Text } from "../../src/base/text.js";
import type { CellKind, InputKind } from "../../src/notebook/cell-kind.js";
import { readCell } from "../../src/notebook/declarative.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { addImports } from "../../src/notebook/rewrite.js";
import { applyTransaction, insertCell, setSource, together, type Transaction } from "../../src/notebook/transaction.js";

/** The kinds whose value fits an input, by the input's kind. */
const givers: Readonly<Partial<Record<InputKind, string>>> = { data: "dataset", hyperparameters: "hyperparameters", run: "train", "run[]": "train" };
/** What a cell's value is called when the name is free. */
const usualNames: Readonly<Record<string, string>> = { dataset: "data", hyperparameters: "hp", train: "run" };
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
  return together(label, [inserted, ...importing(applyTransaction(document, inserted), kind.name, freshId)], id);
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
  return kind.yields ? `const ${freeName(document, kind)} = view(${call});` : call;
}

/** The usual name of a component's value, numbered when it is taken. */
function freeName(document: NotebookDocument, kind: CellKind): string {
  const taken = new Set(document.cells.flatMap((cell) => readCell(cell, []).defines));
  const stem = usualNames[kind.name] ?? `${kind.name}1`;
  let name = stem;
  for (let n = 2; taken.has(name); n++) name = `${stem.replace(/\d+$/, "")}${n}`;
  return name;
}

/** Names a component in the import line; a notebook without one gets it as its first cell. */
function importing(document: NotebookDocument, name: string, freshId: () => number): readonly Transaction[] {
  const cell = document.cells.find((one) => one.type === "module" && readCell(one, []).kind === "import");
  return cell
    ? [setSource(document, cell.id, addImports(cell.source, [name]))]
    : [insertCell(document, newCell(freshId(), "module", `import {${name}} from "../components/index.js";`), 0)];
}

/** A cell once more: a call that gives a name gets a free one, because a name is given once. */
export function copyOf(document: NotebookDocument, index: number, kinds: Registry<CellKind>): Cell {
  const cell = document.cells[index]!;
  const reading = readCell(cell, kinds.names);
  const kind = reading.kind === "call" && reading.call.name !== undefined ? kinds.get(reading.call.component) : undefined;
  return kind ? { ...cell, source: cell.source.replace(/(?<=^\s*const\s+)[^\s=]+/, () => freeName(document, kind)) } : cell;
}
