import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { readDelimited, writeDelimited } from "../../../src/data/import/delimited.js";
import { readSource } from "../../../src/data/import/read-source.js";
import { delimiters, type DelimiterName } from "../../../src/data/import/table.js";

const read = (text: string, delimiter = ",", quotes = true) => readDelimited(text, { delimiter, quotes });
const cell = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom("", " ", '"', '""', ",", ";", "\t", "|", "\r\n", "\r", "\n", "a b", ' "x" ', "1,5", "ação", "👩‍🏫", "\uFEFF"));
const tables = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

describe("delimited texts", () => {
  it("read as RFC 4180 says: quotes, doubled quotes, line ends within quotes", () => {
    expect(read('aaa,"b\r\nbb","c ""q"" c"\r\nzzz,yyy,xxx\r\n').records).to.deep.equal([["aaa", "b\r\nbb", 'c "q" c'], ["zzz", "yyy", "xxx"]]);
  });
  it("count the lines on which records begin, over line ends of every kind and within quotes", () => {
    expect(read('a\r\n"b\nb\r\nb"\rc\n\nd').lines).to.deep.equal([1, 2, 5, 7]);
  });
  it("read a quote that spaces precede, and keep a quote within a cell", () => {
    expect(read('a, "b, c"\n5" pipe,x').records).to.deep.equal([["a", "b, c"], ['5" pipe', "x"]]);
  });
  it("tell the line of a quote that nothing closes, and count what follows a closed one", () => {
    expect(read('a\n"b\nc').openQuote).to.equal(2);
    expect(read('"a"b,c').strays).to.equal(1);
  });
  it("are the same table after writing and reading, in every dialect and with every line end", () => {
    for (const delimiter of Object.values(delimiters)) {
      for (const lineEnd of ["\n", "\r\n", "\r"]) {
        fc.assert(fc.property(tables, (table) => {
          const { records, strays, openQuote } = read(writeDelimited(table, { delimiter, quotes: true }, lineEnd), delimiter);
          expect({ records, strays, openQuote }).to.deep.equal({ records: table, strays: 0, openQuote: undefined });
        }), { seed: 5, numRuns: 60 });
      }
    }
  });
  it("are the same table without quotes, where no cell needs them", () => {
    const plain = fc.array(fc.array(fc.stringMatching(/^[^\t\r\n" ]([^\t\r\n]*[^\t\r\n ])?$/), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(plain, (table) => {
      fc.pre(table.flat().every((one) => one === one.trim() && !one.includes('"')));
      expect(read(writeDelimited(table, { delimiter: "\t", quotes: false }), "\t", false).records).to.deep.equal(table);
    }), { seed: 5, numRuns: 100 });
  });
  it("come back through a whole file: in every encoding, with and without a byte-order mark", async () => {
    const bytesIn: Readonly<Record<string, (text: string) => Uint8Array<ArrayBuffer>>> = {
      "utf-8": (text) => new TextEncoder().encode(text),
      "utf-8 with a mark": (text) => new TextEncoder().encode(`\uFEFF${text}`),
      "utf-16le": (text) => Uint8Array.from([0xff, 0xfe, ...[...Array(text.length).keys()].flatMap((i) => [text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8])]),
      "utf-16be": (text) => Uint8Array.from([0xfe, 0xff, ...[...Array(text.length).keys()].flatMap((i) => [text.charCodeAt(i) >> 8, text.charCodeAt(i) & 255])]),
    };
    const words = fc.stringMatching(/^[a-zçãéô,;|"' ]{0,14}$/);
    for (const write of Object.values(bytesIn)) {
      for (const name of Object.keys(delimiters) as DelimiterName[]) {
        await fc.assert(fc.asyncProperty(fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 5 }), async (rows) => {
          const text = writeDelimited([["text", "label"], ...rows], { delimiter: delimiters[name], quotes: true });
          const table = await readSource(write(text), "x.csv", { delimiter: name, quotes: true, header: true });
          expect([table.columns, table.rows, table.notes]).to.deep.equal([["text", "label"], rows, []]);
        }), { seed: 9, numRuns: 15 });
      }
    }
  });
});
