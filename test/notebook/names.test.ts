import { expect } from "@open-wc/testing";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { checkNames, missingImports, readCells } from "../../src/notebook/names.js";

const components = ["source", "relay"];
const notebook = (...sources: readonly string[]): NotebookDocument => ({ title: "", theme: "", readonly: false, cells: sources.map((source, i) => ({ id: i + 10, type: source.startsWith("#") ? "text/markdown" : "module", source, pinned: false, hidden: false, attributes: {} })) });
const check = (...sources: readonly string[]): Record<string, readonly [string, string][]> => {
  const document = notebook(...sources);
  return Object.fromEntries([...checkNames(document, readCells(document, components))].map(([id, problems]) => [id, problems.map(({ message }) => [message.en, message["pt-BR"]])]));
};

describe("the names of a notebook", () => {
  it("are fine when every name is given once and read by later or earlier cells", () => {
    expect(check('import {source, relay, tex} from "./x.js"', "relay({}, {a})", "const a = view(source())", "# ${a.n}", "const other = 1", "relay({}, {other})")).to.deep.equal({});
  });
  it("given twice are said at each of their cells", () => {
    expect(check("const a = view(source())", "const a = view(source())", "const a = view(source())")[11]).to.deep.equal([["a: expected a name that no other cell has, received \"a\". Cells 1 and 3 have it too: rename one of them.", "a: esperado: um nome que nenhuma outra célula tenha; recebido: \"a\". As células 1 e 3 também têm esse nome: mude um deles."]]);
    expect(check("import {source} from 'x'", "const source = view(relay())")[11]).to.deep.equal([["source: expected a name that no other cell has, received \"source\". Cell 1 has it too: rename one of them.", "source: esperado: um nome que nenhuma outra célula tenha; recebido: \"source\". A célula 1 também tem esse nome: mude um deles."]]);
  });
  it("that the notebook uses itself cannot be given", () => {
    expect(check("const view = view(source())")).to.deep.equal({ 10: [["view: expected a name that the notebook does not use itself, received \"view\".", "view: esperado: um nome que o próprio notebook não use; recebido: \"view\"."]] });
  });
  it("that nobody gives come with the nearest one, in prose too", () => {
    expect(check("const data = view(source())", "relay({}, {dta: dta})", "# ${hp.n}")).to.deep.equal({
      11: [["dta: expected the name of another cell, received \"dta\". Did you mean data?", "dta: esperado: o nome de outra célula; recebido: \"dta\". Você quis dizer data?"]],
      12: [["hp: expected the name of another cell, received \"hp\". Give a cell this name: const hp = view(…).", "hp: esperado: o nome de outra célula; recebido: \"hp\". Dê esse nome a uma célula: const hp = view(…)."]],
    });
  });
  it("in a circle name the cells in the order in which they wait", () => {
    const found = check("relay({}, {a})", "const a = view(relay({}, {c}))", "const b = view(relay({}, {a}))", "const c = view(relay({}, {b}))");
    expect(Object.keys(found)).to.deep.equal(["11", "12", "13"]);
    expect(found[12]).to.deep.equal([["b: expected cells that do not wait for each other in a circle. Each waits for the next: 2 → 4 → 3 → 2. Take one of these names out of the inputs.", "b: esperado: células que não esperem umas pelas outras em círculo. Cada uma espera pela seguinte: 2 → 4 → 3 → 2. Tire um desses nomes das entradas."]]);
  });
  it("of a cell that reads itself say so", () => {
    expect(check("const a = view(relay({}, {a}))")).to.deep.equal({ 10: [["a: expected cells that do not wait for each other in a circle. Cell 1 waits for itself: take its own name out of its inputs.", "a: esperado: células que não esperem umas pelas outras em círculo. A célula 1 espera por si mesma: tire o nome dela das entradas."]] });
  });
  it("of unknown components are said with the nearest", () => {
    expect(check("rely({}, {})")[10]).to.deep.equal([['line 1, column 1: expected the name of a component, received "rely". Did you mean relay? The cell is kept as it is.', 'linha 1, coluna 1: esperado: o nome de um componente; recebido: "rely". Você quis dizer relay? A célula fica como está.']]);
  });
  it("that cells call and no import cell brings are known, formulas' too", () => {
    const document = notebook('import {source} from "./x.js"', "source()", "relay()", "# ${tex`x`}");
    expect(missingImports(document, readCells(document, components))).to.deep.equal(["relay", "tex"]);
  });
});
