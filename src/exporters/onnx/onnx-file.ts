import { kerasNodes, type KerasNode } from "../keras/nodes.js";
import { sealedDescription, type NamedArray, type TrainedModel } from "../trained-model.js";
import { OnnxGraph, types } from "./graph.js";

/** Far below every score that training reaches, as in the network itself. */
const hidden = -1e9;

/**
 * An ONNX model: `tokens` int64 [batch, sequenceLength] → `probabilities` [batch, 1 or classes], and `attention` [batch, positions] where the network has it.
 * Classes, vocabulary and settings are JSON in the metadata "atnet". A parameter is the constant of its name, kernels of three axes with their axes the other way round.
 */
export async function writeOnnxFile(model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> {
  const graph = new OnnxGraph();
  const names = new Map<KerasNode, string>();
  const nodes = kerasNodes(model);
  let positions = 0;
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => (typeof input === "number" ? input : names.get(input)!));
    names.set(node, write(graph, node, inputs));
    if (node.name === model.attentionLayer) {
      positions = Number(node.outputShape[1]);
      graph.add("Squeeze", [names.get(node)!, graph.integers([2])], {}, "attention");
    }
  }
  const last = nodes.at(-1)!;
  graph.add("Identity", [names.get(last)!], {}, "probabilities");
  return graph.write(
    "atnet", [{ name: "tokens", type: "int64", shape: ["batch", model.sequenceLength] }],
    [{ name: "probabilities", type: "float32", shape: ["batch", Number(last.outputShape[1])] }, ...(positions > 0 ? [{ name: "attention", type: "float32" as const, shape: ["batch", positions] }] : [])],
    { atnet: JSON.stringify(await sealedDescription(model, { parameters: model.parameters.map(({ name, shape }) => ({ name, shape, at: name })) })) },
  );
}

/** One node of Keras in operations of ONNX. @returns the name of what it gives */
function write(graph: OnnxGraph, { className, config, inputs: reads, weights, outputShape }: KerasNode, inputs: readonly (string | number)[]): string {
  const names = inputs.filter((input) => typeof input === "string");
  const [first = "", second = ""] = names;
  switch (className) {
    case "InputLayer": return "tokens";
    case "NotEqual": return graph.add("Not", [graph.add("Equal", [first, graph.integers([Number(inputs[1])], [])])]);
    case "Cast": return graph.add("Cast", [first], { to: config["dtype"] === "bool" ? types.bool : types.float32 });
    case "ExpandDims": return graph.add("Unsqueeze", [first, graph.integers([Number(config["axis"])])]);
    case "OnesLike": return graph.add("Add", [graph.add("Sub", [first, first]), graph.integers([1], [])]);
    case "Cumsum": return graph.add("CumSum", [first, graph.integers([Number(config["axis"])], [])]);
    case "Subtract": return graph.add("Sub", [first, graph.integers([Number(inputs[1])], [])]);
    case "Embedding": return graph.add("Gather", [constant(graph, weights[0]!), first]);
    case "Conv1D": return activated(graph, alongPositions(graph, first, (x) => graph.add("Conv", [x, kernelOf(graph, weights[0]!), constant(graph, weights[1]!)], { kernel_shape: [Number(config["kernel_size"])], ...padding(config) })), config);
    case "MaxPooling1D": return alongPositions(graph, first, (x) => graph.add("MaxPool", [x], { kernel_shape: [Number(config["pool_size"])], strides: [Number(config["strides"])], ...padding(config) }));
    case "Dense": return activated(graph, dense(graph, first, weights), config);
    case "Softmax": {
      const kept = second === "" ? first : graph.add("Where", [second, first, graph.scalar(hidden)]);
      return graph.add("Softmax", [kept], { axis: Number(config["axis"]) });
    }
    case "Multiply": return graph.add("Mul", [first, second]);
    case "Add": return graph.add("Add", [first, second || graph.scalar(Number(inputs[1]))]);
    case "Minimum": return graph.add("Min", [first, graph.scalar(Number(inputs[1]))]);
    case "Maximum": return graph.add("Max", [first, graph.scalar(Number(inputs[1]))]);
    case "Log": return graph.add("Log", [first]);
    case "CategoryEncoding": return counts(graph, first, Number(config["num_tokens"]));
    case "UnitNormalization": return graph.add("Div", [first, graph.add("Max", [graph.add("ReduceL2", [first], { axes: [1], keepdims: 1 }), graph.scalar(1e-12)])]);
    case "Divide": return graph.add("Div", [first, second]);
    case "Sum": return graph.add("ReduceSum", [first, graph.integers([Number(config["axis"])])], { keepdims: config["keepdims"] ? 1 : 0 });
    case "Rescaling": return graph.add("Mul", [first, weights[0] ? constant(graph, weights[0]) : graph.scalar(Number(config["scale"]))]);
    case "Concatenate": return graph.add("Concat", names, { axis: -1 });
    case "Dropout": return first;
    case "GlobalMaxPooling1D": return graph.add("ReduceMax", [first], { axes: [1], keepdims: 0 });
    case "GlobalAveragePooling1D": return graph.add("ReduceMean", [first], { axes: [1], keepdims: 0 });
    case "GetItem": return graph.add("Gather", [first, graph.integers([Number(config["position"])], [])], { axis: 1 });
    case "LayerNormalization": return graph.add("LayerNormalization", [first, constant(graph, weights[0]!), constant(graph, weights[1]!)], { axis: -1, epsilon: { float: Number(config["epsilon"]) } });
    case "MultiHeadAttention": return selfAttention(graph, { heads: Number(config["num_heads"]), each: Number(config["key_dim"]), length: Number(outputShape[1]) }, weights, first, reads.length > 2 ? names[2] : undefined);
    default: throw new Error(`there is no way yet to write a layer ${className} as ONNX`);
  }
}

