import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import type { Subject } from "../../../src/training/analyses/analysis.js";
import { openBackend } from "../../../src/training/backends.js";
import { followBack, attention, weightsOfWords } from "../../../src/training/explain/attention.js";
import { gradientTimesInput } from "../../../src/training/explain/gradient-times-input.js";
import { integratedGradientsOf } from "../../../src/training/explain/integrated-gradients.js";
import { leaveOneOut } from "../../../src/training/explain/leave-one-out.js";
import type { AttributionMethod, AttributionOptions } from "../../../src/training/explain/method.js";
import { readTexts } from "../../../src/training/explain/texts.js";
import { readParameters } from "../../../src/training/network.js";
import { withSubject } from "../analyses/subject.js";
import { smallData } from "../small-run.js";
import { float64Network } from "./float64-network.js";

const options: AttributionOptions = { steps: 64, without: "drop", place: "window", through: "rollout" };
const turn = async (): Promise<void> => {};
const sentence = ["the", "phone", "is", "good", "broken", "zzz"];
const additive = { kernelSize: 3, convolutionPadding: "same", attention: "tanh", pooling: "sum", denseUnits: 0, maskPadding: true };
const of = async (method: AttributionMethod, subject: Subject, tokens: readonly (readonly string[])[] = [sentence], more: Partial<AttributionOptions> = {}): Promise<readonly (readonly number[])[] | undefined> =>
  method.scores(subject, await readTexts(subject.tf, subject.network, tokens), { ...options, ...more }, turn);
const close = (got: readonly number[], wanted: readonly number[], within: number): void => {
  expect(got).to.have.lengthOf(wanted.length);
  wanted.forEach((value, i) => expect(got[i], `word ${i}`).to.be.closeTo(value, within));
};

describe("what each word counts for", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  // logit = w · mean(x) + b: every method can be worked out by hand.
  it("is worked out by hand for the mean of word vectors", () => withSubject(tf, { denseUnits: 0, maskPadding: true }, async (subject) => {
    const { network } = subject;
    const parameters = await readParameters(network.model);
    const size = Number(network.values["embeddingSize"]);
    const [text] = await readTexts(tf, network, [sentence]);
    const votes = Array.from(text!.ids, (id) => Array.from({ length: size }, (_, d) => parameters["embedding/embeddings"]![id * size + d]! * parameters["output/kernel"]![d]!).reduce((sum, value) => sum + value, 0));
    const [n, padding] = [sentence.length, votes.at(-1)!];
    const own = votes.slice(0, n);
    const sum = own.reduce((all, vote) => all + vote, 0);
    close((await of(gradientTimesInput, subject))![0]!, own.map((vote) => vote / n), 1e-6);
    const integrated = (await integratedGradientsOf(tf, network, text!, 5, turn))!;
    close(integrated.scores, own.map((vote) => (vote - padding) / n), 1e-6);
    expect(integrated.change).to.be.closeTo(sum / n - padding, 1e-6);
    close((await of(leaveOneOut, subject))![0]!, own.map((vote) => sum / n - (sum - vote) / (n - 1)), 1e-6);
    const unknown = Array.from({ length: size }, (_, d) => parameters["embedding/embeddings"]![size + d]! * parameters["output/kernel"]![d]!).reduce((all, value) => all + value, 0);
    close((await of(leaveOneOut, subject, [sentence], { without: "unknown" }))![0]!, own.map((vote) => (vote - unknown) / n), 1e-6);
    expect(await of(attention, subject), "it has no attention").to.equal(undefined);
  }, { architecture: "embedding-average" }));

  it("is, as gradient × input and as integrated gradients, what finite differences in float64 give for an AtNet", () => withSubject(tf, additive, async (subject) => {
    const { network } = subject;
    const other = await float64Network(network);
    const [text] = await readTexts(tf, network, [sentence]);
    const vectors = other.vectorsOf(text!.ids);
    const mask = Array.from(text!.ids, (id) => (id === 0 ? 0 : 1));
    expect(text!.logits[0]).to.be.closeTo(other.logit(vectors, mask), 1e-6);
    const slopesAt = (at: readonly (readonly number[])[]): number[][] => at.map((own, t) => own.map((_, d) => {
      const moved = (by: number): number => other.logit(at.map((row, i) => (i === t ? row.map((value, j) => (j === d ? value + by : value)) : row)), mask);
      // So near that no relu turns on or off on the way.
      return (moved(1e-7) - moved(-1e-7)) / 2e-7;
    }));
    const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const slopes = slopesAt(vectors);
    close((await of(gradientTimesInput, subject))![0]!, sentence.map((_, t) => dot(vectors[t]!, slopes[t]!)), 1e-5);
    const steps = 6;
    const padding = other.vectorsOf([0])[0]!;
    const ways = Array.from({ length: steps }, (_, k) => slopesAt(vectors.map((own) => own.map((value, d) => padding[d]! + ((k + 0.5) / steps) * (value - padding[d]!)))));
    const integrated = (await integratedGradientsOf(tf, network, text!, steps, turn))!;
    close(integrated.scores, sentence.map((_, t) => dot(vectors[t]!.map((value, d) => value - padding[d]!), padding.map((_, d) => ways.reduce((sum, way) => sum + way[t]![d]!, 0) / steps))), 1e-5);
    expect(integrated.change).to.be.closeTo(other.logit(vectors, mask) - other.logit(vectors.map(() => padding), mask), 1e-6);
  }));

  it("sums to the change that integrated gradients explain, the nearer the more steps", () => withSubject(tf, {}, async ({ network }) => {
    const [text] = await readTexts(tf, network, [sentence]);
    const gap = async (steps: number): Promise<number> => {
      const { change, sum } = (await integratedGradientsOf(tf, network, text!, steps, turn))!;
      return Math.abs(change - sum) / Math.abs(change);
    };
    const [few, many] = [await gap(2), await gap(256)];
    expect(many).to.be.below(0.01);
    expect(many).to.be.below(few);
  }));

  it("is the same for a text among others as for it alone, with more than two classes too", () => withSubject(tf, {}, async (subject) => {
    const others = [["good"], sentence, ["the", "box", "was", "bad"]];
    for (const method of [attention, gradientTimesInput, leaveOneOut]) {
      const together = (await of(method, subject, others))!;
      for (const [i, tokens] of others.entries()) close(together[i]!, (await of(method, subject, [tokens]))![0]!, 1e-5);
    }
  }, { prepared: smallData(90, 3) }));

  it("leaves no tensor behind", () => withSubject(tf, { maskPadding: true }, async (subject) => {
    const before = tf.memory().numTensors;
    for (const method of [attention, gradientTimesInput, leaveOneOut]) await of(method, subject);
    const [text] = await readTexts(tf, subject.network, [sentence]);
    await integratedGradientsOf(tf, subject.network, text!, 40, turn);
    expect(tf.memory().numTensors).to.equal(before);
  }, { architecture: "transformer" }));
});

