import type { DataValue } from "../../data/dataset.js";
import type { InputReference } from "../../notebook/call.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { courseClass, kerasCompile, kerasFunction, needsCourse, needsSinusoids, sinusoidsFunction } from "../python/keras-source.js";
import { pythonLiteral, pythonName } from "../python/literal.js";
import { tokenizers } from "../python/tokenizers.js";
import type { ExportedCell, ExportedNotebook } from "../exporter.js";
import type { KerasLayer } from "../../model/stage.js";
import { embeddedData } from "./embedded-data.js";
import { seededDropout, seededRandom } from "./python-seeds.js";

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
  const name = pythonName(call.name);
  return `# ${architecture}
${name} = ${pythonLiteral(values)}


${hidesSome(layers) ? `${seededDropout(`${name}["batchSize"]`)}\n\n\n` : ""}${needsSinusoids(model) ? `${sinusoidsFunction}\n\n\n` : ""}${kerasFunction(model, { name: builder(name), seeded: true })}


${builder(name)}().summary()`;
};

/** The function that makes the network of a cell. */
const builder = (hp: string): string => `build_${hp}`;
const hidesSome = (layers: readonly KerasLayer[]): boolean => layers.some(({ className }) => className === "Dropout");

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
  const smooths = Number(choice.values["labelSmoothing"] ?? 0) > 0;
  const layers = notebook.layersOf(call.inputs["hp"] as string) ?? [];
  const drawn = layers.filter(({ weights }) => weights.length > 0).map(({ name }) => name);
  return `ids = {token: i + 2 for i, token in enumerate(${data}["vocabulary"][: ${hp}["vocabularySize"] - 2])}


def encode(tokens, length=${hp}["sequenceLength"]):
    """0 is padding, 1 an unknown token."""
    found = [ids.get(token, 1) for token in tokens[:length]]
    return found + [0] * (length - len(found))


x = np.array([encode(tokens) for tokens in ${data}["tokens"]], dtype="int32")
y = ${data}["labels"].astype("float32")${classes > 2 && smooths ? "\none_hot = np.eye(len(" + data + '["classes"]), dtype="float32")\ny = one_hot[' + data + '["labels"]]' : ""}
train, validation, test = [np.flatnonzero(${data}["part"] == part) for part in range(3)]
epochs, batch_size, seed = ${pythonLiteral(epochs)}, ${pythonLiteral(batchSize)}, ${pythonLiteral(Number(seed) >>> 0)}
steps = epochs * math.ceil(len(train) / batch_size)
model = ${builder(hp)}()
# Same seed, same start: the parameters that the notebook begins with.
start_like_the_notebook(model, seed, ${pythonLiteral(drawn)})
${needsCourse(choice.values) ? `\n\n${courseClass}\n\n\n` : ""}${kerasCompile(choice.values, classes, "steps")}
${classWeights === "balanced" ? `weights = {label: len(train) / (len(${data}["classes"]) * (${data}["labels"][train] == label).sum()) for label in range(len(${data}["classes"]))}\n` : ""}
history = {"loss": [], "val_loss": []}
step, best_loss, best_epoch = 0, math.inf, 0
for epoch in range(1, epochs + 1):${stops ? `
    if best_epoch and epoch - 1 - best_epoch >= ${pythonLiteral(patience)}:
        break  # the validation loss has not fallen for a while` : ""}
    total = 0
    order = train[Random(seed_for(seed, "order", epoch)).permutation(len(train))]
    for start in range(0, len(order), batch_size):
        step += 1
        rows = order[start : start + batch_size]${hidesSome(layers) ? `
        for layer in model.layers:
            if isinstance(layer, Dropout):
                layer.draw(seed, step, len(rows))` : ""}
        loss, _ = model.train_on_batch(x[rows], y[rows]${classWeights === "balanced" ? ", class_weight=weights" : ""})
        total += float(loss) * len(rows)
    history["loss"].append(total / len(order))
    if len(validation):
        ${smooths ? `val_loss = float(np.mean(keras.losses.${classes === 2 ? "binary_crossentropy(y[validation][:, None]" : "categorical_crossentropy(y[validation]"}, model.predict(x[validation], verbose=0))))  # against the labels as they are` : "val_loss, _ = model.evaluate(x[validation], y[validation], verbose=0)"}
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_loss, best_epoch${keeps ? ", best_weights = val_loss, epoch, model.get_weights()" : " = val_loss, epoch"}
    print(f"epoch {epoch}:", ", ".join(f"{name} {values[-1]:.4f}" for name, values in history.items() if values))
${keeps ? `if best_epoch:
    model.set_weights(best_weights)  # of all epochs, the one with the lowest validation loss
` : ""}${run} = {"model": model, "history": history}
held_out = np.concatenate([validation, test])
if len(held_out):
    loss, accuracy = model.evaluate(x[held_out], y[held_out], verbose=0)
    print(f"held-out accuracy {accuracy:.4f} on {len(held_out)} texts")`;
};

const lossPlot: Writer = ({ call }) => {
  const run = inputName(call.inputs["runs"]);
  return run && `for name, values in ${run}["history"].items():
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
    answer = ${run}["model"].predict(np.array([encode(tokenize(text))], dtype="int32"), verbose=0)[0]
    return [1 - answer[0], answer[0]] if len(answer) == 1 else answer


for name, probability in zip(${data}["classes"], probabilities(${pythonLiteral(call.params["text"] ?? "")})):
    print(f"{name}: {probability:.3f}")`;
};

const attentionPlot: Writer = ({ call }) => {
  const run = inputName(call.inputs["run"]);
  if (!run) return undefined;
  const text = call.params["text"];
  const asked = typeof text === "string" && text ? pythonLiteral(text) : `" ".join(${inputName(call.inputs["data"]) ?? "data"}["tokens"][(validation if len(validation) else train)[0]])`;
  return `softmaxes = [layer for layer in ${run}["model"].layers if isinstance(layer, layers.Softmax)]
if softmaxes:
    looked = keras.Model(${run}["model"].input, softmaxes[-1].output)
    words = tokenize(${asked})
    weights = np.asarray(looked(np.array([encode(words)], dtype="int32")))[0].ravel()
    for word, weight in zip(words, weights):
        print(f"{weight:6.3f} {'█' * int(40 * weight / weights.max())} {word}")`;
};

const summary: Writer = ({ call }, notebook) => {
  const hp = call.inputs["hp"];
  return typeof hp === "string" && notebook.layersOf(hp) ? `${builder(pythonName(hp))}().summary(line_length=100)` : undefined;
};

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


${tokenizers.words}


${seededRandom}`;
