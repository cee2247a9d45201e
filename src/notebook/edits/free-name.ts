import { readCell } from "../declarative.js";
import type { NotebookDocument } from "../document.js";

/** Every name that some cell of the notebook gives. */
export const takenNames = ({ cells }: NotebookDocument): ReadonlySet<string> => new Set(cells.flatMap((cell) => readCell(cell, []).defines));

/** The name itself when it is free, else the same with the first number that is: "run", "run2", "run3". */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.replace(/\d+$/, "");
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${stem}${n}`;
  return name;
}
