import { expect } from "@open-wc/testing";
import { sharedMaximum } from "../../src/kernels/ops/shared-maximum.js";
import { seededRandom } from "../../src/base/random.js";
import type { Tf } from "../../src/model/architecture.js";
import { attentionScores, attentionWeights } from "../../src/model/layers/attention.js";
import { dropout } from "../../src/model/layers/dropout.js";
import { embed } from "../../src/model/layers/embedding.js";
import { positionMask } from "../../src/model/layers/mask.js";
import { initialValues } from "../../src/model/layers/parameters.js";
import { openBackend } from "../../src/training/backends.js";

for (const backend of ["wasm", "cpu"] as const) {
  describe(`layers on ${backend}`, () => {
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });

    it("look up rows, and add up the gradients of a token that comes twice", () => tf.tidy(() => {
      const ids = tf.tensor2d([[1, 2, 1]], [1, 3], "int32");
      const table = tf.tensor2d([[0, 0], [1, 2], [3, 4], [5, 6]]);
      expect(embed(tf, ids, table).arraySync()).to.deep.equal([[[1, 2], [3, 4], [1, 2]]]);
      const weights = tf.tensor3d([[[1, 10], [2, 20], [4, 40]]]);
      expect(tf.grad((from) => tf.sum(tf.mul(embed(tf, ids, from), weights)))(table).arraySync()).to.deep.equal([[0, 0], [5, 50], [2, 20], [0, 0]]);
    }));

    it("share the gradient of a maximum among the positions that tie", () => tf.tidy(() => {
      const features = tf.tensor3d([[[1, 7], [3, 7], [3, 2], [3, 7]]]);
      expect(sharedMaximum(tf, features).arraySync()).to.deep.equal([[3, 7]]);
      const gradient = tf.grad((x) => tf.sum(tf.mul(sharedMaximum(tf, x as never), tf.tensor2d([[3, 6]]))))(features);
      expect(gradient.arraySync()).to.deep.equal([[[0, 2], [1, 2], [1, 0], [1, 2]]]);
    }));

    it("count a position when it sees at least one token", () => tf.tidy(() => {
      const ids = tf.tensor2d([[3, 1, 0, 0, 0], [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]], [3, 5], "int32");
      // Kernel of 3 without padding: position p sees tokens p to p + 2. A row without a token has nowhere to look.
      expect(positionMask(tf, ids, { first: 0, last: 2 }, 3).arraySync()).to.deep.equal([[1, 1, 0], [1, 1, 1], [1, 1, 1]]);
      // With “same” it sees p − 1 to p + 1.
      expect(positionMask(tf, ids, { first: -1, last: 1 }, 5).arraySync()).to.deep.equal([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]);
      // An even kernel with “same” looks further ahead than back.
      expect(positionMask(tf, ids, { first: 0, last: 1 }, 5).arraySync()).to.deep.equal([[1, 1, 0, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]);
    }));

    it("score positions as the formulas say", () => tf.tidy(() => {
      const features = tf.tensor3d([[[1, 0], [0, 2]]]);
      const query = tf.tensor2d([[0.5], [0.25]]);
      const numbers = (kind: Parameters<typeof attentionScores>[2]): number[] => [...attentionScores(tf, features, kind).dataSync()].map((score) => Math.round(score * 1e6) / 1e6);
      expect(numbers({ kind: "dot", query })).to.deep.equal([0.5, 0.5]);
      // tanh(0.5 + 0.1), tanh(2 × 0.25 + 0.1)
      expect(numbers({ kind: "tanh", kernel: query, bias: tf.tensor1d([0.1]) })).to.deep.equal([0.53705, 0.53705]);
      // 0.5 tanh(1) and 0.25 tanh(2): the identity as kernel.
      expect(numbers({ kind: "additive", kernel: tf.eye(2), bias: tf.zeros([2]), query })).to.deep.equal([0.380797, 0.241007]);
      expect(numbers({ kind: "uniform" })).to.deep.equal([0, 0]);
    }));

    it("turn scores into weights, 0 where masked, whatever the scores are", () => tf.tidy(() => {
      const scores = tf.tensor2d([[Math.log(1), Math.log(3), 50], [1000, -1000, 3]]);
      const weights = attentionWeights(tf, scores, tf.tensor2d([[1, 1, 0], [1, 1, 1]])).arraySync();
      expect(weights[0]![0]).to.be.closeTo(0.25, 1e-6);
      expect(weights[0]![1]).to.be.closeTo(0.75, 1e-6);
      expect(weights[0]![2]).to.equal(0);
      expect(weights[1]).to.deep.equal([1, 0, 0]);
    }));

    it("drop a share of the values, keep the mean, and repeat with the same seed", () => tf.tidy(() => {
      const ones = tf.ones([100, 100]);
      const dropped = dropout(tf, ones, 0.25, 7);
      expect([...new Set(dropped.dataSync())].sort()).to.deep.equal([0, Math.fround(4 / 3)]);
      // Four standard errors: (4/3) √(0.25 × 0.75 / 10,000) each.
      expect(tf.mean(dropped).dataSync()[0]).to.be.closeTo(1, 0.024);
      expect(dropout(tf, ones, 0.25, 7).dataSync()).to.deep.equal(dropped.dataSync());
      expect(dropout(tf, ones, 0.25, 8).dataSync()).not.to.deep.equal(dropped.dataSync());
    }));
  });
}

describe("initial parameters", () => {
  it("are Glorot-uniform with Keras's fans: a kernel of 5 × 128 × 64 stays within √(6 / (5 × 192)) = 0.0791", () => {
    const kernel = initialValues([5, 128, 64], "glorot-uniform", seededRandom(1));
    const [low, high] = [Math.min(...kernel), Math.max(...kernel)];
    expect(high).to.be.within(0.0789, 0.07906);
    expect(low).to.be.within(-0.07906, -0.0789);
    // The variance of an even draw in ±a is a² / 3.
    expect(kernel.reduce((sum, x) => sum + x * x, 0) / kernel.length).to.be.closeTo(0.00625 / 3, 3e-5);
  });
  it("are 0 for a bias and within ±0.05 for an embedding", () => {
    expect(initialValues([4], "zeros", seededRandom(1))).to.deep.equal(new Float32Array(4));
    expect(Math.max(...initialValues([300, 8], "small-uniform", seededRandom(1)).map(Math.abs))).to.be.within(0.0499, 0.05);
  });
});