describe("attention on words", () => {
  it("gives every word that a position sees an equal part, or all to the one in the middle", () => {
    // Three positions of a kernel of 3 without padding over three words: the second sees two of them, the third one.
    expect(weightsOfWords([0.6, 0.3, 0.1], { first: 0, last: 2 }, 3, "window")).to.deep.equal([0.6 / 3, 0.6 / 3 + 0.3 / 2, 0.6 / 3 + 0.3 / 2 + 0.1]);
    expect(weightsOfWords([0.6, 0.3, 0.1], { first: 0, last: 2 }, 3, "middle")).to.deep.equal([0, 0.6, 0.3 + 0.1]);
    // What lies on positions that see padding alone belongs to no word.
    expect(weightsOfWords([0.5, 0.25, 0.25], { first: 0, last: 0 }, 2, "window")).to.deep.equal([0.5, 0.25]);
  });
  // Two positions, one head; rollout: r (A₂ + I)/2 (A₁ + I)/2, last: r A₂.
  it("is followed back through the layers of a Transformer, or through the last alone", () => {
    const [first, second] = [[0.9, 0.1, 0.2, 0.8], [0.5, 0.5, 1, 0]];
    const last = followBack([1, 0], [first, second], 1, "last");
    expect(last).to.deep.equal([0.5, 0.5]);
    // [1 0] → [0.75 0.25] → 0.75 · [0.95 0.05] + 0.25 · [0.1 0.9] = [0.7375 0.2625]
    const rolled = followBack([1, 0], [first, second], 1, "rollout");
    expect(rolled[0]).to.be.closeTo(0.7375, 1e-12);
    expect(rolled[1]).to.be.closeTo(0.2625, 1e-12);
  });
  it("sums to 1 over the words of a Transformer, whichever way it pools", async () => {
    const { tf } = await openBackend("wasm");
    for (const pooling of ["average", "first", "attention"]) {
      await withSubject(tf, { pooling, layers: 2, heads: 2, maskPadding: true }, async (subject) => {
        for (const through of ["rollout", "last"] as const) {
          const [own] = (await of(attention, subject, [sentence], { through }))!;
          expect(own!.reduce((sum, weight) => sum + weight, 0), `${pooling} ${through}`).to.be.closeTo(1, 1e-5);
        }
      }, { architecture: "transformer" });
    }
  });
});
