import { seededRandom, seedFor } from "../../base/random.js";
import { answersWith, attendedText, totalVariation } from "../explain/other-attention.js";
import type { Analysis } from "./analysis.js";

export interface PermutedAttention {
  /** Probabilities with the network's own attention. */
  readonly own: readonly number[];
  /** The class that it answers, and the probability of that class after each shuffle. */
  readonly answered: number;
  readonly probabilities: Float64Array;
  /** How far each answer is from the own one, in [0, 1]; for two classes |Δp|. */
  readonly distances: Float64Array;
}

export const mostShuffles = 1000;

/** The same weights on other positions, many times over (Jain & Wallace 2019, arXiv:1902.10186, §4.2.1). */
export const permuteAttention: Analysis<{ readonly text: string; readonly count: number; readonly seed: number }, PermutedAttention> = {
  wrong: ({ text, count, seed }) => (typeof text !== "string" ? "text: a string"
    : !Number.isInteger(count) || Number(count) < 1 || Number(count) > mostShuffles ? `count: a whole number from 1 to ${mostShuffles}`
    : !Number.isInteger(seed) ? "seed: a whole number" : undefined),
  async run({ tf, network }, { text, count, seed }, job) {
    const attended = await attendedText(tf, network, text);
    const weights = Array.from(attended.own.subarray(0, attended.positions));
    const shuffles = Array.from({ length: count }, (_, i) => seededRandom(seedFor(seed, "shuffle", i)).shuffled(weights));
    let done = 0;
    const answers = await answersWith(tf, network, attended, shuffles, () => {
      done += 32;
      job.progress(Math.min(1, done / count));
      return job.turn();
    });
    const own = attended.probabilities;
    const answered = own.indexOf(Math.max(...own));
    return { own, answered, probabilities: Float64Array.from(answers, (answer) => answer[answered]!), distances: Float64Array.from(answers, (answer) => totalVariation(own, answer)) };
  },
};
