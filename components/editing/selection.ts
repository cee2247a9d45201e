import type { NotebookDocument } from "../../src/notebook/document.js";

/** Which cells are chosen: all from the one chosen first to the one chosen last, which has the focus. */
export class Selection {
  #anchor: number | undefined;
  #head: number | undefined;

  /** The cell chosen last. */
  get head(): number | undefined { return this.#head; }

  /** Chooses one cell alone. */
  only(id: number | undefined): void { this.#anchor = this.#head = id; }
  /** Chooses all from the first chosen to this one. */
  extendTo(id: number): void {
    this.#anchor ??= id;
    this.#head = id;
  }
  between(anchor: number | undefined, head: number | undefined): void {
    this.#anchor = anchor;
    this.#head = head;
  }

  /** The chosen cells that are there, in the order of the notebook. */
  ids({ cells }: NotebookDocument): readonly number[] {
    const places = [this.#anchor, this.#head].map((id) => cells.findIndex((cell) => cell.id === id)).filter((place) => place >= 0);
    return places.length === 0 ? [] : cells.slice(Math.min(...places), Math.max(...places) + 1).map(({ id }) => id);
  }
}
