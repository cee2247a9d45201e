import { expect } from "@open-wc/testing";
import type { NotebookDocument } from "../../../src/notebook/document.js";
import { readClipping, writeClipping } from "../../../src/notebook/edits/clipping.js";
import { convertCells } from "../../../src/notebook/edits/convert.js";
import { findText, replaceText } from "../../../src/notebook/edits/find.js";
import { mergeCells } from "../../../src/notebook/edits/merge.js";
import { duplicateCells, pasteCells } from "../../../src/notebook/edits/paste.js";
import { renamed } from "../../../src/notebook/edits/rename.js";
import { deleteCells, foldCells, moveCells } from "../../../src/notebook/edits/several.js";
import { splitCell } from "../../../src/notebook/edits/split.js";
import { outlineOf } from "../../../src/notebook/outline.js";
import { applyTransaction, type Transaction } from "../../../src/notebook/transaction.js";
import { cell, code, freshIds, kinds, notebookOf, prose } from "./notebook.js";

const sources = ({ cells }: NotebookDocument): readonly string[] => cells.map(({ source }) => source);
const after = (document: NotebookDocument, transaction: Transaction): readonly string[] => sources(applyTransaction(document, transaction));
const wired = notebookOf(
  code(1, 'import {dataset, train} from "../components/index.js";'), code(2, "const data = view(dataset({seed: 7}));"), code(3, "const run = view(train({epochs: 2}, {data}));"), prose(4, "Loss ${run.loss} on ${ data.name }, not \\${run}."),
);

describe("splitting a cell", () => {
  it("parts a text at the caret; the first part keeps the cell, the second comes behind it", () => {
    const document = notebookOf(prose(1, "# A\n\nfirst\n\n  - second"), prose(2, "end"));
    const split = applyTransaction(document, splitCell(document, 1, "# A\n\nfirst\n".length, 9));
    expect(split.cells.map(({ id, source, type }) => [id, type, source])).to.deep.equal([[1, "text/markdown", "# A\n\nfirst"], [9, "text/markdown", "  - second"], [2, "text/markdown", "end"]]);
  });
});

describe("merging cells", () => {
  it("makes one text of texts and formulas, with an empty line between", () => {
    const document = notebookOf(prose(1, "a"), cell(2, "application/x-tex", "x^2"), prose(3, ""), prose(4, "b"));
    expect(after(document, mergeCells(document, [4, 1, 2, 3], kinds.names) as Transaction)).to.deep.equal(["a\n\n${tex.block`x^2`}\n\nb"]);
  });
  it("refuses a component and says why", () => {
    expect(mergeCells(wired, [3, 4], kinds.names)).to.deep.include({ code: "cannot-merge" }).and.have.nested.property("message.en", "expected texts and formulas, or code. A component keeps a cell of its own.");
    expect(mergeCells(wired, [2, 3], kinds.names)).to.have.property("code", "cannot-merge");
  });
  it("takes a split back", () => {
    const document = notebookOf(prose(1, "one\n\ntwo"));
    const split = applyTransaction(document, splitCell(document, 1, 5, 2));
    expect(sources(applyTransaction(split, mergeCells(split, [1, 2], kinds.names) as Transaction))).to.deep.equal(["one\n\ntwo"]);
  });
});

describe("converting cells", () => {
  it("keeps a formula the same formula, there and back", () => {
    const document = notebookOf(prose(1, "${tex.block`\\frac{a}{b}`}"));
    const tex = applyTransaction(document, convertCells(document, [1], "application/x-tex"));
    expect(tex.cells[0]).to.include({ type: "application/x-tex", source: "\\frac{a}{b}" });
    expect(after(tex, convertCells(tex, [1], "text/markdown"))).to.deep.equal(sources(document));
  });
  it("keeps any other source as it is", () => {
    expect(after(wired, convertCells(wired, [3], "text/markdown"))).to.deep.equal(sources(wired));
    expect(convertCells(wired, [3], "module").steps).to.deep.equal([]);
  });
});

describe("copies of cells", () => {
  it("get free names, and read each other under them", () => {
    expect(after(wired, duplicateCells(wired, [2, 3, 4], kinds, freshIds())).slice(4)).to.deep.equal([
      "const data2 = view(dataset({seed: 7}));", "const run2 = view(train({epochs: 2}, {data: data2}));", "Loss ${run2.loss} on ${ data2.name }, not \\${run}.",
    ]);
  });
  it("go on reading what was not copied", () => {
    expect(after(wired, duplicateCells(wired, [3], kinds, freshIds()))[3]).to.equal("const run2 = view(train({epochs: 2}, {data}));");
  });
  it("bring what they call into the import line of another notebook, and no second import line", () => {
    const other = notebookOf(code(1, 'import {dataset} from "../components/index.js";'), prose(2, "x"));
    expect(after(other, pasteCells(other, wired.cells, 2, kinds, freshIds()))).to.deep.equal([
      'import {dataset, train} from "../components/index.js";', "x", "const data = view(dataset({seed: 7}));", "const run = view(train({epochs: 2}, {data}));", wired.cells[3]!.source,
    ]);
    const empty = notebookOf();
    expect(after(empty, pasteCells(empty, wired.cells.slice(1, 2), 0, kinds, freshIds()))).to.deep.equal(['import {dataset} from "../components/index.js";', "const data = view(dataset({seed: 7}));"]);
  });
  it("rename a value in a list and a short input, and leave settings and code alone", () => {
    const names = new Map([["run", "run2"], ["hp", "hp2"]]);
    expect(renamed(code(1, 'lossPlot({run: "hp"}, {runs: [run, run3, /* run */ run], hp, run: hp})'), names)).to.equal('lossPlot({run: "hp"}, {runs: [run2, run3, /* run */ run2], hp: hp2, run: hp2})');
    expect(renamed(code(1, "run + hp"), names)).to.equal("run + hp");
    expect(renamed(prose(1, "${running} ${run} ${tex`hp`} $${run.a}"), names)).to.equal("${running} ${run2} ${tex`hp`} $${run.a}");
  });
});

