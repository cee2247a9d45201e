import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../base/problem.js";
import { ProblemError } from "../data/dataset.js";
import { tokensOf } from "../data/tokenizer.js";
import type { ForwardPass, Tf } from "../model/architecture.js";
import { probabilitiesOf } from "./metrics.js";
import { encodeFor, type Network } from "./network.js";
import type { Activation, AttentionSnapshot, Inspection } from "./run.js";

/** When in a training something was looked at. */
export interface Moment { readonly step: number; readonly epoch: number }

/** Texts in one forward pass, so that memory stays small. */
const textsAtOnce = 64;

/** A text as the network meets it. */
interface Reading {
  readonly tokens: readonly string[];
  /** Positions that see at least one token of the text. */
  readonly positions: number;
  readonly receptiveFields: readonly (readonly [first: number, last: number])[];
  readonly isContextual: boolean;
}

function readingOf(network: Network, all: readonly string[], positionCount: number): Reading {
  const tokens = all.slice(0, network.sequenceLength);
  const { first, last } = network.model.receptiveField;
  const positions = Math.min(positionCount, Math.max(0, tokens.length - first));
  return {
    tokens,
    positions,
    isContextual: network.model.isContextual ?? false,
    receptiveFields: Array.from({ length: positions }, (_, p) => [Math.max(0, p + first), Math.min(tokens.length - 1, p + last)] as const),
  };
}

/** The tokens of a text that a person typed, as the network reads them. @throws ProblemError when it holds none */
export function wordsOf({ level }: Pick<Network, "level">, text: string): string[] {
  // As data is prepared: many spaces are one, and none stands at the ends.
  const tokens = tokensOf(text.replace(/\s+/g, " ").trim(), level);
  if (tokens.length > 0) return tokens;
  throw new ProblemError([problem("no-words", "text", {
    expected: { en: "a text with at least one word", "pt-BR": "um texto com pelo menos uma palavra" },
    received: text,
    wayOut: { en: "Write a sentence.", "pt-BR": "Escreva uma frase." },
  })]);
}

/** Follows one text through the network, stage by stage, cut to the text's own tokens. @throws ProblemError when it holds no word */
export async function inspect(tf: Tf, network: Network, text: string, moment: Moment): Promise<Inspection> {
  const words = wordsOf(network, text);
  const ids = encodeFor(network, [words]);
  const pass = forward(tf, network, ids, 1);
  try {
    const positionCount = positionsOf(pass);
    const reading = readingOf(network, words, positionCount);
    const { tokens, positions } = reading;
    const numbers = async (tensor: TF.Tensor | undefined): Promise<number[]> => (tensor ? Array.from(await tensor.data()) : []);
    const [weights, scores, winners, logits] = await Promise.all([numbers(pass.attentionWeights), numbers(pass.scores), numbers(pass.poolWinners), numbers(pass.logits)]);
    const activations = await Promise.all(Object.entries(pass.activations).map(async ([name, tensor]) =>
      [name, await cut(tensor, name === "text" || name === "embedding" ? tokens.length : positions)] as const));
    return {
      ...moment, text, ...snapshotOf(reading, weights, logits),
      tokenIds: Array.from(ids.subarray(0, tokens.length)),
      activations: Object.fromEntries(activations),
      scores: scores.slice(0, positions),
      poolWinners: winners.map((position) => (position < positions ? position : -1)),
      logits,
    };
  } finally {
    disposePass(pass);
  }
}

/** Attention and probabilities of many texts. @param tokens of every text, each with at least one token @returns one snapshot a text, in order */
export async function attendTo(tf: Tf, network: Network, tokens: readonly (readonly string[])[], moment: Moment): Promise<AttentionSnapshot[]> {
  const snapshots: AttentionSnapshot[] = [];
  for (let start = 0; start < tokens.length; start += textsAtOnce) {
    const some = tokens.slice(start, start + textsAtOnce);
    const pass = forward(tf, network, encodeFor(network, some), some.length);
    try {
      const positionCount = positionsOf(pass);
      const width = pass.logits.shape[1];
      const [weights, logits] = await Promise.all([pass.attentionWeights?.data(), pass.logits.data()]);
      some.forEach((words, row) => {
        const own = weights ? Array.from(weights.slice(row * positionCount, (row + 1) * positionCount)) : [];
        snapshots.push({ ...moment, ...snapshotOf(readingOf(network, words, positionCount), own, Array.from(logits.slice(row * width, (row + 1) * width))) });
      });
    } finally {
      disposePass(pass);
    }
  }
  return snapshots;
}

/** The part of an inspection that is kept for every epoch. */
export function toSnapshot({ step, epoch, tokens, attentionWeights, receptiveFields, isContextual, attentionKept, probabilities }: Inspection): AttentionSnapshot {
  return { step, epoch, tokens, attentionWeights, receptiveFields, ...(isContextual ? { isContextual } : {}), attentionKept, probabilities };
}

function snapshotOf({ tokens, positions, receptiveFields, isContextual }: Reading, weights: readonly number[], logits: readonly number[]): Omit<AttentionSnapshot, "step" | "epoch"> {
  const attentionWeights = weights.slice(0, positions);
  return {
    tokens, receptiveFields, attentionWeights, ...(isContextual ? { isContextual } : {}),
    // The weights are rounded to 32 bits, so that their sum can pass 1 by a hair.
    attentionKept: Math.min(1, attentionWeights.reduce((sum, weight) => sum + weight, 0)),
    probabilities: probabilitiesOf(logits),
  };
}

/** A forward pass whose tensors the caller disposes. */
function forward(tf: Tf, network: Network, ids: Int32Array, texts: number): ForwardPass {
  const held: ForwardPass[] = [];
  tf.tidy(() => {
    const pass = network.model.forward(tf.tensor2d(ids, [texts, network.sequenceLength], "int32"), { training: false, dropoutSeed: 1 });
    for (const tensor of tensorsOf(pass)) tf.keep(tensor);
    held.push(pass);
  });
  return held[0]!;
}
const tensorsOf = ({ logits, activations, attentionWeights, scores, poolWinners }: ForwardPass): Set<TF.Tensor> =>
  new Set([logits, ...Object.values(activations), attentionWeights, scores, poolWinners].filter((tensor) => tensor !== undefined));
const disposePass = (pass: ForwardPass): void => { for (const tensor of tensorsOf(pass)) tensor.dispose(); };

/** Length of the axis of positions that attention and pooling see: that of the last stage that still has one. */
const positionsOf = (pass: ForwardPass): number =>
  pass.attentionWeights?.shape[1] ?? Object.values(pass.activations).findLast((tensor) => tensor.rank === 3)?.shape[1] ?? 0;

/** One text's output of a stage. @param rows positions or tokens to keep, where the stage has such an axis */
async function cut(tensor: TF.Tensor, rows: number): Promise<Activation> {
  const [, ...own] = tensor.shape;
  const data = Float32Array.from(await tensor.data());
  // Features of the whole text have no positions: pooling, dense, output.
  const isPerPosition = own.length === 2 || tensor.dtype === "int32";
  if (!isPerPosition) return { shape: own, data };
  const kept = Math.min(rows, own[0]!);
  const width = own[1] ?? 1;
  return { shape: [kept, ...own.slice(1)], data: data.slice(0, kept * width) };
}
