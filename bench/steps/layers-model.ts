import * as tf from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { attentionWeights } from "../../src/model/layers/attention.js";
import { positionMask } from "../../src/model/layers/mask.js";
import { sharedMaximum } from "../../src/kernels/ops/shared-maximum.js";
import { dimensionsOf } from "../../src/model/architectures/atnet/dimensions.js";
import type { AtnetValues } from "../../src/model/architectures/atnet/hyperparameters.js";
import { layerName, normalisationEpsilon } from "../../src/model/architectures/transformer/encoder-stages.js";
import type { TransformerValues } from "../../src/model/architectures/transformer/hyperparameters.js";
import type { LoadedWorkload } from "./workload.js";

type Symbolic = tfl.SymbolicTensor;
type Shape = (number | null)[];

/** A few tfjs ops as a layer: for what tf.layers has none, or has one that computes something else. */
class OpsLayer extends tfl.layers.Layer {
  static readonly className = "OpsLayer";
  readonly #run: (inputs: Tensor[]) => Tensor;
  readonly #shape: Shape;
  constructor(shape: Shape, run: (inputs: Tensor[]) => Tensor) {
    super({});
    this.#run = run;
    this.#shape = [null, ...shape];
  }
  override computeOutputShape(): Shape { return this.#shape; }
  override call(inputs: Tensor | Tensor[]): Tensor { return tf.tidy(() => this.#run(Array.isArray(inputs) ? inputs : [inputs])); }
}
const ops = (inputs: Symbolic | Symbolic[], shape: Shape, run: (inputs: Tensor[]) => Tensor): Symbolic => new OpsLayer(shape, run).apply(inputs) as Symbolic;

/** Adds a learned vector to every position. */
class Positions extends tfl.layers.Layer {
  static readonly className = "Positions";
  readonly #length: number;
  readonly #width: number;
  constructor(length: number, width: number, name: string) {
    super({ name });
    [this.#length, this.#width] = [length, width];
  }
  override build(): void {
    this.addWeight("embeddings", [this.#length, this.#width], "float32", tfl.initializers.zeros());
    this.built = true;
  }
  override computeOutputShape(shape: Shape): Shape { return shape; }
  override call(inputs: Tensor | Tensor[]): Tensor { return tf.tidy(() => tf.add(Array.isArray(inputs) ? inputs[0]! : inputs, this.weights[0]!.read())); }
}

/** The workload's network in tf.layers with its initial parameters. Names of the weighted layers are those before the last "/" of the parameters. */
export function layersModel(workload: LoadedWorkload): tfl.LayersModel {
  const isIds = workload.input.kind === "ids";
  const input = tfl.input({ shape: workload.input.shape.slice(1), dtype: isIds ? "int32" : "float32" });
  const output = workload.network === "transformer" ? transformer(input, workload) : atnet(input, workload);
  const model = tfl.model({ inputs: input, outputs: output });
  const groups = new Map<string, Tensor[]>();
  for (const { name, shape } of workload.parameters) {
    const layer = layerOf(name, workload.parameters);
    groups.set(layer, [...(groups.get(layer) ?? []), tf.tensor(workload.initial[name]!, [...shape])]);
  }
  for (const [name, weights] of groups) model.getLayer(name).setWeights(weights);
  return model;
}
/** The layer that holds a parameter: "dense/kernel" → "dense", "feed-forward/output-bias" → "feed-forward/output"; where a stage has a gain, its gain and bias are those of its normalisation. */
function layerOf(parameter: string, all: LoadedWorkload["parameters"]): string {
  const [, stage, part] = /^(.*)\/([^/]+)$/.exec(parameter) as unknown as [string, string, string];
  if (part === "gain" || (part === "bias" && all.some(({ name }) => name === `${stage}/gain`))) return `${stage}/norm`;
  if (part === "kernel" || part === "bias" || part === "embeddings") return stage;
  return `${stage}/${part.replace(/-(kernel|bias)$/, "")}`;
}

function atnet(input: Symbolic, { values: given, vocabularySize, data }: LoadedWorkload): Symbolic {
  const values = given as unknown as AtnetValues;
  const sizes = dimensionsOf(values, { vocabularySize, classes: 2 });
  const { positions } = sizes;
  const { filters } = values;
  let x = input;
  if (sizes.embedded) x = tfl.layers.embedding({ inputDim: vocabularySize, outputDim: values.embeddingSize, name: "embedding" }).apply(x) as Symbolic;
  for (let layer = 0; layer < values.convolutionLayers; layer++) {
    x = tfl.layers.conv1d({ filters, kernelSize: values.kernelSize, padding: values.convolutionPadding, activation: "relu", name: layer === 0 ? "convolution" : `convolution-${layer + 1}` }).apply(x) as Symbolic;
  }
  const mask = sizes.masked ? ops(input, [positions], ([ids]) => positionMask(tf, ids!, sizes.receptiveField, positions)) : undefined;
  if (values.attention === "none") {
    if (mask) x = ops([x, mask], [positions, filters], ([features, m]) => tf.mul(features!, tf.expandDims(m!, 2)));
  } else {
    let weights = weightsOf(x, values, positions, mask);
    if (values.attentionScaling === "positions") {
      weights = mask
        ? ops([weights, mask], [positions], ([w, m]) => tf.mul(w!, tf.sum(m!, 1, true)))
        : ops(weights, [positions], ([w]) => tf.mul(w!, positions));
    }
    x = tfl.layers.multiply().apply([x, tfl.layers.reshape({ targetShape: [positions, 1] }).apply(weights) as Symbolic]) as Symbolic;
  }
  // GlobalMaxPooling1D gives every one of hundreds of tied padding positions the whole gradient (its loss is 0.005 away after ten steps);
  // where there is padding, the product's maximum stands in, so that all contenders learn the same.
  const isPadded = sizes.embedded && data.includes(0);
  if (values.pooling === "max") x = isPadded ? ops(x, [filters], ([features]) => sharedMaximum(tf, features as tf.Tensor3D)) : tfl.layers.globalMaxPooling1d({}).apply(x) as Symbolic;
  else if (values.pooling === "sum") x = ops(x, [filters], ([features]) => tf.sum(features!, 1));
  else x = mask
    ? ops([x, mask], [filters], ([features, m]) => tf.div(tf.sum(features!, 1), tf.sum(m!, 1, true)))
    : tfl.layers.globalAveragePooling1d().apply(x) as Symbolic;
  if (values.denseUnits > 0) x = tfl.layers.dense({ units: values.denseUnits, activation: "relu", name: "dense" }).apply(x) as Symbolic;
  return tfl.layers.dense({ units: 1, activation: "sigmoid", name: "output" }).apply(x) as Symbolic;
}

/** @returns [batch, positions] */
function weightsOf(features: Symbolic, values: AtnetValues, positions: number, mask: Symbolic | undefined): Symbolic {
  const flat = tfl.layers.reshape({ targetShape: [positions] });
  if (values.attention === "uniform") return ops(mask ? [features, mask] : features, [positions], ([x, m]) => attentionWeights(tf, tf.zeros([x!.shape[0]!, positions]), m as tf.Tensor2D | undefined));
  const scores = values.attention === "tanh" ? tfl.layers.dense({ units: 1, activation: "tanh", name: "attention" }).apply(features) as Symbolic
    : tfl.layers.dense({ units: 1, useBias: false, name: "attention/query" }).apply(values.attention === "dot" ? features
      : tfl.layers.dense({ units: values.attentionUnits, activation: "tanh", name: "attention" }).apply(features) as Symbolic) as Symbolic;
  const rows = flat.apply(scores) as Symbolic;
  return mask
    ? ops([rows, mask], [positions], ([s, m]) => attentionWeights(tf, s as tf.Tensor2D, m as tf.Tensor2D))
    : tfl.layers.softmax().apply(rows) as Symbolic;
}

/** Attention of every head. @param parts queries, keys and values, each [batch, length, width] */
function attend(parts: readonly Tensor[], { sequenceLength: length, embeddingSize: width, heads }: TransformerValues): Tensor {
  const size = width / heads;
  const [q, k, v] = parts.map((part) => tf.transpose(tf.reshape(part, [-1, length, heads, size]), [0, 2, 1, 3])) as [Tensor, Tensor, Tensor];
  // Queries are scaled rather than scores: there are far fewer of them.
  const weights = tf.softmax(tf.matMul(tf.mul(q, 1 / Math.sqrt(size)), k, false, true));
  return tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [-1, length, width]);
}

/** With learned positions, normalised after each sum, without padding: what W4 is. */
function transformer(input: Symbolic, { values: given, vocabularySize }: LoadedWorkload): Symbolic {
  const values = given as unknown as TransformerValues;
  const { sequenceLength: length, embeddingSize: width } = values;
  const dense = (x: Symbolic, units: number, name: string, options: { readonly activation?: "relu" | "sigmoid"; readonly useBias?: boolean } = {}): Symbolic => tfl.layers.dense({ units, name, ...options }).apply(x) as Symbolic;
  const addAndNorm = (x: Symbolic, y: Symbolic, name: string): Symbolic => tfl.layers.layerNormalization({ epsilon: normalisationEpsilon, name: `${name}/norm` }).apply(tfl.layers.add().apply([x, y])) as Symbolic;
  let x = new Positions(length, width, "positions").apply(tfl.layers.embedding({ inputDim: vocabularySize, outputDim: width, name: "embedding" }).apply(input)) as Symbolic;
  for (let layer = 0; layer < values.layers; layer++) {
    const attention = layerName("attention", layer);
    const projected = (part: string, from: Symbolic): Symbolic => dense(from, width, `${attention}/${part}`, { useBias: false });
    const seen = ops(["query", "key", "value"].map((part) => projected(part, x)), [length, width], (parts) => attend(parts, values));
    x = addAndNorm(x, projected("output", seen), attention);
    const forward = layerName("feed-forward", layer);
    x = addAndNorm(x, dense(dense(x, values.feedForwardSize, `${forward}/hidden`, { activation: "relu" }), width, `${forward}/output`), forward);
  }
  return dense(tfl.layers.globalAveragePooling1d().apply(x) as Symbolic, 1, "output", { activation: "sigmoid" });
}
