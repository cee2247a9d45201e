import { expect } from "@open-wc/testing";
import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../../src/model/architecture.js";
import type { Subject } from "../../../src/training/analyses/analysis.js";
import { filters, type Filters } from "../../../src/training/analyses/filters.js";
import { lowestThreshold } from "../../../src/training/analyses/filters/threshold.js";
import { openBackend } from "../../../src/training/backends.js";
import { inspect } from "../../../src/training/inspect.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

const input = { texts: "training", top: 3, purity: 0.75 } as const;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

/** Every window of every text with its activation, read one text at a time: the same n-grams another way. */
async function naive({ tf, network, prepared, moment }: Subject, filter: number): Promise<readonly { readonly words: string; readonly activation: number }[]> {
  const best = new Map<string, number>();
  for (const example of prepared.split.train) {
    const { tokens, tokenIds, activations, receptiveFields } = await inspect(tf, network, prepared.examples[example]!.text, moment);
    const { shape: [, width], data } = activations["convolution"]!;
    receptiveFields.forEach(([first, last], p) => {
      const words = tokens.slice(first, last + 1).map((token, i) => (tokenIds[first + i] === 1 ? "?" : token)).join(" ");
      best.set(words, Math.max(best.get(words) ?? 0, data[p * width! + filter]!));
    });
  }
  return [...best].map(([words, activation]) => ({ words, activation })).sort((a, b) => b.activation - a.activation);
}
const wordsOf = (tokens: readonly (string | null)[]): string => tokens.map((token) => token ?? "?").join(" ");

describe("what the filters detect", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  for (const [architecture, values] of [["atnet", {}], ["atnet", { convolutionPadding: "same", maskPadding: true }], ["cnn", {}], ["atnet", { convolutionLayers: 2 }]] as const) {
    it(`are the n-grams with the largest activations, each once (${architecture} ${JSON.stringify(values)})`, () => withSubject(tf, values, async (subject) => {
      const stage = "convolutionLayers" in values ? "convolution-2" : "convolution";
      const { filters: stories, texts } = await filters.run(subject, input, quietJob());
      expect(texts).to.equal(subject.prepared.split.train.length);
      expect(stories.length).to.equal(8);
      if (stage !== "convolution") return void expect(stories.flatMap(({ ngrams }) => ngrams.flatMap(({ slots }) => slots)), "no word alone moves a filter of the second layer").to.deep.equal([]);
      for (const { index, ngrams } of stories) {
        const expected = (await naive(subject, index)).filter(({ activation }) => activation > 0).slice(0, 3);
        ngrams.forEach((ngram, i) => expect(ngram.activation, `${index}: ${wordsOf(ngram.tokens)}`).to.be.closeTo(expected[i]!.activation, 1e-5));
        expect(ngrams.length).to.equal(expected.length);
        expect(new Set(ngrams.map(({ tokens, activation }) => `${wordsOf(tokens)} ${activation}`)).size).to.equal(ngrams.length);
      }
    }, { architecture }));
  }
  it("add up from their words and the filter's bias, by an untrained filter's bias of 0", () => withSubject(tf, { convolutionPadding: "same", maskPadding: true, kernelSize: 1 }, async (subject) => {
    const { filters: stories } = await filters.run(subject, input, quietJob());
    for (const { ngrams } of stories) for (const { slots, activation } of ngrams) expect(sum(slots)).to.be.closeTo(activation, 1e-5);
  }));
  it("see as far as their own kernel, where kernels of several sizes stand side by side", () => withSubject(tf, { parallelKernels: 2, kernelSize: 2 }, async (subject) => {
    const { filters: stories } = await filters.run(subject, input, quietJob());
    expect(stories.map(({ field: { first, last } }) => last - first + 1)).to.deep.equal([...Array.from({ length: 8 }, () => 2), ...Array.from({ length: 8 }, () => 3)]);
    expect(Math.max(...stories.slice(0, 8).flatMap(({ ngrams }) => ngrams.map(({ tokens }) => tokens.length)))).to.equal(2);
  }, { architecture: "cnn" }));

  for (const classes of [2, 3]) {
    it(`pull by their own weights where nothing lies between them and the output, with ${classes} classes`, () => withSubject(tf, { denseUnits: 0 }, async (subject) => {
      const { method, filters: stories } = await filters.run(subject, input, quietJob());
      expect(method).to.equal("linear");
      const kernel = await subject.network.model.parameters.find(({ name }) => name === "output/kernel")!.variable.data<"float32">();
      for (const { index, pulls, identity } of stories) {
        expect(sum(pulls)).to.be.closeTo(0, 1e-6);
        if (classes === 2) expect(pulls[1]! - pulls[0]!).to.be.closeTo(kernel[index]!, 1e-6);
        else expect(pulls[2]! - pulls[0]!).to.be.closeTo(kernel[index * 3 + 2]! - kernel[index * 3]!, 1e-6);
        expect(pulls[identity]).to.equal(Math.max(...pulls));
      }
    }, { prepared: smallData(60, classes) }));
    it(`pull by what the logits lose without them where a dense layer lies between, with ${classes} classes`, () => withSubject(tf, { denseUnits: 6 }, async (subject) => {
      const result = await filters.run(subject, input, quietJob());
      expect(result.method).to.equal("ablation");
      await expectAblation(tf, subject, result);
    }, { prepared: smallData(60, classes) }));
  }

  it("are believed from the lowest activation on at which three in four of their texts have their class", () => {
    const largest = [5, 4, 3, 2, 1, 0];
    // From the top: 1/1, 2/2, 2/3, 3/4, 3/5: the fourth is the last that holds.
    expect(lowestThreshold(largest, [true, true, false, true, false, true], 0.75)).to.deep.equal({ activation: 2, purity: 0.75, share: 4 / 6 });
    expect(lowestThreshold(largest, [false, false, true, true, true, true], 0.75)).to.equal(undefined);
    expect(lowestThreshold([2, 2, 1], [true, false, true], 0.6), "texts with one activation pass together: 1/2, then 2/3").to.deep.equal({ activation: 1, purity: 2 / 3, share: 1 });
    expect(lowestThreshold([0, 0], [true, true], 0.5), "silence is no threshold").to.equal(undefined);
  });
  it("leave no tensor behind, and stop when nobody waits for them", () => withSubject(tf, {}, async (subject) => {
    const before = tf.memory().numTensors;
    const told: number[] = [];
    await filters.run(subject, { ...input, texts: "heldOut" }, quietJob(told));
    expect(told.at(-1)).to.equal(1);
    await filters.run(subject, input, quietJob([], AbortSignal.abort())).then(() => { throw new Error("expected an abort"); }, (error: Error) => expect(error.name).to.equal("AbortError"));
    expect(tf.memory().numTensors).to.equal(before);
  }));
  it("are not there in a network without a convolution, which is said in a sentence", () => withSubject(tf, {}, async (subject) => {
    const { message } = await filters.run(subject, input, quietJob()).then(() => new Error("expected a refusal"), (error: Error) => error);
    expect(message).to.equal("expected a network with a convolution; this one has no filters. Choose AtNet or the CNN as architecture and train again.");
  }, { architecture: "embedding-average" }));
  it("are refused for an input of another form", () => {
    expect(filters.wrong({ ...input, texts: "all" })).to.equal("texts: training or heldOut");
    expect(filters.wrong({ ...input, top: 0 })).to.equal("top: a whole number from 1 to 50");
    expect(filters.wrong({ ...input, purity: 2 })).to.equal("purity: a number above 0, at most 1");
    expect(filters.wrong(input)).to.equal(undefined);
  });
});

