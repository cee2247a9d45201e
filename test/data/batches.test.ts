import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { batchOf, encodeExamples, gatherRows, stepOrder, stepsPerEpoch } from "../../src/data/batches.js";
import { buildVocabulary } from "../../src/data/vocabulary.js";

describe("batches", () => {
  const vocabulary = buildVocabulary({ tokens: ["good", "bad"] }, 4);

  it("cuts and pads every text at its end", () => {
    expect([...encodeExamples([["good", "bad", "good", "bad"], ["zebra"], []], vocabulary, 3)]).to.deep.equal([2, 3, 2, /**/ 1, 0, 0, /**/ 0, 0, 0]);
  });
  it("refuses a sequence length that is no length", () => {
    expect(() => encodeExamples([], vocabulary, 0)).to.throw(RangeError, "encodeExamples(sequenceLength): expected a whole number from 1, received 0");
  });
  it("visits every training example once an epoch", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(999), { maxLength: 50 }), fc.nat(), fc.integer({ min: 1, max: 99 }), (train, seed, epoch) => {
      expect([...stepOrder(seed, epoch, train)].sort((a, b) => a - b)).to.deep.equal(train.toSorted((a, b) => a - b));
    }), { seed: 1 });
  });
  it("repeats an order for the same seed and epoch, and for no other", () => {
    const train = Array.from({ length: 30 }, (_, i) => i * 2);
    expect(stepOrder(7, 1, train)).to.deep.equal(stepOrder(7, 1, train));
    expect(stepOrder(7, 1, train)).not.to.deep.equal(stepOrder(7, 2, train));
    expect(stepOrder(7, 1, train)).not.to.deep.equal(stepOrder(8, 1, train));
  });
  it("keeps the last, short batch", () => {
    const order = Int32Array.of(4, 0, 3, 1, 2);
    expect(stepsPerEpoch(5, 2)).to.equal(3);
    expect([1, 2, 3].map((step) => [...batchOf(order, step, 2)])).to.deep.equal([[4, 0], [3, 1], [2]]);
  });
  it("gathers the rows of a batch in its order", () => {
    expect([...gatherRows(Int32Array.of(1, 2, 3, 4, 5, 6), 2, [2, 0])]).to.deep.equal([5, 6, 1, 2]);
  });
});
