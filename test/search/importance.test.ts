import { expect } from "@open-wc/testing";
import { fanova, type Importance } from "../../src/search/fanova/fanova.js";
import type { Observation } from "../../src/search/observation.js";
import { paretoFront } from "../../src/search/pareto.js";
import { rankCorrelation, ranksOf } from "../../src/search/rank-correlation.js";
import type { Dimension, Point, Space } from "../../src/search/space.js";
import { trainSchema } from "../../src/training/schema.js";
import fromOptuna from "../fixtures/search/fanova.json";
import fromSciPy from "../fixtures/search/spearman.json";

const number = (name: string, low: number, high: number, isWhole = false): Dimension => ({ kind: "number", name, field: trainSchema.epochs, condition: undefined, low, high, scale: "linear", isWhole });
const choice = (name: string, options: readonly (string | boolean)[]): Dimension => ({ kind: "choice", name, field: trainSchema.keepBest, condition: undefined, options });
const spaces: Readonly<Record<string, Space>> = {
  mixed: { dimensions: [number("rate", 1e-4, 0.1), number("size", 4, 64, true), number("share", 0, 0.6), choice("kind", ["tanh", "dot", "none"]), choice("mask", [false, true])] },
  hartmann6: { dimensions: Array.from({ length: 6 }, (_, i) => number(`x${i + 1}`, 0, 1)) },
  branin: { dimensions: [number("x", -5, 10), number("y", 0, 15)] },
};
function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
const byShare = (shares: Readonly<Record<string, number>>): readonly string[] => Object.keys(shares).toSorted((a, b) => shares[b]! - shares[a]!);

describe("importance by fANOVA", () => {
  for (const [name, { points, values, importances }] of Object.entries(fromOptuna)) {
    it(`agrees with Optuna's FanovaImportanceEvaluator on the trials of ${name}: within 0.05, and in the order of all that differ by more than its seeds do`, () => {
      const observations = points.map((point, i): Observation => ({ point: point as unknown as Point, value: values[i]!, share: 1 }));
      const own = Object.fromEntries(finish(fanova(spaces[name]!, observations, 1)).map(({ name: of, share }) => [of, share]));
      const theirs: Readonly<Record<string, number>> = importances;
      for (const [of, share] of Object.entries(theirs)) expect(own[of], of).to.be.closeTo(share, 0.05);
      expect(byShare(own).filter((of) => theirs[of]! >= 0.02)).to.deep.equal(byShare(theirs).filter((of) => theirs[of]! >= 0.02));
    });
  }
  it("gives everything to the only setting that matters", () => {
    const space: Space = { dimensions: [number("a", 0, 1), number("b", 0, 1)] };
    const observations = Array.from({ length: 64 }, (_, i): Observation => ({ point: { a: (i % 8) / 8, b: Math.floor(i / 8) / 8 }, value: i % 8, share: 1 }));
    const [a, b] = finish(fanova(space, observations)) as [Importance, Importance];
    expect(a.share).to.be.above(0.97);
    expect(b.share).to.be.below(0.01);
  });
  it("says nothing where there is nothing to say: no trials, no differences, only failures", () => {
    const space: Space = { dimensions: [number("a", 0, 1)] };
    const at = (a: number, value: number): Observation => ({ point: { a }, value, share: 1 });
    for (const observations of [[], [at(0.5, 1)], [at(0.1, 2), at(0.9, 2)], [at(0.1, NaN), at(0.9, NaN), at(0.5, 1)]]) expect(finish(fanova(space, observations))).to.deep.equal([]);
  });
});

describe("rank correlation", () => {
  it("is SciPy's spearmanr, ties and all", () => {
    expect(rankCorrelation(fromSciPy.a, fromSciPy.b)).to.be.closeTo(fromSciPy.rho, 1e-12);
  });
  it("gives equal values the mean of their ranks, and is no number where one side never changes", () => {
    expect(ranksOf([10, 20, 10, 30])).to.deep.equal([1.5, 3, 1.5, 4]);
    expect(Number.isNaN(rankCorrelation([1, 2, 3], [5, 5, 5]))).to.equal(true);
    expect(rankCorrelation([1, 2, 3], [1, 8, 27])).to.equal(1);
  });
});

describe("the Pareto front", () => {
  it("is what nothing beats in every direction", () => {
    // (error, parameters): the first, third and last are not beaten; equals do not beat each other.
    expect(paretoFront([[0.1, 100], [0.2, 100], [0.15, 50], [0.15, 60], [0.3, 10], [0.3, 10]])).to.deep.equal([true, false, true, false, true, true]);
  });
  it("leaves out what has no result", () => {
    expect(paretoFront([[NaN, 1], [0.5, 100]])).to.deep.equal([false, true]);
  });
});
