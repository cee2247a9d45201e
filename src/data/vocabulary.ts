import type { PreparedData } from "./dataset.js";

/** Filler after the end of a text. */
export const paddingId = 0;
/** Any token that the vocabulary does not hold. */
export const unknownId = 1;

/** The tokens that have a row of their own in the embedding. */
export interface Vocabulary {
  /** Rows of the embedding: the tokens held, padding and unknown. */
  readonly size: number;
  /** Token by id; the first two stand for padding and unknown, and no text can yield them. */
  readonly tokens: readonly string[];
  /** `unknownId` when it is not held. */
  idOf(token: string): number;
  /** One id a token: nothing is cut and nothing is added. */
  encode(tokens: readonly string[]): Int32Array;
  decode(ids: Iterable<number>): string[];
}

/**
 * The most frequent tokens of the training rows, with ids from 2 on.
 * @param prepared most frequent first
 * @param size     rows at most, padding and unknown included; ≥ 2
 */
export function buildVocabulary(prepared: Pick<PreparedData["vocabulary"], "tokens">, size: number): Vocabulary {
  if (!Number.isInteger(size) || size < 2) throw new RangeError(`buildVocabulary(size): expected a whole number from 2, received ${size}`);
  const tokens = ["[padding]", "[unknown]", ...prepared.tokens.slice(0, size - 2)];
  // A Map, so that "constructor" and "__proto__" are words like any other.
  const ids = new Map(tokens.slice(2).map((token, index) => [token, index + 2]));
  const idOf = (token: string): number => ids.get(token) ?? unknownId;
  return {
    size: tokens.length,
    tokens,
    idOf,
    encode: (texts) => Int32Array.from(texts, idOf),
    decode: (given) => Array.from(given, (id) => {
      const token = tokens[id];
      if (token === undefined) throw new RangeError(`decode: expected ids from 0 to ${tokens.length - 1}, received ${id}`);
      return token;
    }),
  };
}

/** Distinct tokens with their counts, most frequent first, ties by code point: the same rows give the same ids everywhere. */
export function countTokens(rows: Iterable<readonly string[]>): PreparedData["vocabulary"] {
  const counts = new Map<string, number>();
  for (const tokens of rows) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || byCodePoint(a, b));
  return { tokens: sorted.map(([token]) => token), counts: sorted.map(([, count]) => count) };
}

/** `<` compares UTF-16 units, which puts an emoji before "ﬁ"; Python and SQLite compare code points. */
function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return codePointAround(a, i) - codePointAround(b, i);
  }
  return a.length - b.length;
}
/** The code point that the unit at `i` begins, or ends when the one before began it. */
const codePointAround = (text: string, i: number): number =>
  text.codePointAt(isLowSurrogate(text.charCodeAt(i)) && i > 0 ? i - 1 : i)!;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
