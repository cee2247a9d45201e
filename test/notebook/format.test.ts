import { expect } from "@open-wc/testing";
import { deserialize, serialize } from "@observablehq/notebook-kit";
import * as fc from "fast-check";
import { sentence } from "../../src/base/problem.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { readNotebook, storable, writeNotebook } from "../../src/notebook/format.js";
import firstEn from "../../notebooks/first.en.html";
import firstPt from "../../notebooks/first.pt-BR.html";
import kernelPt from "../../notebooks/kernel.pt-BR.html";
import keywordEn from "../../notebooks/keyword.en.html";
import sample from "../fixtures/notebook-sample.html";

const cell = (source: string, rest: Partial<Cell> = {}): Cell => ({ id: 1, type: "module", source, pinned: false, hidden: false, attributes: {}, ...rest });
const notebook = (cells: readonly Cell[], rest: Partial<NotebookDocument> = {}): NotebookDocument => ({ title: "T", theme: "air", readonly: false, cells, ...rest });
const again = (document: NotebookDocument): NotebookDocument => readNotebook(writeNotebook(document)).document!;
const english = (text: string): readonly string[] => readNotebook(text).problems.map((one) => `${one.path}| ${sentence(one, "en")}`);
const file = (inside: string, attributes = ' theme="air"'): string => `<!doctype html>\n<notebook${attributes}>\n  <title>T</title>${inside}\n</notebook>\n`;

describe("the notebook's file", () => {
  for (const [name, text] of Object.entries({ sample, firstEn, firstPt, kernelPt, keywordEn })) {
    it(`P9: ${name} is read without a problem and written back byte for byte`, () => {
      const { document, problems } = readNotebook(text);
      expect(problems).to.deep.equal([]);
      expect(writeNotebook(document!)).to.equal(text);
    });
    it(`${name} is read as notebook-kit reads it in a page, and written as notebook-kit writes it`, () => {
      const theirs = deserialize(text);
      const ours = readNotebook(text).document!;
      expect(ours.title).to.equal(theirs.title);
      expect(ours.cells.map(({ id, source, pinned, hidden }) => ({ id, source, pinned, hidden }))).to.deep.equal(theirs.cells.map(({ id, value, pinned, hidden }) => ({ id, source: value, pinned, hidden })));
      expect(serialize(theirs)).to.equal(text);
    });
  }
  it("P9: any notebook reads back as it was, by us and by notebook-kit, and the same file is written again", () => {
    const hard = fc.constantFrom("</script>", "<\\/script>", "<!--", "-->", "<script>", "</SCRIPT >", "</script/", "\n", "    ", "a", "`", "é", "&amp;", "\r\n", "</notebook>", "\t", "<", "<!-->");
    const source = fc.oneof(fc.string(), fc.array(hard, { maxLength: 9 }).map((parts) => parts.join("")));
    const cells = fc.array(fc.record({ source, type: fc.constantFrom("module", "text/markdown", "application/x-tex", "application/x-other"), pinned: fc.boolean(), hidden: fc.boolean() }), { maxLength: 4 });
    fc.assert(fc.property(cells, fc.string(), (list, title) => {
      const document = notebook(list.map((one, i) => cell(one.source, { ...one, id: i + 1 })), { title });
      const text = writeNotebook(document);
      const { cells: read } = readNotebook(text).document!;
      expect(read.map(({ type, pinned, hidden, source }) => ({ type, pinned, hidden, source }))).to.deep.equal(list.map((one) => ({ ...one, source: storable(one.source) })));
      expect(deserialize(text).cells.map(({ value }) => value)).to.deep.equal(read.map((one) => one.source));
    }), { numRuns: 400, seed: 1 });
  });
  it("changes nothing of a source but line ends, NUL and a comment that would swallow the file", () => {
    expect(storable("a </script> <!-- b --> \t\n   \n<\\/script>")).to.equal("a </script> <!-- b --> \t\n   \n<\\/script>");
    expect(storable("a\r\nb\rc\0")).to.equal("a\nb\nc\uFFFD");
    expect(storable("'<!-- <script>'")).to.equal("'<\\!-- <script>'");
    expect(storable("'</script/>'")).to.equal("'<\\/script/>'");
  });
  it("an unclosed comment with a script inside a cell does not swallow the cells after it", () => {
    const document = notebook([cell("const s = '<!-- <script>';"), cell("second", { id: 2, type: "text/markdown" })]);
    expect(again(document).cells.map(({ source }) => source)).to.deep.equal(["const s = '<\\!-- <script>';", "second"]);
  });
  it("saving refuses a document that no text of the format can hold", () => {
    expect(() => writeNotebook(notebook([cell("a", { attributes: { "two words": "x" } })]))).to.throw(Error, "the notebook's text does not read back as what was written");
  });
});

