import { expect } from "@open-wc/testing";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { KerasLayer } from "../../src/model/stage.js";
import { isSequential, kerasSize, kerasSummary } from "../../src/plots/keras-summary.js";
import reference from "../figures/keras-summary-reference.txt";
import sequential from "../figures/keras-summary-sequential.txt";

describe("the summary as Keras prints it", () => {
  // Both texts were printed by Keras 3.15.1: test/figures/keras-summary.py.
  it("of the reference model is Keras's own, character for character", () => {
    const atnet = architectures.get("atnet")!;
    const stages = atnet.stages(defaultsOf(atnet.hyperparameters), { vocabularySize: 0, classes: 2 });
    expect(kerasSummary(stages.flatMap(({ layers }) => layers), { trainable: 41_750, nonTrainable: 0 })).to.equal(reference);
  });
  it("of a line of layers leaves out what they are connected to", () => {
    const layer = (className: string, name: string, outputShape: KerasLayer["outputShape"], parameterCount: number, connectedTo: readonly string[]): KerasLayer => ({ className, name, outputShape, parameterCount, connectedTo, config: {}, weights: [] });
    const layers = [
      layer("Embedding", "embedding_1", ["batch", 500, 4], 40, []),
      layer("GlobalMaxPooling1D", "global_max_pooling1d_2", ["batch", 4], 0, ["embedding_1"]),
      layer("Dense", "dense_6", ["batch", 1], 5, ["global_max_pooling1d_2"]),
    ];
    expect(isSequential(layers)).to.equal(true);
    expect(kerasSummary(layers, { trainable: 45, nonTrainable: 0 }).replace("functional", "sequential")).to.equal(sequential);
  });
  // readable_memory_size of Keras 3.15.1 on the same numbers.
  it("writes sizes as Keras does", () => {
    expect([0, 180, 1023, 1024, 167_000, 5_287_000, 2 ** 31].map(kerasSize)).to.deep.equal(["0.00 B", "180.00 B", "1023.00 B", "1.00 KB", "163.09 KB", "5.04 MB", "2.00 GB"]);
  });
});