const constant = (graph: OnnxGraph, { name, shape, data }: NamedArray): string => graph.floats(shape, data, name);

const dense = (graph: OnnxGraph, input: string, [kernel, bias]: readonly NamedArray[]): string => {
  const product = graph.add("MatMul", [input, constant(graph, kernel!)]);
  return bias ? graph.add("Add", [product, constant(graph, bias)]) : product;
};

function activated(graph: OnnxGraph, input: string, { activation }: KerasNode["config"]): string {
  switch (activation) {
    case "relu": return graph.add("Relu", [input]);
    case "tanh": return graph.add("Tanh", [input]);
    case "sigmoid": return graph.add("Sigmoid", [input]);
    case "softmax": return graph.add("Softmax", [input], { axis: -1 });
    default: return input;
  }
}

/** How often each token stands in a text: ones are added up in the place of their token. */
function counts(graph: OnnxGraph, ids: string, size: number): string {
  const shape = graph.add("Concat", [graph.add("Shape", [ids], { start: 0, end: 1 }), graph.integers([size])], { axis: 0 });
  const numbers = graph.add("Cast", [ids], { to: types.float32 });
  const ones = graph.add("Add", [graph.add("Sub", [numbers, numbers]), graph.scalar(1)]);
  return graph.add("ScatterElements", [graph.add("ConstantOfShape", [shape]), ids, ones], { axis: 1, reduction: "add" });
}

/** ONNX convolves and pools over the last axis, we over the one before it. */
const alongPositions = (graph: OnnxGraph, input: string, work: (input: string) => string): string =>
  graph.add("Transpose", [work(graph.add("Transpose", [input], { perm: [0, 2, 1] }))], { perm: [0, 2, 1] });

/** As Keras pads: the odd zero goes behind. */
const padding = ({ padding: kind }: KerasNode["config"]): Readonly<Record<string, string>> => (kind === "same" ? { auto_pad: "SAME_UPPER" } : {});

/** [taps, channels, filters] → [filters, channels, taps] */
function kernelOf(graph: OnnxGraph, { name, shape, data }: NamedArray): string {
  const [taps, channels, filters] = shape as readonly [number, number, number];
  const turned = Float32Array.from({ length: data.length }, (_, at) => {
    const [filter, channel, tap] = [Math.floor(at / (channels * taps)), Math.floor(at / taps) % channels, at % taps];
    return data[(tap * channels + channel) * filters + filter]!;
  });
  return graph.floats([filters, channels, taps], turned, name);
}

/** softmax(q kᵀ / √each) v by several heads (arXiv:1706.03762, §3.2). @param mask bool [batch, 1, positions], true where a position may be attended to */
function selfAttention(graph: OnnxGraph, { heads, each, length }: { readonly heads: number; readonly each: number; readonly length: number }, [query, key, value, output]: readonly NamedArray[], input: string, mask: string | undefined): string {
  const split = (by: NamedArray, perm: readonly number[]): string =>
    graph.add("Transpose", [graph.add("Reshape", [graph.add("MatMul", [input, constant(graph, by)]), graph.integers([0, length, heads, each])])], { perm });
  const scores = graph.add("Mul", [graph.add("MatMul", [split(query!, [0, 2, 1, 3]), split(key!, [0, 2, 3, 1])]), graph.scalar(1 / Math.sqrt(each))]);
  const kept = mask ? graph.add("Where", [graph.add("Unsqueeze", [mask, graph.integers([1])]), scores, graph.scalar(hidden)]) : scores;
  const seen = graph.add("MatMul", [graph.add("Softmax", [kept], { axis: -1 }), split(value!, [0, 2, 1, 3])]);
  const joined = graph.add("Reshape", [graph.add("Transpose", [seen], { perm: [0, 2, 1, 3] }), graph.integers([0, length, heads * each])]);
  return graph.add("MatMul", [joined, constant(graph, output!)]);
}
