import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import { architectures } from "../../../src/model/architectures/index.js";
import { profile, type Profile } from "../../../src/training/analyses/profile.js";
import type { Subject } from "../../../src/training/analyses/analysis.js";
import { openBackend } from "../../../src/training/backends.js";
import { readParameters } from "../../../src/training/network.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

const profiled = (subject: Subject): Promise<Profile> => profile.run(subject, {}, quietJob());
const placesOf = ({ kernels }: Profile): string[] => [...new Set(kernels.map(({ place }) => (typeof place === "string" ? place : place.join("+"))))].sort();
const stagesOf = ({ network: { architecture, values, shape } }: Subject) => architecture.stages(values, shape);

describe("the profile of a training step", function () {
  this.timeout(120_000);
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  it("leaves the run's network as it was, on the bit, and no tensor behind, also when nobody waits for it any more", () => withSubject(tf, { dropoutRate: 0.2 }, async (subject) => {
    const before = await readParameters(subject.network.model);
    const tensors = tf.memory().numTensors;
    await profiled(subject);
    const abort = AbortSignal.abort();
    await profile.run(subject, {}, quietJob([], abort)).then(() => { throw new Error("expected an abort"); }, (error: Error) => expect(error.name).to.equal("AbortError"));
    expect(await readParameters(subject.network.model)).to.deep.equal(before);
    expect(tf.memory().numTensors).to.equal(tensors);
    expect(Object.hasOwn(tf.engine(), "runKernel"), "tfjs is watched no longer").to.equal(false);
  }));

  it("gives every kernel a place: a stage, several that are computed in one, the loss or the optimizer", () => withSubject(tf, {}, async (subject) => {
    const seen = await profiled(subject);
    expect(placesOf(seen)).to.deep.equal(["attention+pooling", "dense", "embedding+convolution", "loss", "optimizer", "output"]);
    const [adam] = seen.kernels.filter(({ place }) => place === "optimizer");
    expect([adam!.name, adam!.calls]).to.deep.equal(["adam", 1]);
    // What is counted for the kernels was spent within the steps.
    expect(seen.kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).to.be.at.most(seen.stepMilliseconds);
  }));

  it("finds every stage of every architecture, forward and backward", async () => {
    for (const { name, learnsAtOnce } of architectures) if (!learnsAtOnce) await withSubject(tf, {}, async (subject) => {
      const places = (await profiled(subject)).kernels.flatMap(({ place }) => (typeof place === "string" ? [] : place));
      const learning = stagesOf(subject).filter(({ parameters }) => parameters.length > 0).map((stage) => stage.name);
      expect(places, name).to.include.members(learning);
    }, { architecture: name });
  });

  it("is refused, in words, for a network that learns from all texts at once", () => withSubject(tf, {}, async (subject) => {
    await profiled(subject).then(() => { throw new Error("expected a refusal"); }, (error: Error) => expect(error.message).to.contain("this one learns from all texts at once"));
  }, { architecture: "bag-of-words" }));

  it("counts the multiplications of the definition, and says how many distinct tokens a batch had", () => withSubject(tf, { batchSize: 48 }, async (subject) => {
    const { kernels, batchSize } = await profiled(subject);
    const [forward, backward] = ["AtNetTokenConvolution", "AtNetTokenConvolutionGradient"].map((name) => kernels.find((kernel) => kernel.name === name)!);
    // 60 texts of which 48 train, all in one batch: 12 tokens, kernel 3 → 10 positions × 3 taps × 8 sizes × 8 filters each.
    expect(batchSize).to.equal(48);
    expect(forward!.multiplyAdds).to.equal(48 * 10 * 3 * 8 * 8);
    expect(backward!.multiplyAdds).to.equal(2 * 48 * 10 * 3 * 8 * 8);
    expect(stagesOf(subject).find(({ name }) => name === "convolution")!.multiplyAdds * 48).to.equal(forward!.multiplyAdds);
    const texts = subject.prepared.split.train.map((index) => subject.prepared.tokens[index]!.slice(0, 12));
    // The padding is a token of its own where a text is shorter.
    const distinct = new Set(texts.flat().map((token) => subject.network.vocabulary.idOf(token))).size + 1;
    expect(forward!.choice).to.deep.equal({ algorithm: "unique-tokens", tokens: 48 * 12, distinct });
  }, { prepared: smallData(60) }));

  it("tells which algorithm the cost model took, with the numbers that decided", () => withSubject(tf, { sequenceLength: 40, embeddingSize: 16, filters: 32, kernelSize: 5, convolutionLayers: 2, convolutionPadding: "same", batchSize: 8 }, async (subject) => {
    const { kernels } = await profiled(subject);
    const choices = kernels.flatMap(({ name, choice }) => (choice && choice.algorithm !== "unique-tokens" ? [{ name, ...choice }] : []));
    const second = choices.find(({ channels }) => channels === 32)!;
    expect(second).to.include({ taps: 5, stride: 1, channels: 32, filters: 32, positions: 40 });
    // 40 × 5 × 32 × 32 multiply-adds, eight in a cycle.
    expect(second.directCycles).to.equal((40 * 5 * 32 * 32) / 8);
    expect(second.algorithm).to.equal(second.winogradCycles < second.directCycles ? "winograd" : "direct");
  }, { prepared: smallData(24) }));

  for (const backend of ["cpu", "webgl"] as const) it(`is taken on ${backend} too, which chooses nothing`, async () => {
    const { tf: other } = await openBackend(backend);
    await withSubject(other, {}, async (subject) => {
      const seen = await profiled(subject);
      expect(placesOf(seen)).to.deep.equal(["attention+pooling", "dense", "embedding+convolution", "loss", "optimizer", "output"]);
      expect(seen.kernels.some(({ name }) => name === "Conv2DBackpropFilter")).to.equal(true);
      expect(seen.kernels.some(({ choice }) => choice !== undefined)).to.equal(false);
    }, { prepared: smallData(24) });
  });
});
