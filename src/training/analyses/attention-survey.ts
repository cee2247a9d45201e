import { attendTo } from "../inspect.js";
import { predictedClass } from "../metrics.js";
import type { Analysis } from "./analysis.js";

/** The attention of one held-out text. */
export interface SurveyedText {
  /** Index into the data's examples. */
  readonly example: number;
  readonly label: number;
  readonly answer: number;
  /** Probability of the answer. */
  readonly probability: number;
  /** Positions over which the attention is as if spread evenly: e to its entropy in nats. */
  readonly spread: number;
  /** The largest weight, and the word that it stands at. */
  readonly peak: number;
  readonly word: string;
}
export interface AttentionSurvey {
  readonly epoch: number;
  readonly texts: readonly SurveyedText[];
  /** Mean weight of each position by class, [classes][positions]; a text that has ended counts as 0. Empty for a class without texts. */
  readonly byPosition: readonly (readonly number[])[];
}

/** Positions told apart; later ones are left out of `byPosition`. */
const mostPositions = 64;
const textsAtOnce = 64;

/** Where the network looks in every held-out text: validation, then test. No texts where it has no attention. */
export const attentionSurvey: Analysis<Readonly<Record<string, never>>, AttentionSurvey> = {
  wrong: () => undefined,
  async run({ tf, network, prepared, moment }, _input, job) {
    const { split, tokens, examples } = prepared;
    const held = [...split.validation, ...split.test].filter((index) => tokens[index]!.length > 0);
    const texts: SurveyedText[] = [];
    const sums = prepared.classes.map(() => ({ count: 0, weights: Array.from({ length: mostPositions }, () => 0) }));
    let longest = 0;
    for (let start = 0; start < held.length; start += textsAtOnce) {
      const some = held.slice(start, start + textsAtOnce);
      const seen = await attendTo(tf, network, some.map((index) => tokens[index]!), moment);
      seen.forEach(({ attentionWeights, tokens: words, probabilities }, i) => {
        if (attentionWeights.length === 0) return;
        const { label } = examples[some[i]!]!;
        // As the network decides: the second of two classes only above one half.
        const answer = probabilities.length === 2 ? Number(probabilities[1]! > 0.5) : predictedClass(probabilities);
        const at = attentionWeights.indexOf(Math.max(...attentionWeights));
        texts.push({ example: some[i]!, label, answer, probability: probabilities[answer]!, spread: spreadOver(attentionWeights), peak: attentionWeights[at]!, word: words[at] ?? "" });
        const own = sums[label]!;
        own.count++;
        attentionWeights.slice(0, mostPositions).forEach((weight, position) => { own.weights[position]! += weight; });
        longest = Math.max(longest, Math.min(mostPositions, attentionWeights.length));
      });
      job.progress(Math.min(1, (start + textsAtOnce) / held.length));
      await job.turn();
    }
    return { epoch: moment.epoch, texts, byPosition: sums.map(({ count, weights }) => (count === 0 ? [] : weights.slice(0, longest).map((sum) => sum / count))) };
  },
};

function spreadOver(weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.exp(-weights.reduce((all, weight) => (weight > 0 ? all + (weight / sum) * Math.log(weight / sum) : all), 0));
}
