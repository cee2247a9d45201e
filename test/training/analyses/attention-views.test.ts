import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import { attentionHeads } from "../../../src/training/analyses/attention-heads.js";
import { attentionSurvey } from "../../../src/training/analyses/attention-survey.js";
import { openBackend } from "../../../src/training/backends.js";
import { attendTo } from "../../../src/training/inspect.js";
import { quietJob, withSubject } from "./subject.js";

describe("views of attention", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  it("give every head of every layer over the text's own words, and leave no tensor behind", () => withSubject(tf, { layers: 2, heads: 2, maskPadding: true, pooling: "average" }, async (subject) => {
    const before = tf.memory().numTensors;
    const { tokens, heads, layers } = await attentionHeads.run(subject, { text: "the phone is good" }, quietJob());
    expect([tokens.length, heads, layers.map(({ length }) => length)]).to.deep.equal([4, 2, [32, 32]]);
    for (let row = 0; row < 8; row++) expect(layers[0]!.subarray(row * 4, row * 4 + 4).reduce((sum, weight) => sum + weight, 0), "no weight on masked padding").to.be.closeTo(1, 1e-5);
    // What the answer rests on, pooled by the mean, is the mean of the last layer over heads and words.
    const [snapshot] = await attendTo(tf, subject.network, [["the", "phone", "is", "good"]], subject.moment);
    snapshot!.attentionWeights.forEach((weight, word) => {
      const mean = Array.from({ length: 8 }, (_, row) => layers[1]![row * 4 + word]!).reduce((sum, value) => sum + value, 0) / 8;
      expect(weight).to.be.closeTo(mean, 1e-6);
    });
    expect(snapshot!.isContextual).to.equal(true);
    expect(tf.memory().numTensors).to.equal(before);
  }, { architecture: "transformer" }));

  it("give no layers where there is no self-attention", () => withSubject(tf, {}, async (subject) => {
    expect((await attentionHeads.run(subject, { text: "good" }, quietJob())).layers).to.deep.equal([]);
  }));

  it("survey every held-out text as it would be read alone", () => withSubject(tf, { maskPadding: true }, async (subject) => {
    const { texts, byPosition, epoch } = await attentionSurvey.run(subject, {}, quietJob());
    const { split, tokens, examples, classes } = subject.prepared;
    const held = [...split.validation, ...split.test];
    expect(texts.map(({ example }) => example)).to.deep.equal(held);
    expect(epoch).to.equal(1);
    const alone = await attendTo(tf, subject.network, held.map((index) => tokens[index]!), subject.moment);
    alone.forEach(({ attentionWeights, probabilities }, i) => {
      const entropy = -attentionWeights.reduce((sum, weight) => sum + (weight > 0 ? weight * Math.log(weight) : 0), 0);
      expect(texts[i]!.spread).to.be.closeTo(Math.exp(entropy), 1e-4);
      expect(texts[i]!.peak).to.equal(Math.max(...attentionWeights));
      expect(texts[i]!.probability).to.equal(Math.max(...probabilities));
      expect(texts[i]!.label).to.equal(examples[held[i]!]!.label);
    });
    expect(byPosition).to.have.length(classes.length);
    for (const own of byPosition) expect(own.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-4);
  }));

  it("survey no text of a network without attention", () => withSubject(tf, {}, async (subject) => {
    expect((await attentionSurvey.run(subject, {}, quietJob())).texts).to.deep.equal([]);
  }, { architecture: "cnn" }));
});