describe("what this version does not know", () => {
  it("is kept: types, attributes, what stands between cells and around the notebook", () => {
    const text = `<!-- a page -->\n<html><head><title>T</title></head><body>\n<notebook theme="light-dark(air, ink)" readonly="" data-x="1 &amp; 2">\n  <title>T</title>\n  <!-- about the data -->\n  <script id="1" type="application/vnd.other+json" data-cell="&quot;q&quot;" height="300">\n    {"lr": 0.1}\n  </script>\n  <meta name="author" content="me">\n</notebook>\n<script type="application/json">{"a": 1}</script>\n</body></html>`;
    const { document } = readNotebook(text);
    expect(document!.cells).to.deep.equal([{ id: 1, type: "application/vnd.other+json", source: '{"lr": 0.1}', pinned: false, hidden: false, attributes: { "data-cell": '"q"', height: "300" }, leading: "<!-- about the data -->" }]);
    expect(writeNotebook(document!)).to.equal(text);
  });
  it("is said, each once, with what happens to it", () => {
    expect(english(file('\n  <script id="4" type="text/x-lisp" height="3">\n    (a)\n  </script>\n  <p>hello</p>', ' theme="air" lang="pt"'))).to.deep.equal([
      'cell 4| cell 4: expected a type of cell that this version knows, received "text/x-lisp". It is shown as text and kept in the file as it is.',
      'cell 4| cell 4: expected attributes that this version knows, received "height". They are kept in the file as they are.',
      "| expected nothing but cells in the notebook. Text beside them is kept in the file as it is.",
      '| expected attributes that this version knows, received "lang". They are kept in the file as they are.',
    ]);
  });
  it("does not keep a cell from getting a number of its own", () => {
    const { document, problems } = readNotebook(file(['5', '5', 'hp', '1'].map((id) => `\n  <script id="${id}" type="module">\n    ${id}\n  </script>`).join("")));
    expect(document!.cells.map(({ id, attributes }) => [id, attributes])).to.deep.equal([[5, {}], [6, {}], [7, { id: "hp" }], [1, {}]]);
    expect(problems.map((one) => sentence(one, "pt-BR"))).to.deep.equal([
      "célula 6: esperado: um número próprio para cada célula; recebido: 5. A célula de baixo agora tem o número 6.",
      'célula 7: esperado: atributos que esta versão conheça; recebido: "id". Eles ficam no arquivo como estão.',
    ]);
    expect(writeNotebook({ ...document!, cells: document!.cells.toReversed() })).to.include('<script id="hp" type="module">');
  });
  it("keeps the title of a page around the notebook and the notebook's own the same", () => {
    const text = `<!doctype html>\n<title>A &amp; B</title>\n${file("").slice(16).replace(">T<", ">A &amp; B<")}`;
    const written = writeNotebook({ ...readNotebook(text).document!, title: "C < D" });
    expect(written).to.equal(text.replaceAll("A &amp; B", "C &lt; D"));
  });
});

describe("a file that is no whole notebook", () => {
  it("is named for what it is", () => {
    expect(english("  \n")).to.deep.equal(["| expected a notebook, but the file is empty. Choose a notebook that this page saved."]);
    expect(english('{"a": 1}')).to.deep.equal(['| expected a notebook (an HTML file with <notebook>), received "JSON". Choose a notebook that this page saved.']);
    expect(english('{"cells": [], "nbformat": 4}')).to.deep.equal(['| expected a notebook (an HTML file with <notebook>), received "Jupyter (.ipynb)". Jupyter notebooks open in Jupyter; choose the .html file of the notebook here.']);
    expect(english("word,count\na,1")).to.deep.equal(['| expected a notebook (an HTML file with <notebook>), received "word,count". Choose a notebook that this page saved.']);
    expect(readNotebook("").problems.map((one) => sentence(one, "pt-BR"))).to.deep.equal(["esperado: um notebook, mas o arquivo está vazio. Escolha um notebook salvo por esta página."]);
  });
  it("says where it was cut and which cells are whole", () => {
    const text = file('\n  <script id="1" type="text/markdown">\n    # A\n  </script>\n  <script id="2" type="module">\n    flow({}, {hp})\n  </script>');
    const cut = readNotebook(text.slice(0, text.indexOf(", {hp}")));
    expect(cut.document!.cells.map(({ source }) => source)).to.deep.equal(["# A", "flow({}"]);
    expect(cut.problems.map((one) => [one.path, sentence(one, "en")])).to.deep.equal([["line 8, column 12", "line 8, column 12: expected </notebook> before the end of the file. The first cell is whole; cell 2 is here as far as the file goes. Keep the original file: saving writes only what is here."]]);
    expect(sentence(cut.problems[0]!, "pt-BR")).to.equal("linha 8, coluna 12: esperado: </notebook> antes do fim do arquivo. A primeira célula está inteira; a célula 2 vai até onde o arquivo vai. Guarde o arquivo original: ao salvar, só o que está aqui é gravado.");
  });
  it("cut anywhere, loses no cell before the cut and always says so", () => {
    const whole = readNotebook(firstEn).document!.cells;
    for (let length = 1; length < firstEn.lastIndexOf("</notebook>") + 11; length += 7) {
      const text = firstEn.slice(0, length);
      const { document, problems } = readNotebook(text);
      expect(problems.map(({ code }) => code), `${length}`).to.deep.equal(["cut-file"]);
      const closed = text.split("</script>").length - 1;
      expect((document?.cells ?? []).slice(0, closed)).to.deep.equal(whole.slice(0, closed));
      const partial = document?.cells[closed];
      if (partial) expect(whole[closed]!.source.startsWith(partial.source.replace(/\s*<?\/?$/, ""))).to.equal(true);
      if (document) expect(again(document).cells.length).to.equal(document.cells.length);
    }
  });
});

describe("notebook-kit", () => {
  it("pitfall 1: comes without the TypeScript compiler (the test's own bundle holds it to that)", async () => {
    const scripts = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => new URL(name).pathname.endsWith(".js") && !name.includes("__web"));
    expect(scripts.length).to.be.above(0);
    const nameInCompiler = ["create", "Program"].join("");
    for (const script of scripts) expect((await (await fetch(script)).text()).includes(nameInCompiler)).to.equal(false, script);
  });
  it("pitfall 2: loads in the test runner, where its compiler has no named exports", () => {
    expect(deserialize(sample).cells.length).to.equal(14);
  });
});
