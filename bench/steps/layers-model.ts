import * as tf from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { attentionWeights } from "../../src/model/layers/attention.js";
import { positionMask } from "../../src/model/layers/mask.js";
import { maxPool } from "../../src/model/layers/pooling.js";
import { dimensionsOf } from "../../src/model/architectures/atnet/dimensions.js";
import type { AtnetValues } from "../../src/model/architectures/atnet/hyperparameters.js";
import { epsilonOfNorm, selfAttention, type TransformerValues } from "./transformer.js";
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
    this.addWeight("positions", [this.#length, this.#width], "float32", tfl.initializers.zeros());
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
    const layer = layerOf(name);
    groups.set(layer, [...(groups.get(layer) ?? []), tf.tensor(workload.initial[name]!, [...shape])]);
  }
  for (const [name, weights] of groups) model.getLayer(name).setWeights(weights);
  return model;
}
/** The layer that holds a parameter: "dense/kernel" → "dense", "layer-1/attention/output-bias" → "layer-1/attention/output". */
function layerOf(parameter: string): string {
  const [, folder, part] = /^(.*)\/([^/]+)$/.exec(parameter)!;
  if (part === "gain" || part === "offset") return `${folder}/norm`;
  if (part === "positions") return "positions";
  if (part === "query" && folder === "attention") return "attention/query";
  return part!.startsWith("output-") ? `${folder}/output` : folder!;
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
  if (values.pooling === "max") x = isPadded ? ops(x, [filters], ([features]) => maxPool(tf, features as tf.Tensor3D)) : tfl.layers.globalMaxPooling1d({}).apply(x) as Symbolic;
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

function transformer(input: Symbolic, { values: given, vocabularySize }: LoadedWorkload): Symbolic {
  const values = given as unknown as TransformerValues;
  const { length, width, hidden } = values;
  const dense = (x: Symbolic, units: number, name: string, activation?: "relu" | "sigmoid"): Symbolic => tfl.layers.dense({ units, name, ...(activation ? { activation } : {}) }).apply(x) as Symbolic;
  const addAndNorm = (x: Symbolic, y: Symbolic, name: string): Symbolic => tfl.layers.layerNormalization({ epsilon: epsilonOfNorm, name: `${name}/norm` }).apply(tfl.layers.add().apply([x, y])) as Symbolic;
  let x = new Positions(length, width, "positions").apply(tfl.layers.embedding({ inputDim: vocabularySize, outputDim: width, name: "embedding" }).apply(input)) as Symbolic;
  for (let layer = 1; layer <= values.layers; layer++) {
    const attention = `layer-${layer}/attention`;
    const context = ops(dense(x, 3 * width, attention), [length, width], ([qkv]) => tf.reshape(selfAttention(tf, tf.split(qkv!, 3, 2), values), [qkv!.shape[0]!, length, width]));
    x = addAndNorm(x, dense(context, width, `${attention}/output`), attention);
    const forward = `layer-${layer}/forward`;
    x = addAndNorm(x, dense(dense(x, hidden, forward, "relu"), width, `${forward}/output`), forward);
  }
  return dense(tfl.layers.globalAveragePooling1d().apply(x) as Symbolic, 1, "output", "sigmoid");
}
