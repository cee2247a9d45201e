import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { locales } from "../../src/base/text.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import type { Tf } from "../../src/model/architecture.js";
import { embeddingAverage } from "../../src/model/architectures/embedding-average.js";
import { openBackend } from "../../src/training/backends.js";

const plain = defaultsOf(embeddingAverage.hyperparameters);
const words = { vocabularySize: 1000, classes: 2 };

describe("the embedding average", () => {
  it("flows from tokens to one answer", () => {
    expect(embeddingAverage.stages(plain, words).map(({ name, outputShape }) => [name, ...outputShape.slice(1)])).to.deep.equal([
      ["text", 40], ["embedding", 40, 64], ["pooling", 64], ["dense", 10], ["output", 1],
    ]);
  });
  it("does 3,210 multiply-adds a text: 40 × 64 to leave out padding, 64 × 10 and 10", () => {
    expect(embeddingAverage.stages(plain, words).map(({ multiplyAdds }) => multiplyAdds)).to.deep.equal([0, 0, 2560, 640, 10]);
  });
  it("says over which positions it takes the mean", () => {
    const pooling = (maskPadding: boolean) => embeddingAverage.stages({ ...plain, maskPadding }, words)[2]!;
    expect(pooling(true).formula).to.equal(String.raw`\mathbf{p} = \frac{1}{|\mathcal{M}|} \sum_{t \in \mathcal{M}} \mathbf{x}_t \in \mathbb{R}^{64}`);
    expect(pooling(false).formula).to.equal(String.raw`\mathbf{p} = \frac{1}{40} \sum_{t=1}^{40} \mathbf{x}_t \in \mathbb{R}^{64}`);
    expect(pooling(true).explanation).to.deep.equal({
      en: "40 vectors become one of 64 numbers: the mean of the text's own tokens, without its padding. Every order of the same words gives the same mean.",
      "pt-BR": "40 vetores viram um só, de 64 números: a média dos tokens do próprio texto, sem o preenchimento. Qualquer ordem das mesmas palavras dá a mesma média.",
    });
    for (const stage of embeddingAverage.stages(plain, words)) for (const locale of locales) expect(stage.explanation[locale]).to.match(/^[\dA-ZÀ-Ú].{40,}\.$/u);
  });
  it("refuses what would not fit into memory", () => {
    expect(embeddingAverage.problems({ ...plain, embeddingSize: 512 }, { vocabularySize: 50_000, classes: 2 })[0]!.message.en)
      .to.equal("embeddingSize: expected at most 20,000,000 numbers in the embedding (vocabulary size × embedding size), received 25600000. Make the vocabulary or the embedding smaller.");
    expect(embeddingAverage.problems({ ...plain, embeddingSize: 512, sequenceLength: 2000 }, words)[0]!.message["pt-BR"])
      .to.equal("sequenceLength: esperado: no máximo 1.000.000 números por texto (comprimento da sequência × dimensão do embedding); recebido: 1024000. Encurte a sequência ou diminua o embedding.");
    expect(embeddingAverage.problems(plain, words)).to.deep.equal([]);
  });
});

describe("what the embedding average cannot see", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("cpu")); });
  const logitsOf = (maskPadding: boolean, ids: number[][]): number[] => tf.tidy(() => {
    const model = embeddingAverage.build(tf, { ...plain, sequenceLength: 5, maskPadding }, words, seededRandom(4));
    const { logits } = model.forward(tf.tensor2d(ids, [ids.length, 5], "int32"), { training: false, dropoutSeed: 1 });
    const numbers = [...logits.dataSync()];
    model.dispose();
    return numbers;
  });

  it("is the order of the words", () => {
    const [one, other] = logitsOf(true, [[7, 8, 9, 0, 0], [9, 7, 8, 0, 0]]);
    expect(one).to.be.closeTo(other!, 1e-7);
  });
  it("is how often the whole text is repeated, unless padding counts", () => {
    const texts = [[7, 8, 0, 0, 0], [7, 8, 7, 8, 0]];
    const [once, twice] = logitsOf(true, texts);
    expect(once).to.be.closeTo(twice!, 1e-7);
    const [padded, fuller] = logitsOf(false, texts);
    expect(Math.abs(padded! - fuller!)).to.be.above(1e-4);
  });
});
