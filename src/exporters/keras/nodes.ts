import { sinusoids } from "../../base/sinusoids.js";
import type { Axis, KerasConfig, KerasLayer } from "../../model/stage.js";
import { arrayOf, type NamedArray, type TrainedModel } from "../trained-model.js";

/** One step of the network in stock Keras: a layer of `keras.layers`, or an operation of `keras.ops`. */
export interface KerasNode {
  readonly kind: "layer" | "operation";
  /** Keras's class name: "Conv1D", "NotEqual". */
  readonly className: string;
  readonly name: string;
  /** Arguments of the constructor. */
  readonly config: KerasConfig;
  readonly outputShape: readonly Axis[];
  readonly dtype: "float32" | "int32" | "bool";
  /** What it is called with, in order; a number stands for itself. */
  readonly inputs: readonly (KerasNode | number)[];
  /** Keyword by which the last input is passed, where Keras wants one. */
  readonly keyword?: "mask" | "attention_mask";
  /** Its numbers, in the order in which Keras keeps them. */
  readonly weights: readonly NamedArray[];
  readonly isTrainable: boolean;
  /** Of a Dropout, which of a step's masks it draws; absent where it draws from the step's own seed. */
  readonly mask?: string;
}

/** Multiply and Add are operations here, not layers: a layer of Keras would take the mask of Softmax's output for one of its own. */
const operations: readonly string[] = ["NotEqual", "Cast", "ExpandDims", "Sum", "Add", "Multiply", "Divide", "GetItem", "OnesLike", "Cumsum", "Subtract", "Minimum", "Maximum", "Log"];

/**
 * The rows of a network as nodes of stock Keras, so that the file opens without any code of ours.
 * What is no stock layer is written with stock ones: vectors of positions become an Embedding of the position's number.
 */
export function kerasNodes(model: Pick<TrainedModel, "layers" | "parameters">): readonly KerasNode[] {
  const nodes: KerasNode[] = [];
  const byRow = new Map<string, KerasNode>();
  const push = (node: KerasNode): KerasNode => { nodes.push(node); return node; };
  for (const row of model.layers) {
    const inputs = row.connectedTo.map((name) => byRow.get(name)!);
    const node = row.className === "PositionEmbedding" || row.className === "SinePositionEncoding"
      ? positions(model, row, nodes[0]!, push)
      : row.className === "TfIdf" ? weightedCounts(model, row, inputs[0]!, push)
      : push({ ...called(row, inputs), className: row.className, name: row.name, outputShape: row.outputShape, weights: row.weights.map((name) => arrayOf(model, name)), isTrainable: true, ...(row.mask === undefined ? {} : { mask: row.mask }) });
    byRow.set(row.name, node);
  }
  return nodes;
}

function called({ className, config }: KerasLayer, inputs: readonly KerasNode[]): Pick<KerasNode, "kind" | "config" | "dtype" | "inputs" | "keyword"> {
  const kind = operations.includes(className) ? "operation" : "layer";
  switch (className) {
    case "InputLayer": return { kind, config: {}, dtype: config["dtype"] === "int32" ? "int32" : "float32", inputs };
    case "NotEqual": return { kind, config: {}, dtype: "bool", inputs: [...inputs, Number(config["value"])] };
    case "Cast": return { kind, config, dtype: config["dtype"] === "bool" ? "bool" : "float32", inputs };
    case "ExpandDims": return { kind, config, dtype: inputs[0]!.dtype, inputs };
    case "Softmax": return { kind, config, dtype: "float32", inputs, ...(inputs.length > 1 ? { keyword: "mask" } : {}) };
    case "MultiHeadAttention": return { kind, config, dtype: "float32", inputs, ...(inputs.length > 2 ? { keyword: "attention_mask" } : {}) };
    case "Rescaling": return { kind, config: { offset: 0, ...config }, dtype: "float32", inputs };
    default: return { kind, config, dtype: "float32", inputs };
  }
}

/** 0, 1, 2 … for every token, looked up in a table that holds the vectors of the positions. */
function positions(model: Pick<TrainedModel, "parameters">, row: KerasLayer, ids: KerasNode, push: (node: KerasNode) => KerasNode): KerasNode {
  const [, length, size] = row.outputShape as readonly ["batch", number, number];
  const operation = (className: string, name: string, config: KerasConfig, ...inputs: readonly (KerasNode | number)[]): KerasNode =>
    push({ kind: "operation", className, name, config, outputShape: ["batch", length], dtype: "int32", inputs, weights: [], isTrainable: true });
  const counted = operation("Cumsum", `${row.name}_count`, { axis: 1 }, operation("OnesLike", `${row.name}_ones`, {}, ids));
  const isLearned = row.className === "PositionEmbedding";
  return push({
    kind: "layer", className: "Embedding", name: row.name, config: { input_dim: length, output_dim: size }, outputShape: row.outputShape, dtype: "float32",
    inputs: [operation("Subtract", `${row.name}_number`, {}, counted, 1)],
    weights: isLearned ? row.weights.map((name) => arrayOf(model, name)) : [{ name: row.name, shape: [length, size], data: sinusoids(length, size) }],
    isTrainable: isLearned,
  });
}

/** Counts of words, damped, weighted by how rare each word is, and brought to length 1. A `Rescaling` with numbers of its own keeps them in its settings: Keras stores none for it. */
function weightedCounts(model: Pick<TrainedModel, "parameters">, row: KerasLayer, counts: KerasNode, push: (node: KerasNode) => KerasNode): KerasNode {
  const step = (kind: KerasNode["kind"], className: string, name: string, inputs: readonly (KerasNode | number)[], weights: readonly NamedArray[] = [], config: KerasConfig = {}): KerasNode =>
    push({ kind, className, name: `${row.name}_${name}`, config, outputShape: row.outputShape, dtype: "float32", inputs, weights, isTrainable: true });
  const damped = (): KerasNode => {
    const logarithm = step("operation", "Log", "log", [step("operation", "Maximum", "at_least_one", [counts, 1])]);
    return step("operation", "Multiply", "damped", [step("operation", "Add", "plus_one", [logarithm, 1]), step("operation", "Minimum", "present", [counts, 1])]);
  };
  const weighted = step("layer", "Rescaling", "weighted", [row.config["sublinear"] === true ? damped() : counts], row.weights.map((name) => arrayOf(model, name)), { offset: 0 });
  return step("layer", "UnitNormalization", "unit", [weighted]);
}
