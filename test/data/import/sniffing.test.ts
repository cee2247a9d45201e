import { expect } from "@open-wc/testing";
import { lookAt, type LookOptions } from "../../../src/data/import/look.js";
import { readSource } from "../../../src/data/import/read-source.js";
import { writeDelimited } from "../../../src/data/import/delimited.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const read = (text: string, name = "x.csv") => readSource(bytes(text), name);
const look = (text: string, options: LookOptions = {}, name = "x.csv") => lookAt({ name, file: new Blob([text]) }, options);

describe("what a file is, found out", () => {
  for (const [what, text, found, rows] of [
    ["a table that a spreadsheet in Portuguese saves", "texto;nota\nbom, barato;4,5\nruim, caro;1,5\n", { delimiter: "semicolon", header: true }, [["bom, barato", "4,5"], ["ruim, caro", "1,5"]]],
    ["numbers with decimal commas under no heading", "1,5;2,5\n3,5;4,5\n", { delimiter: "semicolon", header: false }, [["1,5", "2,5"], ["3,5", "4,5"]]],
    ["tabs, with a comma in every sentence", "label\ttext\npos\tgood, really\nneg\tbad, really\n", { delimiter: "tab", header: true }, [["pos", "good, really"], ["neg", "bad, really"]]],
    ["vertical bars", "a|b\n1|2\n3|4\n", { delimiter: "bar", header: true }, [["1", "2"], ["3", "4"]]],
    ["a line that says which separator it is", "sep=;\ntext;label\ngood;pos\n", { delimiter: "semicolon", header: true }, [["good", "pos"]]],
    ["line ends of old Macs", "text,label\rgood,pos\rbad,neg\r", { delimiter: "comma", header: true }, [["good", "pos"], ["bad", "neg"]]],
    ["sentences that begin with a quote, in a table without quotes", 'ham\t"Wow" he said\nspam\t"win now\nham\tok\nspam\tprize "today\n', { delimiter: "tab", quotes: false, header: false }, [["ham", '"Wow" he said'], ["spam", '"win now'], ["ham", "ok"], ["spam", 'prize "today']]],
    ["quoted sentences over two lines", 'text,label\n"good,\nvery",pos\n"bad",neg\n', { delimiter: "comma", quotes: true }, [["good,\nvery", "pos"], ["bad", "neg"]]],
    ["no heading, by its labels", "good phone indeed,pos\nbad phone indeed,neg\nfine,pos\npoor,neg\nlovely,pos\n", { header: false }, [["good phone indeed", "pos"], ["bad phone indeed", "neg"], ["fine", "pos"], ["poor", "neg"], ["lovely", "pos"]]],
    ["a heading of names that nobody knows, by its labels", "opinion,verdict\ngood phone indeed,pos\nbad phone indeed,neg\nfine,pos\npoor,neg\n", { header: true }, [["good phone indeed", "pos"], ["bad phone indeed", "neg"], ["fine", "pos"], ["poor", "neg"]]],
  ] as const) {
    it(`is ${what}`, async () => {
      const table = await read(text);
      expect(table.found).to.include(found);
      expect(table.rows).to.deep.equal(rows);
      expect(table.notes).to.deep.equal([]);
    });
  }
  it("reads JSON as a list, as lines, as lists by class and within an object; nested values as text, said so", async () => {
    const rows = [["good", "pos"], ["bad", "neg"]];
    for (const [text, name] of [
      ['[{"text":"good","label":"pos"},{"text":"bad","label":"neg"}]', "x.json"],
      ['{"text":"good","label":"pos"}\n\n{"text":"bad","label":"neg"}\n', "x.jsonl"],
      ['{"pos":["good"],"neg":["bad"]}', "x.json"],
      ['{"version": 1, "data": [{"text":"good","label":"pos"},\n{"text":"bad","label":"neg"}]}', "x.json"],
      ['[["text","label"],["good","pos"],["bad","neg"]]', "x.json"],
      // Under the name of a table, and after a byte-order mark.
      ['\uFEFF[{"text":"good","label":"pos"},{"text":"bad","label":"neg"}]', "x.txt"],
    ] as const) expect((await read(text, name)).rows, text).to.deep.equal(rows);
    const nested = await read('{"text":"a","meta":{"b":[1]}}\n{"text":"c"}\n', "x.jsonl");
    expect([nested.rows, nested.notices.map(({ en }) => en)]).to.deep.equal([[["a", '{"b":[1]}'], ["c", ""]], ["Nested values in “meta” were kept as JSON text."]]);
  });
  it("reads letters that are not UTF-8 as Windows-1252, UTF-16 by its zeros, and a zipped table as what is in it", async () => {
    const table = "texto;classe\nação ruim;neg\ncoração;pos\n";
    const latin = Uint8Array.from([...table].map((letter) => letter.charCodeAt(0)));
    const found = await readSource(latin, "x.csv");
    expect([found.found.encoding, found.rows[0], found.notices.map(({ "pt-BR": pt }) => pt)]).to.deep.equal(["windows-1252", ["ação ruim", "neg"], ["O arquivo não está em UTF-8; foi lido como Windows-1252. Confira os acentos abaixo."]]);
    const wide = Uint8Array.from([...table].flatMap((letter) => [letter.charCodeAt(0), 0]));
    expect((await readSource(wide, "x.csv")).rows).to.deep.equal(found.rows);
    const zipped = new Uint8Array(await new Response(new Blob([table]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
    expect((await readSource(zipped, "x.csv.gz")).rows).to.deep.equal(found.rows);
  });
});

describe("a look at what a person brought", () => {
  it("finds the texts and their classes, by name or by what the columns hold", async () => {
    const columns = async (text: string): Promise<unknown> => { const { textColumn, labelColumn } = await look(text); return [textColumn, labelColumn]; };
    expect(await columns("id,review_text,stars\n1,a fine phone indeed,5\n2,a poor phone indeed,1\n3,quite a fine case,5\n")).to.deep.equal(["review_text", "stars"]);
    expect(await columns("title;body;kind\nhi;a fine phone with a good screen;a\nho;a poor phone with a bad screen;b\nhu;another one of those;a\n")).to.deep.equal(["body", "kind"]);
    expect(await columns("only one column\nof many sentences\nand no class\n")).to.deep.equal(["#1", undefined]);
  });
  it("takes the columns that a person chose", async () => {
    const table = "text,a,b\ngood one,x,1\nbad one,y,2\nfine one,x,1\n";
    expect((await look(table, { labelColumn: "b" })).classes).to.deep.equal([{ label: "1", count: 2 }, { label: "2", count: 1 }]);
    expect((await look(table, { labelColumn: "gone" })).labelColumn).to.equal("a");
  });
  it("reports every row that is left out or changed, by its number and why, and the list opens in a spreadsheet without running anything", async () => {
    const found = await look('text,label\ngood,pos\n,pos\nbad,\ngood,pos\ngood,neg\n!!!,neg\n=1+1,#N/A\nawful,neg\n"two\nlines",neg\na,b,c\n');
    expect(found.done.map(({ reason, done, count, first }) => [reason.en, done, count, first.map(({ row }) => row)])).to.deep.equal([
      ["no text", "dropped", 1, [3]], ["no label", "dropped", 1, [4]],
      ["the same text as an earlier row", "dropped", 1, [5]], ["the same text as an earlier row, with another label", "dropped", 1, [6]],
      ["no word in the text", "dropped", 1, [7]], ["an error of the spreadsheet in place of a label", "dropped", 1, [8]],
      ["line breaks and tabs in the text became spaces", "changed", 1, [10]],
      ["more cells than there are columns, so which is the text cannot be told", "dropped", 1, [12]],
    ]);
    expect([found.rowCount, found.usedCount]).to.deep.equal([10, 3]);
    const lines = found.report["pt-BR"].split("\r\n");
    expect(lines[0]).to.equal("\uFEFFlinha;feito;por quê;a linha começa com");
    expect(lines[6]).to.equal("8;ficou de fora;um erro da planilha no lugar do rótulo;#N/A · =1+1");
    expect((await look("text,label\n,=SUM(A1)\na,b\nc,d\n")).report.en.split("\r\n")[1]).to.equal("2,left out,no text,'=SUM(A1) ·");
  });
  it("draws as many texts of each class as keep the balance, the same ones for the same seed", async () => {
    const table = writeDelimited([["text", "label"], ...Array.from({ length: 400 }, (_, i) => [`sentence ${i}`, i % 4 ? "most" : "few"])], { delimiter: ",", quotes: true });
    const found = await look(table, { most: 100, seed: 3 });
    expect(found.classes).to.deep.equal([{ label: "few", count: 25 }, { label: "most", count: 75 }]);
    expect((await look(table, { most: 100, seed: 3 })).inline).to.equal(found.inline);
    expect((await look(table, { most: 100, seed: 4 })).inline).to.not.equal(found.inline);
  });
  it("reads a folder by the names of the folders in it, the same bytes for the same files in any order", async () => {
    const files = [["reviews/neg/1.txt", "bad phone"], ["reviews/pos/1.txt", "good phone"], ["reviews/pos/2.txt", "fine phone"], ["reviews/.hidden/3.txt", "no"], ["reviews/readme.pdf", "%PDF-"]].map(([path, text]) => ({ path: path!, file: new Blob([text!]) }));
    const found = await lookAt({ name: "reviews", files });
    expect([found.found.format, found.textColumn, found.labelColumn, found.classes]).to.deep.equal(["folder", "text", "label", [{ label: "neg", count: 1 }, { label: "pos", count: 2 }]]);
    expect((await lookAt({ name: "reviews", files: files.toReversed() })).hash).to.equal(found.hash);
  });
});
