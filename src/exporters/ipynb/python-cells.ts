import type { DataValue } from "../../data/dataset.js";
import type { InputReference } from "../../notebook/call.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { courseClass, kerasCompile, kerasFunction, needsCourse, needsSinusoids, sinusoidsFunction } from "../python/keras-source.js";
import { pythonLiteral, pythonName } from "../python/literal.js";
import { tokenizers } from "../python/tokenizers.js";
import type { ExportedCell, ExportedNotebook } from "../exporter.js";
import type { KerasLayer } from "../../model/stage.js";
import { embeddedData } from "./embedded-data.js";

/** The Keras code of a component's cell; undefined where there is none to write. */
type Writer = (cell: ExportedCell & { readonly call: NonNullable<ExportedCell["call"]> }, notebook: ExportedNotebook) => Promise<string | undefined> | string | undefined;

const inputName = (given: InputReference | undefined): string | undefined => {
  const first = typeof given === "string" ? given : given?.[0];
  return first === undefined ? undefined : pythonName(first);
};

const dataset: Writer = async ({ call, value }) => {
  const { prepared, title } = value as DataValue;
  if (!prepared || !call.name) return undefined;
  const name = pythonName(call.name);
  const { level = "words" } = prepared.settings;
  return `${level === "words" ? "" : `${tokenizers[level]}\n\n\n`}# ${title.en}: every text with its tokens, its label and its part (0 train, 1 validation, 2 test), as the notebook split them.
packed = "${await embeddedData(prepared)}"
rows = json.loads(gzip.decompress(base64.b64decode(packed)))
${name} = {
    "classes": ${pythonLiteral(prepared.classes.map(({ en }) => en))},
    "texts": [row[0] for row in rows],
    "tokens": [row[1].split("\\n") for row in rows],
    "labels": np.array([row[2] for row in rows]),
    "part": np.array([row[3] for row in rows]),
}
counts = Counter(token for row in rows if row[3] == 0 for token in row[1].split("\\n"))
# Most frequent first, ties by code point: the same words get the same ids as in the notebook.
${name}["vocabulary"] = [token for token, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
print(len(rows), "texts,", len(${name}["vocabulary"]), "different tokens in the training part")`;
};

const hyperparameters: Writer = ({ call, value }, notebook) => {
  const { values, architecture } = value as ModelChoice;
  const layers = call.name ? notebook.layersOf(call.name) : undefined;
  if (!layers || !call.name) return undefined;
  const model = { layers, parameters: placeholders(layers) };
  return `# ${architecture}
${pythonName(call.name)} = ${pythonLiteral(values)}

${needsSinusoids(model) ? `${sinusoidsFunction}\n\n\n` : ""}${kerasFunction(model)}

build_model().summary()`;
};

/** The source is written from names and shapes; what Keras starts with takes the place of numbers. */
const placeholders = (layers: readonly KerasLayer[]) => layers.flatMap(({ weights }) => weights.map((name) => ({ name, shape: [0, 0], data: new Float32Array(0) })));

