import { paddingId, unknownId, type Vocabulary } from "../../../data/vocabulary.js";

/** A run of tokens that moves a filter. */
export interface Ngram {
  /** As the network reads them: null stands for any token that it does not know. */
  readonly tokens: readonly (string | null)[];
  readonly activation: number;
  /** Times that it stands in the texts. */
  readonly count: number;
  /** What each token adds to the activation before the filter's bias; empty where several convolutions lie between. */
  readonly slots: readonly number[];
}

/** What each token of a window adds to a filter. @param ids of the window; padding outside the text is 0 */
export type SlotValues = (ids: readonly number[]) => readonly number[];

interface Candidate { readonly ids: readonly number[]; readonly activation: number; count: number }

/** Keeps the strongest n-grams of one filter out of any number, each once. */
export class NgramTally {
  readonly #field: { readonly first: number; readonly last: number };
  readonly #top: number;
  #kept = new Map<string, Candidate>();
  /** What is weaker can no longer be among the strongest. */
  #floor = 0;

  constructor(field: { readonly first: number; readonly last: number }, top: number) {
    this.#field = field;
    this.#top = top;
  }

  /** @param text ids of all its tokens, padding after them */
  add(text: Int32Array, position: number, activation: number): void {
    if (activation < this.#floor) return;
    const { first, last } = this.#field;
    const ids = Array.from({ length: last - first + 1 }, (_, i) => text[position + first + i] ?? paddingId);
    // A window of padding alone says nothing of a text.
    if (ids.every((id) => id === paddingId)) return;
    const key = ids.join();
    const found = this.#kept.get(key);
    if (found) found.count++;
    else this.#kept.set(key, { ids, activation, count: 1 });
    if (this.#kept.size > this.#top * 8 + 64) this.#prune();
  }

  #prune(): void {
    const kept = [...this.#kept].sort(([, a], [, b]) => b.activation - a.activation).slice(0, this.#top * 4);
    this.#kept = new Map(kept);
    this.#floor = kept.at(-1)![1].activation;
  }

  strongest(vocabulary: Vocabulary, slots: SlotValues | undefined): readonly Ngram[] {
    return [...this.#kept.values()].sort((a, b) => b.activation - a.activation).slice(0, this.#top).map(({ ids, activation, count }) => {
      const inText = ids.map((id) => id !== paddingId);
      const values = slots?.(ids) ?? [];
      return {
        tokens: ids.filter((_, i) => inText[i]).map((id) => (id === unknownId ? null : vocabulary.tokens[id]!)),
        activation, count,
        slots: values.filter((_, i) => inText[i]),
      };
    });
  }
}
