import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { DataShape, ForwardOptions, ForwardPass, Model, Tf } from "../../architecture.js";
import { attentionScores, attentionWeights, type Scorer } from "../../layers/attention.js";
import { dropout } from "../../layers/dropout.js";
import { embed } from "../../layers/embedding.js";
import { positionMask } from "../../layers/mask.js";
import { parameterMaker, type ParameterMaker } from "../../layers/parameters.js";
import { maxPool } from "../../layers/pooling.js";
import { dimensionsOf, type Dimensions } from "./dimensions.js";
import type { AtnetValues } from "./hyperparameters.js";
import { convolutionName } from "./stages.js";

/** AtNet with fresh parameters: kernels Glorot-uniform, embedding even in ±0.05, biases 0, as Keras starts them. */
export function buildAtnet(tf: Tf, values: AtnetValues, shape: DataShape, random: Random): Model {
  const sizes = dimensionsOf(values, shape);
  const maker = parameterMaker(tf, random);
  const table = sizes.embedded ? maker.make("embedding", "embeddings", [shape.vocabularySize, values.embeddingSize], "small-uniform") : undefined;
  const convolutions = Array.from({ length: values.convolutionLayers }, (_, layer) => {
    const name = convolutionName(layer);
    const channels = layer === 0 ? values.embeddingSize : values.filters;
    return { name, kernel: maker.make(name, "kernel", [values.kernelSize, channels, values.filters], "glorot-uniform"), bias: maker.make(name, "bias", [values.filters], "zeros") };
  });
  const scorer = makeScorer(values, maker);
  const dense = values.denseUnits > 0
    ? { kernel: maker.make("dense", "kernel", [values.filters, values.denseUnits], "glorot-uniform"), bias: maker.make("dense", "bias", [values.denseUnits], "zeros") }
    : undefined;
  const output = { kernel: maker.make("output", "kernel", [sizes.headSize, sizes.outputs], "glorot-uniform"), bias: maker.make("output", "bias", [sizes.outputs], "zeros") };

  function forward(input: TF.Tensor, { training, dropoutSeed }: ForwardOptions): ForwardPass {
    const activations: Record<string, TF.Tensor> = { text: input };
    let features = input as TF.Tensor3D;
    if (table) activations["embedding"] = features = embed(tf, input, table);
    for (const { name, kernel, bias } of convolutions) {
      activations[name] = features = tf.relu(tf.add(tf.conv1d(features, kernel as TF.Tensor3D, 1, values.convolutionPadding), bias));
    }
    const mask = sizes.masked ? positionMask(tf, input, sizes.receptiveField, sizes.positions) : undefined;
    const attended = scorer && attend(tf, values, features, scorer, mask);
    if (attended) activations["attention"] = features = attended.features;
    else if (mask) features = tf.mul(features, tf.expandDims(mask, 2));
    const pooled = pool(tf, values, sizes, features, mask);
    let head: TF.Tensor = activations["pooling"] = pooled;
    if (training && values.dropoutRate > 0) head = dropout(tf, head, values.dropoutRate, dropoutSeed);
    if (dense) activations["dense"] = head = tf.relu(tf.add(tf.matMul(head as TF.Tensor2D, dense.kernel as TF.Tensor2D), dense.bias));
    const logits = tf.add(tf.matMul(head as TF.Tensor2D, output.kernel as TF.Tensor2D), output.bias) as TF.Tensor2D;
    activations["output"] = sizes.outputs === 1 ? tf.sigmoid(logits) : tf.softmax(logits);
    return {
      logits,
      activations,
      ...(attended ? { attentionWeights: attended.weights, scores: attended.scores } : {}),
      ...(values.pooling === "max" && !training ? { poolWinners: tf.argMax(features, 1) as TF.Tensor2D } : {}),
    };
  }

  return {
    parameters: maker.made,
    receptiveField: sizes.receptiveField,
    forward,
    dispose: () => { for (const { variable } of maker.made) variable.dispose(); },
  };
}

function makeScorer(values: AtnetValues, maker: ParameterMaker): Scorer | undefined {
  const { filters, attentionUnits: units } = values;
  switch (values.attention) {
    case "tanh": return { kind: "tanh", kernel: maker.make("attention", "kernel", [filters, 1], "glorot-uniform"), bias: maker.make("attention", "bias", [1], "zeros") };
    case "additive": return {
      kind: "additive",
      kernel: maker.make("attention", "kernel", [filters, units], "glorot-uniform"),
      bias: maker.make("attention", "bias", [units], "zeros"),
      query: maker.make("attention", "query", [units, 1], "glorot-uniform"),
    };
    case "dot": return { kind: "dot", query: maker.make("attention", "query", [filters, 1], "glorot-uniform") };
    case "uniform": return { kind: "uniform" };
    case "none": return undefined;
  }
}

interface Attended {
  readonly features: TF.Tensor3D;
  readonly scores: TF.Tensor2D;
  readonly weights: TF.Tensor2D;
}

function attend(tf: Tf, values: AtnetValues, features: TF.Tensor3D, scorer: Scorer, mask: TF.Tensor2D | undefined): Attended {
  const scores = attentionScores(tf, features, scorer);
  const weights = attentionWeights(tf, scores, mask);
  const scale = values.attentionScaling === "none" ? undefined : mask ? tf.sum(mask, 1, true) : tf.scalar(features.shape[1]);
  const factors = scale ? tf.mul(weights, scale) : weights;
  return { features: tf.mul(features, tf.expandDims(factors, 2)), scores, weights };
}

function pool(tf: Tf, values: AtnetValues, sizes: Dimensions, features: TF.Tensor3D, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  switch (values.pooling) {
    case "max": return maxPool(tf, features);
    case "sum": return tf.sum(features, 1);
    case "average": return tf.div(tf.sum(features, 1), mask ? tf.sum(mask, 1, true) : sizes.positions);
  }
}
