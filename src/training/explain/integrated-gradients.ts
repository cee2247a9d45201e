import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../model/architecture.js";
import type { Network } from "../network.js";
import { embeddingSlopes, embeddingTable } from "./embedding-slopes.js";
import { logOddsOf } from "./log-odds.js";
import type { AttributionMethod } from "./method.js";
import { idsTensor, rowsAtOnce, type ReadText } from "./texts.js";

/** What integrated gradients say of one text. By the completeness axiom the scores of all words sum to `change`, up to the error of the steps. */
export interface IntegratedGradients {
  readonly scores: readonly number[];
  /** Log-odds of the text minus those of the baseline. */
  readonly change: number;
  readonly sum: number;
}

/**
 * Slopes gathered on the straight way from nothing to the text (Sundararajan, Taly & Yan 2017, arXiv:1703.01365), by the midpoint rule.
 * Nothing is the vector of padding in the place of every word; how long the text is stays known, so that the same positions count.
 * @returns undefined where the network has no embedding
 */
export async function integratedGradientsOf(tf: Tf, network: Network, text: ReadText, steps: number, turn: () => Promise<void>): Promise<IntegratedGradients | undefined> {
  const table = embeddingTable(network);
  if (!table) return undefined;
  const [vectors, baseline] = tf.tidy(() => {
    const vectors = tf.gather(table, idsTensor(tf, network, [text.ids])) as TF.Tensor3D;
    return [vectors, tf.tile(tf.reshape(tf.gather(table, tf.tensor1d([0], "int32")), [1, 1, table.shape[1]!]), [1, network.sequenceLength, 1]) as TF.Tensor3D];
  }) as unknown as readonly [TF.Tensor3D, TF.Tensor3D];
  let total: TF.Tensor | undefined;
  try {
    for (let start = 0; start < steps; start += rowsAtOnce) {
      const shares = Array.from({ length: Math.min(rowsAtOnce, steps - start) }, (_, i) => (start + i + 0.5) / steps);
      const before: TF.Tensor | undefined = total;
      total = tf.tidy(() => {
        const onTheWay = tf.add(baseline, tf.mul(tf.sub(vectors, baseline), tf.tensor3d(shares, [shares.length, 1, 1]))) as TF.Tensor3D;
        const slopes = tf.sum(embeddingSlopes(tf, network, shares.map(() => text.ids), shares.map(() => text.target), onTheWay), 0, true);
        return before ? tf.add(before, slopes) : slopes;
      });
      before?.dispose();
      await turn();
    }
    const [scores, ends] = tf.tidy(() => [
      tf.div(tf.sum(tf.mul(tf.sub(vectors, baseline), total!), 2), steps),
      network.model.forward(idsTensor(tf, network, [text.ids, text.ids]), {
        training: false, dropoutSeed: 1, tap: (stage, output) => (stage === "embedding" ? tf.concat([vectors, baseline], 0) as typeof output : output),
      }).logits,
    ]) as unknown as readonly [TF.Tensor, TF.Tensor2D];
    try {
      const [numbers, logits] = await Promise.all([scores.data(), ends.data()]);
      const own = Array.from(numbers.subarray(0, text.tokens.length));
      const width = ends.shape[1];
      const [here, there] = [0, 1].map((row) => logOddsOf(logits.subarray(row * width, (row + 1) * width), text.target)) as [number, number];
      return { scores: own, change: here - there, sum: own.reduce((sum, score) => sum + score, 0) };
    } finally {
      tf.dispose([scores, ends]);
    }
  } finally {
    tf.dispose([vectors, baseline, ...(total ? [total] : [])]);
  }
}

export const integratedGradients: AttributionMethod = {
  name: "integrated",
  isSigned: true,
  async scores({ tf, network }, texts, { steps }, turn) {
    const all: (readonly number[])[] = [];
    for (const text of texts) {
      const one = await integratedGradientsOf(tf, network, text, steps, turn);
      if (!one) return undefined;
      all.push(one.scores);
    }
    return all;
  },
};
