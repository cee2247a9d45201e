import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import { health } from "../../../src/training/analyses/health.js";
import { openBackend } from "../../../src/training/backends.js";
import { attendTo } from "../../../src/training/inspect.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

describe("how a network is", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  it("names every parameter with its length, its spread and the length of its gradient", () => withSubject(tf, {}, async (subject) => {
    const { parameters } = await health.run(subject, {}, quietJob());
    expect(parameters.map(({ name }) => name)).to.deep.equal(subject.network.model.parameters.map(({ name }) => name));
    const kernel = parameters.find(({ name }) => name === "convolution/kernel")!;
    const numbers = Array.from(await subject.network.model.parameters.find(({ name }) => name === "convolution/kernel")!.variable.data<"float32">());
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(kernel.norm).to.be.closeTo(Math.hypot(...numbers), 1e-6);
    expect(kernel.mean).to.be.closeTo(mean, 1e-9);
    expect(kernel.deviation).to.be.closeTo(Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length), 1e-6);
    expect([kernel.histogram.from, kernel.histogram.to]).to.deep.equal([Math.min(...numbers), Math.max(...numbers)]);
    expect(kernel.histogram.counts.reduce((sum, count) => sum + count, 0)).to.equal(numbers.length);
    for (const { gradientNorm } of parameters) expect(gradientNorm).to.be.above(0);
    // Biases start at 0: all in one stretch.
    expect(parameters.find(({ name }) => name === "dense/bias")).to.deep.include({ norm: 0, mean: 0, deviation: 0 });
  }));

  it("finds exactly the units that no text moves", () => withSubject(tf, { denseUnits: 4 }, async (subject) => {
    const bias = subject.network.model.parameters.find(({ name }) => name === "dense/bias")!.variable;
    bias.assign(tf.tensor1d([100, -100, 100, -100]));
    const { units } = await health.run(subject, {}, quietJob());
    expect(units.map(({ stage, active }) => [stage, active.length])).to.deep.equal([["convolution", 8], ["dense", 4]]);
    expect(units[1]!.active).to.deep.equal([1, 0, 1, 0]);
  }));

  it("measures attention as the readings of single texts do", () => withSubject(tf, { maskPadding: false }, async (subject) => {
    const { attention } = await health.run(subject, {}, quietJob());
    const { prepared: { split, tokens }, network, moment } = subject;
    const readings = (await attendTo(tf, network, split.train.map((index) => tokens[index]!), moment)).filter(({ attentionWeights }) => attentionWeights.length >= 3);
    const mean = (of: (weights: readonly number[], kept: number) => number): number => readings.reduce((sum, { attentionWeights, attentionKept }) => sum + of(attentionWeights, attentionKept), 0) / readings.length;
    expect(attention!.texts).to.equal(readings.length);
    expect(attention!.largest).to.be.closeTo(mean((weights, kept) => Math.max(...weights) / kept), 1e-5);
    expect(attention!.onPadding).to.be.closeTo(mean((_, kept) => 1 - kept), 1e-5);
    expect(attention!.evenness).to.be.closeTo(mean((weights, kept) => Math.exp(-weights.reduce((sum, weight) => sum + (weight / kept) * Math.log(weight / kept), 0)) / weights.length), 1e-5);
  }));

  it("calls uniform attention even, and says nothing of attention where there is none", async () => {
    await withSubject(tf, { attention: "uniform", maskPadding: true }, async (subject) => {
      const { attention } = await health.run(subject, {}, quietJob());
      expect(attention!.evenness).to.be.closeTo(1, 1e-5);
      expect(attention!.onPadding).to.be.closeTo(0, 1e-5);
    });
    await withSubject(tf, { attention: "none" }, async (subject) => { expect((await health.run(subject, {}, quietJob())).attention).to.equal(undefined); });
  });

  it("counts the words that a small vocabulary leaves unknown, and the texts that a short sequence cuts", () => withSubject(tf, { vocabularySize: 12, sequenceLength: 5 }, async (subject) => {
    const { reading } = await health.run(subject, {}, quietJob());
    const { prepared: { split, tokens }, network: { vocabulary } } = subject;
    const texts = split.validation.map((index) => tokens[index]!);
    const read = texts.flatMap((words) => words.slice(0, 5));
    expect(reading.unknown).to.be.closeTo(read.filter((word) => vocabulary.idOf(word) === 1).length / read.length, 1e-12);
    expect(reading.cut).to.be.closeTo(texts.filter(({ length }) => length > 5).length / texts.length, 1e-12);
    expect(reading.unknown).to.be.within(0.05, 0.95);
  }));

  it("leaves no tensor behind, says how far it is, and stops when nobody waits", () => withSubject(tf, {}, async (subject) => {
    const before = tf.memory().numTensors;
    const told: number[] = [];
    await health.run(subject, {}, quietJob(told));
    expect(told).to.deep.equal([1 / 3, (1 + 64 / 118 * 2) / 3, 1]);
    await health.run(subject, {}, quietJob([], AbortSignal.abort())).then(() => { throw new Error("expected an abort"); }, (error: Error) => expect(error.name).to.equal("AbortError"));
    expect(tf.memory().numTensors).to.equal(before);
  }, { prepared: smallData(150) }));

  for (const architecture of ["cnn", "embedding-average", "transformer", "bag-of-words"]) {
    it(`works for ${architecture} too`, () => withSubject(tf, {}, async (subject) => {
      const { parameters, units } = await health.run(subject, {}, quietJob());
      expect(parameters.every(({ norm, gradientNorm }) => Number.isFinite(norm) && Number.isFinite(gradientNorm))).to.equal(true);
      expect(units.every(({ active }) => active.every((share) => share >= 0 && share <= 1))).to.equal(true);
    }, { architecture }));
  }
});
