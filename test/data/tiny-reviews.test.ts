import { expect } from "@open-wc/testing";
import { english } from "../../src/data/datasets/reviews/english.js";
import { generateReviews, reviewKinds } from "../../src/data/datasets/reviews/generate.js";
import { degrees, type Language } from "../../src/data/datasets/reviews/language.js";
import { portuguese } from "../../src/data/datasets/reviews/portuguese.js";
import { tokensOf } from "../../src/data/tokenizer.js";

const languages: readonly (readonly [name: string, language: Language, negators: readonly string[], but: string])[] = [
  ["English", english, ["not", "isn't", "wasn't", "far", "from", "didn't"], "but"],
  ["Portuguese", portuguese, ["não", "longe"], "mas"],
];

for (const [name, language, negators, but] of languages) {
  describe(`tiny reviews in ${name}`, () => {
    const aspects = language.domains.flatMap(({ topics }) => topics);
    const reviews = generateReviews(language, reviewKinds, 3000, 1);
    /** Every form of every adjective, by what it says. */
    const senses = new Map(aspects.flatMap(({ aspect, subjects }) => (["negative", "positive"] as const).flatMap((polarity, label) =>
      degrees.flatMap((degree) => aspect[polarity][degree]).flatMap((word) => subjects.map((subject) => [language.agree(word, subject), label] as const)))));

    it("say both senses with as many words of each degree, so that no intensifier gives the answer away", () => {
      for (const { aspect } of aspects) {
        for (const degree of degrees) expect(aspect.positive[degree].length).to.equal(aspect.negative[degree].length);
      }
    });
    it("never use one word in both senses", () => {
      for (const { aspect, subjects } of aspects) {
        (["negative", "positive"] as const).forEach((polarity, label) => {
          for (const degree of degrees) for (const word of aspect[polarity][degree]) expect(senses.get(language.agree(word, subjects[0]!)), word).to.equal(label);
        });
      }
    });
    it("are balanced: as many of each kind, and in each kind as many of each class", () => {
      for (const kind of reviewKinds) {
        for (const label of [0, 1]) expect(reviews.filter((review) => review.kind === kind && review.label === label)).to.have.length(500);
      }
    });
    it("are decided by the words that `why` points at", () => {
      for (const { text, label, why, kind } of reviews) {
        const tokens = tokensOf(text);
        const deciding = why!.map((index) => tokens[index]!);
        const before = deciding.slice(0, -1);
        const sense = senses.get(deciding.at(-1)!);
        switch (kind) {
          case "plain": expect([before, sense], text).to.deep.equal([[], label]); break;
          case "negation": expect([before.length > 0 && before.every((word) => negators.includes(word)), sense], text).to.deep.equal([true, 1 - label]); break;
          case "but": expect([before, sense], text).to.deep.equal([[but], label]); break;
          default: throw new Error(`kind ${kind}`);
        }
      }
    });
    it("turn round at a “but”: what comes before says the opposite", () => {
      for (const { text, label, kind } of reviews) {
        if (kind !== "but") continue;
        const tokens = tokensOf(text);
        const said = tokens.map((token) => senses.get(token)).filter((sense) => sense !== undefined);
        expect(said, text).to.deep.equal([1 - label, label]);
      }
    });
    it("have no word that tells the class by itself", () => {
      // A word's share of positive reviews, in standard errors from one half; 5 of them happen once in two million.
      const counts = new Map<string, [all: number, positive: number]>();
      for (const { text, label } of reviews) {
        for (const token of new Set(tokensOf(text))) {
          const [all, positive] = counts.get(token) ?? [0, 0];
          counts.set(token, [all + 1, positive + label]);
        }
      }
      for (const [token, [all, positive]] of counts) expect(Math.abs(positive - all / 2) / Math.sqrt(all / 4), token).to.be.below(5);
    });
    it("read as sentences: a capital first, one full stop last, no gap and no place left open", () => {
      for (const { text } of reviews) {
        expect(text).to.match(/^(\p{Lu}[^.{}*]*\.)( \p{Lu}[^.{}*]*\.){0,2}$/u);
        expect(text).not.to.match(/ {2}|,,| ,/);
      }
    });
    it("can all be of one kind", () => {
      expect(new Set(generateReviews(language, ["but"], 50, 1).map(({ kind }) => kind))).to.deep.equal(new Set(["but"]));
    });
    it("number as many as the largest setting asks, of every kind", () => {
      for (const kind of reviewKinds) expect(new Set(generateReviews(language, [kind], 10_000, 1).map(({ text }) => text)).size).to.equal(10_000);
    });
  });
}

describe("Portuguese agreement", () => {
  it("follows gender and number", () => {
    const forms = (adjective: string): readonly string[] => ["o filme", "a série", "os diálogos", "as aulas"].map((subject) => portuguese.agree(adjective, subject));
    expect(forms("confuso")).to.deep.equal(["confuso", "confusa", "confusos", "confusas"]);
    expect(forms("bom")).to.deep.equal(["bom", "boa", "bons", "boas"]);
    expect(forms("ruim")).to.deep.equal(["ruim", "ruim", "ruins", "ruins"]);
    expect(forms("excelente")).to.deep.equal(["excelente", "excelente", "excelentes", "excelentes"]);
    expect(forms("horrível")).to.deep.equal(["horrível", "horrível", "horríveis", "horríveis"]);
    expect(forms("útil")).to.deep.equal(["útil", "útil", "úteis", "úteis"]);
    expect(forms("natural")).to.deep.equal(["natural", "natural", "naturais", "naturais"]);
  });
  it("inflects the verb with its subject", () => {
    expect([portuguese.copula("foi", "as aulas"), portuguese.copula("é", "o filme")]).to.deep.equal([{ is: "foram", far: "ficaram" }, { is: "é", far: "está" }]);
  });
});
