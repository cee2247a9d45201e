import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Tf } from "../../src/model/architecture.js";
import { parameterCountOf } from "../../src/model/stage.js";
import { Adam } from "../../src/training/adam.js";
import { openBackend } from "../../src/training/backends.js";
import { estimateMemory, memoryLimit, memoryProblem } from "../../src/training/memory-estimate.js";
import { readModelChoice } from "../../src/training/schema.js";
import { trainStep } from "../../src/training/step.js";

const atnet = architectures.get("atnet")!;
const stagesOf = (more: object, vocabularySize = 1000) => {
  const { values } = readModelChoice({ architecture: "atnet", ...more });
  return { values, shape: { vocabularySize, classes: 2 }, stages: atnet.stages(values, { vocabularySize, classes: 2 }) };
};

describe("the memory that a run takes", function () {
  this.timeout(60_000);

  it("counts parameters, slots and activations by hand", () => {
    const { stages, values } = stagesOf({});
    const parameters = parameterCountOf(stages);
    const activations = stages.reduce((sum, { outputShape }) => sum + outputShape.slice(1).reduce<number>((product, axis) => product * Number(axis), 1), 0);
    // Adam: 2 + 2 + 3 + 2 + 4 copies of every parameter; five of every activation and 64 examples twice; 100 examples of 500 tokens.
    expect(estimateMemory(stages, values, 100)).to.deep.equal({ fixed: 4 * (parameters * 13 + activations * 128 + 100 * 500), perExample: 4 * activations * 5 });
    // Plain SGD remembers nothing.
    expect(estimateMemory(stages, { ...values, optimizer: "sgd" }, 0).fixed).to.equal(4 * (parameters * 7 + activations * 128));
  });

  it("is never less than what a step takes", async () => {
    const { tf }: { readonly tf: Tf } = await openBackend("cpu");
    for (const [more, batch] of [[{ sequenceLength: 40, embeddingSize: 16, filters: 8 }, 4], [{ sequenceLength: 12, embeddingSize: 4, filters: 32, attention: "additive", maskPadding: true, pooling: "sum" }, 16]] as const) {
      const { stages, values, shape } = stagesOf(more, 50);
      const before = tf.memory().numBytes;
      const model = atnet.build(tf, values, shape, seededRandom(1));
      const adam = new Adam(tf, model.parameters, 0.01);
      const { peakBytes } = await tf.profile(() => {
        trainStep(tf, model, adam, { input: tf.zeros([batch, Number(values["sequenceLength"])], "int32"), labels: tf.zeros([batch], "int32") as never }, 1).dispose();
        return tf.scalar(0);
      });
      const { fixed, perExample } = estimateMemory(stages, values, 0);
      expect(fixed + batch * perExample).to.be.above(peakBytes - before);
      adam.dispose();
      model.dispose();
    }
  });

  it("refuses what cannot fit, with the largest batch that does", () => {
    const random = seededRandom(8);
    for (let i = 0; i < 200; i++) {
      const estimate = { fixed: 1 + random.integer(1000), perExample: 1 + random.integer(100) };
      const limit = 1000 + random.integer(10_000);
      const batch = 1 + random.integer(500);
      const fits = estimate.fixed + batch * estimate.perExample <= limit;
      const refusal = memoryProblem(estimate, batch, limit);
      expect(refusal === undefined).to.equal(fits);
      const largest = Number(/ to ([\d,]+) or less/.exec(refusal?.message.en ?? "")?.[1]?.replaceAll(",", ""));
      if (refusal?.path === "batchSize") expect([memoryProblem(estimate, largest, limit), memoryProblem(estimate, largest + 1, limit)?.code]).to.deep.equal([undefined, "out-of-memory"]);
    }
  });

  it("says so in both languages", () => {
    const gib = 2 ** 30;
    expect(memoryProblem({ fixed: gib, perExample: gib / 100 }, 250, 2 * gib)!.message).to.deep.equal({
      en: "batchSize: expected a training that fits in 2 GB; this one takes about 3.5 GB, received 250. Set the batch size to 100 or less.",
      "pt-BR": "batchSize: esperado: um treino que caiba em 2 GB; este ocupa cerca de 3,5 GB; recebido: 250. Use um lote de no máximo 100.",
    });
    expect(memoryProblem({ fixed: 3 * gib, perExample: 1 }, 1, 2 * gib)!.message.en).to.equal("expected a training that fits in 2 GB; this one takes about 3 GB. Make the vocabulary, the embedding or the sequence smaller.");
  });

  it("takes less on a device that has less", () => {
    expect([undefined, 8, 4, 2, 0.5].map((memory) => memoryLimit(memory) / 2 ** 30)).to.deep.equal([2, 2, 2, 1, 0.25]);
  });
});
