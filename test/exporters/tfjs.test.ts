import { expect } from "@open-wc/testing";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { ProblemError } from "../../src/base/problem.js";
import { tfjsFiles } from "../../src/exporters/tfjs/tfjs-file.js";
import { cases, modelOf, type Case } from "../interop/networks.js";

/** As a page that knows nothing of ours would load it. */
async function loaded(one: Case) {
  const { model, ids, expected } = await modelOf(one);
  const { json, weights } = await tfjsFiles(model);
  const { modelTopology, weightsManifest, format, userDefinedMetadata } = JSON.parse(JSON.stringify(json));
  return { network: await loadLayersModel({ load: async () => ({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData: weights.buffer, format, userDefinedMetadata }) }), ids, expected, metadata: userDefinedMetadata };
}

describe("a network exported for TensorFlow.js", () => {
  before(async () => { await tf.setBackend("cpu"); });
  for (const one of cases.filter(({ architecture }) => !["transformer", "bag-of-words"].includes(architecture))) {
    it(`is loaded by tf.loadLayersModel and answers as it did here: ${one.name}`, async () => {
      const { network, ids, expected, metadata } = await loaded(one);
      const answer = network.predict(tf.tensor2d(ids, [4, 12], "int32")) as tf.Tensor;
      const far = Math.max(...Array.from(await answer.data(), (value, i) => Math.abs(value - expected.probabilities[i]!)));
      expect(answer.size).to.equal(expected.probabilities.length);
      expect(far).to.be.below(1e-5);
      expect(metadata.atnet.vocabulary.length).to.equal(28);
      expect(metadata.atnet.classes.length).to.equal(one.classes);
    });
  }
  it("says which layer TensorFlow.js lacks, and what to export instead", async () => {
    const { model } = await modelOf(cases.find(({ architecture }) => architecture === "transformer")!);
    const error = await tfjsFiles(model).then(() => undefined, (reason: unknown) => reason);
    expect(error).to.be.instanceOf(ProblemError).with.property("problems").that.deep.equals([{ code: "not-in-tfjs", path: "PositionEmbedding", message: {
      en: "PositionEmbedding: expected a layer that TensorFlow.js has, but it has none for this one. Export this network as ONNX, for Keras or as safetensors; your run is as it was.",
      "pt-BR": "PositionEmbedding: esperado: uma camada que exista no TensorFlow.js, mas ele não tem nenhuma para esta. Exporte esta rede como ONNX, para o Keras ou como safetensors; a execução continua como estava.",
    } }]);
  });
});
