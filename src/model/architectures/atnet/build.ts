import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import { attentionPooling } from "../../../kernels/ops/attention-pooling.js";
import { convolution1d, convolution1dReference } from "../../../kernels/ops/convolution1d.js";
import { dense as denseLayer } from "../../../kernels/ops/dense.js";
import { embeddingConvolution } from "../../../kernels/ops/embedding-convolution.js";
import { scoredAttention } from "../../../kernels/ops/scored-attention.js";
import { sharedMaximum } from "../../../kernels/ops/shared-maximum.js";
import type { DataShape, ForwardOptions, ForwardPass, Model, Tap, Tf } from "../../architecture.js";
import { attentionScores, attentionWeights, type Scorer } from "../../layers/attention.js";
import { dropout } from "../../layers/dropout.js";
import { embed } from "../../layers/embedding.js";
import { maskPositions, positionMask } from "../../layers/mask.js";
import { parameterMaker, type ParameterMaker } from "../../layers/parameters.js";
import { poolEvenly } from "../../layers/pooling.js";
import { asItIs } from "../shared/outer-network.js";
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

  /** The convolved features, and the mask of the positions that see a token. Training skips the embedding itself: it is multiplied once for each distinct token of the batch. */
  function convolve(input: TF.Tensor, isFused: boolean, tap: Tap, activations: Record<string, TF.Tensor>): TF.Tensor3D {
    let features = input as TF.Tensor3D;
    if (!table) features = tap("text", features);
    if (table && !isFused) activations["embedding"] = features = tap("embedding", embed(tf, input, table));
    for (const [layer, { name, kernel, bias }] of convolutions.entries()) {
      activations[name] = features = tap(name, table && isFused && layer === 0
        ? embeddingConvolution(tf, { ids: input, table, kernel, bias, padding: values.convolutionPadding, activation: "relu" })
        : (isFused ? convolution1d : convolution1dReference)(tf, { x: features, kernel: kernel as TF.Tensor3D, bias, padding: values.convolutionPadding, activation: "relu" }));
    }
    return features;
  }

  /** Attention and pooling, by one op while training; by parts, so that each can be looked at and changed, otherwise. */
  function attendAndPool(features: TF.Tensor3D, mask: TF.Tensor2D | undefined, isFused: boolean, { tap = asItIs, attentionWeights: given }: ForwardOptions, activations: Record<string, TF.Tensor>): { readonly pooled: TF.Tensor2D; readonly attended?: Attended } {
    if (scorer && isFused && values.pooling !== "average") {
      const common = { h: features, mask, scaling: values.attentionScaling, pooling: values.pooling } as const;
      if (scorer.kind === "tanh" || scorer.kind === "dot") {
        const { pooled, weights, scores } = scoredAttention(tf, { ...common, ...(scorer.kind === "tanh" ? { kernel: scorer.kernel, bias: scorer.bias, activation: "tanh" } : { kernel: scorer.query, activation: "none" }) });
        return { pooled, attended: { features, scores, weights } };
      }
      const scores = attentionScores(tf, features, scorer);
      const { pooled, weights } = attentionPooling(tf, { ...common, scores });
      return { pooled, attended: { features, scores, weights } };
    }
    if (!scorer && isFused && values.pooling !== "sum") return { pooled: poolEvenly(tf, features, mask, values.pooling) };
    const attended = scorer && attend(tf, values, features, scorer, mask, given);
    if (attended) activations["attention"] = tap("attention", attended.features);
    const read = attended ? activations["attention"] as TF.Tensor3D : maskPositions(tf, features, mask);
    return { pooled: pool(tf, values, sizes, read, mask), ...(attended ? { attended } : {}) };
  }

  function forward(input: TF.Tensor, options: ForwardOptions): ForwardPass {
    const { training, dropoutSeed, tap = asItIs } = options;
    const isFused = training && !options.tap && !options.attentionWeights;
    const activations: Record<string, TF.Tensor> = { text: input };
    const mask = sizes.masked ? positionMask(tf, input, sizes.receptiveField, sizes.positions) : undefined;
    const features = convolve(input, isFused, tap, activations);
    const { pooled, attended } = attendAndPool(features, mask, isFused, options, activations);
    let head: TF.Tensor = activations["pooling"] = tap("pooling", pooled);
    if (training && values.dropoutRate > 0) head = dropout(tf, head, values.dropoutRate, dropoutSeed);
    if (dense) activations["dense"] = head = tap("dense", denseLayer(tf, { x: head as TF.Tensor2D, kernel: dense.kernel as TF.Tensor2D, bias: dense.bias, activation: "relu" }));
    const logits = tap("output", denseLayer(tf, { x: head as TF.Tensor2D, kernel: output.kernel as TF.Tensor2D, bias: output.bias, activation: "none" }));
    activations["output"] = sizes.outputs === 1 ? tf.sigmoid(logits) : tf.softmax(logits);
    return {
      logits,
      activations,
      ...(attended ? { attentionWeights: attended.weights, scores: attended.scores } : {}),
      ...(values.pooling === "max" && !training ? { poolWinners: tf.argMax(attended?.features ?? maskPositions(tf, features, mask), 1) as TF.Tensor2D } : {}),
    };
  }

  return {
    parameters: maker.made,
    receptiveField: sizes.receptiveField,
    takesAttentionWeights: scorer !== undefined,
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

function attend(tf: Tf, values: AtnetValues, features: TF.Tensor3D, scorer: Scorer, mask: TF.Tensor2D | undefined, given: TF.Tensor2D | undefined): Attended {
  const scores = attentionScores(tf, features, scorer);
  const weights = given ?? attentionWeights(tf, scores, mask);
  const scale = values.attentionScaling === "none" ? undefined : mask ? tf.sum(mask, 1, true) : tf.scalar(features.shape[1]);
  const factors = scale ? tf.mul(weights, scale) : weights;
  return { features: tf.mul(features, tf.expandDims(factors, 2)), scores, weights };
}

function pool(tf: Tf, values: AtnetValues, sizes: Dimensions, features: TF.Tensor3D, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  switch (values.pooling) {
    case "max": return sharedMaximum(tf, features);
    case "sum": return tf.sum(features, 1);
    case "average": return tf.div(tf.sum(features, 1), mask ? tf.sum(mask, 1, true) : sizes.positions);
  }
}
