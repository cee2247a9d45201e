/** Small networks of every architecture with drawn parameters, the files that our exporters write of them, and what they answer: run in Node by models.test.mjs. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { seededRandom } from "../../src/base/random.js";
import { sameText } from "../../src/base/text.js";
import { writeKerasFile } from "../../src/exporters/keras/keras-file.js";
import { writeOnnxFile } from "../../src/exporters/onnx/onnx-file.js";
import { kerasFunction, needsSinusoids, sinusoidsFunction } from "../../src/exporters/python/keras-source.js";
import { scikitLearnSource } from "../../src/exporters/python/scikit-learn-source.js";
import { torchSource } from "../../src/exporters/python/torch-source.js";
import { writeSafetensors } from "../../src/exporters/safetensors.js";
import { attentionLayerOf, type TrainedModel } from "../../src/exporters/trained-model.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";

const vocabulary = Array.from({ length: 28 }, (_, i) => `w${i}`);
const small = { sequenceLength: 12, embeddingSize: 8, filters: 6, kernelSize: 3, denseUnits: 5 };

export interface Case { readonly name: string; readonly architecture: string; readonly values: Values; readonly classes: number }
const of = (architecture: string, classes: number, values: Values): Case =>
  ({ name: [architecture, classes, ...Object.entries(values).map(([key, value]) => `${key}-${String(value)}`)].join("_"), architecture, classes, values: { ...small, ...values } });

export const cases: readonly Case[] = [
  of("atnet", 2, {}),
  of("atnet", 3, { attention: "additive", maskPadding: true, attentionScaling: "positions", pooling: "sum", convolutionPadding: "same", kernelSize: 4 }),
  of("atnet", 2, { attention: "dot", maskPadding: true, pooling: "average", convolutionLayers: 2 }),
  of("atnet", 2, { attention: "uniform", maskPadding: true, pooling: "sum", denseUnits: 0 }),
  of("atnet", 2, { attention: "none", maskPadding: true, dropoutRate: 0.3 }),
  of("cnn", 3, { parallelKernels: 3 }),
  of("cnn", 2, { pooling: "average" }),
  of("embedding-average", 2, {}),
  of("transformer", 3, { heads: 2, layers: 2, feedForwardSize: 10, maskPadding: true }),
  of("transformer", 2, { heads: 4, positions: "sinusoidal", normalisation: "post", pooling: "first" }),
  of("transformer", 2, { heads: 1, positions: "none", pooling: "attention", maskPadding: true }),
  of("bag-of-words", 2, {}),
  of("bag-of-words", 3, { sublinear: false, rareWordsCountMore: false }),
];

/** Ids in rows of several lengths, the last of which is all text. */
const ids = Int32Array.from({ length: 4 * 12 }, (_, at) => (at % 12 < 3 * (1 + Math.floor(at / 12)) ? 1 + ((at * 7) % 29) : 0));

/** A network with what it answers. */
export async function modelOf({ name, architecture: chosen, values: given, classes }: Case) {
  await tf.setBackend("cpu");
  const architecture = architectures.get(chosen)!;
  const known = Object.fromEntries(Object.entries(given).filter(([key]) => Object.hasOwn(architecture.hyperparameters, key)));
  const values = { ...defaultsOf(architecture.hyperparameters), ...known };
  const shape = { vocabularySize: vocabulary.length + 2, classes };
  const network = architecture.build(tf, values, shape, seededRandom(7));
  const random = seededRandom(11);
  // Fresh biases are 0 and fresh gains 1: files that lost them would still agree.
  for (const { name: parameter, variable } of network.parameters) {
    // What is counted from texts is never negative, and nothing for padding and unknown words; where rarity is left aside, it is 1.
    const isRarity = parameter === "pooling/inverse-frequency";
    const drawn = (at: number): number => (!isRarity ? random.uniform(-0.8, 0.8) : at < 2 ? 0 : given["rareWordsCountMore"] === false ? 1 : random.uniform(1, 3));
    variable.assign(tf.tensor(Float32Array.from({ length: variable.size }, (_, i) => drawn(i)), variable.shape));
  }
  const layers = architecture.stages(values, shape).flatMap(({ layers: rows }) => rows);
  const model: TrainedModel = {
    name, architecture: chosen, hyperparameters: values, layers,
    parameters: network.parameters.map(({ name: parameter, variable }) => ({ name: parameter, shape: variable.shape, data: variable.dataSync<"float32">() })),
    classes: Array.from({ length: classes }, (_, i) => sameText(`class ${i}`)), vocabulary, sequenceLength: 12, level: "words",
    attentionLayer: attentionLayerOf(layers), card: { seed: 7 },
  };
  const pass = network.forward(tf.tensor2d(ids, [4, 12], "int32"), { training: false, dropoutSeed: 1 });
  const probabilities = classes === 2 ? tf.sigmoid(pass.logits) : tf.softmax(pass.logits);
  return {
    model, ids,
    expected: {
      ids: [...ids], probabilities: [...probabilities.dataSync()], classes,
      attention: model.attentionLayer && pass.attentionWeights ? [...pass.attentionWeights.dataSync()] : null,
      parameters: Object.fromEntries(model.parameters.map(({ name: parameter, data }) => [parameter, [...data.subarray(0, 3)]])),
    },
  };
}

export async function written(one: Case) {
  const { model, expected } = await modelOf(one);
  const files = { keras: await writeKerasFile(model, new Date("2026-01-02T03:04:05Z")), onnx: await writeOnnxFile(model), safetensors: await writeSafetensors(model) };
  if (model.architecture === "bag-of-words") return { files: { ...files, "sklearn.py": scikitLearnSource(model) }, expected };
  return {
    files: { ...files, "torch.py": torchSource(model),
      "keras.py": `import keras\nimport numpy as np\nfrom keras import layers, ops\n\n${needsSinusoids(model) ? sinusoidsFunction : ""}\n\n${kerasFunction(model)}\n` },
    expected,
  };
}
