import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { locales } from "../../src/base/text.js";
import { defaultsOf, readValues } from "../../src/hyperparameters/schema.js";
import type { ForwardPass, Tf } from "../../src/model/architecture.js";
import { transformer } from "../../src/model/architectures/transformer.js";
import type { TransformerValues } from "../../src/model/architectures/transformer/hyperparameters.js";
import { selfAttention } from "../../src/model/layers/self-attention.js";
import { sinusoids } from "../../src/base/sinusoids.js";
import { openBackend } from "../../src/training/backends.js";

const plain = defaultsOf(transformer.hyperparameters);
const withValues = (values: Partial<TransformerValues>): TransformerValues => ({ ...plain, ...values });
const words = { vocabularySize: 1000, classes: 2 };

describe("the Transformer's stages", () => {
  const flow = (values: Partial<TransformerValues>) => transformer.stages(withValues(values), words).map(({ name, outputShape }) => [name, ...outputShape.slice(1)].join(" "));

  it("flow from tokens to one answer", () => {
    expect(flow({})).to.deep.equal(["text 40", "embedding 40 64", "positions 40 64", "attention 40 64", "feed-forward 40 64", "normalisation 40 64", "pooling 64", "output 1"]);
  });
  it("repeat for each layer, lose positions on request, and end with a normalisation only where it comes before the parts", () => {
    expect(flow({ normalisation: "post" })).not.to.contain("normalisation 40 64");
    expect(flow({ layers: 2, positions: "none", denseUnits: 10 })).to.deep.equal([
      "text 40", "embedding 40 64", "attention 40 64", "feed-forward 40 64", "attention-2 40 64", "feed-forward-2 40 64", "normalisation 40 64", "pooling 64", "dense 10", "output 1",
    ]);
  });
  it("count multiply-adds: four products of 64 × 64 and two of 40 × 40 numbers with 64 each; two of 64 × 64", () => {
    const [, , , attention, feedForward, , pooling] = transformer.stages(plain, words);
    expect([attention, feedForward, pooling].map((stage) => stage!.multiplyAdds)).to.deep.equal([4 * 40 * 64 * 64 + 2 * 40 * 40 * 64, 2 * 40 * 64 * 64, 40 * 64]);
  });
  it("write their formulas with the reader's own numbers", () => {
    const formula = (values: Partial<TransformerValues>, name: string): string => transformer.stages(withValues(values), words).find((stage) => stage.name === name)!.formula;
    expect(formula({}, "attention")).to.contain(String.raw`A^{(i)} = \operatorname{softmax}\Bigl(\frac{Q^{(i)} {K^{(i)}}^{\top}}{\sqrt{16}}\Bigr) \in \mathbb{R}^{40 \times 40},\ i = 1, \dots, 4`);
    expect(formula({ normalisation: "post" }, "feed-forward")).to.contain(String.raw`H' = \operatorname{LN}\bigl(H + \operatorname{relu}(H W_1 + \mathbf{b}_1)\,W_2 + \mathbf{b}_2\bigr)`);
    expect(formula({ normalisation: "pre" }, "feed-forward")).to.contain(String.raw`H' = H + \operatorname{relu}(\operatorname{LN}(H) W_1 + \mathbf{b}_1)\,W_2 + \mathbf{b}_2`);
    expect(formula({ pooling: "attention" }, "pooling")).to.contain(String.raw`a_t = \frac{e^{s_t}}{\sum_{j \in \mathcal{M}} e^{s_j}},\quad \mathbf{p} = \sum_{t \in \mathcal{M}} a_t\,\mathbf{h}_t`);
  });
  it("explain themselves in both languages, in whole sentences", () => {
    for (const pooling of ["average", "first", "attention"] as const) for (const positions of ["learned", "sinusoidal"] as const) {
      const stages = transformer.stages(withValues({ pooling, positions, normalisation: "pre", heads: 1, maskPadding: pooling === "first" }), words);
      for (const stage of stages) for (const locale of locales) expect(stage.explanation[locale]).to.match(/^[\dA-ZÀ-Ú].{40,}\.$/u);
    }
  });
});

