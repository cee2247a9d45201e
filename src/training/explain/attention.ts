import type { ForwardPass } from "../../model/architecture.js";
import type { AttributionMethod, AttributionOptions } from "./method.js";
import { idsTensor, rowsAtOnce } from "./texts.js";

/** Offsets of the first and last token that a position sees. */
export interface Field { readonly first: number; readonly last: number }

/**
 * The weights of positions as weights of words. What lies on positions that see no word is left out.
 * @param place "window" gives every word that a position sees an equal part of its weight, "middle" all of it to the word in the middle of what is seen
 */
export function weightsOfWords(weights: ArrayLike<number>, { first, last }: Field, words: number, place: AttributionOptions["place"]): number[] {
  const own = Array.from({ length: words }, () => 0);
  for (let position = 0; position < weights.length; position++) {
    const [from, to] = [Math.max(0, position + first), Math.min(words - 1, position + last)];
    if (from > to) continue;
    if (place === "middle") own[Math.min(to, Math.max(from, position + Math.floor((first + last) / 2)))]! += weights[position]!;
    else for (let word = from; word <= to; word++) own[word]! += weights[position]! / (to - from + 1);
  }
  return own;
}

/**
 * Attention followed back from the pooled vector to the words. In "rollout" (Abnar & Zuidema 2020, arXiv:2005.00928) half of every layer is the vector
 * that is carried past it; "last" takes the last layer alone, as if its inputs were still the words. Heads count alike.
 * @param pooling weight of each position in the pooled vector @param layers [heads, positions, positions] of each, first layer first
 */
export function followBack(pooling: ArrayLike<number>, layers: readonly ArrayLike<number>[], heads: number, through: AttributionOptions["through"]): number[] {
  const size = pooling.length;
  let reached = Array.from(pooling);
  for (const layer of (through === "last" ? layers.slice(-1) : layers).toReversed()) {
    const next = through === "last" ? reached.map(() => 0) : reached.map((weight) => weight / 2);
    const share = (through === "last" ? 1 : 0.5) / heads;
    for (let head = 0; head < heads; head++) {
      for (let query = 0; query < size; query++) {
        const weight = reached[query]! * share;
        if (weight === 0) continue;
        const row = (head * size + query) * size;
        for (let key = 0; key < size; key++) next[key]! += weight * layer[row + key]!;
      }
    }
    reached = next;
  }
  return reached;
}

/** Where the network looks, on its words. */
export const attention: AttributionMethod = {
  name: "attention",
  isSigned: false,
  async scores({ tf, network }, texts, { place, through }, turn) {
    const all: number[][] = [];
    for (let start = 0; start < texts.length; start += rowsAtOnce) {
      const some = texts.slice(start, start + rowsAtOnce);
      const pass = tf.tidy(() => {
        const { attentionWeights, selfAttention = [], poolingWeights } = network.model.forward(idsTensor(tf, network, some.map(({ ids }) => ids)), { training: false, dropoutSeed: 1 });
        return { ...(attentionWeights ? { attentionWeights } : {}), ...(poolingWeights ? { poolingWeights } : {}), selfAttention: [...selfAttention] };
      }) as Pick<ForwardPass, "attentionWeights" | "poolingWeights"> & Required<Pick<ForwardPass, "selfAttention">>;
      const tensors = [pass.attentionWeights, pass.poolingWeights, ...pass.selfAttention].filter((tensor) => tensor !== undefined);
      try {
        if (!pass.attentionWeights) return undefined;
        const positions = pass.attentionWeights.shape[1];
        const [weights, pooling, ...layers] = await Promise.all([pass.attentionWeights.data(), pass.poolingWeights?.data(), ...pass.selfAttention.map((layer) => layer.data())]);
        const heads = pass.selfAttention[0]?.shape[1] ?? 0;
        some.forEach(({ tokens }, row) => {
          const own = (numbers: ArrayLike<number>, size: number): ArrayLike<number> => Array.prototype.slice.call(numbers, row * size, (row + 1) * size) as number[];
          const reached = pooling ? followBack(own(pooling, positions), layers.map((layer) => own(layer!, heads * positions * positions)), heads, through) : own(weights!, positions);
          all.push(weightsOfWords(reached, network.model.receptiveField, tokens.length, place));
        });
      } finally {
        tf.dispose(tensors);
      }
      await turn();
    }
    return all;
  },
};
