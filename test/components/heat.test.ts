import { expect } from "@open-wc/testing";
import { heat, heatGradient, sharesOf } from "../../components/base/heat.js";

const both = (colour: string): [string, string] => /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(colour)!.slice(1) as [string, string];
/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe("the attention scale", () => {
  it("keeps words readable (4.5:1) at every strength, in light and dark", () => {
    for (let share = 0; share <= 1; share += 0.005) {
      const { ground, ink } = heat(share);
      both(ground).forEach((colour, i) => expect(contrast(colour, both(ink)[i]!), `${colour} at ${share}`).to.be.at.least(4.5));
    }
  });
  it("gets steadily darker in light and lighter in dark, so that it reads without colour", () => {
    for (let share = 0.02; share <= 1; share += 0.02) {
      const [before, after] = [heat(share - 0.02), heat(share)].map(({ ground }) => both(ground).map(luminance)) as [number[], number[]];
      expect(after[0]).to.be.below(before[0]!);
      expect(after[1]).to.be.above(before[1]!);
    }
  });
  it("takes what lies outside, or is no number, to the nearer end", () => {
    expect(heat(-1)).to.deep.equal(heat(0));
    expect(heat(7)).to.deep.equal(heat(1));
    expect(heat(NaN)).to.deep.equal(heat(0));
  });
  it("compares weights with the largest of them", () => {
    expect(sharesOf([0.1, 0.4, 0.2])).to.deep.equal([0.25, 1, 0.5]);
    expect(sharesOf([])).to.deep.equal([]);
    expect(sharesOf([0, 0])).to.deep.equal([0, 0]);
    expect(sharesOf([NaN, 2])).to.deep.equal([0, 1]);
  });
  it("has a legend from none to most", () => {
    expect(heatGradient()).to.match(/^linear-gradient\(to right, light-dark\(#fbf8ee, #1c2029\), .*light-dark\(#00224e, #fee838\)\)$/);
  });
});
