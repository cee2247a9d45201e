import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../../base/problem.js";
import { textOf } from "../../base/text.js";
import { ProblemError } from "../../data/dataset.js";
import { layerNormalization } from "../../kernels/ops/layer-normalization.js";
import { layerName, normalisationEpsilon } from "../../model/architectures/transformer/encoder-stages.js";
import { wordsOf } from "../inspect.js";
import { encodeFor } from "../network.js";
import type { Analysis, Subject } from "./analysis.js";

/** One head of one layer at work on a text: every number between the vectors that it reads and what it hands on, for the text's own tokens. */
export interface SelfAttentionSteps {
  readonly tokens: readonly string[];
  /** Of the network; the layer and the head that are shown count from 1. */
  readonly layers: number;
  readonly heads: number;
  readonly layer: number;
  readonly head: number;
  /** Numbers in a query, key or value: d_k. */
  readonly size: number;
  /** Row-major [tokens, size]. */
  readonly queries: Float32Array;
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** q · k / √d_k, row-major [asking token, asked token]. */
  readonly scores: Float32Array;
  /** Softmax of the scores; what a row lacks to 1 lies on padding. */
  readonly weights: Float32Array;
  /** Sum of the values by the weights, row-major [tokens, size]. */
  readonly mixed: Float32Array;
}

export interface SelfAttentionInput extends Readonly<Record<string, unknown>> { readonly text: string; readonly layer: number; readonly head: number }

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1;

/** Self-attention step by step (Vaswani et al. 2017, arXiv:1706.03762, eq. 1). A layer or head beyond the last is the last. */
export const selfAttention: Analysis<SelfAttentionInput, SelfAttentionSteps> = {
  wrong: ({ text, layer, head }) => (typeof text !== "string" ? "text: a text" : !isCount(layer) ? "layer: a whole number from 1" : !isCount(head) ? "head: a whole number from 1" : undefined),
  async run(subject, { text, layer: askedLayer, head: askedHead }) {
    const { network: { values, sequenceLength, model } } = subject;
    const words = wordsOf(subject.network, text).slice(0, sequenceLength);
    const parameter = (name: string): TF.Tensor | undefined => model.parameters.find((one) => one.name === name)?.variable;
    if (!parameter("attention/query") || !parameter("attention/key")) throw new ProblemError([noSelfAttention]);
    const [layers, heads] = [Number(values["layers"]), Number(values["heads"])];
    const [layer, head] = [Math.min(layers, askedLayer), Math.min(heads, askedHead)];
    const tensors = subject.tf.tidy(() => oneHead(subject, words, layer - 1, head - 1, (name) => parameter(name)!));
    try {
      const [queries, keys, own, scores, weights, mixed] = await Promise.all(tensors.map(async (tensor) => (await tensor.data<"float32">()).slice()));
      return { tokens: words, layers, heads, layer, head, size: tensors[0]!.shape[1]!, queries: queries!, keys: keys!, values: own!, scores: scores!, weights: weights!, mixed: mixed! };
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  },
};

/** Queries, keys, values, scores, weights and mixtures of the text's own tokens. */
function oneHead({ tf, network }: Subject, words: readonly string[], layer: number, head: number, parameter: (name: string) => TF.Tensor): TF.Tensor2D[] {
  const { sequenceLength: length, values, model } = network;
  const pass = model.forward(tf.tensor2d(encodeFor(network, [words]), [1, length], "int32"), { training: false, dropoutSeed: 1 });
  const before = layer > 0 ? layerName("feed-forward", layer - 1) : values["positions"] === "none" ? "embedding" : "positions";
  const size = Number(values["embeddingSize"]);
  const each = size / Number(values["heads"]);
  const name = layerName("attention", layer);
  const given = tf.reshape(pass.activations[before]!, [length, size]) as TF.Tensor2D;
  const read = values["normalisation"] === "pre" ? layerNormalization(tf, { x: given, gain: parameter(`${name}/gain`), bias: parameter(`${name}/bias`), epsilon: normalisationEpsilon }) as TF.Tensor2D : given;
  const project = (part: string): TF.Tensor2D => tf.slice(tf.matMul(read, parameter(`${name}/${part}`) as TF.Tensor2D) as TF.Tensor2D, [0, head * each], [length, each]);
  const [query, key, value] = ["query", "key", "value"].map(project) as [TF.Tensor2D, TF.Tensor2D, TF.Tensor2D];
  const count = words.length;
  const own = (rows: TF.Tensor2D): TF.Tensor2D => tf.slice(rows, [0, 0], [count, each]);
  const weights = tf.reshape(tf.slice(pass.selfAttention![layer]!, [0, head, 0, 0], [1, 1, count, length]), [count, length]) as TF.Tensor2D;
  const scores = tf.mul(tf.matMul(own(query), own(key), false, true), 1 / Math.sqrt(each)) as TF.Tensor2D;
  return [own(query), own(key), own(value), scores, tf.slice(weights, [0, 0], [count, count]), tf.matMul(weights, value) as TF.Tensor2D];
}

const noSelfAttention = problem("no-self-attention", "", {
  expected: textOf((l) => (l === "en" ? "a Transformer; in this network no word looks at another" : "um Transformer; nesta rede nenhuma palavra olha para outra")),
  wayOut: { en: "Choose the Transformer as architecture and train again.", "pt-BR": "Escolha o Transformer como arquitetura e treine de novo." },
});
