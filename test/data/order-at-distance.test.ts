import { expect } from "@open-wc/testing";
import { locales, type Locale } from "../../src/base/text.js";
import { orderAtDistance } from "../../src/data/datasets/order-at-distance.js";
import { orderedWords } from "../../src/data/datasets/tasks/order-at-distance.js";
import { fillers } from "../../src/data/datasets/tasks/words.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { contentsOf, loadWith, problemsOf } from "./draws.js";

describe("order at a distance", () => {
  for (const locale of locales) {
    it(`has words that no filler is (${locale})`, () => { for (const word of orderedWords[locale]) expect([tokensOf(word), fillers[locale].includes(word)]).to.deep.equal([[word], false]); });
  }
  it("puts both words once, far enough from each other and from the ends; the first is the label", async () => {
    for await (const { options, content: { examples } } of contentsOf(orderAtDistance, 40, { labelNoise: 0 })) {
      const [moon, sun] = orderedWords[options["language"] as Locale];
      for (const { text, label, why } of examples) {
        const tokens = tokensOf(text);
        const places = tokens.flatMap((token, i) => (token === moon || token === sun ? [i] : []));
        expect(places, text).to.deep.equal(why);
        const [first, second] = places as [number, number];
        expect([tokens[first], tokens[second]]).to.deep.equal(label === 1 ? [sun, moon] : [moon, sun]);
        expect(second - first, text).to.be.within(Number(options["minimumGap"]), tokens.length - 6);
        expect([first >= 2, second <= tokens.length - 3], text).to.deep.equal([true, true]);
      }
    }
  });
  it("has the first word at the same places in both classes, so that no place tells the label", async () => {
    const { examples } = await loadWith(orderAtDistance, { size: 8000, minimumLength: 15, maximumLength: 15 });
    // A gap of 8 or 9, each half the time; the first word in 2 … 4 or 2 … 3: shares 5/12, 5/12, 2/12. Four standard errors of 4,000 draws: 4 × √(5/12 × 7/12 / 4000) = 0.031.
    for (const label of [0, 1]) {
      const own = examples.filter((example) => example.label === label);
      [5 / 12, 5 / 12, 2 / 12].forEach((share, i) => expect(own.filter(({ why }) => why![0] === i + 2).length / own.length).to.be.closeTo(share, 0.031));
    }
  });
  it("refuses a gap that the shortest text cannot hold", async () => {
    expect((await problemsOf(orderAtDistance, { minimumGap: 10 })).map(({ path, message }) => [path, message.en])).to.deep.equal([
      ["minimumGap", "minimumGap: expected at most minimumLength − 6, which is 9, received 10. Lower minimumGap or raise minimumLength."],
    ]);
  });
});
