import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import { sinusoids } from "../../../base/sinusoids.js";
import { dense } from "../../../kernels/ops/dense.js";
import { layerNormalization } from "../../../kernels/ops/layer-normalization.js";
import type { DataShape, ForwardOptions, ForwardPass, Model, Tf } from "../../architecture.js";
import { attentionScores, attentionWeights } from "../../layers/attention.js";
import { dropout } from "../../layers/dropout.js";
import { positionMask } from "../../layers/mask.js";
import { parameterMaker, type ParameterMaker } from "../../layers/parameters.js";
import { averagePool, poolEvenly } from "../../layers/pooling.js";
import { fusedSelfAttention, selfAttention, type SelfAttentionParts } from "../../layers/self-attention.js";
import { asItIs, makeClosing, makeOpening, seedOfMask } from "../shared/outer-network.js";
import { layerName, normalisationEpsilon } from "./encoder-stages.js";
import type { TransformerValues } from "./hyperparameters.js";
import { isMasked } from "./stages.js";

/** A position of the encoder stands for its own token, though it has read all others. */
const receptiveField = { first: 0, last: 0 };

/**
 * The encoder with fresh parameters: kernels Glorot-uniform, embeddings even in ±0.05, gains 1, biases 0.
 *
 * `attentionWeights` are those that the answer rests on: of pooling, where it attends; with pooling "first" those of the first
 * token in the last layer; with "average" the mean over the tokens of the text in the last layer. The latter two are means over the heads.
 */
export function buildTransformer(tf: Tf, values: TransformerValues, shape: DataShape, random: Random): Model {
  const { sequenceLength: length, embeddingSize: size, heads, dropoutRate } = values;
  const maker = parameterMaker(tf, random);
  const opening = makeOpening(tf, maker, values, shape);
  const addPositions = makePositions(tf, maker, values);
  const pre = values.normalisation === "pre";
  const encoder = Array.from({ length: values.layers }, (_, layer) => {
    const [attention, feedForward] = [layerName("attention", layer), layerName("feed-forward", layer)];
    const attentionNorm = makeNormalisation(tf, maker, attention, size);
    const matrix = (part: string): TF.Tensor2D => maker.make(attention, part, [size, size], "glorot-uniform") as TF.Tensor2D;
    const parts: SelfAttentionParts = { query: matrix("query"), key: matrix("key"), value: matrix("value"), output: matrix("output") };
    const feedForwardNorm = makeNormalisation(tf, maker, feedForward, size);
    const hidden = makeLinear(maker, feedForward, "hidden", size, values.feedForwardSize);
    return { attention, feedForward, attentionNorm, parts, feedForwardNorm, hidden, output: makeLinear(maker, feedForward, "output", values.feedForwardSize, size) };
  });
  const lastNorm = pre ? makeNormalisation(tf, maker, "normalisation", size) : undefined;
  const query = values.pooling === "attention" ? maker.make("pooling", "query", [size, 1], "glorot-uniform") : undefined;
  const close = makeClosing(tf, maker, values, size, shape);

  function forward(input: TF.Tensor, options: ForwardOptions): ForwardPass {
    const batch = input.shape[0]!;
    const activations: Record<string, TF.Tensor> = { text: input };
    const { tap } = options;
    const keep = (name: string, rows: TF.Tensor2D): TF.Tensor2D => {
      const output = tf.reshape(rows, [batch, length, size]);
      activations[name] = tap ? tap(name, output) : output;
      return tap ? tf.reshape(activations[name], [batch * length, size]) : rows;
    };
    const dropped = (x: TF.Tensor2D, place: string): TF.Tensor2D =>
      (options.training && dropoutRate > 0 ? dropout(tf, x, dropoutRate, seedOfMask(options.dropoutSeed, place)) : x) as TF.Tensor2D;
    const linear = (x: TF.Tensor2D, layer: Linear, activation: "none" | "relu"): TF.Tensor2D => dense(tf, { x, ...layer, activation });
    const mask = isMasked(values, shape) ? positionMask(tf, input, receptiveField, length) : undefined;

    const vectors = opening.read(input, tap);
    if (shape.vocabularySize > 0) activations["embedding"] = vectors;
    // One row for each position: products of matrices with two axes are the fast ones.
    let h = tf.reshape(addPositions ? addPositions(vectors) : vectors, [batch * length, size]) as TF.Tensor2D;
    if (addPositions) h = keep("positions", dropped(h, "positions"));
    const selfAttentions: TF.Tensor4D[] = [];
    const attend = (x: TF.Tensor2D, parts: SelfAttentionParts): TF.Tensor2D => {
      if (options.training) return fusedSelfAttention(tf, x, [batch, length], heads, parts, mask);
      const { output, weights } = selfAttention(tf, x, [batch, length], heads, parts, mask);
      selfAttentions.push(weights);
      return output;
    };
    for (const { attention, feedForward, attentionNorm, parts, feedForwardNorm, hidden, output } of encoder) {
      const attended = attend(pre ? attentionNorm(h) : h, parts);
      const sum = tf.add(h, dropped(attended, attention)) as TF.Tensor2D;
      h = keep(attention, pre ? sum : attentionNorm(sum));
      const worked = linear(linear(pre ? feedForwardNorm(h) : h, hidden, "relu"), output, "none");
      const sumAgain = tf.add(h, dropped(worked, feedForward)) as TF.Tensor2D;
      h = keep(feedForward, pre ? sumAgain : feedForwardNorm(sumAgain));
    }
    if (lastNorm) h = keep("normalisation", lastNorm(h));

    const features = tf.reshape(h, [batch, length, size]) as TF.Tensor3D;
    const pooled = query ? attendingPool(tf, features, query, mask, options.attentionWeights) : { vector: values.pooling === "first" ? tf.reshape(tf.slice(features, [0, 0, 0], [batch, 1, size]), [batch, size]) as TF.Tensor2D : options.training && !tap ? poolEvenly(tf, features, mask, "average") : averagePool(tf, features, mask) };
    const vector = activations["pooling"] = (tap ?? asItIs)("pooling", pooled.vector);
    const closed = close(vector, options);
    return {
      logits: closed.logits,
      activations: { ...activations, ...closed.activations },
      ...("weights" in pooled ? { attentionWeights: pooled.weights, scores: pooled.scores }
        : options.training ? {} : { attentionWeights: values.pooling === "first" ? weightsOfFirst(tf, selfAttentions.at(-1)!) : meanWeights(tf, selfAttentions.at(-1)!, mask) }),
      ...(options.training ? {} : { selfAttention: selfAttentions, poolingWeights: "weights" in pooled ? pooled.weights : values.pooling === "first" ? firstOnly(tf, batch, length) : evenWeights(tf, batch, length, mask) }),
    };
  }

  return { parameters: maker.made, receptiveField, takesAttentionWeights: query !== undefined, isContextual: true, forward, dispose: () => { for (const { variable } of maker.made) variable.dispose(); } };
}

