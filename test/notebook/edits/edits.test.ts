import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import type { NotebookDocument } from "../../../src/notebook/document.js";
import { convertCells, cellTypes } from "../../../src/notebook/edits/convert.js";
import { findText, replaceText } from "../../../src/notebook/edits/find.js";
import { insertComponent } from "../../../src/notebook/edits/insert.js";
import { mergeCells } from "../../../src/notebook/edits/merge.js";
import { duplicateCells, pasteCells } from "../../../src/notebook/edits/paste.js";
import { deleteCells, foldCells, moveCells } from "../../../src/notebook/edits/several.js";
import { splitCell } from "../../../src/notebook/edits/split.js";
import { readNotebook, writeNotebook } from "../../../src/notebook/format.js";
import { History } from "../../../src/notebook/history.js";
import type { Transaction } from "../../../src/notebook/transaction.js";
import { kinds, notebooks } from "./notebook.js";

type Edit = (document: NotebookDocument, ids: readonly number[], a: number, freshId: () => number) => Transaction | undefined;
const edits: Readonly<Record<string, Edit>> = {
  split: (now, [id], a, freshId) => (id === undefined ? undefined : splitCell(now, id, a % (now.cells.find((one) => one.id === id)!.source.length + 1), freshId())),
  merge: (now, ids) => {
    const merged = mergeCells(now, ids, kinds.names);
    return "steps" in merged ? merged : undefined;
  },
  duplicate: (now, ids, _, freshId) => duplicateCells(now, ids, kinds, freshId),
  paste: (now, ids, a, freshId) => pasteCells(now, now.cells.filter(({ id }) => ids.includes(id)), a % (now.cells.length + 1), kinds, freshId),
  insert: (now, _, a, freshId) => insertComponent(now, [...kinds][a % 3]!, a % (now.cells.length + 1), freshId),
  convert: (now, ids, a) => convertCells(now, ids, cellTypes[a % 3]!),
  delete: (now, ids) => deleteCells(now, ids),
  move: (now, ids, a) => moveCells(now, ids, a % 9),
  fold: (now, ids, a) => foldCells(now, ids, a % 2 === 0),
  replace: (now, _, a) => {
    const query = { text: ["data", "a", "$", "\n"][a % 4]!, isExact: a % 2 === 0, isWord: a % 3 === 0 };
    return replaceText(now, query, findText(now, query), ["", "data", "\\${"][a % 3]!);
  },
};

describe("every edit of cells", () => {
  for (const [name, edit] of Object.entries(edits)) {
    it(`P7: ${name}: undone gives the same file byte for byte, done again the same change, and no two cells ever have one id`, () => {
      let changes = 0;
      fc.assert(fc.property(notebooks, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), fc.nat({ max: 10_000 }), (written, picks, a) => {
        // As a file holds it: what no file can hold is already gone.
        const document = readNotebook(writeNotebook(written)).document!;
        const ids = [...new Set(document.cells.length === 0 ? [] : picks.map((pick) => document.cells[pick % document.cells.length]!.id))];
        const history = new History(document);
        const before = writeNotebook(document);
        const transaction = edit(document, ids, a, () => history.freshId());
        if (!transaction || transaction.steps.length === 0) return;
        changes++;
        const after = history.do(transaction);
        const all = after.cells.map(({ id }) => id);
        expect(new Set(all).size).to.equal(all.length);
        const file = writeNotebook(after);
        expect(writeNotebook(history.undo()!.document)).to.equal(before);
        expect(writeNotebook(history.redo()!.document)).to.equal(file);
        for (const locale of ["en", "pt-BR"] as const) expect(transaction.label[locale]).to.not.match(/undefined|#|^$/);
      }), { numRuns: 200, seed: 11 });
      expect(changes, "edits that changed something").to.be.greaterThan(20);
    });
  }

  it("P7: any row of edits, undone to the end, is the file that was opened", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), fc.nat({ max: 10_000 })), { maxLength: 12 });
    fc.assert(fc.property(notebooks, steps, (written, row) => {
      const document = readNotebook(writeNotebook(written)).document!;
      const history = new History(document);
      for (const [name, picks, a] of row) {
        const now = history.document;
        const ids = [...new Set(now.cells.length === 0 ? [] : picks.map((pick) => now.cells[pick % now.cells.length]!.id))];
        const transaction = edits[name]!(now, ids, a, () => history.freshId());
        history.settle();
        if (transaction) history.do(transaction);
      }
      const ids = history.document.cells.map(({ id }) => id);
      expect(new Set(ids).size).to.equal(ids.length);
      const end = writeNotebook(history.document);
      while (history.undo());
      expect(writeNotebook(history.document)).to.equal(writeNotebook(document));
      while (history.redo());
      expect(writeNotebook(history.document)).to.equal(end);
    }), { numRuns: 100, seed: 12 });
  });
});
