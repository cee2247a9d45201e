/** The distinct ids of a batch, and where each of them occurs. */
export interface UniqueTokens {
  /** In order of first appearance. */
  readonly ids: Int32Array;
  /** For every token of the batch, the place of its id in `ids`. */
  readonly places: Int32Array;
  /** The occurrences of ids[u] are `occurrences[starts[u] … starts[u + 1] − 1]`, in order. */
  readonly starts: Int32Array;
  readonly occurrences: Int32Array;
}

/** The same of texts that may end in a tail: one token again and again, such as padding. Of a tail only the first token is counted and has its place. */
export interface TextTokens extends UniqueTokens {
  /** Tokens of each text before its tail; its length where it has none. */
  readonly tails: Int32Array;
  /** How many different ids there are up to each text's end. */
  readonly met: Int32Array;
}
export interface Texts {
  /** Tokens of one text. */
  readonly length: number;
  readonly vocabularySize: number;
  /** Tokens of a tail at least: a shorter run is none. */
  readonly leastTail: number;
}

/** The tokens of a tensor [batch, length], counted once however many kernels of a step ask. @param of what tfjs knows its numbers by, which never change; they are read where nobody asked before */
export function textTokensOf(of: object, tokens: () => Int32Array, texts: Texts): TextTokens {
  const known = counted.get(of);
  if (known && (["length", "vocabularySize", "leastTail"] as const).every((key) => known.texts[key] === texts[key])) return known.tokens;
  const found = textTokens(tokens(), texts);
  counted.set(of, { texts, tokens: found });
  return found;
}
const counted = new WeakMap<object, { readonly texts: Texts; readonly tokens: TextTokens }>();

/** @throws Error for an id outside [0, vocabularySize) */
export function textTokens(tokens: Int32Array, { length, vocabularySize, leastTail }: Texts): TextTokens {
  const tails = new Int32Array(tokens.length / length);
  for (let text = 0; text < tails.length; text++) {
    const last = tokens[(text + 1) * length - 1];
    let tail = length - 1;
    while (tail > 0 && tokens[text * length + tail - 1] === last) tail--;
    tails[text] = length - tail >= leastTail ? tail : length;
  }
  const met = new Int32Array(tails.length);
  return { ...count(tokens, length, (text) => tails[text]! + 1, vocabularySize, met), tails, met };
}

/** By counting; time grows with the tokens, not with the vocabulary. @throws Error for an id outside [0, vocabularySize) */
export const uniqueTokens = (tokens: Int32Array, vocabularySize: number): UniqueTokens => count(tokens, tokens.length, () => tokens.length, vocabularySize);

/** @param shown how many tokens of a text count, if it has so many @param met to be filled */
function count(tokens: Int32Array, length: number, shown: (text: number) => number, vocabularySize: number, met?: Int32Array): UniqueTokens {
  if (seen.length < vocabularySize) seen = new Int32Array(vocabularySize);
  const known = seen;
  const found = new Int32Array(Math.min(tokens.length, vocabularySize));
  const places = new Int32Array(tokens.length);
  // Counts of place u at u + 2; after the sums, where place u begins at u + 1, which moves to where it ends as it is filled.
  const starts = new Int32Array(found.length + 2);
  let [different, all] = [0, 0];
  // `seen` holds place + 1, so that zeros mean nothing seen; it is zero again at the end, whatever happens.
  try {
    for (let first = 0; first < tokens.length; first += length) {
      const end = first + Math.min(length, shown(first / length));
      all += end - first;
      for (let i = first; i < end; i++) {
        const id = tokens[i]!;
        if (id < 0 || id >= vocabularySize) throw new Error(`the token id ${id} is not in [0, ${vocabularySize - 1}]`);
        let place = known[id]!;
        if (place === 0) {
          found[different] = id;
          place = known[id] = ++different;
        }
        places[i] = place - 1;
        starts[place + 1]!++;
      }
      if (met) met[first / length] = different;
    }
  } finally {
    for (let u = 0; u < different; u++) known[found[u]!] = 0;
  }
  for (let u = 2; u <= different + 1; u++) starts[u]! += starts[u - 1]!;
  const occurrences = new Int32Array(all);
  for (let first = 0; first < tokens.length; first += length) {
    const end = first + Math.min(length, shown(first / length));
    for (let i = first; i < end; i++) occurrences[starts[places[i]! + 1]!++] = i;
  }
  return { ids: found.subarray(0, different), places, starts: starts.subarray(0, different + 1), occurrences };
}
let seen = new Int32Array(0);
