import { problem, ProblemError } from "../../base/problem.js";
import { kerasNodes, type KerasNode } from "../keras/nodes.js";
import type { NamedArray, TrainedModel } from "../trained-model.js";

/** A layer of tfjs: its class, its settings in Keras's spelling, what it reads and its numbers. */
export interface TfjsLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly reads: readonly TfjsLayer[];
  /** By the name that tfjs gives them in the layer; `from` is the parameter of the network, absent where the numbers are fixed. */
  readonly weights: readonly { readonly part: string; readonly shape: readonly number[]; readonly data: Float32Array; readonly from?: string }[];
  readonly shape: readonly number[];
}

/** Far below every score that training reaches, as in the network itself. */
const hidden = 1e9;
const parts: Readonly<Record<string, readonly string[]>> = { Embedding: ["embeddings"], Conv1D: ["kernel", "bias"], Dense: ["kernel", "bias"] };

/**
 * A network in the layers that tfjs has. It has no operations, so those become layers with fixed numbers: padding is told by an embedding of 0 and 1, a sum over
 * positions is a dense layer of ones, and a division by the number of words is a softmax over the positions that hold one.
 * @throws ProblemError where tfjs has no such layer: self-attention, counts of words
 */
export function tfjsLayers(model: Pick<TrainedModel, "layers" | "parameters" | "architecture">): readonly TfjsLayer[] {
  const unknown = model.layers.find(({ className }) => ["MultiHeadAttention", "TfIdf", "CategoryEncoding", "PositionEmbedding", "SinePositionEncoding"].includes(className));
  if (unknown) throw new ProblemError([notInTfjs(unknown.className)]);
  const builder = new Builder(Number(model.layers.find(({ className }) => className === "Embedding")?.config["input_dim"] ?? 0));
  for (const node of kerasNodes(model)) builder.add(node);
  return reached(builder.layers);
}

/** What the answer is made from: a number of words that a softmax has taken the place of is not. */
function reached(layers: readonly TfjsLayer[]): readonly TfjsLayer[] {
  const found = new Set<TfjsLayer>();
  const follow = (layer: TfjsLayer): void => { if (!found.has(layer)) { found.add(layer); layer.reads.forEach(follow); } };
  follow(layers.at(-1)!);
  return layers.filter((layer) => found.has(layer));
}

class Builder {
  readonly layers: TfjsLayer[] = [];
  readonly #of = new Map<KerasNode, TfjsLayer>();
  readonly #vocabularySize: number;
  #count = 0;

  constructor(vocabularySize: number) { this.#vocabularySize = vocabularySize; }

  add(node: KerasNode): void { this.#of.set(node, this.#layerOf(node)); }

  #layerOf(node: KerasNode): TfjsLayer {
    const { className, name, config } = node;
    const shape = node.outputShape.slice(1).map(Number);
    const reads = node.inputs.filter((input) => typeof input !== "number").map((input) => this.#of.get(input)!);
    const [first, second] = reads;
    switch (className) {
      case "InputLayer": return this.#push({ className, name, config: { batch_input_shape: [null, ...shape], dtype: "int32", sparse: false }, reads: [], shape });
      // 1 where a word stands and 0 where padding does.
      case "NotEqual": return this.#push({
        className: "Embedding", name, config: { input_dim: this.#vocabularySize, output_dim: 1, mask_zero: false, trainable: false }, reads, shape: [...shape, 1],
        weights: [{ part: "embeddings", shape: [this.#vocabularySize, 1], data: Float32Array.from({ length: this.#vocabularySize }, (_, id) => (id === 0 ? 0 : 1)) }],
      });
      case "Cast":
      case "ExpandDims": return first!;
      case "Softmax": return this.#softmax(second ? this.#push({ className: "Add", reads: [first!, this.#below(second)], shape }) : first!, name);
      case "Sum": return this.#sum(first!, config["keepdims"] === true);
      case "Divide": return this.#divide(node);
      case "Multiply":
      case "Add": return this.#push({ className, name, reads, shape });
      case "Conv1D": return this.#trained(node, { ...config, kernel_size: [config["kernel_size"]], strides: [1], use_bias: true }, reads, shape);
      case "MaxPooling1D": return this.#push({ className, name, config: { pool_size: [config["pool_size"]], strides: [config["strides"]], padding: config["padding"] }, reads, shape });
      case "Dense": return this.#trained(node, { use_bias: true, ...config }, reads, shape);
      case "Embedding": return this.#trained(node, { ...config, mask_zero: false }, reads, shape);
      case "Concatenate": return this.#push({ className, name, config: { axis: -1 }, reads, shape });
      case "Dropout":
      case "GlobalMaxPooling1D":
      case "GlobalAveragePooling1D": return this.#push({ className, name, config, reads, shape });
      default: throw new ProblemError([notInTfjs(className)]);
    }
  }

  #trained(node: KerasNode, config: TfjsLayer["config"], reads: readonly TfjsLayer[], shape: readonly number[]): TfjsLayer {
    const weights = node.weights.map(({ name, shape: size, data }: NamedArray, i) => ({ part: parts[node.className]![i]!, shape: size, data, from: name }));
    return this.#push({ className: node.className, name: node.name, config, reads, shape, weights });
  }

  /** 0 where a word stands, far below 0 where none does. */
  #below(mask: TfjsLayer): TfjsLayer {
    return this.#push({
      className: "Dense", config: { units: 1, activation: "linear", use_bias: true, trainable: false }, reads: [mask], shape: mask.shape,
      weights: [{ part: "kernel", shape: [1, 1], data: Float32Array.of(hidden) }, { part: "bias", shape: [1], data: Float32Array.of(-hidden) }],
    });
  }

