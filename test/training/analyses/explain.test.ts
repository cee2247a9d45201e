import { expect } from "@open-wc/testing";
import { ProblemError } from "../../../src/data/dataset.js";
import type { Tf } from "../../../src/model/architecture.js";
import { adversarialAttention } from "../../../src/training/analyses/adversarial-attention.js";
import { agreement } from "../../../src/training/analyses/agreement.js";
import { explain } from "../../../src/training/analyses/explain.js";
import { permuteAttention } from "../../../src/training/analyses/permute-attention.js";
import { setAttention } from "../../../src/training/analyses/set-attention.js";
import { openBackend } from "../../../src/training/backends.js";
import { kendallTau } from "../../../src/training/explain/kendall.js";
import { readTexts } from "../../../src/training/explain/texts.js";
import { float64Network } from "../explain/float64-network.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

const options = { steps: 16, without: "drop", place: "window", through: "rollout" } as const;
const text = "the phone is good broken zzz";
const additive = { kernelSize: 3, convolutionPadding: "same", attention: "tanh", pooling: "sum", denseUnits: 0, maskPadding: true };
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

describe("an explanation", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  it("has every method that the network allows, and τ between each two", () => withSubject(tf, additive, async (subject) => {
    const { methods, taus, target, logOdds, snapshot, integrated } = await explain.run(subject, { text, ...options }, quietJob());
    expect(methods.map(({ name, isSigned, scores }) => [name, isSigned, scores.length])).to.deep.equal([["attention", false, 6], ["gradient", true, 6], ["integrated", true, 6], ["without", true, 6]]);
    expect(taus.map(({ a, b }) => `${a} ${b}`)).to.deep.equal(["attention gradient", "attention integrated", "gradient integrated", "attention without", "gradient without", "integrated without"]);
    expect(taus[0]!.tau).to.equal(kendallTau(methods[0]!.scores, methods[1]!.scores.map(Math.abs)));
    expect(target).to.equal(1);
    expect(sigmoid(logOdds)).to.be.closeTo(snapshot.probabilities[1]!, 1e-6);
    expect(Math.abs(integrated!.change - integrated!.sum)).to.be.below(0.05 * Math.abs(integrated!.change) + 1e-6);
  }));

  it("does without attention where there is none, and refuses a text without words", () => withSubject(tf, {}, async (subject) => {
    expect((await explain.run(subject, { text, ...options }, quietJob())).methods.map(({ name }) => name)).to.deep.equal(["gradient", "integrated", "without"]);
    await explain.run(subject, { text: "  ", ...options }, quietJob()).then(() => { throw new Error("expected a problem"); }, (error: unknown) => expect(error).to.be.instanceOf(ProblemError));
  }, { architecture: "cnn" }));

  it("is given for the whole held-out set, with as many τ as it has texts, and stops when nobody waits", () => withSubject(tf, additive, async (subject) => {
    const before = tf.memory().numTensors;
    const told: number[] = [];
    const { pairs, texts } = await agreement.run(subject, options, quietJob(told));
    expect(texts).to.equal(subject.prepared.split.validation.length + subject.prepared.split.test.length);
    expect(pairs).to.have.lengthOf(6);
    for (const { taus } of pairs) expect(taus).to.have.lengthOf(texts);
    expect(told.at(-1)).to.equal(1);
    const first = await explain.run(subject, { text: subject.prepared.tokens[subject.prepared.split.validation[0]!]!.join(" "), ...options }, quietJob());
    pairs.forEach(({ taus }, i) => expect(taus[0]).to.be.closeTo(first.taus[i]!.tau, 1e-9));
    await agreement.run(subject, options, quietJob([], AbortSignal.abort())).then(() => { throw new Error("expected an abort"); }, (error: Error) => expect(error.name).to.equal("AbortError"));
    expect(tf.memory().numTensors).to.equal(before);
  }));
});

