import { expect } from "@open-wc/testing";
import { jensenShannon } from "../../../src/training/explain/divergence.js";
import { kendallTau } from "../../../src/training/explain/kendall.js";

describe("Kendall's τ-b", () => {
  // scipy 1.17.1: scipy.stats.kendalltau(a, b, variant="b").statistic
  const worked: readonly (readonly [readonly number[], readonly number[], number])[] = [
    [[1, 2, 3, 4], [1, 2, 3, 4], 1],
    [[1, 2, 3, 4, 5], [3, 1, 2, 5, 4], 0.4],
    [[0.1, 0.1, 0.5, 0.3], [2, 1, 1, 3], 0],
    [[1, 1, 2, 2, 3], [1, 2, 2, 3, 3], 0.75],
  ];
  it("is what SciPy says, ties and all", () => {
    for (const [a, b, tau] of worked) expect(kendallTau(a, b), JSON.stringify([a, b])).to.be.closeTo(tau, 1e-12);
  });
  it("turns its sign when one list is reversed, and does not mind which list comes first", () => {
    for (const [a, b, tau] of worked) {
      expect(kendallTau(a, b.map((value) => -value))).to.be.closeTo(-tau, 1e-12);
      expect(kendallTau(b, a)).to.equal(kendallTau(a, b));
    }
  });
  it("is no number where nothing is ranked", () => {
    for (const [a, b] of [[[], []], [[1], [2]], [[1, 1, 1], [1, 2, 3]]] as const) expect(kendallTau(a, b)).to.satisfy(Number.isNaN);
    expect(() => kendallTau([1], [1, 2])).to.throw(RangeError);
  });
});

describe("the Jensen–Shannon divergence", () => {
  // scipy 1.17.1: scipy.spatial.distance.jensenshannon(a, b) ** 2; the first by hand, ln 2 / 2.
  it("is what SciPy says, from 0 to ln 2", () => {
    expect(jensenShannon([0.5, 0.5, 0], [0, 0.5, 0.5])).to.be.closeTo(Math.LN2 / 2, 1e-12);
    expect(jensenShannon([0.7, 0.2, 0.1], [0.1, 0.3, 0.6])).to.be.closeTo(0.2306454879041134, 1e-12);
    expect(jensenShannon([1, 0], [0, 1])).to.be.closeTo(Math.LN2, 1e-12);
    expect(jensenShannon([0.25, 0.75], [0.25, 0.75])).to.equal(0);
  });
});