interface Linear { readonly kernel: TF.Tensor2D; readonly bias: TF.Tensor }
const makeLinear = (maker: ParameterMaker, stage: string, part: string, from: number, to: number): Linear =>
  ({ kernel: maker.make(stage, `${part}-kernel`, [from, to], "glorot-uniform") as TF.Tensor2D, bias: maker.make(stage, `${part}-bias`, [to], "zeros") });

function makeNormalisation(tf: Tf, maker: ParameterMaker, stage: string, size: number): (x: TF.Tensor2D) => TF.Tensor2D {
  const [gain, bias] = [maker.make(stage, "gain", [size], "ones"), maker.make(stage, "bias", [size], "zeros")];
  return (x) => layerNormalization(tf, { x, gain, bias, epsilon: normalisationEpsilon }) as TF.Tensor2D;
}

function makePositions(tf: Tf, maker: ParameterMaker, { positions, sequenceLength: length, embeddingSize: size }: TransformerValues): ((vectors: TF.Tensor3D) => TF.Tensor) | undefined {
  if (positions === "none") return undefined;
  if (positions === "learned") {
    const table = maker.make("positions", "embeddings", [length, size], "small-uniform");
    return (vectors) => tf.add(vectors, table);
  }
  const waves = sinusoids(length, size);
  // §3.4 multiplies embeddings by √size; else the waves would drown them.
  return (vectors) => tf.add(tf.mul(vectors, Math.sqrt(size)), tf.tensor2d(waves, [length, size]));
}

function attendingPool(tf: Tf, features: TF.Tensor3D, query: TF.Tensor, mask: TF.Tensor2D | undefined, given: TF.Tensor2D | undefined): { readonly vector: TF.Tensor2D; readonly weights: TF.Tensor2D; readonly scores: TF.Tensor2D } {
  const scores = attentionScores(tf, features, { kind: "dot", query });
  const weights = given ?? attentionWeights(tf, scores, mask);
  return { vector: tf.sum(tf.mul(features, tf.expandDims(weights, 2)), 1), weights, scores };
}

const firstOnly = (tf: Tf, batch: number, positions: number): TF.Tensor2D => tf.pad(tf.ones([batch, 1]), [[0, 0], [0, positions - 1]]) as TF.Tensor2D;
const evenWeights = (tf: Tf, batch: number, positions: number, mask: TF.Tensor2D | undefined): TF.Tensor2D => (mask ? tf.div(mask, tf.sum(mask, 1, true)) : tf.div(tf.ones([batch, positions]), positions));

/** Where the first token looks, over all heads. @param weights [batch, heads, queries, positions] */
function weightsOfFirst(tf: Tf, weights: TF.Tensor4D): TF.Tensor2D {
  const [batch, heads, , positions] = weights.shape;
  return tf.reshape(tf.mean(tf.slice(weights, [0, 0, 0, 0], [batch, heads, 1, positions]), 1), [batch, positions]) as TF.Tensor2D;
}

/** Where the tokens of a text look, over all heads. @param mask [batch, queries], 1 where there is a token */
function meanWeights(tf: Tf, weights: TF.Tensor4D, mask: TF.Tensor2D | undefined): TF.Tensor2D {
  const [batch, heads, queries] = weights.shape;
  if (!mask) return tf.mean(weights, [1, 2]) as TF.Tensor2D;
  const own = tf.mul(weights, tf.reshape(mask, [batch, 1, queries, 1]));
  return tf.div(tf.sum(own, [1, 2]), tf.mul(tf.sum(mask, 1, true), heads)) as TF.Tensor2D;
}
