import type { Text } from "../base/text.js";
import type { Cell, NotebookDocument } from "./document.js";
import { applyTransaction, invert, join, redone, undone, type Transaction } from "./transaction.js";

/** What a step back or forth did, for the page to say and to show. */
export interface Travel {
  readonly document: NotebookDocument;
  /** "Undone: the change of filters in cell 4 (hyperparameters)". */
  readonly said: Text;
  /** The cell to scroll to; undefined when it is the whole notebook. It may be gone after an undone insertion. */
  readonly cell?: number;
}

/** A notebook's document with everything done to it since it was opened. */
export class History {
  #document: NotebookDocument;
  #past: Transaction[] = [];
  #future: Transaction[] = [];
  #mayMerge = false;
  #highestId: number;

  constructor(document: NotebookDocument) {
    this.#document = document;
    this.#highestId = highestId(document);
  }

  get document(): NotebookDocument { return this.#document; }
  /** What undo and redo would take back or repeat; undefined when there is nothing. */
  get undoLabel(): Text | undefined { return this.#past.at(-1)?.label; }
  get redoLabel(): Text | undefined { return this.#future.at(-1)?.label; }

  /** An id that no cell of this session has had, so that a deleted cell's element can never be taken for a new one's. */
  freshId(): number { return ++this.#highestId; }

  /** Cells that were deleted and are not in the notebook now, with the places they had, the latest first. */
  get deleted(): readonly { readonly cell: Cell; readonly index: number }[] {
    const here = new Set(this.#document.cells.map(({ id }) => id));
    return this.#past.toReversed().flatMap(({ steps }) => steps.toReversed().flatMap((step) => {
      if (step.kind !== "remove" || here.has(step.cell.id)) return [];
      here.add(step.cell.id);
      return [{ cell: step.cell, index: step.index }];
    }));
  }

  /** Does a transaction. Within one gesture, changes of the same thing become one step. */
  do(transaction: Transaction): NotebookDocument {
    if (transaction.steps.length === 0) return this.#document;
    this.#document = applyTransaction(this.#document, transaction);
    this.#highestId = Math.max(this.#highestId, highestId(this.#document));
    const last = this.#past.at(-1);
    if (last && this.#mayMerge && transaction.merge !== undefined && last.merge === transaction.merge) {
      const joined = join(last, transaction);
      if (joined.steps.length === 0) this.#past.pop();
      else this.#past[this.#past.length - 1] = { ...joined, label: last.label };
    } else this.#past.push(transaction);
    this.#future = [];
    this.#mayMerge = true;
    return this.#document;
  }

  /** The gesture is over (a slider let go, a field left): the next change is a step of its own. */
  settle(): void { this.#mayMerge = false; }

  undo(): Travel | undefined { return this.#travel(this.#past, this.#future, invert, undone); }
  redo(): Travel | undefined { return this.#travel(this.#future, this.#past, (transaction) => transaction, redone); }

  #travel(from: Transaction[], to: Transaction[], turn: (transaction: Transaction) => Transaction, say: (label: Text) => Text): Travel | undefined {
    const transaction = from.pop();
    if (!transaction) return undefined;
    this.#document = applyTransaction(this.#document, turn(transaction));
    to.push(transaction);
    this.#mayMerge = false;
    return { document: this.#document, said: say(transaction.label), ...(transaction.cell === undefined ? {} : { cell: transaction.cell }) };
  }
}

const highestId = ({ cells }: NotebookDocument): number => Math.max(0, ...cells.map(({ id }) => id));