  /** Over positions: tfjs's own goes along the last axis alone. */
  #softmax(scores: TfjsLayer, name?: string): TfjsLayer {
    const row = this.#push({ className: "Softmax", config: { axis: -1 }, reads: [this.#turned(scores)], shape: scores.shape.toReversed() });
    return this.#turned(row, name);
  }
  #turned(of: TfjsLayer, name?: string): TfjsLayer {
    return this.#push({ className: "Permute", config: { dims: [2, 1] }, reads: [of], shape: of.shape.toReversed(), ...(name ? { name } : {}) });
  }

  #sum(of: TfjsLayer, keeps: boolean): TfjsLayer {
    const [positions = 0, features = 0] = of.shape;
    const summed = this.#push({
      className: "Dense", config: { units: 1, activation: "linear", use_bias: false, trainable: false }, reads: [this.#turned(of)], shape: [features, 1],
      weights: [{ part: "kernel", shape: [positions, 1], data: new Float32Array(positions).fill(1) }],
    });
    return keeps ? this.#turned(summed) : this.#push({ className: "Flatten", reads: [summed], shape: [features] });
  }

  /** By a number of words: what is summed up, or shared out, counts in equal parts over the positions that hold one. */
  #divide(node: KerasNode): TfjsLayer {
    const [upper, lower] = node.inputs as readonly [KerasNode, KerasNode];
    if (lower.className !== "Sum") throw new ProblemError([notInTfjs(node.className)]);
    const mask = lower.inputs[0] as KerasNode;
    const equal = this.#softmax(this.#below(this.#of.get(mask)!));
    if (upper === mask) return equal;
    const whole = this.#of.get(upper.inputs[0] as KerasNode)!;
    return this.#sum(this.#push({ className: "Multiply", reads: [whole, equal], shape: whole.shape }), false);
  }

  #push({ name = `step_${++this.#count}`, config = {}, weights = [], ...rest }: Partial<TfjsLayer> & Pick<TfjsLayer, "className" | "reads" | "shape">): TfjsLayer {
    const layer: TfjsLayer = { name, config, weights, ...rest };
    this.layers.push(layer);
    return layer;
  }
}

const notInTfjs = (className: string) => problem("not-in-tfjs", className, {
  expected: { en: "a layer that TensorFlow.js has, but it has none for this one", "pt-BR": "uma camada que exista no TensorFlow.js, mas ele não tem nenhuma para esta" },
  wayOut: { en: "Export this network as ONNX, for Keras or as safetensors; your run is as it was.", "pt-BR": "Exporte esta rede como ONNX, para o Keras ou como safetensors; a execução continua como estava." },
});
