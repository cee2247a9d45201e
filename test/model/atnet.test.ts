import { expect } from "@open-wc/testing";
import { locales } from "../../src/base/text.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { atnet } from "../../src/model/architectures/atnet.js";
import type { AtnetValues } from "../../src/model/architectures/atnet/hyperparameters.js";
import { architectures } from "../../src/model/architectures/index.js";
import { parameterCountOf } from "../../src/model/stage.js";

const reference = defaultsOf(atnet.hyperparameters);
const withValues = (values: Partial<AtnetValues>): AtnetValues => ({ ...reference, ...values });
const vectors = { vocabularySize: 0, classes: 2 };
const words = { vocabularySize: 10_000, classes: 2 };

describe("AtNet's reference model", () => {
  it("has 41,750 parameters without the embedding: 41,024 + 65 + 650 + 11", () => {
    expect(parameterCountOf(atnet.stages(reference, vectors))).to.equal(41_750);
    expect(parameterCountOf(atnet.stages(reference, words))).to.equal(41_750 + 1_280_000);
  });
  it("is the preset of that name, and every preset's values fit", () => {
    expect(atnet.presets[0]).to.deep.include({ name: "reference", values: {} });
    for (const { values } of atnet.presets) expect(atnet.problems(withValues(values), words)).to.deep.equal([]);
  });
  it("flows from 500 tokens to one answer", () => {
    expect(atnet.stages(reference, words).map(({ name, outputShape }) => [name, ...outputShape.slice(1)])).to.deep.equal([
      ["text", 500], ["embedding", 500, 128], ["convolution", 496, 64], ["attention", 496, 64], ["pooling", 64], ["dense", 10], ["output", 1],
    ]);
  });
  it("does 20.4 million multiply-adds a text, nearly all of them in the convolution", () => {
    // 496 positions × 5 tokens × 128 numbers × 64 filters; 496 × 64 to score and as many to weigh; 64 × 10; 10.
    expect(atnet.stages(reference, words).map(({ multiplyAdds }) => multiplyAdds)).to.deep.equal([0, 0, 20_316_160, 63_488, 0, 640, 10]);
  });
  it("writes its formulas with the reader's own numbers", () => {
    const formulas = atnet.stages(reference, words).map(({ formula }) => formula);
    expect(formulas[2]).to.equal(String.raw`\mathbf{h}_t = \operatorname{relu}\Bigl(\mathbf{b} + \sum_{i=0}^{4} \mathbf{x}_{t+i}\, W_i\Bigr),\qquad W \in \mathbb{R}^{5 \times 128 \times 64}`);
    expect(formulas[3]).to.contain(String.raw`a_t = \frac{e^{s_t}}{\sum_{j=1}^{496} e^{s_j}}`);
    expect(formulas[1]).to.contain(String.raw`10\,000 \times 128`);
  });
  it("explains itself in both languages, with numbers as each writes them", () => {
    const [text] = atnet.stages(reference, words);
    expect(text!.explanation.en).to.contain("500 token ids from a vocabulary of 10,000");
    expect(text!.explanation["pt-BR"]).to.contain("500 ids de tokens de um vocabulário de 10.000");
    for (const stage of atnet.stages(reference, words)) for (const locale of locales) expect(stage.explanation[locale]).to.match(/^[\dA-ZÀ-Ú].{40,}\.$/u);
  });
});

describe("AtNet's choices", () => {
  const namesOf = (values: Partial<AtnetValues>): string[] => atnet.stages(withValues(values), words).map(({ name }) => name);

  it("leaves out the stages that are switched off", () => {
    expect(namesOf({ attention: "none", denseUnits: 0 })).to.deep.equal(["text", "embedding", "convolution", "pooling", "output"]);
    expect(namesOf({ convolutionLayers: 3 })).to.deep.equal(["text", "embedding", "convolution", "convolution-2", "convolution-3", "attention", "pooling", "dense", "output"]);
  });
  it("answers three classes with three units", () => {
    expect(atnet.stages(reference, { vocabularySize: 0, classes: 3 }).at(-1)!.outputShape).to.deep.equal(["batch", 3]);
  });
  it("says which kernels do not fit, and the ways out", () => {
    const [one, ...more] = atnet.problems(withValues({ sequenceLength: 4 }), words);
    expect(more).to.deep.equal([]);
    expect(one).to.deep.include({ code: "kernel-longer-than-sequence", path: "kernelSize" });
    expect(one!.message.en).to.equal("kernelSize: expected at most 4 tokens, so that the kernel fits in a sequence of 4, received 5. Make the kernel shorter, the sequence longer, or set the border of the convolution to “same”.");
    expect(one!.message["pt-BR"]).to.equal("kernelSize: esperado: no máximo 4 tokens, para que o kernel caiba em uma sequência de 4; recebido: 5. Diminua o kernel, aumente a sequência ou mude a borda da convolução para “same”.");
    expect(atnet.problems(withValues({ sequenceLength: 5 }), words)).to.deep.equal([]);
    expect(atnet.problems(withValues({ sequenceLength: 4, convolutionPadding: "same" }), words)).to.deep.equal([]);
  });
  it("counts all layers of a deep convolution", () => {
    // 9 tokens, two kernels of 5: 9 → 5 → 1. With 8 nothing would be left.
    expect(atnet.problems(withValues({ sequenceLength: 9, convolutionLayers: 2 }), words)).to.deep.equal([]);
    expect(atnet.problems(withValues({ sequenceLength: 8, convolutionLayers: 2 }), words)[0]!.message.en).to.contain("at most 4 tokens, so that 2 convolutions fit in a sequence of 8");
  });
  it("refuses what would not fit into memory", () => {
    expect(atnet.problems(withValues({ embeddingSize: 512 }), { vocabularySize: 50_000, classes: 2 })[0]).to.deep.include({ code: "network-too-large", path: "embeddingSize" });
    expect(atnet.problems(withValues({ sequenceLength: 2000, filters: 512, embeddingSize: 512 }), { vocabularySize: 100, classes: 2 })[0]).to.deep.include({ code: "text-too-large", path: "sequenceLength" });
  });
});

describe("the list of architectures", () => {
  it("knows each by name and suggests the nearest", () => {
    expect(architectures.get("atnet")).to.equal(atnet);
    expect(architectures.nearest("antet")).to.equal("atnet");
  });
});
