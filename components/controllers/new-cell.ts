import type { CellKind, InputKind } from "../../src/notebook/cell-kind.js";
import { readCell } from "../../src/notebook/declarative.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { addImports } from "../../src/notebook/rewrite.js";

/** The kinds whose value fits an input, by the input's kind. */
const givers: Readonly<Partial<Record<InputKind, string>>> = { data: "dataset", hyperparameters: "hyperparameters", run: "train", "run[]": "train" };
/** What a cell's value is called when the name is free. */
const usualNames: Readonly<Record<string, string>> = { dataset: "data", hyperparameters: "hp", train: "run" };
/** The smallest id that no cell has had. */
export const freeId = (document: NotebookDocument): number => document.cells.reduce((most, { id }) => Math.max(most, id), 0) + 1;

export const newCell = (id: number, type: Cell["type"], source: string): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });

/** A document with a cell at `index`. */
export const withCell = (document: NotebookDocument, cell: Cell, index: number): NotebookDocument =>
  ({ ...document, cells: [...document.cells.slice(0, index), cell, ...document.cells.slice(index)] });

/**
 * Writes the call of a component and wires it to the cells around it: for each input the nearest cell above that gives such a value, else the nearest below.
 * The component joins the notebook's import line, so that the file also builds outside this page.
 * @param index where the new cell stands
 */
export function insertComponent(document: NotebookDocument, kind: CellKind, index: number): { readonly document: NotebookDocument; readonly id: number } {
  const id = freeId(document);
  const source = callOf(document, kind, index);
  return { id, document: importing(withCell(document, newCell(id, "module", source), index), kind.name) };
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
function importing(document: NotebookDocument, name: string): NotebookDocument {
  const at = document.cells.findIndex((cell) => cell.type === "module" && readCell(cell, []).kind === "import");
  if (at < 0) return withCell(document, newCell(freeId(document), "module", `import {${name}} from "../components/index.js";`), 0);
  const cell = document.cells[at]!;
  return { ...document, cells: document.cells.with(at, { ...cell, source: addImports(cell.source, [name]) }) };
}
