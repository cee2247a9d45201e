import { expect } from "@open-wc/testing";
import { attentionTop, effectiveWords, heat, heatGradient, luminance } from "../../src/plots/attention-scale.js";

type Rgb = [number, number, number];
const both = (colour: string): [Rgb, Rgb] => [...colour.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map(([, ...channels]) => channels.map(Number)) as [Rgb, Rgb];
const contrast = (a: Rgb, b: Rgb): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe("the attention scale", () => {
  it("keeps words readable (4.5:1) at every strength, in light and dark", () => {
    for (let share = 0; share <= 1; share += 0.005) {
      const { ground, ink } = heat(share);
      both(ground).forEach((colour, i) => expect(contrast(colour, both(ink)[i]!), `${ground} at ${share}`).to.be.at.least(4.5));
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
  it("has a legend from none to most", () => {
    expect(heatGradient().startsWith(`linear-gradient(to right, ${heat(0).ground}, `)).to.equal(true);
    expect(heatGradient().endsWith(`, ${heat(1).ground})`)).to.equal(true);
  });
  it("draws an even spread pale: its top is three times an even weight", () => {
    expect(attentionTop([[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]])).to.be.closeTo(0.3, 1e-12);
    expect(attentionTop([[0.1, 0.9], [0.5, 0.5]])).to.equal(1);
    expect(attentionTop([])).to.equal(1);
  });
});

describe("how many words an attention is spread over", () => {
  it("is the number of equal weights", () => { expect(effectiveWords([0.25, 0.25, 0.25, 0.25])).to.be.closeTo(4, 1e-12); });
  it("is 1 when one word has it all", () => { expect(effectiveWords([0, 1, 0])).to.equal(1); });
  // e^(−0.5·ln 0.5 − 2·0.25·ln 0.25) = 2^1.5, by hand.
  it("lies between for uneven weights, whatever they sum to", () => {
    expect(effectiveWords([0.5, 0.25, 0.25])).to.be.closeTo(2 ** 1.5, 1e-12);
    expect(effectiveWords([0.2, 0.1, 0.1])).to.be.closeTo(2 ** 1.5, 1e-12);
  });
  it("is unknown without weights", () => { expect(Number.isNaN(effectiveWords([]))).to.equal(true); });
});