describe("the clipboard", () => {
  it("holds a notebook of the cells, which reads back the same, and their sources as text", () => {
    const cells = [...wired.cells, cell(9, "module", "const t = '</script><!-- <script>';", { pinned: true, hidden: true, attributes: { output: "t" } })];
    const { html, text } = writeClipping(cells);
    expect(text.startsWith(wired.cells[0]!.source)).to.equal(true);
    // A clipboard wraps what it is given.
    const read = readClipping(`<html><body><!--StartFragment-->${html}<!--EndFragment--></body></html>`)!;
    expect(read.map(({ type, source, pinned, hidden, attributes }) => ({ type, source: source.replace("<\\!--", "<!--"), pinned, hidden, attributes })))
      .to.deep.equal(cells.map(({ type, source, pinned, hidden, attributes }) => ({ type, source, pinned, hidden, attributes })));
  });
  it("knows what is no notebook", () => {
    expect([readClipping("<p>notebook</p>"), readClipping("<notebook></notebook>"), readClipping("")]).to.deep.equal([undefined, undefined, undefined]);
  });
});

describe("several cells", () => {
  const five = notebookOf(...[1, 2, 3, 4, 5].map((id) => prose(id, String(id))));
  it("move together and then stand together", () => {
    expect(after(five, moveCells(five, [4, 2], 0))).to.deep.equal(["2", "4", "1", "3", "5"]);
    expect(after(five, moveCells(five, [1, 2], 2))).to.deep.equal(["3", "4", "1", "2", "5"]);
    expect(after(five, moveCells(five, [1], 4))).to.deep.equal(["2", "3", "4", "5", "1"]);
    expect(moveCells(five, [1, 2], 0).steps).to.deep.equal([]);
  });
  it("go in one step, which is called by their number", () => {
    const gone = deleteCells(five, [5, 1]);
    expect(after(five, gone)).to.deep.equal(["2", "3", "4"]);
    expect([gone.label.en, gone.label["pt-BR"], deleteCells(five, [2]).label["pt-BR"], foldCells(five, [2], true).label.en]).to.deep.equal(["the deletion of 2 cells", "a exclusão de 2 células", "a exclusão da célula 2", "the folding of cell 2"]);
  });
  it("fold, which the file keeps", () => {
    expect(applyTransaction(five, foldCells(five, [2, 3], true)).cells.map(({ hidden }) => hidden)).to.deep.equal([false, true, true, false, false]);
  });
});

describe("find and replace", () => {
  const document = notebookOf(prose(1, "Loss and loss, lossless (a.b)"), code(2, "lossPlot({}, {loss})"));
  const query = { text: "loss", isExact: false, isWord: false };
  it("finds a text in every cell, with its case or as a word where that is asked", () => {
    expect(findText(document, query).length).to.equal(5);
    expect(findText(document, { ...query, isExact: true }).map(({ cell: id, start }) => [id, start])).to.deep.equal([[1, 9], [1, 15], [2, 0], [2, 14]]);
    expect(findText(document, { ...query, isWord: true }).map(({ cell: id, start }) => [id, start])).to.deep.equal([[1, 0], [1, 9], [2, 14]]);
    expect(findText(document, { ...query, text: "(a.b)" }).length).to.equal(1);
    expect(findText(document, { ...query, text: "" })).to.deep.equal([]);
  });
  it("replaces all as one step, and says how many", () => {
    const matches = findText(document, { ...query, isWord: true });
    const replaced = replaceText(document, query, matches, "$& cost");
    expect(after(document, replaced)).to.deep.equal(["$& cost and $& cost, lossless (a.b)", "lossPlot({}, {$& cost})"]);
    expect([replaced.label.en, replaced.label["pt-BR"], replaced.cell]).to.deep.equal(["the replacement of “loss” in 3 places", "a troca de “loss” em 3 lugares", 1]);
  });
});

describe("the outline", () => {
  it("lists headings, without what only looks like one", () => {
    const document = notebookOf(prose(1, "# The **loss** of ${tex`x`} #\n\n```\n# no\n```\n#no\n\n### [A link](https://a.b)"), code(2, "// # no"), prose(3, "## End"));
    expect(outlineOf(document)).to.deep.equal([
      { cell: 1, level: 1, text: "The loss of x", place: 0 }, { cell: 1, level: 3, text: "A link", place: 1 }, { cell: 3, level: 2, text: "End", place: 0 },
    ]);
  });
});
