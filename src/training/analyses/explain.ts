import { attendTo, wordsOf } from "../inspect.js";
import { integratedGradientsOf, type IntegratedGradients } from "../explain/integrated-gradients.js";
import type { AttributionOptions } from "../explain/method.js";
import { methods } from "../explain/methods.js";
import { wrongOptions } from "../explain/options.js";
import { tausOf, type PairTau, type WordScores } from "../explain/ranks.js";
import { readTexts } from "../explain/texts.js";
import { logOddsOf } from "../explain/log-odds.js";
import type { AttentionSnapshot } from "../run.js";
import type { Analysis } from "./analysis.js";

/** One text explained by every method that this network allows. */
export interface Explanation {
  readonly snapshot: AttentionSnapshot;
  /** Class whose log-odds are explained, and what they are. */
  readonly target: number;
  readonly logOdds: number;
  /** Those that this network allows, in the order of `methodNames`. */
  readonly methods: readonly WordScores[];
  readonly taus: readonly PairTau[];
  /** Steps of integrated gradients, and how nearly they sum to the change that they explain; absent without an embedding. */
  readonly integrated?: Pick<IntegratedGradients, "change" | "sum"> & { readonly steps: number };
  /** Whether other attention weights can be put in the place of the network's own. */
  readonly takesAttentionWeights: boolean;
  /** Whether the words had read each other before they were attended to, so that attention was followed back through the layers. */
  readonly isFollowedBack: boolean;
}

export const explain: Analysis<AttributionOptions & { readonly text: string }, Explanation> = {
  wrong: (input) => (typeof input["text"] === "string" ? wrongOptions(input) : "text: a string"),
  async run(subject, { text: sentence, ...options }, job) {
    const { tf, network, moment } = subject;
    const tokens = wordsOf(network, sentence);
    const [text] = await readTexts(tf, network, [tokens]);
    const [snapshot] = await attendTo(tf, network, [tokens], moment);
    const found: WordScores[] = [];
    let integrated: Explanation["integrated"];
    for (const [done, method] of methods.entries()) {
      job.progress(done / methods.length);
      const { name, isSigned } = method;
      // Integrated gradients also say how far they fall short.
      const whole = name === "integrated" ? await integratedGradientsOf(tf, network, text!, options.steps, () => job.turn()) : undefined;
      if (whole) integrated = { steps: options.steps, change: whole.change, sum: whole.sum };
      const scores = whole ? [whole.scores] : name === "integrated" ? undefined : await method.scores(subject, [text!], options, () => job.turn());
      if (scores) found.push({ name, isSigned, scores: scores[0]! });
    }
    job.progress(1);
    return {
      snapshot: snapshot!, target: text!.target, logOdds: logOddsOf(text!.logits, text!.target), methods: found, taus: tausOf(found), ...(integrated ? { integrated } : {}),
      takesAttentionWeights: network.model.takesAttentionWeights ?? false, isFollowedBack: network.model.isContextual ?? false,
    };
  },
};
