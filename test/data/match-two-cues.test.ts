import { expect } from "@open-wc/testing";
import { locales, type Locale } from "../../src/base/text.js";
import { matchTwoCues } from "../../src/data/datasets/match-two-cues.js";
import { soundPairs } from "../../src/data/datasets/tasks/match-two-cues.js";
import { fillers } from "../../src/data/datasets/tasks/words.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { contentsOf, loadWith } from "./draws.js";

describe("match two cues", () => {
  for (const locale of locales) {
    it(`has six pairs of words, one token each and no filler (${locale})`, () => {
      const words = [...fillers[locale], ...soundPairs[locale].flat()];
      expect(soundPairs[locale]).to.have.length(6);
      expect(new Set(words).size).to.equal(words.length);
      expect(tokensOf(words.join(" "))).to.deep.equal(words);
    });
  }
  it("puts an animal into the first half and a sound into the second, two or more from the ends; a pair is class 1", async () => {
    for await (const { options, content: { examples } } of contentsOf(matchTwoCues, 40, { labelNoise: 0 })) {
      const pairs = soundPairs[options["language"] as Locale].slice(0, Number(options["cues"]));
      for (const { text, label, why } of examples) {
        const tokens = tokensOf(text);
        const places = tokens.flatMap((token, i) => (pairs.flat().includes(token) ? [i] : []));
        expect(places, text).to.deep.equal(why);
        const [first, second] = places as [number, number];
        const half = Math.floor(tokens.length / 2);
        expect(first, text).to.be.within(2, half - 1);
        expect(second, text).to.be.within(half, tokens.length - 3);
        const [animal, sound] = [pairs.findIndex(([word]) => word === tokens[first]), pairs.findIndex(([, word]) => word === tokens[second])];
        expect([animal >= 0, sound >= 0, label === 1]).to.deep.equal([true, true, animal === sound]);
      }
    }
  });
  it("says nothing by one cue alone: each animal and each sound is as frequent in both classes", async () => {
    const { examples } = await loadWith(matchTwoCues, { size: 960 });
    for (const label of [0, 1]) {
      const tokens = examples.filter((example) => example.label === label).flatMap(({ text }) => tokensOf(text));
      expect(soundPairs.en.slice(0, 4).flat().map((word) => tokens.filter((token) => token === word).length)).to.deep.equal(Array(8).fill(120));
    }
  });
});
