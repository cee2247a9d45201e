import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { locales } from "../../src/base/text.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import type { Tf } from "../../src/model/architecture.js";
import { atnet } from "../../src/model/architectures/atnet.js";
import { cnn } from "../../src/model/architectures/cnn.js";
import type { CnnValues } from "../../src/model/architectures/cnn/hyperparameters.js";
import { parameterCountOf } from "../../src/model/stage.js";
import { openBackend } from "../../src/training/backends.js";
import { readParameters, writeParameters } from "../../src/training/network.js";

const plain = defaultsOf(cnn.hyperparameters);
const withValues = (values: Partial<CnnValues>): CnnValues => ({ ...plain, ...values });
const words = { vocabularySize: 1000, classes: 2 };

describe("the CNN", () => {
  it("flows from tokens to one answer, with one position a token", () => {
    expect(cnn.stages(plain, words).map(({ name, outputShape }) => [name, ...outputShape.slice(1)])).to.deep.equal([
      ["text", 40], ["embedding", 40, 64], ["convolution", 40, 64], ["pooling", 64], ["dense", 10], ["output", 1],
    ]);
  });
  it("reads with three kernel sizes side by side as in Kim 2014: 3, 4 and 5 tokens with 100 filters each", () => {
    const preset = cnn.presets.find(({ name }) => name === "kim-2014")!;
    const [, , convolution, pooling, output] = cnn.stages(withValues(preset.values), words);
    expect(convolution!.outputShape).to.deep.equal(["batch", 40, 300]);
    expect(convolution!.parameters.map(({ shape }) => shape)).to.deep.equal([[3, 128, 100], [100], [4, 128, 100], [100], [5, 128, 100], [100]]);
    // 40 positions × (3 + 4 + 5) tokens × 128 numbers × 100 filters
    expect(convolution!.multiplyAdds).to.equal(6_144_000);
    expect(convolution!.explanation.en).to.contain("100 filters of each size slide over the text; at each of 40 positions a filter sees 3, 4, or 5 tokens");
    expect(convolution!.explanation["pt-BR"]).to.contain("100 filtros de cada tamanho deslizam sobre o texto; em cada uma das 40 posições, um filtro vê 3, 4 ou 5 tokens");
    expect([pooling!.name, output!.name, ...output!.inputShape]).to.deep.equal(["pooling", "output", "batch", 300]);
  });
  it("explains itself in both languages, in whole sentences", () => {
    for (const values of [plain, withValues({ parallelKernels: 2, filters: 1, pooling: "average" })]) {
      for (const stage of cnn.stages(values, words)) for (const locale of locales) expect(stage.explanation[locale]).to.match(/^[\dA-ZÀ-Ú].{40,}\.$/u);
    }
  });
  it("counts all filters when it refuses what would not fit into memory", () => {
    const large = withValues({ sequenceLength: 2000, filters: 200, parallelKernels: 3, embeddingSize: 8 });
    expect(cnn.problems(large, words)[0]!.message.en)
      .to.equal("sequenceLength: expected at most 1,000,000 numbers for one text (sequence length × embedding size or all filters), received 1200000. Make the sequence shorter, or the embedding and the filters smaller.");
    expect(cnn.problems(withValues({ ...large, parallelKernels: 2 }), words)).to.deep.equal([]);
  });

  it("with one kernel size is AtNet without attention, to the bit", async () => {
    const { tf }: { tf: Tf } = await openBackend("wasm");
    const values = withValues({ sequenceLength: 12, embeddingSize: 8, filters: 8 });
    const alike = { ...defaultsOf(atnet.hyperparameters), ...values, attention: "none", convolutionPadding: "same" } as const;
    const [ours, theirs] = [cnn.build(tf, values, words, seededRandom(3)), atnet.build(tf, alike, words, seededRandom(4))];
    writeParameters(tf, theirs, await readParameters(ours));
    expect(parameterCountOf(cnn.stages(values, words))).to.equal(parameterCountOf(atnet.stages(alike, words)));
    tf.tidy(() => {
      const input = tf.tensor2d([[5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]], [2, 12], "int32");
      const looking = { training: false, dropoutSeed: 1 };
      expect(ours.forward(input, looking).logits.dataSync()).to.deep.equal(theirs.forward(input, looking).logits.dataSync());
      expect(ours.forward(input, looking).poolWinners!.dataSync()).to.deep.equal(theirs.forward(input, looking).poolWinners!.dataSync());
    });
    ours.dispose();
    theirs.dispose();
  });
});
