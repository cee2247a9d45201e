import type { Cell, NotebookDocument } from "../../src/notebook/document.js";

/** How a cell of a version stands to the notebook as it is now. */
export type CellChange = "same" | "changed" | "gone" | "moved";

export interface VersionChanges {
  /** For each cell of the version, in its order. */
  readonly cells: readonly { readonly cell: Cell; readonly change: CellChange }[];
  /** Cells of now that the version did not have. */
  readonly added: readonly Cell[];
  readonly isSame: boolean;
}

/** What going back to a version would change. */
export function changesTo(version: NotebookDocument, now: NotebookDocument): VersionChanges {
  const current = new Map(now.cells.map((cell) => [cell.id, cell]));
  const had = new Set(version.cells.map(({ id }) => id));
  const shared = now.cells.filter(({ id }) => had.has(id)).map(({ id }) => id);
  let place = 0;
  const cells = version.cells.map((cell) => {
    const own = current.get(cell.id);
    if (!own) return { cell, change: "gone" as const };
    const isMoved = shared[place++] !== cell.id;
    return { cell, change: own.source !== cell.source || own.type !== cell.type ? "changed" as const : isMoved ? "moved" as const : "same" as const };
  });
  const added = now.cells.filter(({ id }) => !had.has(id));
  return { cells, added, isSame: added.length === 0 && version.title === now.title && cells.every(({ change }) => change === "same") };
}
