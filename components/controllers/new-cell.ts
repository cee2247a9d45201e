import type { CellKind, InputKind } from "../../src/notebook/cell-kind.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";

/** The kinds whose value fits an input, by the input's kind. */
const givers: Readonly<Partial<Record<InputKind, string>>> = { data: "dataset", hyperparameters: "hyperparameters", run: "train", "run[]": "train" };
/** What a cell's value is called when the name is free. */
const usualNames: Readonly<Record<string, string>> = { dataset: "data", hyperparameters: "hp", train: "run" };
const declaration = /^\s*const\s+([A-Za-z_$][\w$]*)\s*=\s*(?:view\(\s*)?([A-Za-z_$][\w$]*)\(/;
const componentsImport = /^import\s*\{([^}]*)\}\s*from\s*(["'][^"']*components\/index\.js["'])\s*;?\s*$/;

export const isImportCell = (cell: Cell): boolean => cell.type === "module" && componentsImport.test(cell.source.trim());

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
  const names = document.cells.map(({ type, source }) => (type === "module" ? declaration.exec(source) : null));
  const nearest = (giver: string): string | undefined => {
    const above = names.slice(0, index).findLast((match) => match?.[2] === giver);
    return (above ?? names.slice(index).find((match) => match?.[2] === giver))?.[1];
  };
  const wires = Object.entries(kind.inputs).flatMap(([input, inputKind]) => {
    const giver = givers[inputKind];
    const name = giver && giver !== kind.name ? nearest(giver) : undefined;
    if (!name) return [];
    return [inputKind === "run[]" ? `${input}: [${name}]` : input === name ? input : `${input}: ${name}`];
  });
  const call = `${kind.name}({}${wires.length > 0 ? `, {${wires.join(", ")}}` : ""})`;
  if (!kind.yields) return call;
  const taken = new Set(names.map((match) => match?.[1]));
  const usual = usualNames[kind.name] ?? kind.name.replace(/Plot$/, "");
  const stem = usual === kind.name ? `${usual}1` : usual;
  let name = stem;
  for (let n = 2; taken.has(name); n++) name = `${stem.replace(/\d+$/, "")}${n}`;
  return `const ${name} = view(${call});`;
}

/** Names a component in the import line; a notebook without one gets it as its first cell. */
function importing(document: NotebookDocument, name: string): NotebookDocument {
  const at = document.cells.findIndex(isImportCell);
  if (at < 0) return withCell(document, newCell(freeId(document), "module", `import {${name}} from "../components/index.js";`), 0);
  const cell = document.cells[at]!;
  const [, list, from] = componentsImport.exec(cell.source.trim())!;
  const imported = list!.split(",").map((item) => item.trim()).filter(Boolean);
  if (imported.includes(name)) return document;
  const source = `import {${[...imported, name].sort((a, b) => a.localeCompare(b, "en")).join(", ")}} from ${from};`;
  return { ...document, cells: document.cells.with(at, { ...cell, source }) };
}