const train: Writer = ({ call }, notebook) => {
  const [hp, data, run] = [inputName(call.inputs["hp"]), inputName(call.inputs["data"]), call.name && pythonName(call.name)];
  const choice = notebook.cells.find((one) => one.call?.name !== undefined && pythonName(one.call.name) === hp)?.value as ModelChoice | undefined;
  const prepared = (notebook.cells.find((one) => one.call?.name !== undefined && pythonName(one.call.name) === data)?.value as DataValue | undefined)?.prepared;
  if (!hp || !data || !run || !choice || !prepared) return undefined;
  const { epochs = 10, seed = 1, patience = 0, keepBest = true } = call.params;
  const { batchSize, classWeights } = choice.values;
  const classes = prepared.classes.length;
  const [stops, keeps] = [Number(patience) > 0, keepBest !== false];
  return `keras.utils.set_random_seed(${pythonLiteral(Number(seed) % 2 ** 32)})
ids = {token: i + 2 for i, token in enumerate(${data}["vocabulary"][: ${hp}["vocabularySize"] - 2])}


def encode(tokens, length=${hp}["sequenceLength"]):
    """0 is padding, 1 an unknown token."""
    found = [ids.get(token, 1) for token in tokens[:length]]
    return found + [0] * (length - len(found))


x = np.array([encode(tokens) for tokens in ${data}["tokens"]], dtype="int32")
y = ${data}["labels"].astype("float32")${classes > 2 && Number(choice.values["labelSmoothing"] ?? 0) > 0 ? "\none_hot = np.eye(len(" + data + '["classes"]), dtype="float32")\ny = one_hot[' + data + '["labels"]]' : ""}
train, validation, test = [${data}["part"] == part for part in range(3)]
epochs, batch_size = ${pythonLiteral(epochs)}, ${pythonLiteral(batchSize)}
steps = epochs * math.ceil(train.sum() / batch_size)
model = build_model()
${needsCourse(choice.values) ? `\n\n${courseClass}\n\n\n` : ""}${kerasCompile(choice.values, classes, "steps")}
${keeps || stops ? `# Of all epochs, the one with the lowest validation loss is kept${stops ? ", and training ends when it has not fallen for a while" : ""}.
watch = [keras.callbacks.EarlyStopping(monitor="val_loss", patience=${stops ? pythonLiteral(patience) : "epochs"}, restore_best_weights=${keeps ? "True" : "False"}, start_from_epoch=0)] if validation.any() else []` : "watch = []"}
${run} = model.fit(
    x[train], y[train], epochs=epochs, batch_size=batch_size, verbose=0, callbacks=watch,
    validation_data=(x[validation], y[validation]) if validation.any() else None,${classWeights === "balanced" ? `
    class_weight={label: train.sum() / (len(${data}["classes"]) * (${data}["labels"][train] == label).sum()) for label in range(len(${data}["classes"]))},` : ""}
)
held_out = validation | test
if held_out.any():
    loss, accuracy = model.evaluate(x[held_out], y[held_out], verbose=0)
    print(f"held-out accuracy {accuracy:.4f} on {held_out.sum()} texts")`;
};

const lossPlot: Writer = ({ call }) => {
  const run = inputName(call.inputs["runs"]);
  return run && `for name, values in ${run}.history.items():
    if "loss" in name:
        plt.plot(range(1, len(values) + 1), values, label={"loss": "training loss", "val_loss": "validation loss"}[name], linestyle="-" if name == "loss" else "--")
plt.xlabel("epoch")
plt.ylabel("cross-entropy (nats)")
plt.legend()
plt.show()`;
};

const predict: Writer = ({ call }, notebook) => {
  const run = inputName(call.inputs["run"]);
  const trained = notebook.cells.find((one) => one.call?.name !== undefined && pythonName(one.call.name) === run)?.call;
  const data = inputName(trained?.inputs["data"]);
  if (!run || !data) return undefined;
  return `def probabilities(text):
    answer = model.predict(np.array([encode(tokenize(text))], dtype="int32"), verbose=0)[0]
    return [1 - answer[0], answer[0]] if len(answer) == 1 else answer


for name, probability in zip(${data}["classes"], probabilities(${pythonLiteral(call.params["text"] ?? "")})):
    print(f"{name}: {probability:.3f}")`;
};

const attentionPlot: Writer = ({ call }) => {
  if (!inputName(call.inputs["run"])) return undefined;
  const text = call.params["text"];
  const asked = typeof text === "string" && text ? pythonLiteral(text) : `" ".join(${inputName(call.inputs["data"]) ?? "data"}["tokens"][int(np.argmax(validation if validation.any() else train))])`;
  return `softmaxes = [layer for layer in model.layers if isinstance(layer, layers.Softmax)]
if softmaxes:
    looked = keras.Model(model.input, softmaxes[-1].output)
    words = tokenize(${asked})
    weights = np.asarray(looked(np.array([encode(words)], dtype="int32")))[0].ravel()
    for word, weight in zip(words, weights):
        print(f"{weight:6.3f} {'█' * int(40 * weight / weights.max())} {word}")`;
};

const summary: Writer = () => "build_model().summary(line_length=100)";

/** By component. A component that is not listed is shown with its picture and its source. */
const writers: Readonly<Record<string, Writer>> = { dataset, hyperparameters, train, lossPlot, predict, attentionPlot, summary };

export const pythonOf = async (cell: ExportedCell, notebook: ExportedNotebook): Promise<string | undefined> =>
  cell.call ? writers[cell.call.component]?.({ ...cell, call: cell.call }, notebook) : undefined;

/** What every cell behind it uses. */
export const pythonImports = `import base64
import gzip
import json
import math
import re
import unicodedata
from collections import Counter

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers, ops


${tokenizers.words}`;
