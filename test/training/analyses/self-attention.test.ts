import { expect } from "@open-wc/testing";
import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../../src/model/architecture.js";
import { selfAttention } from "../../../src/training/analyses/self-attention.js";
import { openBackend } from "../../../src/training/backends.js";
import { inspect } from "../../../src/training/inspect.js";
import { quietJob, withSubject } from "./subject.js";

const text = "the phone is good";
const values = { heads: 2, feedForwardSize: 8 };
const transformer = { architecture: "transformer" } as const;

describe("self-attention step by step", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  for (const [name, more] of Object.entries({ "normalised before": {}, "normalised after": { normalisation: "post" }, "without positions": { positions: "none" }, "in the second layer": { layers: 2 } })) {
    it(`has weights that are the softmax of its own scores, and mixtures that are its own values by them, ${name}`, () => withSubject(tf, { ...values, ...more }, async (subject) => {
      const layer = "layers" in more ? 2 : 1;
      const { tokens, size, queries, keys, values: own, scores, weights, mixed } = await selfAttention.run(subject, { text, layer, head: 2 }, quietJob());
      expect([tokens, size]).to.deep.equal([["the", "phone", "is", "good"], 4]);
      for (let i = 0; i < 4; i++) {
        const row = (matrix: Float32Array, width: number, at = i): readonly number[] => Array.from(matrix.subarray(at * width, (at + 1) * width));
        // By hand from what was told: q · k / √4, then softmax, then the sum of the values.
        const products = tokens.map((_, j) => row(queries, 4).reduce((sum, q, c) => sum + q * row(keys, 4, j)[c]!, 0) / 2);
        const exponentials = products.map(Math.exp);
        const shares = exponentials.map((e) => e / exponentials.reduce((a, b) => a + b));
        products.forEach((product, j) => expect(scores[i * 4 + j]).to.be.closeTo(product, 1e-5));
        shares.forEach((share, j) => expect(weights[i * 4 + j]).to.be.closeTo(share, 1e-5));
        row(mixed, 4).forEach((x, c) => expect(x).to.be.closeTo(shares.reduce((sum, share, j) => sum + share * row(own, 4, j)[c]!, 0), 1e-5));
      }
    }, transformer));
  }
  it("is what the network hands on: its heads side by side, mixed and added, give the stage's own output", () => withSubject(tf, values, async (subject) => {
    const heads = await Promise.all([1, 2].map((head) => selfAttention.run(subject, { text, layer: 1, head }, quietJob())));
    const inspection = await inspect(tf, subject.network, text, subject.moment);
    const output = subject.network.model.parameters.find(({ name }) => name === "attention/output")!.variable as unknown as TF.Tensor2D;
    const expected = tf.tidy(() => {
      const joined = tf.concat(heads.map(({ mixed }) => tf.tensor2d(mixed, [4, 4])), 1);
      return tf.add(tf.tensor2d(inspection.activations["positions"]!.data, [4, 8]), tf.matMul(joined as TF.Tensor2D, output)).dataSync();
    });
    inspection.activations["attention"]!.data.forEach((x, i) => expect(x).to.be.closeTo(expected[i]!, 1e-5));
  }, transformer));
  it("shows the last layer and head when asked for one beyond, leaves no tensor, and is refused for an input of another form", () => withSubject(tf, values, async (subject) => {
    const before = tf.memory().numTensors;
    const { layer, head, layers, heads } = await selfAttention.run(subject, { text, layer: 9, head: 9 }, quietJob());
    expect([layer, layers, head, heads]).to.deep.equal([1, 1, 2, 2]);
    expect(tf.memory().numTensors).to.equal(before);
    expect(selfAttention.wrong({ text: 1, layer: 1, head: 1 })).to.equal("text: a text");
    expect(selfAttention.wrong({ text, layer: 0, head: 1 })).to.equal("layer: a whole number from 1");
  }, transformer));
  it("is not there in a network without it, which is said in a sentence", () => withSubject(tf, {}, async (subject) => {
    const { message } = await selfAttention.run(subject, { text, layer: 1, head: 1 }, quietJob()).then(() => new Error("expected a refusal"), (error: Error) => error);
    expect(message).to.equal("expected a Transformer; in this network no word looks at another. Choose the Transformer as architecture and train again.");
  }));
});
