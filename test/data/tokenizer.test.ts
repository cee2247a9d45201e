import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { tokenize, tokensOf } from "../../src/data/tokenizer.js";

describe("tokenizer", () => {
  const cases: readonly (readonly [about: string, text: string, tokens: readonly string[]])[] = [
    ["accents are letters", "Não, meu coração!", ["não", "meu", "coração"]],
    ["an apostrophe inside a word joins it", "um copo d'água, don't", ["um", "copo", "d'água", "don't"]],
    ["a curly apostrophe is the straight one", "D’ÁGUA isn’t", ["d'água", "isn't"]],
    ["quotes around a word are not part of it", "'good' “bom”", ["good", "bom"]],
    ["a hyphen inside a word joins it", "guarda-chuva e-mail -x- a--b", ["guarda-chuva", "e-mail", "x", "a", "b"]],
    ["numbers keep their separators", "it's 3.5, R$ 1.000,50.", ["it's", "3.5", "r", "1.000,50"]],
    ["a missing space after a full stop does not join words", "It works.Great", ["it", "works", "great"]],
    ["digits and letters stay together", "mp3 3.5mm V325i", ["mp3", "3.5mm", "v325i"]],
    ["every emoji is one token, however it is put together", "👍🏽👨‍👩‍👧 🇧🇷❤️", ["👍🏽", "👨‍👩‍👧", "🇧🇷", "❤️"]],
    ["decomposed and composed letters are the same", "na\u0303o não", ["não", "não"]],
    ["a soft hyphen leaves no trace", "cora\u00ADção", ["coração"]],
    ["punctuation alone is nothing", "… ?! -- '", []],
    ["an empty text has no tokens", "", []],
  ];
  for (const [about, text, tokens] of cases) it(about, () => { expect(tokensOf(text)).to.deep.equal(tokens); });

  it("says where every token stands in the text as written", () => {
    const text = "Não é d’água: 👍🏽!";
    expect(tokenize(text)).to.deep.equal([
      { text: "não", start: 0, end: 3 },
      { text: "é", start: 4, end: 5 },
      { text: "d'água", start: 6, end: 12 },
      { text: "👍🏽", start: 14, end: 18 },
    ]);
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).to.deep.equal(["Não", "é", "d’água", "👍🏽"]);
  });

  const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
  it("gives tokens in order, without overlap, the same with and without offsets", () => {
    fc.assert(fc.property(anyText, (text) => {
      const tokens = tokenize(text);
      expect(tokens.map((token) => token.text)).to.deep.equal(tokensOf(text));
      tokens.forEach(({ start, end }, i) => {
        expect(start).to.be.at.least(i === 0 ? 0 : tokens[i - 1]!.end);
        expect(end).to.be.above(start).and.at.most(text.length);
      });
    }), { seed: 1 });
  });
  it("reads its own tokens back unchanged", () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(tokensOf(tokensOf(text).join(" "))).to.deep.equal(tokensOf(text));
    }), { seed: 2 });
  });
  it("reads a hundred thousand characters of any one kind", () => {
    // Where an expression could go back and forth, these would not end within the time a test has.
    for (const [piece, count] of [["a", 1], ["a'", 1], ["1.", 1], ["'", 0], ["a\u0301", 1], ["👍\u200D", 1]] as const) {
      expect(tokensOf(piece.repeat(100_000 / piece.length))).to.have.length(count);
    }
  });
  it("reads punctuation marks beside the words where tokens are asked for", () => {
    expect(tokensOf("“Não é bom!”, disse. 5,5 € :-)", "tokens")).to.deep.equal(["“", "não", "é", "bom", "!", "”", ",", "disse", ".", "5,5", "€", ":", "-", ")"]);
  });
  it("reads characters with the accents written after them, in lower case, and shows the spaces", () => {
    expect(tokensOf("A e\u0301 Ü", "characters")).to.deep.equal(["a", "␣", "é", "␣", "ü"]);
    expect(tokenize("Oi é", "characters").map(({ start, end }) => [start, end])).to.deep.equal([[0, 1], [1, 2], [2, 3], [3, 4]]);
  });
  it("covers a text of characters whole, whatever it holds", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "É", " ", "\n", "\u0301", "👍", "ﬁ", "\ud800", "!") }), (text) => { expect(tokenize(text, "characters").reduce((sum, { start, end }) => sum + end - start, 0)).to.equal(text.replace(/^\p{M}+/u, "").length); }), { seed: 1 });
  });
});
