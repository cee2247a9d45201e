import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { tokenAlgorithm } from "../../src/kernels/cost-model.js";
import { embeddingConvolution, embeddingConvolutionReference, type EmbeddingConvolution } from "../../src/kernels/ops/embedding-convolution.js";
import { textTokens, textTokensOf, uniqueTokens } from "../../src/kernels/unique-tokens.js";
import { bothPrecisions, expectClose, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case { readonly batch: number; readonly length: number; readonly vocabulary: number; readonly size: number; readonly kernelSize: number; readonly filters: number; readonly padding: "valid" | "same"; readonly activation: "none" | "relu"; readonly empty?: boolean; /** Texts end in a tail that begins here; a text of no tail ends in other tokens. */ readonly tails?: readonly number[]; readonly tailToken?: number }
const random = seededRandom(11);
const cases: readonly Case[] = [
  { batch: 1, length: 6, vocabulary: 1, size: 3, kernelSize: 6, filters: 1, padding: "valid", activation: "relu" },
  { batch: 2, length: 1, vocabulary: 4, size: 8, kernelSize: 5, filters: 4, padding: "same", activation: "none" },
  { batch: 3, length: 9, vocabulary: 5, size: 4, kernelSize: 4, filters: 6, padding: "same", activation: "relu", empty: true },
  { batch: 4, length: 120, vocabulary: 70, size: 16, kernelSize: 5, filters: 64, padding: "valid", activation: "relu" },
  // Nearly all tokens are different: each is looked up.
  { batch: 4, length: 120, vocabulary: 9000, size: 32, kernelSize: 5, filters: 64, padding: "valid", activation: "relu" },
  { batch: 2, length: 64, vocabulary: 9000, size: 64, kernelSize: 5, filters: 32, padding: "same", activation: "none" },
  // Texts with tails: none, wholly tail, a text's last token, one that is too short to be one, and of another token; kernels as long as the tail and longer.
  { batch: 4, length: 40, vocabulary: 9, size: 4, kernelSize: 5, filters: 6, padding: "valid", activation: "relu", tails: [40, 0, 24, 25] },
  { batch: 4, length: 40, vocabulary: 9, size: 4, kernelSize: 4, filters: 6, padding: "same", activation: "relu", tails: [3, 1, 24, 40], tailToken: 5 },
  { batch: 3, length: 40, vocabulary: 9, size: 3, kernelSize: 20, filters: 2, padding: "same", activation: "none", tails: [20, 21, 2] },
  { batch: 3, length: 24, vocabulary: 9, size: 3, kernelSize: 24, filters: 2, padding: "valid", activation: "relu", tails: [0, 1, 8] },
  { batch: 2, length: 30, vocabulary: 9, size: 3, kernelSize: 1, filters: 3, padding: "same", activation: "relu", tails: [11, 14] },
  { batch: 4, length: 100, vocabulary: 70, size: 16, kernelSize: 5, filters: 64, padding: "same", activation: "relu", tails: [7, 30, 90, 60] },
  ...Array.from({ length: 12 }, (): Case => {
    const length = 1 + random.integer(30);
    return { batch: 1 + random.integer(4), length: length + (random.next() < 0.5 ? 16 : 0), tails: Array.from({ length: 4 }, () => random.integer(length)), vocabulary: 1 + random.integer(40), size: 1 + random.integer(14), kernelSize: 1 + random.integer(Math.min(length, 7)), filters: 1 + random.integer(14), padding: random.pick(["valid", "same"]), activation: random.pick(["none", "relu"]) };
  }),
];

const tensorsOf = (index: number, c: Case): EmbeddingConvolution & { readonly dyOf: (shape: number[]) => tf.Tensor } => {
  const random = seededRandom(index);
  const ids = randomIds(random, [c.batch, c.length], c.vocabulary);
  return {
    ids: c.tails ? withTails(ids, c) : c.empty ? tf.mul(ids, tf.tensor2d([[1], [0], [1]], [3, 1], "int32")) : ids,
    table: randomTensor(random, [c.vocabulary, c.size]), kernel: randomTensor(random, [c.kernelSize, c.size, c.filters]), bias: randomTensor(random, [c.filters]),
    padding: c.padding, activation: c.activation, dyOf: (shape) => randomTensor(random, shape),
  };
};
function withTails(ids: tf.Tensor, { length, tails, tailToken = 0 }: Case): tf.Tensor {
  const tokens = ids.dataSync<"int32">();
  return tf.tensor(tokens.map((id, i) => (i % length >= tails![Math.floor(i / length)]! ? tailToken : id)), ids.shape, "int32");
}
function results(op: typeof embeddingConvolution, index: number, c: Case): Float32Array[] {
  return tf.tidy(() => {
    const { dyOf, ...parts } = tensorsOf(index, c);
    const y = op(tf, parts);
    const gradients = tf.grads((table: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => op(tf, { ...parts, table, kernel, bias }))([parts.table, parts.kernel, parts.bias], dyOf(y.shape));
    return [take(y), ...gradients.map(take)];
  });
}

describe("embedding and convolution in one", () => {
  for (const options of bothPrecisions) it(`and its gradients are those of plain tfjs ops on the cpu backend, ${options.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(embeddingConvolutionReference, index, c);
      await useKernels(options);
      const received = results(embeddingConvolution, index, c);
      for (const [i, what] of ["value", "table", "kernel", "bias"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`);
    }
  });

  it("multiplies distinct tokens where words come back, and all of them where nearly each is another", async () => {
    const cost = { batch: 32, length: 500, positions: 496, channels: 128, filters: 64, taps: 5, stride: 1 };
    // Of 16,000 tokens: padded reviews, text at full length, words drawn evenly from 10,000.
    expect([[2614, 7821], [4122, 16_000], [8011, 16_000]].map(([distinct, counted]) => tokenAlgorithm({ ...cost, distinct: distinct!, counted: counted! }))).to.deep.equal(["distinct", "distinct", "embedded"]);
    expect(tokenAlgorithm({ ...cost, taps: 3, positions: 498, distinct: 16_000, counted: 16_000 })).to.equal("distinct");
    await useKernels();
    const kernelsOf = async (index: number): Promise<readonly string[]> => (await tf.profile(() => embeddingConvolution(tf, tensorsOf(index, cases[index]!)))).kernelNames;
    expect(await kernelsOf(3)).to.include("AtNetTokenConvolution");
    expect(await kernelsOf(4)).to.include("AtNetBiasedConvolution").and.not.include("AtNetTokenConvolution");
  });

  it("has the gradients of float64 finite differences", async () => {
    await useKernels();
    const c: Case = { batch: 2, length: 5, vocabulary: 3, size: 2, kernelSize: 3, filters: 3, padding: "same", activation: "none" };
    const [, ...gradients] = results(embeddingConvolution, 1, c);
    const { ids, table, kernel, bias, dyOf } = tensorsOf(1, c);
    const parameters = [table, kernel, bias].map((tensor) => Float64Array.from(tensor.dataSync()));
    const tokens = ids.dataSync();
    const dy = dyOf([2, 5, 3]).dataSync();
    const loss = (): number => {
      const [e, w, b] = parameters as [Float64Array, Float64Array, Float64Array];
      let total = 0;
      for (let n = 0; n < 2; n++) for (let t = 0; t < 5; t++) for (let f = 0; f < 3; f++) {
        let z = b[f]!;
        for (let j = 0; j < 3; j++) {
          const at = t + j - 1;
          if (at >= 0 && at < 5) for (let s = 0; s < 2; s++) z += e[tokens[n * 5 + at]! * 2 + s]! * w[(j * 2 + s) * 3 + f]!;
        }
        total += z * dy[(n * 5 + t) * 3 + f]!;
      }
      return total;
    };
    for (const [which, values] of parameters.entries()) {
      const differences = values.map((value, i) => {
        const step = 1e-5;
        values[i] = value + step;
        const above = loss();
        values[i] = value - step;
        const below = loss();
        values[i] = value;
        return (above - below) / (2 * step);
      });
      expectClose(gradients[which]!, differences, ["table", "kernel", "bias"][which]!);
    }
  });

  it("gives the same bits twice and keeps no tensors", async () => {
    await useKernels({ relaxedSimd: true });
    const first = results(embeddingConvolution, 3, cases[3]!);
    const before = tf.memory().numTensors;
    expect(results(embeddingConvolution, 3, cases[3]!).map((values) => [...values])).to.deep.equal(first.map((values) => [...values]));
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("refuses an id outside the table, and goes on after it", async () => {
    await useKernels();
    const parts = { table: tf.ones([3, 2]), kernel: tf.ones([1, 2, 1]), bias: tf.zeros([1]), padding: "valid", activation: "none" } as const;
    expect(() => embeddingConvolution(tf, { ...parts, ids: tf.tensor2d([[0, 3]], [1, 2], "int32") })).to.throw("the token id 3 is not in [0, 2]");
    expect([...embeddingConvolution(tf, { ...parts, ids: tf.tensor2d([[0, 2]], [1, 2], "int32") }).dataSync()]).to.deep.equal([2, 2]);
  });
});

describe("unique tokens", () => {
  it("of a tensor are counted once, and again for another vocabulary or another tensor", () => {
    const [one, other] = [{}, {}];
    let reads = 0;
    const read = (): Int32Array => { reads++; return Int32Array.from([1, 1, 0]); };
    const texts = { length: 3, vocabularySize: 5, leastTail: 2 };
    const first = textTokensOf(one, read, texts);
    expect(textTokensOf(one, read, { ...texts })).to.equal(first);
    expect(reads).to.equal(1);
    expect(() => textTokensOf(one, read, { ...texts, vocabularySize: 1 })).to.throw("the token id 1 is not in [0, 0]");
    expect(textTokensOf(other, () => Int32Array.from([3]), { ...texts, length: 1 }).ids).to.deep.equal(Int32Array.from([3]));
  });
  it("lists every id once and every occurrence of it in order", () => {
    const tokens = Int32Array.from([4, 0, 4, 2, 0, 4]);
    const { ids, places, starts, occurrences } = uniqueTokens(tokens, 5);
    expect([ids, places, starts, occurrences].map((list) => [...list])).to.deep.equal([[4, 0, 2], [0, 1, 0, 2, 1, 0], [0, 3, 5, 6], [0, 2, 5, 1, 4, 3]]);
  });
  it("of a text's tail count the first alone, whatever the token, and only where the tail is long enough", () => {
    const tokens = Int32Array.from([4, 0, 0, 0, /**/ 2, 2, 2, 2, /**/ 1, 0, 4, 4, /**/ 0, 3, 0, 0]);
    const { ids, places, starts, occurrences, tails } = textTokens(tokens, { length: 4, vocabularySize: 5, leastTail: 3 });
    expect([...tails]).to.deep.equal([1, 0, 4, 4]);
    expect([ids, starts, occurrences].map((list) => [...list])).to.deep.equal([[4, 0, 2, 1, 3], [0, 3, 8, 9, 10, 11], [0, 10, 11, 1, 9, 12, 14, 15, 4, 8, 13]]);
    expect([...occurrences].every((token) => ids[places[token]!] === tokens[token])).to.equal(true);
  });
});