/** The head again, as tfjs computes it, with a filter's pooled values and without. */
async function expectAblation(tf: Tf, { network, prepared }: Subject, { filters: stories }: Filters): Promise<void> {
  const named = (name: string): TF.Tensor2D => network.model.parameters.find((one) => one.name === name)!.variable as unknown as TF.Tensor2D;
  const rows = prepared.split.train.map((index) => prepared.tokens[index]!);
  const ids = rows.flatMap((words) => Array.from({ length: network.sequenceLength }, (_, i) => (i < words.length ? network.vocabulary.idOf(words[i]!) : 0)));
  const pooled = tf.tidy(() => network.model.forward(tf.tensor2d(ids, [rows.length, network.sequenceLength], "int32"), { training: false, dropoutSeed: 1 }).activations["pooling"]!.clone()) as TF.Tensor2D;
  const head = (features: TF.Tensor2D): TF.Tensor2D => tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(features, named("dense/kernel")), named("dense/bias"))), named("output/kernel")), named("output/bias")) as TF.Tensor2D;
  for (const { index, pulls } of stories.slice(0, 4)) {
    const [lost, values] = tf.tidy(() => {
      const without = tf.mul(pooled, tf.sub(1, tf.oneHot(tf.tensor1d([index], "int32"), stories.length))) as TF.Tensor2D;
      return [tf.sub(head(pooled), head(without)).arraySync() as number[][], pooled.arraySync() as number[][]] as never;
    }) as unknown as readonly [number[][], number[][]];
    const own = lost.filter((_, text) => values[text]![index]! > 0);
    const means = lost[0]!.map((_, k) => sum(own.map((row) => row[k]!)) / Math.max(1, own.length));
    if (means.length === 1) expect(pulls[1]! - pulls[0]!).to.be.closeTo(means[0]!, 1e-5);
    else expect(pulls[1]! - pulls[0]!).to.be.closeTo(means[1]! - means[0]!, 1e-5);
  }
  pooled.dispose();
}
