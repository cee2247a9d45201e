import { expect } from "@open-wc/testing";
import { bracketOf, bracketsOf, isCut, rungsOf, type Progress } from "../../src/search/pruning.js";

const trials = (...values: readonly (readonly number[])[]): readonly Progress[] => values.map((own, index) => ({ index, values: own }));

describe("cutting trials short", () => {
  it("compares after 1, 3, 9 … epochs, later in later brackets, and never at the end", () => {
    expect(rungsOf(27)).to.deep.equal([1, 3, 9]);
    expect(rungsOf(28)).to.deep.equal([1, 3, 9, 27]);
    expect(rungsOf(27, 2)).to.deep.equal([9]);
    expect(rungsOf(1)).to.deep.equal([]);
  });
  it("has as many brackets as Hyperband: ⌊log₃ R⌋ + 1", () => {
    expect([1, 2, 3, 8, 9, 26, 27, 81, 243].map(bracketsOf)).to.deep.equal([1, 1, 2, 2, 3, 3, 4, 5, 6]);
  });
  it("deals trials to brackets in Hyperband's proportions, n = ⌈(s_max + 1) / (s + 1) · 3ˢ⌉", () => {
    // R = 27: s = 3, 2, 1, 0 gives ⌈4/4·27⌉, ⌈4/3·9⌉, ⌈4/2·3⌉, ⌈4/1·1⌉ = 27, 12, 6, 4 trials.
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 49; index++) counts[bracketOf("hyperband", index, 27)]!++;
    expect(counts).to.deep.equal([27, 12, 6, 4]);
  });
  it("lets the best third go on", () => {
    const before = trials([0.5], [0.4], [0.6], [0.3], [0.7]);
    const sixth = (value: number): boolean => isCut("halving", 9, { index: 5, values: [value] }, before);
    // Of six, two go on: 0.3 and whoever is at most second.
    expect([0.2, 0.35, 0.45, 0.9].map(sixth)).to.deep.equal([false, false, true, true]);
  });
  it("lets the first go on, and the next only if it is better, until there are three", () => {
    expect(isCut("halving", 9, { index: 0, values: [0.5] }, [])).to.equal(false);
    expect(isCut("halving", 9, { index: 1, values: [0.6] }, trials([0.5]))).to.equal(true);
    expect(isCut("halving", 9, { index: 1, values: [0.4] }, trials([0.5]))).to.equal(false);
  });
  it("cuts nothing between rungs or without pruning, and everything that is no number", () => {
    const before = trials([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]);
    expect(isCut("halving", 9, { index: 2, values: [0.1, 0.9] }, before)).to.equal(false);
    expect(isCut("none", 9, { index: 2, values: [0.9] }, before)).to.equal(false);
    expect(isCut("halving", 9, { index: 2, values: [NaN] }, [])).to.equal(true);
  });
  it("compares a trial of Hyperband only with those of its bracket", () => {
    const late = Array.from({ length: 49 }, (_, index) => index).find((index) => bracketOf("hyperband", index, 27) === 1)!;
    expect(isCut("hyperband", 27, { index: late, values: [0.9] }, trials([0.1])), "no comparison after one epoch there").to.equal(false);
    expect(isCut("hyperband", 27, { index: late, values: [0.9, 0.9, 0.9] }, trials([0.1, 0.1, 0.1])), "alone in its bracket").to.equal(bracketOf("hyperband", 0, 27) === 1);
  });
});
