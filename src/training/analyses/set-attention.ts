import { attendedText, answersWith } from "../explain/other-attention.js";
import type { Analysis } from "./analysis.js";

/** The answer with the network's own attention, and with the one given. */
export interface AttentionSet { readonly own: readonly number[]; readonly given: readonly number[] }

/** What the network answers when it has to look where it is told. Weights are relative; together they get what the text had. */
export const setAttention: Analysis<{ readonly text: string; readonly weights: readonly number[] }, AttentionSet> = {
  wrong: ({ text, weights }) => (typeof text !== "string" ? "text: a string"
    : !Array.isArray(weights) || weights.length === 0 || !weights.every((weight) => Number.isFinite(weight) && weight >= 0) ? "weights: numbers of 0 or more" : undefined),
  async run({ tf, network }, { text, weights }) {
    const attended = await attendedText(tf, network, text);
    if (weights.length !== attended.positions) throw new TypeError(`setAttention: expected ${attended.positions} weights, received ${weights.length}`);
    const [given] = await answersWith(tf, network, attended, [weights]);
    return { own: attended.probabilities, given: given! };
  },
};
