import { expect } from "@open-wc/testing";
import type { Problem } from "../../src/base/problem.js";
import { Library, type DraftStore } from "../../components/controllers/library.js";
import { readFile } from "../../components/controllers/files.js";
import { formatAttribute, newerFormat } from "../../src/notebook/newer-format.js";
import { readNotebook } from "../../src/notebook/format.js";
import sample from "../fixtures/notebook-sample.html";
import { deepestJson, mostCells } from "../../src/notebook/file-text.js";
import { notebookInside } from "../../src/notebook/inside.js";

const whole = (cells: string, title = "Título"): string => `<!doctype html>\n<notebook>\n  <title>${title}</title>${cells}\n</notebook>\n`;
const one = whole('\n  <script id="1" type="text/markdown">\n    ação\n  </script>');
const utf16 = (text: string, isLittle: boolean): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, isLittle);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), isLittle);
  return bytes;
};
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const bytes = (...start: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from([...start, ...Array.from({ length: 40 }, (_, i) => i)]);
const nested = (depth: number): string => `{"cells":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
const many = (count: number): string => whole(Array.from({ length: count }, (_, i) => `\n  <script id="${i + 1}" type="text/markdown">\n    x\n  </script>`).join(""));

/** Keeps drafts in memory, and counts what is written. */
class Kept implements DraftStore {
  writes = 0;
  readonly texts: string[] = [];
  save = (_key: string, { text }: { readonly text: string }): ReturnType<DraftStore["save"]> => { this.writes++; this.texts.push(text); return Promise.resolve({ value: true as const }); };
  load = (): ReturnType<DraftStore["load"]> => Promise.resolve({ value: null });
  list = (): ReturnType<DraftStore["list"]> => Promise.resolve({ value: [] });
  delete = (): ReturnType<DraftStore["delete"]> => { this.writes++; return Promise.resolve({ value: true as const }); };
  readonly isNewer = false;
  revision = (): ReturnType<DraftStore["revision"]> => Promise.resolve({ value: 0 });
  versions = (): ReturnType<DraftStore["versions"]> => Promise.resolve({ value: [] });
  version = (): ReturnType<DraftStore["version"]> => Promise.resolve({ value: null });
  remove = (): ReturnType<DraftStore["remove"]> => { this.writes++; return Promise.resolve({ value: { draft: undefined, versions: [], file: undefined } }); };
  putBack = (): ReturnType<DraftStore["putBack"]> => { this.writes++; return Promise.resolve({ value: true as const }); };
  keepFile = (): ReturnType<DraftStore["keepFile"]> => { this.writes++; return Promise.resolve({ value: true as const }); };
  file = (): ReturnType<DraftStore["file"]> => Promise.resolve({ value: null });
}
async function opened(content: BlobPart): Promise<{ readonly key: string | undefined; readonly problems: readonly Problem[]; readonly kept: Kept }> {
  const kept = new Kept();
  return { ...(await new Library(kept).addFile(await readFile(new File([content], "a.html")))), kept };
}

type Row = readonly [row: string, what: string, content: BlobPart, en: string, pt: string];
const choose = ["Choose a notebook that this page saved.", "Escolha um notebook salvo por esta página."] as const;
const really = (en: string, pt: string): readonly [string, string] => [`expected a notebook (an HTML file with <notebook>), but this is ${en}. ${choose[0]}`, `esperado: um notebook (um arquivo HTML com <notebook>), mas este é ${pt}. ${choose[1]}`];
const not = (received: string): readonly [string, string] => [`expected a notebook (an HTML file with <notebook>), received ${received}. ${choose[0]}`, `esperado: um notebook (um arquivo HTML com <notebook>); recebido: ${received}. ${choose[1]}`];
const jupyter: readonly [string, string] = ['expected a notebook (an HTML file with <notebook>), received "Jupyter (.ipynb)". Jupyter notebooks open in Jupyter; choose the .html file of the notebook here.', 'esperado: um notebook (um arquivo HTML com <notebook>); recebido: "Jupyter (.ipynb)". Cadernos do Jupyter abrem no Jupyter; aqui, escolha o arquivo .html do notebook.'];
const deep: readonly [string, string] = [`expected JSON nested at most 64 deep. ${choose[0]}`, `esperado: JSON com no máximo 64 níveis. ${choose[1]}`];

const refused: readonly Row[] = [
  ["B001", "an empty file", "", `expected a notebook, but the file is empty. ${choose[0]}`, `esperado: um notebook, mas o arquivo está vazio. ${choose[1]}`],
  ["B001", "only blank lines", " \n\n ", `expected a notebook, but the file is empty. ${choose[0]}`, `esperado: um notebook, mas o arquivo está vazio. ${choose[1]}`],
  ["B002", "a file cut in its first line", "<!doctype ht", "expected a notebook, but the file ends before its first cell. Download or copy it again: this copy holds no cell.", "esperado: um notebook, mas o arquivo acaba antes da primeira célula. Baixe ou copie de novo: esta cópia não traz nenhuma célula."],
  ["B009", "JSON with __proto__", '{"__proto__":{"isTrusted":true}}', ...not('"JSON"')],
  ["B010", "JSON with constructor.prototype", '{"constructor":{"prototype":{"x":1}}}', ...not('"JSON"')],
  ["B011", "50,000 nested lists", nested(50_000), ...deep],
  ["B012", "10 MB of nested lists", "[".repeat(10_000_000), ...deep],
  ["B020", "one cell more than the most", many(mostCells + 1), "expected a notebook of at most 2,000 cells, received 2001. Nothing was opened.", "esperado: um notebook de no máximo 2.000 células; recebido: 2001. Nada foi aberto."],
  ["B022", "nbformat 3", '{"nbformat":3,"worksheets":[]}', ...jupyter],
  ["B023", "cells with numbers for a source", '{"nbformat":4,"cells":[{"source":7}]}', ...jupyter],
  ["B024", "somebody's Python notebook", '{"cells":[{"cell_type":"code","source":["import os"]}],"nbformat":4}', ...jupyter],
  ["B025", "outputs that are JavaScript", '{"cells":[{"outputs":[{"data":{"application/javascript":"alert(1)"}}]}]}', ...jupyter],
  ["B026", "our metadata with something else in it", '{"nbformat":4,"metadata":{"atnet":{"notebook":7}}}', ...jupyter],
  ["B027", "a PNG", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...really("an image (PNG)", "uma imagem (PNG)")],
  ["B027", "a JPEG", bytes(0xff, 0xd8, 0xff, 0xe0), ...really("an image (JPEG)", "uma imagem (JPEG)")],
  ["B027", "a PDF", "%PDF-1.7 <notebook>", ...really("PDF", "PDF")],
  ["B027", "a Keras model", bytes(0x50, 0x4b, 3, 4), ...really("an archive (ZIP; also .docx, .xlsx and .keras)", "um arquivo compactado (ZIP; também .docx, .xlsx e .keras)")],
  ["B027", "a 7z", bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), ...really("an archive (7z)", "um arquivo compactado (7z)")],
  ["B027", "an HDF5 file", bytes(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a), ...really("an HDF5 file (.h5)", "um arquivo HDF5 (.h5)")],
  ["B027", "a HEIC image", bytes(0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70), ...really("an image or a film (HEIC, MP4)", "uma imagem ou um filme (HEIC, MP4)")],
  ["B014", "a gzip", bytes(0x1f, 0x8b, 8), ...really("an archive (gzip)", "um arquivo compactado (gzip)")],
  ["B027", "a text of another kind", "a;b\n1;2", ...not('"a;b"')],
];

describe("P25: bad notebook files", () => {
  for (const [row, what, content, en, pt] of refused) {
    it(`${row}: ${what} is refused in one sentence, and nothing is kept`, async () => {
      const { key, problems, kept } = await opened(content);
      expect(problems.map(({ message }) => message)).to.deep.equal([{ en, "pt-BR": pt }]);
      expect([key, kept.writes]).to.deep.equal([undefined, 0]);
    });
  }

  const repaired: readonly Row[] = [
    ["B003", "a byte order mark", `\uFEFF${one}`, "", ""],
    ["B004", "UTF-16, little end first", utf16(one, true), "", ""],
    ["B004", "UTF-16, big end first", utf16(one, false), "", ""],
    ["B005", "Latin-1", latin1(one), "expected text in UTF-8. It was read as Windows-1252: check the accents. Saving writes UTF-8.", "esperado: texto em UTF-8. Ele foi lido como Windows-1252: confira os acentos. Ao salvar, é gravado UTF-8."],
  ];
  for (const [row, what, content, en, pt] of repaired) {
    it(`${row}: ${what} opens with its accents`, async () => {
      const { key, problems, kept } = await opened(content);
      expect(key).to.not.equal(undefined);
      expect(problems.map(({ message }) => message)).to.deep.equal(en ? [{ en, "pt-BR": pt }] : []);
      expect(kept.texts).to.deep.equal([one]);
    });
  }

  it("B013: a file of 1 GB is refused by its size, before a byte of it is read", async () => {
    const file = new File([], "a.html");
    Object.defineProperties(file, { size: { value: 2 ** 30 }, arrayBuffer: { value: () => { throw new Error("it was read"); } } });
    const { problems, text } = await readFile(file);
    expect([text, problems!.map(({ message }) => message)]).to.deep.equal(["", [{
      en: `a.html: expected a file of at most 50 MB, received "1024 MB". ${choose[0]} Nothing was changed.`, "pt-BR": `a.html: esperado: um arquivo de no máximo 50 MB; recebido: "1024 MB". ${choose[1]} Nada foi alterado.`,
    }]]);
  });
  for (const [fault, what, error, en, pt] of [
    ["F15", "a file that the browser finds no memory for", new RangeError("Array buffer allocation failed"),
      'expected a file that fits in the memory of this browser, received "3 MB". Close other tabs and choose it again, or take a smaller file. Nothing was changed.',
      'esperado: um arquivo que caiba na memória deste navegador; recebido: "3 MB". Feche outras abas e escolha-o de novo, ou use um arquivo menor. Nada foi alterado.'],
    ["B028", "a directory in place of a file", new DOMException("a directory", "NotFoundError"),
      "expected a file that can be read, but it was moved, changed or closed to this page since it was chosen. Choose it again. Nothing was changed.",
      "esperado: um arquivo que possa ser lido, mas ele foi movido, alterado ou fechado para esta página depois de escolhido. Escolha-o de novo. Nada foi alterado."],
  ] as const) {
    it(`${fault}: ${what} is refused in one sentence, and nothing is kept`, async () => {
      const file = new File([new Uint8Array(3 * 2 ** 20)], "a.html");
      Object.defineProperty(file, "arrayBuffer", { value: () => Promise.reject(error) });
      const kept = new Kept();
      const { key, problems } = await new Library(kept).addFile(await readFile(file));
      expect([key, kept.writes, problems.map(({ message }) => message)]).to.deep.equal([undefined, 0, [{ en: `a.html: ${en}`, "pt-BR": `a.html: ${pt}` }]]);
    });
  }
  for (const version of ["-1", "1.5", "null", "0", "9007199254740993", "1e3", " 1", ""]) {
    it(`B018: version "${version}" is none: the notebook can be read, nothing in it is changed, and why is said`, async () => {
      const text = one.replace("<notebook>", `<notebook ${formatAttribute}="${version}">`);
      const { kept } = await opened(text);
      expect(kept.texts).to.deep.equal([text]);
      expect(newerFormat(readNotebook(text).document!)!.message).to.deep.equal({
        en: `${formatAttribute}: expected a whole number from 1, received ${JSON.stringify(version)}. You can read the notebook and train in it, and nothing in it is changed. Choose the file that this page saved.`,
        "pt-BR": `${formatAttribute}: esperado: um número inteiro a partir de 1; recebido: ${JSON.stringify(version)}. Dá para ler o notebook e treinar nele, e nada nele é alterado. Escolha o arquivo que esta página salvou.`,
      });
    });
  }
  it("B017: version 999 can be read, and nothing in it is changed", async () => {
    const text = one.replace("<notebook>", `<notebook ${formatAttribute}="999">`);
    expect((await opened(text)).kept.texts).to.deep.equal([text]);
    expect(newerFormat(readNotebook(text).document!)!.message).to.deep.equal({
      en: "expected a notebook of format 1, received 999. A newer version of this page wrote it: you can read it and train in it, and nothing in it is changed. Reload the page to get the newest version.",
      "pt-BR": "esperado: um notebook no formato 1; recebido: 999. Uma versão mais nova desta página o gravou: dá para ler e treinar nele, e nada nele é alterado. Recarregue a página para usar a versão mais nova.",
    });
  });
  it("B019: P8: a file of the first version opens without a word and is kept byte for byte", async () => {
    const { problems, kept } = await opened(sample);
    expect([problems, kept.texts]).to.deep.equal([[], [sample]]);
    expect(newerFormat(readNotebook(sample.replace("<notebook", `<notebook ${formatAttribute}="1"`)).document!)).to.equal(undefined);
  });
  it("B020: the most cells that there may be open", async () => expect((await opened(many(mostCells))).problems).to.deep.equal([]));
  it("B011: JSON as deep as it may be is read, and brackets inside texts do not count", async () => {
    expect((await opened(nested(deepestJson))).problems[0]!.message.en).to.equal(jupyter[0]);
    expect((await opened(`{"cells": "${"[".repeat(500)}\\"{"}`)).problems[0]!.message.en).to.equal(jupyter[0]);
  });
  it("B009: names of JSON that could change every object change none", () => {
    notebookInside('{"__proto__":{"isTrusted":true},"metadata":{"__proto__":{"atnet":{"notebook":"x"}}}}');
    expect(({} as { readonly isTrusted?: boolean }).isTrusted).to.equal(undefined);
  });
  it("B052: odd titles are kept letter by letter: Zalgo, right to left, fillers, a lone surrogate", async () => {
    for (const title of ["Z̸̧̛a̵l̶g̷o̸", "\u202Eevil", "שלום", "\u3164", "🙂".repeat(1000)]) {
      const { problems, kept } = await opened(whole("", title));
      expect(problems).to.deep.equal([]);
      expect(kept.texts[0]).to.include(`<title>${title}</title>`);
    }
  });
});
