import { expect } from "@open-wc/testing";
import { locales, type Locale } from "../../src/base/text.js";
import { ballots } from "../../src/data/datasets/tasks/votes.js";
import { votes } from "../../src/data/datasets/votes.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { contentsOf, loadWith, problemsOf } from "./draws.js";

describe("votes", () => {
  for (const locale of locales) {
    it(`has three words, one token each (${locale})`, () => { expect(tokensOf(ballots[locale].join(" "))).to.deep.equal([...ballots[locale]]); });
  }
  it("holds an odd number of votes among blanks, some of each kind and three or more apart and two or more from the ends; the majority is the label", async () => {
    const allowed: Readonly<Record<string, readonly number[]>> = { 3: [3], "5-7": [5, 7] };
    for await (const { options, content: { examples } } of contentsOf(votes, 40, { labelNoise: 0 })) {
      const [blank, no, yes] = ballots[options["language"] as Locale];
      for (const { text, label, why } of examples) {
        const tokens = tokensOf(text);
        expect(tokens.every((token) => [blank, no, yes].includes(token)), text).to.equal(true);
        const places = tokens.flatMap((token, i) => (token === blank ? [] : [i]));
        expect(places).to.deep.equal(why);
        expect(places.slice(1).every((place, i) => place - places[i]! >= 3), text).to.equal(true);
        expect([places[0]! >= 2, places.at(-1)! <= tokens.length - 3], text).to.deep.equal([true, true]);
        expect(allowed[String(options["votes"])]).to.include(places.length);
        const saying = [no, yes].map((word) => tokens.filter((token) => token === word).length);
        expect([Math.min(...saying) >= 1, saying[label]! > saying[1 - label]!], text).to.deep.equal([true, true]);
      }
    }
  });
  it("counts every majority that is possible", async () => {
    const { examples } = await loadWith(votes);
    const counts = new Set(examples.map(({ text, label }) => { const tokens = tokensOf(text); const [no, yes] = ["no", "yes"].map((word) => tokens.filter((token) => token === word).length); return label === 1 ? `${yes}:${no}` : `${no}:${yes}`; }));
    expect([...counts].sort()).to.deep.equal(["3:2", "4:1", "4:3", "5:2", "6:1"]);
  });
  it("refuses more votes than the shortest text can hold", async () => {
    expect((await problemsOf(votes, { minimumLength: 18 })).map(({ path, message }) => [path, message.en])).to.deep.equal([
      ["minimumLength", "minimumLength: expected at least 23, to hold so many votes 3 words apart and 2 from the ends, received 18. Raise minimumLength or ask for fewer votes."],
    ]);
  });
  it("says that there are hardly more texts that differ, and does not look for them without end", async () => {
    expect((await problemsOf(votes, { votes: "3", minimumLength: 11, maximumLength: 11, size: 80 })).map(({ code, path }) => [code, path])).to.deep.equal([["too-few-different-texts", "size"]]);
  });
});
