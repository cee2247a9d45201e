import { readParameters } from "../../../src/training/network.js";
import type { Network } from "../../../src/training/network.js";

/** A "same" convolution of 3, tanh attention, sum pooling and one logit, in float64 and by loops: another implementation of the same AtNet. */
export interface Float64Network {
  readonly vectorsOf: (ids: ArrayLike<number>) => number[][];
  /** The logit of vectors in place of words; `mask` has 1 where there is a word. @param given weights over positions in place of its own */
  readonly logit: (vectors: readonly (readonly number[])[], mask: readonly number[], given?: readonly number[]) => number;
}

export async function float64Network({ model, values }: Network): Promise<Float64Network> {
  const parameters = await readParameters(model);
  const [size, filters, length] = [Number(values["embeddingSize"]), Number(values["filters"]), Number(values["sequenceLength"])];
  const of = (name: string): Float32Array => parameters[name]!;
  return {
    vectorsOf: (ids) => Array.from(ids, (id) => Array.from(of("embedding/embeddings").subarray(id * size, (id + 1) * size))),
    logit(vectors, mask, given) {
      // A position counts where it sees a word: itself or a neighbour.
      const counts = mask.map((_, t) => [t - 1, t, t + 1].some((i) => mask[i] === 1));
      const features = Array.from({ length }, (_, t) => Array.from({ length: filters }, (_, f) => {
        let sum = of("convolution/bias")[f]!;
        for (let k = 0; k < 3; k++) for (let d = 0; d < size; d++) sum += (vectors[t + k - 1]?.[d] ?? 0) * of("convolution/kernel")[(k * size + d) * filters + f]!;
        return Math.max(0, sum);
      }));
      const scores = features.map((own) => Math.tanh(own.reduce((sum, value, f) => sum + value * of("attention/kernel")[f]!, of("attention/bias")[0]!)));
      const total = scores.reduce((sum, score, t) => sum + (counts[t] ? Math.exp(score) : 0), 0);
      const weights = given ?? scores.map((score, t) => (counts[t] ? Math.exp(score) / total : 0));
      return features.reduce((sum, own, t) => sum + weights[t]! * own.reduce((all, value, f) => all + value * of("output/kernel")[f]!, 0), of("output/bias")[0]!);
    },
  };
}