describe("attention put to the test", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  // With a sum and one logit the answer is σ(Σ aₜ wᵀhₜ + b): worked out in float64 by loops.
  it("answers with the weights that it is given", () => withSubject(tf, additive, async (subject) => {
    const other = await float64Network(subject.network);
    const [read] = await readTexts(tf, subject.network, [text.split(" ")]);
    const mask = Array.from(read!.ids, (id) => (id === 0 ? 0 : 1));
    // Six words; the position after the last still sees it.
    const given = [0, 2, 0, 1, 0, 0, 1];
    const { own, given: answer } = await setAttention.run(subject, { text, weights: given }, quietJob());
    expect(own[1]).to.be.closeTo(sigmoid(other.logit(other.vectorsOf(read!.ids), mask)), 1e-6);
    const whole = Array.from({ length: 12 }, (_, t) => (given[t] ?? 0) / 4);
    expect(answer[1]).to.be.closeTo(sigmoid(other.logit(other.vectorsOf(read!.ids), mask, whole)), 1e-6);
  }));

  it("is shuffled by a seed: the same answers again, and others with another seed", () => withSubject(tf, additive, async (subject) => {
    const shuffled = (seed: number) => permuteAttention.run(subject, { text, count: 50, seed }, quietJob());
    const [once, again, other] = [await shuffled(1), await shuffled(1), await shuffled(2)];
    expect(again).to.deep.equal(once);
    expect(other.probabilities).to.not.deep.equal(once.probabilities);
    expect(once.distances).to.have.lengthOf(50);
    once.distances.forEach((distance, i) => expect(distance).to.be.closeTo(Math.abs(once.probabilities[i]! - once.own[once.answered]!), 1e-9));
  }));

  for (const classes of [2, 3]) {
    it(`finds another attention with the same answer of ${classes} classes, and its numbers hold when it is given back`, () => withSubject(tf, additive, async (subject) => {
      const before = tf.memory().numTensors;
      const epsilon = 0.01;
      const { weights, found, own, divergence, distance, ownWeights } = await adversarialAttention.run(subject, { text, epsilon, seed: 1 }, quietJob());
      expect(distance).to.be.at.most(epsilon + 1e-6);
      expect(distance).to.be.closeTo(own.reduce((sum, share, i) => sum + Math.abs(share - found[i]!), 0) / 2, 1e-9);
      expect(divergence).to.be.above(0.2).and.at.most(Math.LN2);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(ownWeights.reduce((sum, weight) => sum + weight, 0), 1e-5);
      const { given } = await setAttention.run(subject, { text, weights }, quietJob());
      given.forEach((share, i) => expect(share).to.be.closeTo(found[i]!, 1e-6));
      expect(tf.memory().numTensors).to.equal(before);
    }, { prepared: smallData(90, classes) }));
  }

  it("leaves the share on padding where it is", () => withSubject(tf, { ...additive, maskPadding: false, convolutionPadding: "valid" }, async (subject) => {
    const { ownWeights, weights } = await adversarialAttention.run(subject, { text, epsilon: 0.05, seed: 1 }, quietJob());
    const sum = (of: readonly number[]): number => of.reduce((all, weight) => all + weight, 0);
    expect(sum(ownWeights)).to.be.below(0.95);
    expect(sum(weights)).to.be.closeTo(sum(ownWeights), 1e-5);
  }));

  it("says what to choose where a network has no attention to move", () => withSubject(tf, {}, async (subject) => {
    for (const ask of [() => setAttention.run(subject, { text, weights: [1] }, quietJob()), () => permuteAttention.run(subject, { text, count: 1, seed: 1 }, quietJob())]) {
      await ask().then(() => { throw new Error("expected a problem"); }, (error: unknown) => {
        expect((error as ProblemError).problems.map(({ code }) => code)).to.deep.equal(["no-attention-to-move"]);
      });
    }
  }, { architecture: "transformer" }));

  it("refuses what came wrong", () => {
    expect(explain.wrong({ text: "a", ...options })).to.equal(undefined);
    expect(explain.wrong({ text: "a", ...options, steps: 0.5 })).to.equal("steps: a whole number from 1 to 512");
    expect(agreement.wrong({ ...options, without: "x" })).to.equal("without: one of drop, unknown, padding");
    expect(setAttention.wrong({ text: "a", weights: [1, -1] })).to.equal("weights: numbers of 0 or more");
    expect(permuteAttention.wrong({ text: "a", count: 2000, seed: 1 })).to.equal("count: a whole number from 1 to 1000");
    expect(adversarialAttention.wrong({ text: "a", epsilon: 0, seed: 1 })).to.equal("epsilon: a number above 0, at most 1");
  });
});
