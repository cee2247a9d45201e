import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { sameText } from "../../src/base/text.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import { countTokens } from "../../src/data/vocabulary.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import type { Tf } from "../../src/model/architecture.js";
import { bagOfWords } from "../../src/model/architectures/bag-of-words.js";
import { weighWords } from "../../src/model/architectures/bag-of-words/weighted-counts.js";
import { openBackend } from "../../src/training/backends.js";
import { RunControl } from "../../src/training/control.js";
import { probabilitiesOf } from "../../src/training/metrics.js";
import { encodeFor, openNetwork } from "../../src/training/network.js";
import type { RunResult } from "../../src/training/run.js";
import { train } from "../../src/training/trainer.js";
import about from "../fixtures/bag-of-words.json";
import { settingsFor } from "../training/small-run.js";

interface Case { readonly classes: number; readonly penalty: number; readonly sublinear: boolean; readonly train: [string, number][]; readonly test: [string, number][]; readonly probabilities: number[][]; readonly accuracy: number }
const cases = about.cases as unknown as readonly Case[];
const plain = defaultsOf(bagOfWords.hyperparameters);

/** The rows with the split that they came with. */
function preparedOf({ classes, train: training, test }: Case): PreparedData {
  const rows = [...training, ...test];
  const prepared = prepareContent({ classes: Array.from({ length: classes }, (_, i) => sameText(`${i}`)), examples: rows.map(([text, label]) => ({ text, label })), dropped: [] }, { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} });
  expect(prepared.examples.length, "no row was left out").to.equal(rows.length);
  const split = { train: training.map((_, i) => i), validation: [], test: test.map((_, i) => training.length + i) };
  return { ...prepared, split, vocabulary: countTokens(split.train.map((i) => prepared.tokens[i]!)) };
}

async function trained(tf: Tf, one: Case, seed: number, epochs = 30): Promise<{ readonly probabilities: readonly (readonly number[])[]; readonly result: RunResult; readonly losses: readonly number[] }> {
  const prepared = preparedOf(one);
  const settings = settingsFor({ penalty: one.penalty, sublinear: one.sublinear, sequenceLength: 14 }, { epochs, seed }, "bag-of-words");
  const network = openNetwork(tf, "bag-of-words", settings.hyperparameters, prepared, seed);
  const losses: number[] = [];
  const result = await train({
    tf, network, prepared, settings, control: new RunControl(), signal: new AbortController().signal,
    environment: { seed, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: tf.version_core, app: APP_VERSION, dataHash: prepared.hash, parameterCount: 0 },
    report: (news) => { if (news.kind === "steps") losses.push(...news.steps.map(({ loss }) => loss)); },
  });
  const ids = encodeFor(network, prepared.split.test.map((i) => prepared.tokens[i]!));
  const logits = tf.tidy(() => network.model.forward(tf.tensor2d(ids, [one.test.length, 14], "int32"), { training: false, dropoutSeed: 1 }).logits.arraySync()) as number[][];
  network.model.dispose();
  return { probabilities: logits.map(probabilitiesOf), result, losses };
}

for (const backend of ["wasm", "cpu"] as const) {
  describe(`the bag of words on ${backend} against ${about.by}`, function () {
    this.timeout(60_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });
    for (const one of cases) {
      it(`gives the same probabilities: ${one.classes} classes, penalty ${one.penalty}, ${one.sublinear ? "repetitions damped" : "counts as they are"}`, async () => {
        const { probabilities, result } = await trained(tf, one, 1);
        probabilities.forEach((row, text) => row.forEach((p, c) => expect(p, `text ${text}, class ${c}`).to.be.closeTo(one.probabilities[text]![c]!, 2e-4)));
        expect(result.test!.accuracy).to.be.closeTo(one.accuracy, 1e-9);
      });
    }
    it("ends at the same weights wherever it starts, in fewer rounds than it was given, each with a lower loss", async () => {
      const [first, second] = [await trained(tf, cases[0]!, 1), await trained(tf, cases[0]!, 2)];
      first.probabilities.forEach((row, text) => row.forEach((p, c) => expect(p).to.be.closeTo(second.probabilities[text]![c]!, 1e-4)));
      expect(first.losses.length).to.be.within(3, 15);
      expect(first.losses[1]! < first.losses[0]! && first.result.keptEpoch === first.losses.length).to.equal(true);
    });
  });
}

describe("the bag of words", () => {
  it("weighs the words of a text as worked out by hand", () => {
    // Two texts, "a a b" and "b c": a and c stand in one of them, b in both. Rarity: 1 + ln(3/2) and 1 + ln(3/3).
    const { starts, ids, weights, rarity } = weighWords(Int32Array.of(2, 2, 3, 0, 3, 4, 1, 0), 2, 5, plain);
    const [rare, common] = [1 + Math.log(1.5), 1];
    [0, 0, rare, common, rare].forEach((value, id) => expect(rarity[id]).to.be.closeTo(value, 1e-6));
    expect([[...starts], [...ids]]).to.deep.equal([[0, 2, 4], [2, 3, 3, 4]]);
    const first = [(1 + Math.log(2)) * rare, common];
    const norm = Math.hypot(...first);
    first.forEach((value, i) => expect(weights[i]).to.be.closeTo(value / norm, 1e-6));
  });
  it("says that it learns at once, and has no optimizer, batch or learning rate to set", () => {
    const { hyperparameters } = settingsFor({}, {}, "bag-of-words");
    expect(Object.keys(hyperparameters)).to.deep.equal(Object.keys(bagOfWords.hyperparameters));
  });
  it("has a place for each word, a weight for each, and counts their rarity beside them", () => {
    expect(bagOfWords.stages(plain, { vocabularySize: 1000, classes: 3 }).map(({ name, outputShape, parameters }) => [name, outputShape[1], parameters.map(({ shape }) => shape)]))
      .to.deep.equal([["text", 500, []], ["pooling", 1000, [[1000]]], ["output", 3, [[1000, 3], [3]]]]);
  });
  it("refuses vectors, which have no words to count", () => {
    expect(bagOfWords.problems(plain, { vocabularySize: 0, classes: 2 }).map(({ message }) => message.en)).to.deep.equal(["expected texts as words, not as vectors. Choose another architecture for this data."]);
  });
  it("answers a text without a known word from the biases alone", async () => {
    const { tf } = await openBackend("cpu");
    const model = bagOfWords.build(tf, { ...plain, sequenceLength: 4 }, { vocabularySize: 6, classes: 2 }, seededRandom(1));
    const logits = tf.tidy(() => [...model.forward(tf.tensor2d([[0, 0, 0, 0], [1, 1, 0, 0]], [2, 4], "int32"), { training: false, dropoutSeed: 1 }).logits.dataSync()]);
    expect(logits).to.deep.equal([0, 0]);
    model.dispose();
  });
});
