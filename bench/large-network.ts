/** A network in a `.keras` file: a program that writes it where it is told, with as many words as it is told. */
import { writeFile } from "node:fs/promises";
import { seededRandom } from "../src/base/random.js";
import { sameText } from "../src/base/text.js";
import { writeKerasFile } from "../src/exporters/keras/keras-file.js";
import { attentionLayerOf } from "../src/exporters/trained-model.js";
import { defaultsOf } from "../src/hyperparameters/schema.js";
import { architectures } from "../src/model/architectures/index.js";
import { sizeOf } from "../src/model/stage.js";

const words = Number(process.argv[3]);
const architecture = architectures.get("atnet")!;
const hyperparameters = { ...defaultsOf(architecture.hyperparameters), vocabularySize: words + 2, embeddingSize: 128, sequenceLength: 40 };
const stages = architecture.stages(hyperparameters, { vocabularySize: words + 2, classes: 2 });
const layers = stages.flatMap(({ layers: rows }) => rows);
const random = seededRandom(1);
const bytes = await writeKerasFile({
  name: "large", architecture: "atnet", hyperparameters, layers, classes: [sameText("a"), sameText("b")], vocabulary: Array.from({ length: words }, (_, i) => `word${i}`),
  parameters: stages.flatMap(({ parameters }) => parameters).map(({ name, shape }) => ({ name, shape, data: Float32Array.from({ length: sizeOf(shape) }, () => random.uniform(-0.1, 0.1)) })),
  sequenceLength: 40, level: "words", attentionLayer: attentionLayerOf(layers), card: { seed: 1 },
});
await writeFile(process.argv[2]!, bytes);
