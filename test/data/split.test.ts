import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { sameText } from "../../src/base/text.js";
import { ProblemError } from "../../src/data/dataset.js";
import { splitExamples } from "../../src/data/split.js";

const classes = ["no", "yes", "maybe"].map(sameText);
const labelled = (labels: readonly number[]) => labels.map((label) => ({ label }));
const thrownBy = (work: () => unknown): ProblemError => {
  try { work(); } catch (error) { if (error instanceof ProblemError) return error; throw error; }
  throw new Error("nothing was thrown");
};

describe("split", () => {
  it("is disjoint, whole, and within one example a class of the fractions", () => {
    const fraction = fc.integer({ min: 0, max: 45 }).map((percent) => percent / 100);
    // From 12 examples on, two fractions of 0.45 leave one to train with.
    const counts = fc.array(fc.integer({ min: 12, max: 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(fc.property(counts, fraction, fraction, fc.nat(), (perClass, validationSplit, testSplit, seed) => {
      const labels = perClass.flatMap((count, label) => Array.from({ length: count }, () => label));
      const split = splitExamples(labelled(labels), classes, { validationSplit, testSplit }, seed);
      const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
      expect(all).to.deep.equal(labels.map((_, index) => index));
      perClass.forEach((count, label) => {
        const drawn = (indexes: readonly number[]): number => indexes.filter((index) => labels[index] === label).length;
        expect(Math.abs(drawn(split.validation) - count * validationSplit)).to.be.below(1);
        expect(Math.abs(drawn(split.test) - count * testSplit)).to.be.below(1);
        expect(drawn(split.train)).to.be.above(0);
      });
    }), { seed: 1 });
  });
  it("holds back every text once over all folds, and the same test texts in each", () => {
    const sixty = Array.from({ length: 60 }, (_, i) => i % 3);
    const folds = Array.from({ length: 4 }, (_, index) => splitExamples(labelled(sixty), classes, { validationSplit: 0.1, testSplit: 0.2, fold: { index, of: 4 } }, 7));
    const { test } = splitExamples(labelled(sixty), classes, { validationSplit: 0.1, testSplit: 0.2 }, 7);
    for (const fold of folds) expect([fold.test, fold.validation.length, fold.train.length]).to.deep.equal([test, 12, 36]);
    expect([...test, ...folds.flatMap(({ validation }) => validation)].sort((a, b) => a - b)).to.deep.equal(sixty.map((_, i) => i));
  });
  const labels = Array.from({ length: 60 }, (_, i) => i % 3);
  it("is the same for the same seed and another for another", () => {
    const draw = (seed: number) => splitExamples(labelled(labels), classes, { validationSplit: 0.2, testSplit: 0.2 }, seed);
    expect(draw(7)).to.deep.equal(draw(7));
    expect(draw(7).test).not.to.deep.equal(draw(8).test);
  });
  it("leaves the test rows where they are when the validation split changes", () => {
    const draw = (validationSplit: number) => splitExamples(labelled(labels), classes, { validationSplit, testSplit: 0.2 }, 7);
    expect(draw(0).test).to.deep.equal(draw(0.4).test);
  });
  it("keeps all examples of a group in one part, and fills each part as far as it should be", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 30 }), fc.nat(), (sizes, seed) => {
      const examples = sizes.flatMap((size, speech) => Array.from({ length: size }, () => ({ label: 0, group: `speech ${speech}` })));
      const split = splitExamples(examples, classes.slice(0, 1), { validationSplit: 0.2, testSplit: 0.2 }, seed);
      const partsOf = new Map<string, Set<string>>();
      for (const [part, indexes] of Object.entries(split)) for (const index of indexes) (partsOf.get(examples[index]!.group) ?? partsOf.set(examples[index]!.group, new Set()).get(examples[index]!.group)!).add(part);
      for (const [group, parts] of partsOf) expect(parts.size, group).to.equal(1);
      expect(Object.values(split).flat().length).to.equal(examples.length);
      // A part may go over by less than one group, of at most five.
      for (const part of [split.test, split.validation]) expect(part.length - Math.round(examples.length * 0.2)).to.be.within(0, 4);
    }), { seed: 1 });
  });
  it("says which class is left without a training example", () => {
    const { problems } = thrownBy(() => splitExamples(labelled([0, 0, 0, 0, 1, 1]), classes, { validationSplit: 0.5, testSplit: 0.5 }, 1));
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal(Array.from({ length: 3 }, () => ["no-training-examples", "validationSplit + testSplit"]));
    expect(problems[1]!.message).to.deep.equal({
      en: 'validationSplit + testSplit: expected at least one training example of the class "yes", which has 2 in all. Hold out a smaller share.',
      "pt-BR": 'validationSplit + testSplit: esperado: pelo menos um exemplo de treino da classe "yes", que tem 2 ao todo. Separe uma fração menor para validação e teste.',
    });
    expect(problems[2]!.message).to.deep.equal({
      en: 'validationSplit + testSplit: expected at least one training example of the class "maybe", which has 0 in all. Leave this class out or add examples of it.',
      "pt-BR": 'validationSplit + testSplit: esperado: pelo menos um exemplo de treino da classe "maybe", que tem 0 ao todo. Retire essa classe ou acrescente exemplos dela.',
    });
  });
});
