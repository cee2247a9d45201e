import { expect } from "@open-wc/testing";
import type { ExportedNotebook } from "../../src/exporters/exporter.js";
import { ipynb } from "../../src/exporters/ipynb/ipynb.js";
import { readCell } from "../../src/notebook/declarative.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { notebookInside } from "../../src/notebook/inside.js";
import sample from "../fixtures/notebook-sample.html";

/** A notebook as an export sees it, with a snapshot that brings along what must not leave. */
function exported(text: string): ExportedNotebook {
  const document = readNotebook(text).document!;
  return {
    document, text: writeNotebook(document), locale: "en", runs: [], layersOf: () => undefined, published: () => Promise.reject(new Error("not asked for")), ownFile: () => Promise.reject(new Error("not asked for")),
    cells: document.cells.map((cell) => {
      const reading = readCell(cell, []);
      return { cell, value: undefined, ...(reading.kind === "prose" ? { parts: reading.prose.parts } : { snapshot: { mime: { "text/plain": "shown", "image/svg+xml": "<svg onload='alert(1)'></svg>" }, alt: "a ]drawing\nof two lines" } }) };
    }),
  };
}
interface Written {
  readonly nbformat: number; readonly nbformat_minor: number; readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly { readonly cell_type: string; readonly id: string; readonly metadata: object; readonly source: readonly string[]; readonly outputs?: readonly { readonly output_type: string; readonly data: Readonly<Record<string, unknown>>; readonly metadata: object }[]; readonly execution_count?: null }[];
}
const hostile = [`</script><script>alert(1)</script>`, "a\u2028b\u2029c", "😀 \u202Eשלום", "'''\"\"\"\\", "# %matplotlib\n!rm -rf /", "\\end{document} $x$"];

describe("a Jupyter notebook", () => {
  it("P28: has what nbformat 4.5 asks of it: ids of its own, sources of lines, outputs of code alone, none of them JavaScript", async () => {
    const file = JSON.parse(String(await ipynb.make(exported(sample), {}))) as Written;
    expect([file.nbformat, file.nbformat_minor]).to.deep.equal([4, 5]);
    expect(new Set(file.cells.map(({ id }) => id)).size).to.equal(file.cells.length);
    for (const { cell_type, id, source, metadata, outputs, execution_count, ...more } of file.cells) {
      // github.com/jupyter/nbformat, v4/nbformat.v4.5.schema.json
      expect(id).to.match(/^[a-zA-Z0-9-_]{1,64}$/);
      expect(more).to.deep.equal({});
      expect(metadata).to.be.an("object");
      expect(source.every((line, i) => typeof line === "string" && (i === source.length - 1) === !line.endsWith("\n"))).to.equal(true);
      expect(cell_type).to.be.oneOf(["markdown", "code"]);
      expect([outputs === undefined, execution_count === undefined]).to.deep.equal(cell_type === "code" ? [false, false] : [true, true]);
      for (const { output_type, data } of outputs ?? []) {
        expect(output_type).to.equal("display_data");
        expect(Object.keys(data)).to.include("text/plain").and.not.include("application/javascript");
      }
    }
  });
  it("P28: gives the notebook back as it was, whatever is written in it", async () => {
    expect(notebookInside(String(await ipynb.make(exported(sample), {})))).to.equal(sample);
    for (const words of hostile) {
      const text = writeNotebook({ ...readNotebook(sample).document!, title: words, cells: [{ id: 7, type: "text/markdown", source: words, pinned: true, hidden: true, attributes: { output: "x", "data-own": words } }] });
      expect(notebookInside(String(await ipynb.make(exported(text), {})))).to.equal(text);
    }
  });
});
