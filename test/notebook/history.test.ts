import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { History } from "../../src/notebook/history.js";
import { applyTransaction, deleteCell, insertCell, invert, moveCell, replaceMany, setPinned, setSettings, setSource, setTitle, together, type Transaction } from "../../src/notebook/transaction.js";

const cell = (id: number, source: string, rest: Partial<Cell> = {}): Cell => ({ id, type: "module", source, pinned: false, hidden: false, attributes: {}, ...rest });
const start: NotebookDocument = {
  title: "T", theme: "air", readonly: false,
  cells: [cell(1, "# A", { type: "text/markdown" }), cell(2, "const hp = view(hyperparameters({filters: 64, kernelSize: 5}));"), cell(7, "flow({}, {hp})", { pinned: true, hidden: true, attributes: { output: "x" }, leading: "<!-- kept -->" })],
};
const ids = ({ cells }: NotebookDocument): readonly number[] => cells.map(({ id }) => id);

describe("a notebook's history", () => {
  it("P7: undoes and redoes every kind of change, and says which and where", () => {
    const said: [string, string, number | undefined][] = [];
    const kinds: readonly ((document: NotebookDocument) => Transaction)[] = [
      (now) => setSource(now, 1, "# B"), (now) => setSettings(now, 2, { filters: 32, kernelSize: 5 }), (now) => insertCell(now, cell(8, "new"), 1), (now) => deleteCell(now, 7),
      (now) => moveCell(now, 1, 2), (now) => setTitle(now, "U"), (now) => setPinned(now, 2, true), (now) => replaceMany(now, new Map([[1, "# C"], [2, "x"]]), undefined, "V"),
    ];
    for (const make of kinds) {
      const history = new History(start);
      const after = history.do(make(start));
      expect(after).not.to.deep.equal(start);
      const back = history.undo()!;
      expect(back.document).to.deep.equal(start);
      const forth = history.redo()!;
      expect(forth.document).to.deep.equal(after);
      said.push([back.said.en, forth.said["pt-BR"], back.cell]);
    }
    expect(said).to.deep.equal([
      ["Undone: the edit of cell 1", "Refeito: a edição da célula 1", 1],
      ["Undone: the change of filters in cell 2 (hyperparameters)", "Refeito: a mudança de filters na célula 2 (hyperparameters)", 2],
      ["Undone: the new cell 2", "Refeito: a nova célula 2", 8],
      ["Undone: the deletion of cell 3 (flow)", "Refeito: a exclusão da célula 3 (flow)", 7],
      ["Undone: the move of cell 1", "Refeito: a mudança de lugar da célula 1", 1],
      ["Undone: the new title", "Refeito: o novo título", undefined],
      ["Undone: the open source of cell 2 (hyperparameters)", "Refeito: o código aberto da célula 2 (hyperparameters)", 2],
      ["Undone: the change of several cells", "Refeito: a mudança de várias células", undefined],
    ]);
  });
  it("brings a deleted cell back whole, in its place", () => {
    const history = new History(start);
    history.do(deleteCell(start, 7));
    history.do(deleteCell(history.document, 1));
    history.undo();
    expect(history.undo()!.document.cells[2]).to.deep.equal(start.cells[2]);
  });
  it("takes one drag of a slider as one step, and the next drag as another", () => {
    const history = new History(start);
    for (const filters of [65, 70, 96]) history.do(setSettings(history.document, 2, { filters, kernelSize: 5 }));
    history.settle();
    for (const filters of [97, 98]) history.do(setSettings(history.document, 2, { filters, kernelSize: 5 }));
    expect(history.undo()!.document.cells[1]!.source).to.include("filters: 96");
    expect(history.undo()!.document).to.deep.equal(start);
    expect(history.undo()).to.equal(undefined);
    expect(history.redo()!.document.cells[1]!.source).to.include("filters: 96");
  });
  it("keeps changes of other settings and other cells apart", () => {
    const history = new History(start);
    history.do(setSettings(history.document, 2, { filters: 65, kernelSize: 5 }));
    history.do(setSettings(history.document, 2, { filters: 65, kernelSize: 7 }));
    history.do(setSource(history.document, 1, "# B"));
    expect([history.undo()!.document.cells[0]!.source, history.undo()!.document.cells[1]!.source.includes("kernelSize: 5"), history.undo()!.document]).to.deep.equal(["# A", true, start]);
  });
  it("forgets a drag that ends where it began, and a change that changes nothing", () => {
    const history = new History(start);
    history.do(setSettings(history.document, 2, { filters: 65, kernelSize: 5 }));
    history.do(setSettings(history.document, 2, { filters: 64, kernelSize: 5 }));
    history.do(setSource(history.document, 1, "# A"));
    history.do(moveCell(history.document, 1, 0));
    expect([history.undoLabel, history.document]).to.deep.equal([undefined, start]);
  });
  it("never gives a deleted cell's number to a new one", () => {
    const history = new History(start);
    history.do(deleteCell(start, 7));
    expect([history.freshId(), history.freshId()]).to.deep.equal([8, 9]);
  });
  it("knows what was deleted and is not there, the latest first, whole and with its place", () => {
    const history = new History(start);
    history.do(deleteCell(start, 7));
    history.do(setSource(history.document, 1, "# B"));
    history.do(deleteCell(history.document, 1));
    expect(history.deleted).to.deep.equal([{ cell: { ...start.cells[0]!, source: "# B" }, index: 0 }, { cell: start.cells[2]!, index: 2 }]);
    history.do(insertCell(history.document, start.cells[2]!, 9));
    expect(history.deleted.map(({ cell: { id } }) => id)).to.deep.equal([1]);
    history.undo();
    history.undo();
    expect(history.deleted.map(({ cell: { id } }) => id)).to.deep.equal([7]);
  });
  it("does several changes as one", () => {
    const inserted = insertCell(start, cell(8, "train({}, {hp})"), 3);
    const both = together({ en: "the new cell", "pt-BR": "a nova célula" }, [inserted, setSource(applyTransaction(start, inserted), 1, "# Z")], 8);
    const history = new History(start);
    expect(history.do(both).cells.map(({ source }) => source)).to.deep.equal(["# Z", start.cells[1]!.source, "flow({}, {hp})", "train({}, {hp})"]);
    expect(history.undo()!.document).to.deep.equal(start);
  });
  it("P7: undone to the end is the beginning, redone to the end is the end, whatever was done", () => {
    const action = fc.tuple(fc.nat({ max: 8 }), fc.nat(), fc.nat(), fc.string({ maxLength: 3 }));
    fc.assert(fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const history = new History(start);
      const states: NotebookDocument[] = [start];
      for (const [kind, a, b, text] of actions) {
        const now = history.document;
        const id = ids(now)[a % Math.max(1, now.cells.length)];
        if (kind === 6) { if (history.undo()) states.pop(); continue; }
        if (kind === 7) { const forth = history.redo(); if (forth) states.push(forth.document); continue; }
        if (kind === 8) { history.settle(); continue; }
        if (id === undefined && kind !== 2 && kind !== 5) continue;
        history.settle();
        const transaction = [() => setSource(now, id!, text), () => setPinned(now, id!, b % 2 === 0), () => insertCell(now, cell(history.freshId(), text), b % 9), () => deleteCell(now, id!), () => moveCell(now, id!, b % 9), () => setTitle(now, text)][kind]!();
        expect(applyTransaction(applyTransaction(now, transaction), invert(transaction))).to.deep.equal(now);
        history.do(transaction);
        if (transaction.steps.length > 0) states.push(history.document);
      }
      const end = history.document;
      expect(end).to.deep.equal(states.at(-1));
      let steps = 0;
      for (let back = history.undo(); back; back = history.undo()) expect(back.document).to.deep.equal(states[states.length - 1 - ++steps]);
      expect(steps).to.equal(states.length - 1);
      expect(history.document).to.deep.equal(start);
      for (; steps > 0; steps--) history.redo();
      expect(history.document).to.deep.equal(end);
    }), { numRuns: 300, seed: 5 });
  });
});
