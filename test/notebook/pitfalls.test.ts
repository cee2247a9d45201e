import { expect } from "@open-wc/testing";
import { deserialize } from "@observablehq/notebook-kit";
import { readCell } from "../../src/notebook/declarative.js";
import { readNotebook } from "../../src/notebook/format.js";
import { readProse } from "../../src/notebook/template.js";
import first from "../../notebooks/first.en.html";

// Pitfalls 1 and 2 are in format.test.ts, 3 to 9 and 13 in graph.test.ts, 12 in template.test.ts, 14 in test/repository/notebook-kit.test.mjs.
describe("pitfalls of reading a notebook", () => {
  it("pitfall 10: reading a file runs none of its cells and loads nothing of it", () => {
    const text = '<!doctype html><script>window.wasRun = 1</script><notebook theme="air"><title>T</title><script id="1" type="module">window.wasRun = 2</script><img src="/asked.png" onerror="window.wasRun = 3"></notebook>';
    const asked = performance.getEntriesByType("resource").length;
    expect(readNotebook(text).document!.cells.map(({ source }) => source)).to.deep.equal(["window.wasRun = 2"]);
    expect([Object.hasOwn(window, "wasRun"), performance.getEntriesByType("resource").length]).to.deep.equal([false, asked]);
  });
  it("pitfall 10: a cell that is code is never run", () => {
    for (const source of ["window.wasRun = 1", "train({seed: (window.wasRun = 1)})", "const {a = window.wasRun = 1} = {}"]) expect(readCell({ type: "module", source }, ["train"]).kind).to.equal("code");
    expect(Object.hasOwn(window, "wasRun")).to.equal(false);
  });
  it("pitfall 11: prose is handed on as text, with nothing of it made HTML", () => {
    expect(readProse('<img src=x onerror="alert(1)"> ${hp}').parts[0]).to.deep.equal({ kind: "markdown", text: '<img src=x onerror="alert(1)"> ' });
  });
  it("our own scan of a file finds the cells that a browser's parser finds", () => {
    const odd = `<!-- <notebook><script>no</script></notebook> -->${first.replace("</title>", " &lt;x&gt; &ccedil;&#227;o</title><!-- c -->").replace('type="module"', "type=module pinned DATA-X='a>b'").replace("</notebook>", '<script id="99" type="module">\n    "<!-- --> </scripty> <!-- <script> x </script> -->"\n  </script ></notebook>')}`;
    const theirs = deserialize(odd);
    const ours = readNotebook(odd).document!;
    expect(ours.title).to.equal(theirs.title);
    expect(ours.cells.map(({ id, source, pinned }) => [id, source, pinned])).to.deep.equal(theirs.cells.map(({ id, value, pinned }) => [id, value, pinned]));
    expect(ours.cells[1]!.attributes).to.deep.equal({ "data-x": "a>b" });
  });
});
