import type { BagOfWordsValues } from "./hyperparameters.js";

/** Texts as sparse rows of length 1: the words of row r, by id, and their weights lie from `starts[r]` to before `starts[r + 1]`. */
export interface WeightedWords {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly weights: Float64Array;
  /** What a word is multiplied by, by its id; 0 for padding and unknown. float32 [vocabularySize] */
  readonly rarity: Float32Array;
}

/**
 * TF-IDF as scikit-learn's TfidfVectorizer computes it: tf · (1 + ln((1 + N) / (1 + N_w))), each row then brought to length 1, where tf is the count n
 * or, sublinear, 1 + ln n. Words that the vocabulary does not hold count nothing.
 * @param ids int32 [count, length]
 */
export function weighWords(ids: Int32Array, count: number, vocabularySize: number, { sublinear, rareWordsCountMore }: Pick<BagOfWordsValues, "sublinear" | "rareWordsCountMore">): WeightedWords {
  const length = ids.length / count;
  const rows: Map<number, number>[] = [];
  const documents = new Float64Array(vocabularySize);
  for (let row = 0; row < count; row++) {
    const counts = new Map<number, number>();
    for (let i = row * length; i < (row + 1) * length; i++) if (ids[i]! > 1) counts.set(ids[i]!, (counts.get(ids[i]!) ?? 0) + 1);
    for (const id of counts.keys()) documents[id]!++;
    rows.push(counts);
  }
  const rarity = Float32Array.from(documents, (texts, id) => (id < 2 ? 0 : rareWordsCountMore ? 1 + Math.log((1 + count) / (1 + texts)) : 1));
  const size = rows.reduce((sum, counts) => sum + counts.size, 0);
  const words = { starts: new Int32Array(count + 1), ids: new Int32Array(size), weights: new Float64Array(size), rarity };
  let at = 0;
  rows.forEach((counts, row) => {
    let squares = 0;
    for (const [id, times] of counts) {
      const weight = (sublinear ? 1 + Math.log(times) : times) * rarity[id]!;
      words.ids[at] = id;
      words.weights[at++] = weight;
      squares += weight * weight;
    }
    const norm = Math.sqrt(squares);
    for (let i = words.starts[row]!; i < at; i++) words.weights[i]! /= norm;
    words.starts[row + 1] = at;
  });
  return words;
}
