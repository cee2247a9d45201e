import { expect } from "@open-wc/testing";
import { readDataSettings } from "../../src/data/settings.js";
import { readCell } from "../../src/notebook/declarative.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { kinds } from "../../components/cells/index.js";
import first from "../../notebooks/first.en.html";
import { readValues } from "../../src/hyperparameters/schema.js";
import { holdBadInputs, messagesOf, type BadInput, type Message } from "./bad-input.js";

const said = (text: string) => (): readonly Message[] => messagesOf(readNotebook(text).problems);
/** What is said of a cell's source; of code, why it is not run. */
const ofCell = (source: string) => (): readonly Message[] => {
  const reading = readCell({ type: "module", source }, ["train", "dataset"]);
  if (reading.kind === "broken") return messagesOf(reading.problems);
  return reading.kind === "code" && reading.reason ? messagesOf([reading.reason]) : [[reading.kind, ""]];
};
/** What is said of settings that a cell's source holds. */
const ofSettings = (source: string) => (): readonly Message[] => {
  const reading = readCell({ type: "module", source }, ["train", "dataset"]);
  if (reading.kind !== "call") throw new Error(reading.kind);
  return messagesOf(reading.call.component === "dataset" ? readDataSettings(reading.call.params).problems : readValues(kinds.get("train")!.schema({}), reading.call.params).problems);
};
const small = '<!doctype html>\n<notebook>\n  <title>T</title>\n  <script id="1" type="text/markdown">\n    # T\n  </script>\n  <script id="2" type="module">\n    train({seed: 1})\n  </script>\n</notebook>\n';
const cells = readNotebook(first).document!.cells;
const empty: Message = ["expected a notebook, but the file is empty. Choose a notebook that this page saved.", "esperado: um notebook, mas o arquivo está vazio. Escolha um notebook salvo por esta página."];
const noCell: Message = ["expected a notebook, but the file ends before its first cell. Download or copy it again: this copy holds no cell.", "esperado: um notebook, mas o arquivo acaba antes da primeira célula. Baixe ou copie de novo: esta cópia não traz nenhuma célula."];
const other = (received: string): Message => [
  `expected a notebook (an HTML file with <notebook>), received "${received}". Choose a notebook that this page saved.`,
  `esperado: um notebook (um arquivo HTML com <notebook>); recebido: "${received}". Escolha um notebook salvo por esta página.`,
];
const aValue: Message = ["a value (a number, text in quotes, true, false, null, a list or an object)", "um valor (número, texto entre aspas, true, false, null, lista ou objeto)"];
const tooDeep = (sign: string, column: number): Message => [
  `line 1, column ${column}: expected lists and objects nested at most 64 deep, received "${sign}".`,
  `linha 1, coluna ${column}: esperado: listas e objetos com no máximo 64 níveis; recebido: "${sign}".`,
];

const files: readonly BadInput[] = [
  { id: "B001", what: "a file of 0 bytes", give: said(""), says: [empty] },
  { id: "B001", what: "a file of blank lines", give: said("\r\n \n"), says: [empty] },
  { id: "B002", what: "a file cut within its first tag", give: said("<!doctype html>\n<note"), says: [noCell] },
  {
    id: "B002", what: "a file cut within a cell", give: said(small.slice(0, small.indexOf("train({") + 7)),
    says: [[
      "line 8, column 12: expected </notebook> before the end of the file. The first cell is whole; cell 2 is here as far as the file goes. Keep the original file: saving writes only what is here.",
      "linha 8, coluna 12: esperado: </notebook> antes do fim do arquivo. A primeira célula está inteira; a célula 2 vai até onde o arquivo vai. Guarde o arquivo original: ao salvar, só o que está aqui é gravado.",
    ]],
  },
  { id: "B003", what: "a byte-order mark before the notebook: it opens", give: () => [[String(readNotebook(`\uFEFF${first}`).document!.cells.length), ""], ...said(`\uFEFF${first}`)()], says: [[String(cells.length), ""]] },
  {
    id: "B017", what: "an attribute of a version to come", give: said(first.replace("<notebook ", '<notebook version="999" ')),
    says: [["expected attributes that this version knows, received \"version\". They are kept in the file as they are.", "esperado: atributos que esta versão conheça; recebido: \"version\". Eles ficam no arquivo como estão."]],
  },
  { id: "B027", what: "a PDF", give: said("%PDF-1.7\n%aaa"), says: [other("%PDF-1.7")] },
  { id: "B027", what: "JSON that is no notebook", give: said('{"a":1}'), says: [other("JSON")] },
  {
    id: "B051", what: "an SVG as a cell of its own: text that is kept", give: said(small.replace('<script id="2" type="module">\n    train({seed: 1})', '<script id="2" type="image/svg+xml">\n    <svg onload="alert(1)"><foreignObject/></svg>')),
    says: [['cell 2: expected a type of cell that this version knows, received "image/svg+xml". It is shown as text and kept in the file as it is.', 'célula 2: esperado: um tipo de célula que esta versão conheça; recebido: "image/svg+xml". Ela aparece como texto e fica no arquivo como está.']],
  },
  {
    id: "B020", what: "a number twice", give: said(small.replace('<script id="2"', '<script id="1"')),
    says: [["cell 2: expected a number of its own for every cell, received 1. The later cell is now number 2.", "célula 2: esperado: um número próprio para cada célula; recebido: 1. A célula de baixo agora tem o número 2."]],
  },
  {
    id: "B020", what: "__proto__ for a number", give: said(small.replace('<script id="2"', '<script id="__proto__"')),
    says: [['cell 2: expected attributes that this version knows, received "id". They are kept in the file as they are.', 'célula 2: esperado: atributos que esta versão conheça; recebido: "id". Eles ficam no arquivo como estão.']],
  },
  { id: "B052", what: "NUL, a lone surrogate and reversed letters in the title: it opens", give: said(first.replace(/<title>.*<\/title>/, "<title>\u0000\ud800 \u202Egnp</title>")), says: [] },
];
holdBadInputs("notebooks that are not whole, or none", files, () => JSON.stringify(readNotebook(first)));

