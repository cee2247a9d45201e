import { expect } from "@open-wc/testing";
import type { DatasetContext } from "../../src/data/dataset.js";
import { hashOf, OwnFiles } from "../../src/data/import/own-files.js";
import { prepareData, readDataSettings } from "../../src/data/prepare.js";
import { refusalOf, type Message } from "../bad-inputs/bad-input.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const file = bytes("stars;review\n5;a fine phone\n1;a poor phone\n5;a great case\n1;an awful case\n");
const context = (files: OwnFiles): DatasetContext => ({ asset: () => Promise.reject(new Error("not asked for")), own: (hash) => files.read(hash) });
let count = 0;

describe("texts of one's own", () => {
  let files: OwnFiles;
  beforeEach(() => { files = new OwnFiles(`own-texts-test-${count++}`); });
  afterEach(async () => { await files.close(); });

  it("written in a notebook are what it trains on", async () => {
    const { settings } = readDataSettings({ source: "own-texts", rows: "pos\ta fine phone\nneg\ta poor phone\npos\tgreat\nneg\tawful" });
    const { classes, examples } = await prepareData(settings, context(files));
    expect(classes).to.deep.equal([{ en: "neg", "pt-BR": "neg" }, { en: "pos", "pt-BR": "pos" }]);
    expect(examples).to.deep.equal([{ text: "a fine phone", label: 1 }, { text: "a poor phone", label: 0 }, { text: "great", label: 1 }, { text: "awful", label: 0 }]);
  });
  it("in a file are found by their content, whatever the file is called, with the columns that the notebook names", async () => {
    const { hash, isKept } = await files.keep({ name: "a.csv", bytes: file });
    expect(isKept).to.equal(true);
    // printf 'stars;review\n…' | sha256sum
    expect(hash).to.equal(await hashOf(file));
    const load = (options: object) => prepareData(readDataSettings({ source: "own-texts", file: "renamed.csv", hash, ...options }).settings, context(files));
    expect((await load({})).classes.map(({ en }) => en)).to.deep.equal(["1", "5"]);
    expect((await load({ textColumn: "review", labelColumn: "stars" })).examples).to.deep.equal((await load({})).examples);
    // Another page of this browser finds it too.
    const other = new OwnFiles(`own-texts-test-${count - 1}`);
    expect(await other.read(hash)).to.deep.equal({ name: "a.csv", bytes: file });
    await other.close();
  });
  it("that the page itself brings train there under the name that the notebook gives them, and only with the content that it names", async () => {
    const hash = await hashOf(file);
    const load = (brought: Uint8Array<ArrayBuffer>) => prepareData(readDataSettings({ source: "own-texts", file: "reviews.csv", hash }).settings, context(new OwnFiles(`own-texts-test-brought-${count}`, async () => brought)));
    expect((await load(file)).examples.length).to.equal(4);
    const [[en]] = (await refusalOf(() => load(bytes("text,label\nother,pos\ntexts,neg\n")))) as [Message];
    expect(en).to.equal(`reviews.csv: expected this file's texts in this browser; the notebook knows them by their content, SHA-256 ${hash.slice(0, 12)}…. Open the file again: it stays on this computer, and nothing else stands in for it.`);
  });
  it("are never replaced by another content: without the file the notebook asks for it by name and content", async () => {
    const hash = await hashOf(file);
    await files.keep({ name: "reviews.csv", bytes: bytes("text,label\nother,pos\ntexts,neg\n") });
    expect(await refusalOf(() => prepareData(readDataSettings({ source: "own-texts", file: "reviews.csv", hash }).settings, context(files)))).to.deep.equal([[
      `reviews.csv: expected this file's texts in this browser; the notebook knows them by their content, SHA-256 ${hash.slice(0, 12)}…. Open the file again: it stays on this computer, and nothing else stands in for it.`,
      `reviews.csv: esperado: os textos deste arquivo neste navegador; o notebook os reconhece pelo conteúdo, SHA-256 ${hash.slice(0, 12)}…. Abra o arquivo de novo: ele fica neste computador, e nenhum outro o substitui.`,
    ]]);
  });
  it("B107: that the browser refuses to store are there until the page closes", async () => {
    const refusing = new OwnFiles(`own-texts-test-${count}`);
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => { throw new DOMException("refused", "SecurityError"); };
    try {
      const { hash, isKept } = await refusing.keep({ name: "a.csv", bytes: file });
      expect([isKept, await refusing.read(hash)]).to.deep.equal([false, { name: "a.csv", bytes: file }]);
      expect(await files.read(hash)).to.equal(undefined);
    } finally {
      IDBFactory.prototype.open = open;
    }
  });
  it("that do not exist yet are asked for, and one class is not enough", async () => {
    const says = (rows: string) => refusalOf(() => prepareData(readDataSettings({ source: "own-texts", rows }).settings, context(files)));
    expect(await says("")).to.deep.equal([["expected texts of your own, each with its class. Open a file, paste rows from a spreadsheet, or write sentences here.", "esperado: textos seus, cada um com a sua classe. Abra um arquivo, cole linhas de uma planilha ou escreva frases aqui."]]);
    expect(await says("pos\tgood")).to.deep.equal([[
      'expected texts of at least two classes, received "pos". With one class there is nothing to tell apart: add texts of another, or choose another column of labels.',
      'esperado: textos de pelo menos duas classes; recebido: "pos". Com uma só classe não há o que distinguir: acrescente textos de outra ou escolha outra coluna de rótulos.',
    ]]);
  });
});
