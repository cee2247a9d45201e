import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { readRows, writeRows } from "../../src/data/import/rows.js";
import { readCell } from "../../src/notebook/declarative.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { rewriteSettings } from "../../src/notebook/rewrite.js";
import first from "../../notebooks/first.en.html";

/** What a notebook file gives back of rows that were written into its dataset cell. */
function throughAFile(rows: string): unknown {
  const { document } = readNotebook(first);
  const cells = document!.cells.map((cell) => (cell.source.includes("dataset({") ? { ...cell, source: rewriteSettings(cell.source, { source: "own-texts", rows }) } : cell));
  const again = readNotebook(writeNotebook({ ...document!, cells })).document!;
  const reading = readCell(again.cells.find(({ source }) => source.includes("own-texts"))!, ["dataset"]);
  return reading.kind === "call" ? reading.call.params["rows"] : reading;
}

describe("rows that a notebook carries", () => {
  it("are the same after writing and reading the file, whatever the sentences hold", () => {
    for (const text of ["</script><script>alert(1)</script>", "<!-- <script>", "a \\ \" ' ` ${x}", "\u2028 \u2029 \u0000 \uFEFF x", "\ud800 alone", "👩‍🏫 ação", "    four spaces", "</notebook>"]) {
      const rows = writeRows([{ label: "a", text }, { label: "b", text: `${text} b` }]);
      expect(throughAFile(rows), JSON.stringify(text)).to.equal(rows);
    }
    const line = fc.string({ unit: "binary", maxLength: 30 });
    fc.assert(fc.property(fc.array(fc.record({ label: line, text: line }), { minLength: 1, maxLength: 4 }), (given) => {
      const rows = writeRows(given);
      expect(throughAFile(rows)).to.equal(rows);
    }), { seed: 2, numRuns: 100 });
  });
  it("are a line each, which holds a label, a tab and a text; line breaks and tabs within become spaces", () => {
    expect(writeRows([{ label: "pos\n", text: "a\tfine\r\nphone " }, { label: "neg", text: "bad" }])).to.equal("pos\ta fine phone\nneg\tbad");
    expect(readRows("pos\ta fine phone\n\nneg\tbad\nno label")).to.deep.equal([{ label: "pos", text: "a fine phone", row: 1 }, { label: "neg", text: "bad", row: 3 }, { label: "", text: "no label", row: 4 }]);
  });
});
