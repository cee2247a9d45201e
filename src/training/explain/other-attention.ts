import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../../base/problem.js";
import { ProblemError } from "../../data/dataset.js";
import type { Tf } from "../../model/architecture.js";
import { wordsOf } from "../inspect.js";
import { probabilitiesOf } from "../metrics.js";
import type { Network } from "../network.js";
import { idsTensor, readTexts, rowsAtOnce, type ReadText } from "./texts.js";

/** A text whose attention is put to the test. */
export interface Attended {
  readonly text: ReadText;
  readonly probabilities: readonly number[];
  /** The network's own weights over all positions. */
  readonly own: Float32Array;
  /** Positions that see a word: the first so many. What lies beyond, on padding, is never moved. */
  readonly positions: number;
  /** Weight that lies on them, in [0, 1]. */
  readonly kept: number;
}

/** Reads a text with the network's own attention. @throws ProblemError where no other can be put in its place, or the text holds no word */
export async function attendedText(tf: Tf, network: Network, sentence: string): Promise<Attended> {
  if (!network.model.takesAttentionWeights) throw new ProblemError([noAttention]);
  const [text] = await readTexts(tf, network, [wordsOf(network, sentence)]);
  const weights = tf.tidy(() => network.model.forward(idsTensor(tf, network, [text!.ids]), { training: false, dropoutSeed: 1 }).attentionWeights!);
  try {
    const own = (await weights.data<"float32">()).slice();
    const positions = Math.min(own.length, Math.max(0, text!.tokens.length - network.model.receptiveField.first));
    return { text: text!, probabilities: probabilitiesOf(text!.logits), own, positions, kept: own.subarray(0, positions).reduce((sum, weight) => sum + weight, 0) };
  } finally {
    weights.dispose();
  }
}

/** The answers to one text with other weights on its positions, which keep the sum that they had together. @param weights relative, ≥ 0, one list a row @returns probabilities, one list a row */
export async function answersWith(tf: Tf, network: Network, attended: Attended, weights: readonly (readonly number[])[], between: () => Promise<void> = async () => {}): Promise<readonly (readonly number[])[]> {
  const all: number[][] = [];
  for (let start = 0; start < weights.length; start += rowsAtOnce) {
    const some = weights.slice(start, start + rowsAtOnce).map((row) => wholeRow(attended, row));
    const logits = tf.tidy(() => network.model.forward(idsTensor(tf, network, some.map(() => attended.text.ids)), {
      training: false, dropoutSeed: 1, attentionWeights: tf.tensor2d(some.flatMap((row) => Array.from(row)), [some.length, attended.own.length]) as TF.Tensor2D,
    }).logits);
    const width = logits.shape[1];
    try {
      const numbers = await logits.data<"float32">();
      some.forEach((_, row) => all.push(probabilitiesOf(Array.from(numbers.subarray(row * width, (row + 1) * width)))));
    } finally {
      logits.dispose();
    }
    await between();
  }
  return all;
}

/** Weights over all positions. Where nothing is given to any, all get the same. */
export function wholeRow({ own, positions, kept }: Attended, relative: readonly number[]): Float32Array {
  const sum = relative.reduce((total, weight) => total + weight, 0);
  return own.map((weight, i) => (i >= positions ? weight : sum > 0 ? (relative[i]! / sum) * kept : kept / positions));
}

/** Half the sum of the differences: how far two answers are apart, in [0, 1]; for two classes |Δp|. */
export const totalVariation = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, share, i) => sum + Math.abs(share - b[i]!), 0) / 2;

const noAttention = problem("no-attention-to-move", "", {
  expected: { en: "a network whose answer rests on one weight for each position", "pt-BR": "uma rede cuja resposta se apoia em um peso por posição" },
  wayOut: { en: "Choose an attention in the hyperparameters (for a Transformer: pooling by attention) and train again.", "pt-BR": "Escolha uma atenção nos hiperparâmetros (num Transformer: pooling por atenção) e treine de novo." },
});
