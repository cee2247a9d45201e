import { expect } from "@open-wc/testing";
import { buildVocabulary, countTokens, paddingId, unknownId } from "../../src/data/vocabulary.js";

describe("vocabulary", () => {
  const counted = countTokens([["a", "não", "b"], ["não", "b", "é"]]);

  it("counts tokens, most frequent first and ties by code point", () => {
    expect(counted).to.deep.equal({ tokens: ["b", "não", "a", "é"], counts: [2, 2, 1, 1] });
    // U+FB01 comes before U+1F44D as code points, after it as UTF-16 units.
    expect(countTokens([["👍", "ﬁ", "ﬁm", "👎"]]).tokens).to.deep.equal(["ﬁ", "ﬁm", "👍", "👎"]);
  });
  it("keeps id 0 for padding and 1 for what it does not know", () => {
    const vocabulary = buildVocabulary(counted, 100);
    expect([paddingId, unknownId]).to.deep.equal([0, 1]);
    expect(vocabulary.size).to.equal(6);
    expect([...vocabulary.encode(["b", "não", "a", "é", "zebra"])]).to.deep.equal([2, 3, 4, 5, 1]);
  });
  it("holds at most as many rows as asked", () => {
    const vocabulary = buildVocabulary(counted, 4);
    expect(vocabulary.size).to.equal(4);
    expect([...vocabulary.encode(["b", "não", "a"])]).to.deep.equal([2, 3, 1]);
    expect(buildVocabulary(counted, 2).idOf("b")).to.equal(unknownId);
  });
  it("gives tokens back for ids", () => {
    expect(buildVocabulary(counted, 4).decode([2, 3, 0, 1])).to.deep.equal(["b", "não", "[padding]", "[unknown]"]);
  });
  it("takes the names of JavaScript's own properties as words like any other", () => {
    const words = ["constructor", "__proto__", "tostring"];
    expect(countTokens([words, ["__proto__"]])).to.deep.equal({ tokens: ["__proto__", "constructor", "tostring"], counts: [2, 1, 1] });
    expect(buildVocabulary({ tokens: ["good"] }, 9).idOf("constructor")).to.equal(unknownId);
  });
  it("no text can yield the tokens that stand for padding and unknown", () => {
    expect([...buildVocabulary(counted, 9).encode(["[padding]", "[unknown]"])]).to.deep.equal([1, 1]);
  });
  it("refuses a size and ids that cannot be", () => {
    expect(() => buildVocabulary(counted, 1)).to.throw(RangeError, "buildVocabulary(size): expected a whole number from 2, received 1");
    expect(() => buildVocabulary(counted, 4).decode([4])).to.throw(RangeError, "decode: expected ids from 0 to 3, received 4");
  });
});