describe("the Transformer's choices", () => {
  it("say which heads and model sizes fit together", () => {
    const [one, ...more] = transformer.problems(withValues({ heads: 5 }), words);
    expect(more).to.deep.equal([]);
    expect(one).to.deep.include({ code: "heads-do-not-divide", path: "heads" });
    expect(one!.message.en).to.equal("heads: expected a number that divides the model size, 64, received 5. Use 4 or 8 heads, or a model size of 60 or 65.");
    expect(one!.message["pt-BR"]).to.equal("heads: esperado: um número que divida a dimensão do modelo, 64; recebido: 5. Use 4 ou 8 cabeças, ou uma dimensão do modelo de 60 ou 65.");
    expect(transformer.problems(withValues({ embeddingSize: 7, heads: 8 }), words)[0]!.message.en).to.contain("Use 7 heads, or a model size of 8.");
    expect(transformer.problems(withValues({ embeddingSize: 13, heads: 4 }), words)[0]!.message.en).to.contain("Use 1 or 13 heads, or a model size of 12 or 16.");
  });
  it("refuse attention that would not fit into memory", () => {
    expect(transformer.problems(withValues({ sequenceLength: 512 }), words)[0]!.message.en)
      .to.equal("sequenceLength: expected at most 1,000,000 numbers for one text (heads × sequence length²), received 1048576. Make the sequence shorter or use fewer heads.");
    expect(transformer.problems(withValues({ sequenceLength: 512, feedForwardSize: 2048, heads: 2 }), words)[0]!.message.en).to.contain("(sequence length × model size or feed-forward size), received 1048576");
  });
  it("know the model size by its published name too", () => {
    expect(readValues(transformer.hyperparameters, { modelSize: 32 })).to.deep.include({ problems: [], values: withValues({ embeddingSize: 32 }) });
  });
});

describe("the Transformer sees", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });
  const looking = { training: false, dropoutSeed: 1 };
  /** Reads what a network of five tokens answers, and forgets it. */
  function look<T extends number[] | number[][]>(values: Partial<TransformerValues>, ids: readonly (readonly number[])[], read: (pass: ForwardPass) => T): T {
    return tf.tidy(() => {
      const model = transformer.build(tf, withValues({ sequenceLength: 5, embeddingSize: 8, heads: 2, feedForwardSize: 8, layers: 2, ...values }), words, seededRandom(4));
      const answer = read(model.forward(tf.tensor2d(ids.map((row) => [...row]), [ids.length, 5], "int32"), looking));
      model.dispose();
      return answer;
    });
  }
  const logits = ({ logits: numbers }: ForwardPass): number[] => [...numbers.dataSync()];

  for (const normalisation of ["pre", "post"] as const) {
    it(`no order without positions, and order with them (${normalisation})`, () => {
      const texts = [[7, 8, 9, 0, 0], [9, 7, 8, 0, 0]];
      const [one, other] = look({ normalisation, positions: "none" }, texts, logits);
      expect(one).to.be.closeTo(other!, 1e-6);
      for (const positions of ["learned", "sinusoidal"] as const) {
        const [here, there] = look({ normalisation, positions }, texts, logits);
        expect(Math.abs(here! - there!), positions).to.be.above(1e-5);
      }
    });
  }
  it("nothing of padding when it is masked, wherever pooling looks", () => {
    for (const pooling of ["average", "first", "attention"] as const) {
      const rows = look({ pooling }, [[7, 8, 9, 0, 0], [7, 0, 0, 0, 0]], ({ attentionWeights }) => attentionWeights!.arraySync());
      expect(rows.map((row) => row.map((weight) => weight > 0)), pooling).to.deep.equal([[true, true, true, false, false], [true, false, false, false, false]]);
    }
  });
  it("with its only word alone: all weight lies there", () => {
    for (const pooling of ["average", "first", "attention"] as const) {
      const [row] = look({ pooling }, [[7, 0, 0, 0, 0]], ({ attentionWeights }) => attentionWeights!.arraySync());
      expect(row![0]).to.be.closeTo(1, 1e-6);
    }
  });
  it("by each head on its own numbers, as worked out by hand", () => {
    tf.tidy(() => {
      // Two positions, one number a head: queries, keys and values are the numbers themselves.
      const eye = tf.eye(2) as never;
      const x = tf.tensor2d([[1, 0], [0, 2]]);
      const { output, weights } = selfAttention(tf, x, [1, 2], 2, { query: eye, key: eye, value: eye, output: eye }, undefined);
      const share = (a: number, b: number): number => Math.exp(a) / (Math.exp(a) + Math.exp(b));
      // Head 1 reads 1 and 0, head 2 reads 0 and 2: scores are products of the query's number and each key's.
      const expected = [[[share(1, 0), share(0, 1)], [0.5, 0.5]], [[0.5, 0.5], [share(0, 4), share(4, 0)]]];
      weights.arraySync()[0]!.forEach((head, h) => head.forEach((row, q) => row.forEach((weight, k) => expect(weight).to.be.closeTo(expected[h]![q]![k]!, 1e-6))));
      [[share(1, 0), 1], [0.5, 2 * share(4, 0)]].forEach((row, q) => row.forEach((number, i) => expect(output.arraySync()[q]![i]).to.be.closeTo(number, 1e-6)));
    });
  });
});

describe("sinusoids", () => {
  it("are sines and cosines of the position, slower along the vector", () => {
    // Size 4: rates 1 and 10000^(−2/4) = 0.01; an odd size ends with a sine.
    [...sinusoids(2, 4)].forEach((number, i) => expect(number).to.be.closeTo([0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)][i]!, 1e-7));
    expect(sinusoids(3, 5)).to.have.lengthOf(15);
  });
});
