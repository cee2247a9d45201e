import { unknownId } from "../../data/vocabulary.js";
import type { Analysis } from "./analysis.js";
import { readTable } from "./embeddings.js";

export interface Neighbours {
  readonly word: string;
  /** Whether the vocabulary holds the word; without it there are no neighbours. */
  readonly known: boolean;
  /** Other words of the whole vocabulary by the cosine of their vectors with the word's, largest first. */
  readonly nearest: readonly { readonly word: string; readonly cosine: number }[];
}

export interface NeighboursInput extends Readonly<Record<string, unknown>> { readonly word: string; readonly count: number }

/** The words that point the same way as one word. */
export const neighbours: Analysis<NeighboursInput, Neighbours> = {
  wrong: ({ word, count }) =>
    typeof word !== "string" ? "word: a text" : !(Number.isInteger(count) && (count as number) >= 1 && (count as number) <= 100) ? "count: a whole number from 1 to 100" : undefined,
  async run({ network }, { word, count }) {
    const { table, size } = await readTable(network);
    const { idOf, tokens } = network.vocabulary;
    const id = idOf(word);
    if (id === unknownId) return { word, known: false, nearest: [] };
    const own = table.subarray(id * size, (id + 1) * size);
    const cosineWith = (other: number): number => {
      let [ab, aa, bb] = [0, 0, 0];
      for (let c = 0; c < size; c++) {
        const [a, b] = [own[c]!, table[other * size + c]!];
        ab += a * b; aa += a * a; bb += b * b;
      }
      return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    };
    const nearest = tokens.map((token, other) => ({ word: token, other })).filter(({ other }) => other > unknownId && other !== id)
      .map(({ word: token, other }) => ({ word: token, cosine: cosineWith(other) })).sort((a, b) => b.cosine - a.cosine).slice(0, count);
    return { word, known: true, nearest };
  },
};
