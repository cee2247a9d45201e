import { expect } from "@open-wc/testing";
import { locales } from "../../src/base/text.js";
import { ProblemError, type DatasetContent, type DatasetContext } from "../../src/data/dataset.js";
import { plantedKeyword } from "../../src/data/datasets/planted-keyword.js";
import { fillers, keywords } from "../../src/data/datasets/tasks/words.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";

const context: DatasetContext = { asset: () => Promise.reject(new Error("no asset is needed")) };
const load = (options: Values = {}, seed = 1): Promise<DatasetContent> => plantedKeyword.load({ ...defaultsOf(plantedKeyword.options), ...options }, seed, context);

describe("planted keyword", () => {
  for (const locale of locales) {
    it(`has a hundred fillers and four groups of three keywords, all different and one token each (${locale})`, () => {
      const words = [...fillers[locale], ...keywords[locale].flat()];
      expect(fillers[locale]).to.have.length(100);
      expect(keywords[locale].map(({ length }) => length)).to.deep.equal([3, 3, 3, 3]);
      expect(new Set(words).size).to.equal(112);
      expect(tokensOf(words.join(" "))).to.deep.equal(words);
    });
    it(`plants one keyword of the class, two words or more from both ends (${locale})`, async () => {
      const { examples } = await load({ language: locale });
      const all = new Set(keywords[locale].flat());
      for (const { text, label, why } of examples) {
        const tokens = tokensOf(text);
        expect(tokens.length).to.be.within(15, 30);
        const places = tokens.flatMap((token, index) => (all.has(token) ? [index] : []));
        expect(places, text).to.deep.equal(why);
        expect(places[0]).to.be.within(2, tokens.length - 3);
        expect(keywords[locale][label]).to.include(tokens[places[0]!]);
      }
    });
  }
  it("gives every class as many texts", async () => {
    const { examples } = await load({ size: 400 });
    expect([0, 1, 2, 3].map((label) => examples.filter((example) => example.label === label).length)).to.deep.equal([100, 100, 100, 100]);
  });
  it("reaches every place and both lengths", async () => {
    const { examples } = await load({ minimumLength: 5, maximumLength: 8 });
    const seen = new Set(examples.map(({ text, why }) => `${text.split(" ").length}:${why![0]}`));
    expect([...seen].sort()).to.deep.equal(["5:2", "6:2", "6:3", "7:2", "7:3", "7:4", "8:2", "8:3", "8:4", "8:5"]);
  });
  it("gives the share of the labels that was asked to another class", async () => {
    const { examples } = await load({ labelNoise: 0.3 });
    const wrong = examples.filter(({ text, label, why }) => !keywords["en"][label]!.includes(text.split(" ")[why![0]!]!));
    // Four standard errors of a share of 0.3 over 2,000 draws: 4 × √(0.3 × 0.7 / 2000) = 0.041.
    expect(wrong.length / examples.length).to.be.within(0.259, 0.341);
  });
  it("refuses a shortest text above the longest", async () => {
    const error: unknown = await load({ minimumLength: 31 }).catch((thrown: unknown) => thrown);
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problems).to.deep.equal([{
      code: "shortest-above-longest",
      path: "minimumLength",
      message: {
        en: "minimumLength: expected at most maximumLength, which is 30, received 31. Lower minimumLength or raise maximumLength.",
        "pt-BR": "minimumLength: esperado: no máximo maximumLength, que é 30; recebido: 31. Diminua minimumLength ou aumente maximumLength.",
      },
    }]);
  });
});
