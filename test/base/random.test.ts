import { expect } from "@open-wc/testing";
import { fnv1a, seededRandom, seedFor } from "../../src/base/random.js";

describe("seeded random", () => {
  it("gives the same numbers for the same seed and others for its neighbour", () => {
    const draw = (seed: number) => { const random = seededRandom(seed); return Array.from({ length: 5 }, () => random.next()); };
    expect(draw(7)).to.deep.equal(draw(7));
    expect(draw(7)).not.to.deep.equal(draw(8));
  });
  it("honours seed 0", () => {
    expect(seededRandom(0).next()).to.equal(seededRandom(0).next());
    expect(seededRandom(0).next()).to.be.within(0, 1);
  });
  it("draws normal numbers with mean 0 and standard deviation 1", () => {
    const random = seededRandom(3);
    const draws = Array.from({ length: 20_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    // Four standard errors: 1/√20000 for the mean, √2/√20000 for the variance.
    expect(Math.abs(mean)).to.be.below(0.03);
    expect(Math.abs(variance - 1)).to.be.below(0.04);
  });
  it("permutes without losing or repeating anything", () => {
    for (let count = 0; count < 40; count++) expect([...seededRandom(count).permutation(count)].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: count }, (_, i) => i));
  });
  it("gives every use of a seed a seed of its own", () => {
    const seeds = new Set(["shuffle", "dropout", "parameters"].flatMap((use) => [1, 2, 3].map((epoch) => seedFor(1, use, epoch))));
    expect(seeds.size).to.equal(9);
  });
  it("hashes as FNV-1a's published test vectors say", () => {
    // http://www.isthe.com/chongo/tech/comp/fnv/: "" → 811c9dc5, "a" → e40c292c, "foobar" → bf9cf968
    expect(["", "a", "foobar"].map((text) => fnv1a(text).toString(16))).to.deep.equal(["811c9dc5", "e40c292c", "bf9cf968"]);
  });
  it("refuses to draw below a number that is not whole and positive", () => {
    expect(() => seededRandom(1).integer(0)).to.throw(RangeError, "integer(below): expected a whole number from 1 to 4294967296, received 0");
  });
});
