/** A network that reads names character by character, its files, and what it answers to names that it never saw: run in Node by characters.test.mjs. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { prepareContent } from "../../src/data/prepare.js";
import { tokenizers } from "../../src/exporters/python/tokenizers.js";
import { writeKerasFile } from "../../src/exporters/keras/keras-file.js";
import { writeOnnxFile } from "../../src/exporters/onnx/onnx-file.js";
import { readModelFile } from "../../src/exporters/import/index.js";
import { writeSafetensors } from "../../src/exporters/safetensors.js";
import { attentionLayerOf, type TrainedModel } from "../../src/exporters/trained-model.js";
import { networkProblems } from "../../src/training/adoption.js";
import { inspect } from "../../src/training/inspect.js";
import { openNetwork, readParameters } from "../../src/training/network.js";
import { readModelChoice } from "../../src/training/schema.js";

const girls = ["Ana", "Maria", "Luísa", "Júlia", "Helena", "Ana Clara", "Sofia", "Zoë"];
const boys = ["João", "Pedro", "José", "Miguel", "D'Artagnan", "Luiz Felipe", "Noah", "Theo"];
/** The last one with its accent written after its letter. */
const asked = ["Beatriz", "  josé   carlos ", "ÉRICA", "D'Ávila", "Xq%", "Jose\u0301"];

export async function written() {
  await tf.setBackend("cpu");
  const settings = { source: "names", seed: 1, validationSplit: 0, testSplit: 0, level: "characters", options: {} } as const;
  const prepared = prepareContent({ classes: [{ en: "girl", "pt-BR": "menina" }, { en: "boy", "pt-BR": "menino" }], examples: [girls, boys].flatMap((names, label) => names.map((text) => ({ text, label }))), dropped: [] }, settings);
  const { values } = readModelChoice({ architecture: "atnet", sequenceLength: 16, embeddingSize: 6, filters: 8, kernelSize: 3, convolutionPadding: "same", maskPadding: true, pooling: "sum", denseUnits: 0 });
  const network = openNetwork(tf, "atnet", values, prepared, 3);
  for (const { variable } of network.model.parameters) variable.assign(tf.mul(variable, 3));
  const numbers = await readParameters(network.model);
  const layers = network.architecture.stages(network.values, network.shape).flatMap(({ layers: rows }) => rows);
  const model: TrainedModel = {
    name: "names", architecture: "atnet", hyperparameters: values, layers, classes: prepared.classes, vocabulary: network.vocabulary.tokens.slice(2), sequenceLength: 16, level: "characters",
    parameters: network.model.parameters.map(({ name, variable }) => ({ name, shape: variable.shape, data: numbers[name]! })), attentionLayer: attentionLayerOf(layers), data: settings, card: { seed: 3 },
  };
  const answers = await Promise.all(asked.map((text) => inspect(tf, network, text, { step: 0, epoch: 0 })));
  const { network: again } = readModelFile(await writeSafetensors(model), "names.safetensors");
  return {
    files: { keras: await writeKerasFile(model), onnx: await writeOnnxFile(model) },
    tokenizer: `import re\nimport unicodedata\n\n\n${tokenizers.characters}\n`,
    expected: asked.map((text, i) => ({ text, tokens: answers[i]!.tokens, ids: answers[i]!.tokenIds, probability: answers[i]!.probabilities[1] })),
    again: { level: again.level, vocabulary: again.vocabulary, problems: networkProblems(again) },
  };
}
