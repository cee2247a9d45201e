import type { AttributionOptions, MethodName } from "../explain/method.js";
import { methods } from "../explain/methods.js";
import { wrongOptions } from "../explain/options.js";
import { tausOf, type WordScores } from "../explain/ranks.js";
import { readTexts } from "../explain/texts.js";
import type { Analysis } from "./analysis.js";

/** How alike the methods rank the words of many texts. */
export interface Agreement {
  readonly pairs: readonly {
    readonly a: MethodName;
    readonly b: MethodName;
    /** Kendall's τ-b of each text for which there is one: a text of one word, or of words that all count alike, has none. */
    readonly taus: Float64Array;
  }[];
  readonly texts: number;
}

/** Texts explained between two reports. */
const textsAtOnce = 8;

/** Kendall's τ between every pair of methods, for every held-out text: validation, then test. */
export const agreement: Analysis<AttributionOptions, Agreement> = {
  wrong: wrongOptions,
  async run(subject, options, job) {
    const { tf, network, prepared: { split, tokens } } = subject;
    const examples = [...split.validation, ...split.test].filter((index) => tokens[index]!.length > 0);
    const byPair = new Map<string, { readonly a: MethodName; readonly b: MethodName; readonly taus: number[] }>();
    for (let start = 0; start < examples.length; start += textsAtOnce) {
      const texts = await readTexts(tf, network, examples.slice(start, start + textsAtOnce).map((index) => tokens[index]!));
      const found: { readonly name: MethodName; readonly isSigned: boolean; readonly all: readonly (readonly number[])[] }[] = [];
      for (const method of methods) {
        const all = await method.scores(subject, texts, options, () => job.turn());
        if (all) found.push({ name: method.name, isSigned: method.isSigned, all });
      }
      texts.forEach((_, row) => {
        for (const { a, b, tau } of tausOf(found.map(({ name, isSigned, all }): WordScores => ({ name, isSigned, scores: all[row]! })))) {
          const pair = byPair.get(`${a} ${b}`) ?? { a, b, taus: [] };
          byPair.set(`${a} ${b}`, pair);
          if (!Number.isNaN(tau)) pair.taus.push(tau);
        }
      });
      job.progress(Math.min(1, (start + textsAtOnce) / examples.length));
      await job.turn();
    }
    return { texts: examples.length, pairs: [...byPair.values()].map(({ a, b, taus }) => ({ a, b, taus: Float64Array.from(taus) })) };
  },
};
