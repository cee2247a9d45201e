/** Small trainings here, and the same ones as the exported notebook's Python, written into a folder: a program that trainings.test.mjs runs in Node. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { sameText } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import type { ExportedCell, ExportedNotebook } from "../../src/exporters/exporter.js";
import { pythonImports, pythonOf } from "../../src/exporters/ipynb/python-cells.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import type { Call } from "../../src/notebook/call.js";
import { openNetwork, readParameters } from "../../src/training/network.js";
import { settingsFor, smallData, trainSmall } from "../training/small-run.js";

interface Case { readonly name: string; readonly architecture: string; readonly classes: number; readonly values: Values; readonly patience?: number }
const cases: readonly Case[] = [
  { name: "AtNet with dropout", architecture: "atnet", classes: 2, values: { attention: "additive", maskPadding: true, pooling: "sum", dropoutRate: 0.3, learningRate: 0.02 }, patience: 1 },
  { name: "a CNN with dropout, three classes of unequal size, momentum and smoothed labels", architecture: "cnn", classes: 3, values: { parallelKernels: 2, dropoutRate: 0.4, optimizer: "sgd", momentum: 0.9, labelSmoothing: 0.1, classWeights: "balanced" } },
  { name: "an average of embeddings with RMSprop and a cosine", architecture: "embedding-average", classes: 2, values: { optimizer: "rmsprop", schedule: "cosine" } },
  { name: "a Transformer with dropout everywhere", architecture: "transformer", classes: 2, values: { heads: 2, layers: 2, feedForwardSize: 10, dropoutRate: 0.2, maskPadding: true } },
  { name: "a Transformer as published, with AdamW, short gradients and a climb", architecture: "transformer", classes: 3, values: { heads: 4, positions: "sinusoidal", normalisation: "post", pooling: "first", dropoutRate: 0.1, optimizer: "adamw", weightDecay: 0.01, clipNorm: 0.5, warmupSteps: 6, schedule: "linear" } },
];

const seed = 4_000_000_007;

/** What each epoch came to here, what the network began with, and the program that does the same in Python. */
async function trainingOf({ name: title, architecture: name, classes, values: given, patience = 0 }: Case) {
  await tf.setBackend("cpu");
  const prepared = smallData(61, classes);
  const settings = settingsFor(given, { epochs: 4, seed, patience }, name);
  const { hyperparameters } = settings;
  const start = openNetwork(tf, name, hyperparameters, prepared, seed).model;
  const began = await readParameters(start);
  start.dispose();
  const { progress, parameters } = await trainSmall(tf, settings, prepared);
  const epochs = progress.flatMap((news) => (news.kind === "epoch" ? [news.epoch] : []));

  const call = (component: string, own: string, inputs: Call["inputs"], params: Call["params"] = {}): Call => ({ component, name: own, inputs, params }) as Call;
  const data = { settings: prepared.settings, title: sameText("small"), state: "ready", prepared, problems: [] } satisfies DataValue;
  const cell = { id: 1, type: "module", source: "", pinned: false, hidden: false } as unknown as ExportedCell["cell"];
  const cells: readonly ExportedCell[] = [
    { cell, call: call("dataset", "data", {}), value: data },
    { cell, call: call("hyperparameters", "hp", { data: "data" }), value: { architecture: name, values: hyperparameters, problems: [] } },
    { cell, call: call("train", "run", { hp: "hp", data: "data" }, { epochs: 4, seed, patience, keepBest: true }), value: undefined },
  ];
  const layers = architectures.get(name)!.stages(hyperparameters, dataShapeOf(hyperparameters, prepared)).flatMap(({ layers: rows }) => rows);
  const notebook = { cells, layersOf: () => layers } as unknown as ExportedNotebook;
  const python = [pythonImports, ...await Promise.all(cells.map((one) => pythonOf(one, notebook)))].join("\n\n\n");
  const last = layers.findLast(({ weights }) => weights.length > 0)!;
  return {
    python, name: title, lastLayer: last.name,
    ours: {
      loss: epochs.map(({ trainingLoss }) => trainingLoss), validation: epochs.map(({ validationLoss }) => validationLoss),
      began: [...began[last.weights[0]!]!], ended: [...parameters[last.weights[0]!]!],
    },
  };
}

const [folder] = process.argv.slice(2);
for (const [i, one] of cases.entries()) {
  const { python, ...about } = await trainingOf(one);
  await writeFile(path.join(folder!, `${i}.py`), python);
  await writeFile(path.join(folder!, `${i}.json`), JSON.stringify(about));
}
// The trainer's channel between two steps stays open as long as its page; here nobody else ends it.
process.exit(0);
