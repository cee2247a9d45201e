import { strToU8, zipSync } from "fflate";
import { snakeCase } from "../../base/snake-case.js";
import type { Axis } from "../../model/stage.js";
import { sealedDescription, type NamedArray, type Place, type TrainedModel } from "../trained-model.js";
import { writeHdf5, type Hdf5Group } from "./hdf5.js";
import { kerasNodes, type KerasNode } from "./nodes.js";

/** The version whose form of the file this is. */
const kerasVersion = "3.15.1";

/** A `.keras` file: stock layers alone, so that `keras.saving.load_model(file)` opens it without a line of ours. */
export async function writeKerasFile(model: TrainedModel, date = new Date()): Promise<Uint8Array<ArrayBuffer>> {
  const nodes = kerasNodes(model);
  const weights = weightsOf(model.name, nodes);
  const saved = date.toISOString().slice(0, 19).replace("T", "@");
  return zipSync({
    "metadata.json": strToU8(JSON.stringify({ keras_version: kerasVersion, date_saved: saved })),
    "config.json": strToU8(JSON.stringify(configOf(model.name, nodes))),
    "model.weights.h5": writeHdf5(weights),
    // Keras ignores what it does not know; people and our own import do not.
    "atnet.json": strToU8(JSON.stringify(await sealedDescription(model, { parameters: placesOf(model, weights) }))),
  }, { level: 0, mtime: date }) as Uint8Array<ArrayBuffer>;
}

/** Where each parameter lies in the two files that hold numbers: by the numbers themselves, which are the model's own arrays, however they are shaped there. */
function placesOf({ parameters }: TrainedModel, weights: Hdf5Group): readonly Place[] {
  const found = new Map<Float32Array, string>();
  const look = ({ groups = {}, datasets = {} }: Hdf5Group, path: string): void => {
    for (const [name, { data }] of Object.entries(datasets)) found.set(data, `${path}${name}`);
    for (const [name, group] of Object.entries(groups)) look(group, `${path}${name}/`);
  };
  look(weights, "");
  // What is in none of its arrays is the scale of the only Rescaling that has numbers of its own.
  return parameters.map(({ name, shape, data }) => ({ name, shape, at: found.get(data) ?? scaleInConfig }));
}
export const scaleInConfig = "config.json/scale";

const functionalName = (name: string): string => name.replace(/\W+/g, "_");

const configOf = (name: string, nodes: readonly KerasNode[]) => ({
  module: "keras.src.models.functional", class_name: "Functional", registered_name: "Functional",
  config: {
    name: functionalName(name), trainable: true, layers: nodes.map(layerOf),
    input_layers: [nodes[0]!.name, 0, 0], output_layers: [nodes.at(-1)!.name, 0, 0],
  },
});

function layerOf(node: KerasNode): Readonly<Record<string, unknown>> {
  const { kind, className, name, config, inputs, keyword, outputShape, dtype, weights, isTrainable } = node;
  const passed = inputs.map((input) => (typeof input === "number" ? input : tensor(input)));
  const named = keyword ? { [keyword]: passed.at(-1) } : {};
  const positional = keyword ? passed.slice(0, -1) : passed;
  return {
    module: kind === "layer" ? "keras.layers" : className === "Cast" ? "keras.src.ops.core" : "keras.src.ops.numpy",
    class_name: className,
    registered_name: kind === "layer" ? null : className,
    config: {
      name, ...config,
      ...(className === "InputLayer" ? { batch_shape: kerasShape(outputShape), dtype } : {}),
      ...(className === "Rescaling" && weights[0] ? { scale: Array.from(weights[0].data) } : {}),
      ...(className === "GetItem" ? { position: undefined } : {}),
      ...(isTrainable ? {} : { trainable: false }),
    },
    name,
    inbound_nodes: inputs.length === 0 ? [] : [{ args: argumentsOf(node, positional), kwargs: named }],
  };
}

function argumentsOf({ className, config }: KerasNode, inputs: readonly unknown[]): readonly unknown[] {
  if (className === "Concatenate") return [inputs];
  if (className === "GetItem") return [...inputs, [{ class_name: "__slice__", config: { start: null, stop: null, step: null } }, config["position"]]];
  return inputs;
}

const tensor = ({ name, outputShape, dtype }: KerasNode) => ({ class_name: "__keras_tensor__", config: { shape: kerasShape(outputShape), dtype, keras_history: [name, 0, 0] } });
const kerasShape = (shape: readonly Axis[]): readonly (number | null)[] => shape.map((axis) => (axis === "batch" ? null : axis));

/** Layers lie in groups that are named after their class and counted for each: "dense", "dense_1" … */
function weightsOf(name: string, nodes: readonly KerasNode[]): Hdf5Group {
  const groups: Record<string, Hdf5Group> = {};
  const counts = new Map<string, number>();
  for (const node of nodes.filter(({ kind }) => kind === "layer")) {
    const stem = snakeCase(node.className);
    const count = counts.get(stem) ?? 0;
    counts.set(stem, count + 1);
    groups[count === 0 ? stem : `${stem}_${count}`] = node.className === "MultiHeadAttention" ? attentionGroup(node) : { groups: { vars: variables(node.name, node.className === "Rescaling" ? [] : node.weights) } };
  }
  return { groups: { layers: { groups }, vars: variables(functionalName(name), []) } };
}

const variables = (name: string, arrays: readonly Pick<NamedArray, "shape" | "data">[]): Hdf5Group => ({ attributes: { name }, datasets: Object.fromEntries(arrays.map(({ shape, data }, i) => [String(i), { shape, data }])) });

/** Keras keeps the heads on an axis of their own; ours lie side by side in the same order, so that the numbers are the same. */
function attentionGroup({ name, config, weights }: KerasNode): Hdf5Group {
  const [heads, each] = [Number(config["num_heads"]), Number(config["key_dim"])];
  const [query, key, value, output] = weights as readonly [NamedArray, NamedArray, NamedArray, NamedArray];
  const into = ({ shape, data }: NamedArray) => ({ shape: [shape[0]!, heads, each], data });
  return {
    groups: {
      query_dense: { groups: { vars: variables("query", [into(query)]) } },
      key_dense: { groups: { vars: variables("key", [into(key)]) } },
      value_dense: { groups: { vars: variables("value", [into(value)]) } },
      output_dense: { groups: { vars: variables("attention_output", [{ shape: [heads, each, output.shape[1]!], data: output.data }]) } },
      vars: variables(name, []),
    },
  };
}