const sources: readonly BadInput[] = [
  { id: "B006", what: "NaN among the settings", give: ofCell("train({seed: NaN})"), says: [[`line 1, column 14: expected ${aValue[0]}, received "NaN". Put text between quotes.`, `linha 1, coluna 14: esperado: ${aValue[1]}; recebido: "NaN". Ponha o texto entre aspas.`]] },
  { id: "B007", what: "a number beyond all numbers", give: ofSettings("dataset({seed: 1e400})"), says: [["seed: expected a whole number from 0 to 4,294,967,295, received Infinity. Set it to 4,294,967,295 or less.", "seed: esperado: um número inteiro de 0 a 4.294.967.295; recebido: Infinity. Use 4.294.967.295 ou menos."]] },
  { id: "B008", what: "a setting twice", give: ofCell("train({seed: 1, seed: 2})"), says: [['line 1, column 17: expected every setting once, received "seed".', 'linha 1, coluna 17: esperado: cada configuração uma só vez; recebido: "seed".']] },
  { id: "B009", what: "a setting called __proto__", give: ofCell("train({__proto__: {isTrusted: true}})"), says: [['line 1, column 8: expected the name of a setting, received "__proto__".', 'linha 1, coluna 8: esperado: o nome de uma configuração; recebido: "__proto__".']] },
  {
    id: "B010", what: "a setting called constructor", give: ofSettings("train({constructor: {prototype: {isTrusted: true}}})"),
    says: [["constructor: expected the name of a setting, received \"constructor\". It is kept as written and has no effect.", "constructor: esperado: o nome de uma configuração; recebido: \"constructor\". Fica como está, sem efeito."]],
  },
  { id: "B011", what: "50,000 lists within each other", give: ofCell(`train({a: ${"[".repeat(50_000)}${"]".repeat(50_000)}})`), says: [tooDeep("[", 75)] },
  { id: "B012", what: "a million objects within each other", give: ofCell(`train({a: ${'{"b":'.repeat(200_000)}1${"}".repeat(200_000)}})`), says: [tooDeep("{", 331)] },
  { id: "B061", what: "a call that breaks off", give: ofCell("train({epochs: 3"), says: [['line 1, column 17: expected "," or "}" before the end of the cell.', 'linha 1, coluna 17: esperado: "," ou "}" antes do fim da célula.']] },
  { id: "B061", what: "a setting without a value", give: ofCell("train({epochs: })"), says: [[`line 1, column 16: expected ${aValue[0]}, received "}".`, `linha 1, coluna 16: esperado: ${aValue[1]}; recebido: "}".`]] },
  { id: "B061", what: "a bracket too many", give: ofCell("train({epochs: 3}))"), says: [['line 1, column 19: expected the end of the cell, received ")".', 'linha 1, coluna 19: esperado: o fim da célula; recebido: ")".']] },
  { id: "B061", what: "tabs, hard spaces and Windows line ends: a call like any other", give: ofCell("train({\u00a0epochs:\t3})\r\n"), says: [["call", ""]] },
];
holdBadInputs("sources of cells that cannot be run", sources, () => JSON.stringify(Object.getOwnPropertyNames(Object.prototype)));

describe("notebooks with cells that this version does not know", () => {
  for (const [id, what, text] of [
    ["B020", "a number twice", first.replace('<script id="2"', '<script id="1"')],
    ["B020", "an unknown type", first.replace('<script id="2" type="module"', '<script id="2" type="application/vnd.x+json"')],
    ["B020", "__proto__ for a number", first.replace('<script id="2"', '<script id="__proto__"')],
  ] as const) {
    it(`${id}: ${what} opens with every cell, says what was unusual, and is saved as it was`, () => {
      const { document, problems } = readNotebook(text);
      expect([document!.cells.length, problems.length]).to.deep.equal([cells.length, 1]);
      const again = readNotebook(writeNotebook(document!)).document!;
      expect(again.cells.map(({ source, type }) => [source, type])).to.deep.equal(document!.cells.map(({ source, type }) => [source, type]));
    });
  }
  it("B002: every beginning of a file opens as far as its cells are whole, or says that none is, and nothing is thrown", () => {
    for (let length = 0; length < first.length; length += 97) {
      const { document, problems } = readNotebook(first.slice(0, length));
      expect(problems.length, `${length}`).to.be.above(0);
      expect(document?.cells.length ?? 0).to.be.at.most(cells.length);
    }
  });
});
