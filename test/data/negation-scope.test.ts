import { expect } from "@open-wc/testing";
import { locales, type Locale } from "../../src/base/text.js";
import { negationScope } from "../../src/data/datasets/negation-scope.js";
import { negators, polarityWords } from "../../src/data/datasets/tasks/negation-scope.js";
import { fillers } from "../../src/data/datasets/tasks/words.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { contentsOf, loadWith, problemsOf } from "./draws.js";

describe("negation scope", () => {
  for (const locale of locales) {
    it(`has words that are one token each and stand in one list alone (${locale})`, () => {
      const words = [...fillers[locale], ...negators[locale], ...polarityWords[locale].flat()];
      expect(new Set(words).size).to.equal(words.length);
      expect(tokensOf(words.join(" "))).to.deep.equal(words);
    });
  }
  it("turns the word round where the negator stands within reach before it, and nowhere else", async () => {
    for await (const { options, content: { examples } } of contentsOf(negationScope, 40, { labelNoise: 0 })) {
      const [language, reach, decoy] = [options["language"] as Locale, Number(options["reach"]), Number(options["decoyDistance"])];
      for (const { text, label, why, kind } of examples) {
        const tokens = tokensOf(text);
        const places = (list: readonly string[]): number[] => tokens.flatMap((token, i) => (list.includes(token) ? [i] : []));
        const [[at, ...moreWords], [negator, ...moreNegators]] = [places(polarityWords[language].flat()), places(negators[language])];
        expect([moreWords, moreNegators], text).to.deep.equal([[], []]);
        expect(at!, "two or more from the ends").to.be.within(2, tokens.length - 3);
        const before = at! - negator!;
        const turned = before >= 1 && before <= reach;
        if (!turned) expect(before >= decoy || before <= -2, `${before} before in ${JSON.stringify(options)}`).to.equal(true);
        const said = polarityWords[language][1]!.includes(tokens[at!]!) ? 1 : 0;
        expect(label, text).to.equal(turned ? 1 - said : said);
        expect([kind, why]).to.deep.equal(turned ? ["turned", [negator, at]] : ["untouched", [at]]);
      }
    }
  });
  it("says nothing by one word alone: in each class each sense is as often said, and the negator as often in reach", async () => {
    const { examples } = await loadWith(negationScope, { size: 800 });
    for (const label of [0, 1]) {
      const own = examples.filter((example) => example.label === label);
      const praising = own.filter(({ text }) => tokensOf(text).some((token) => polarityWords.en[1]!.includes(token)));
      expect([own.length, praising.length, own.filter(({ kind }) => kind === "turned").length]).to.deep.equal([400, 200, 200]);
    }
  });
  it("refuses a negator without effect that would stand within reach", async () => {
    expect((await problemsOf(negationScope, { reach: 3, decoyDistance: 3 })).map(({ path, message }) => [path, message.en])).to.deep.equal([
      ["decoyDistance", "decoyDistance: expected more than reach, which is 3, received 3. Raise decoyDistance or lower reach."],
    ]);
  });
  it("refuses texts too short for the reach", async () => {
    expect((await problemsOf(negationScope, { reach: 5, minimumLength: 7 })).map(({ path, message }) => [path, message["pt-BR"]])).to.deep.equal([
      ["minimumLength", "minimumLength: esperado: pelo menos 8, para caber a negação, a palavra e mais duas; recebido: 7. Aumente minimumLength ou diminua reach."],
    ]);
  });
});
