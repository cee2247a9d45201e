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

/** The same of a tensor, counted once however many kernels of a step ask. @param of what tfjs knows its numbers by, which never change; they are read where nobody asked before */
export function uniqueTokensOf(of: object, tokens: () => Int32Array, vocabularySize: number): UniqueTokens {
  const known = counted.get(of);
  if (known?.vocabularySize === vocabularySize) return known.tokens;
  const found = uniqueTokens(tokens(), vocabularySize);
  counted.set(of, { vocabularySize, tokens: found });
  return found;
}
const counted = new WeakMap<object, { readonly vocabularySize: number; readonly tokens: UniqueTokens }>();

/** By counting; time grows with the tokens, not with the vocabulary. @throws Error for an id outside [0, vocabularySize) */
export function uniqueTokens(tokens: Int32Array, vocabularySize: number): UniqueTokens {
  if (seen.length < vocabularySize) seen = new Int32Array(vocabularySize);
  const known = seen;
  const found = new Int32Array(Math.min(tokens.length, vocabularySize));
  const places = new Int32Array(tokens.length);
  // Counts of place u at u + 2; after the sums, where place u begins at u + 1, which moves to where it ends as it is filled.
  const starts = new Int32Array(found.length + 2);
  let count = 0;
  // `seen` holds place + 1, so that zeros mean nothing seen; it is zero again at the end, whatever happens.
  try {
    for (let i = 0; i < tokens.length; i++) {
      const id = tokens[i]!;
      if (id < 0 || id >= vocabularySize) throw new Error(`the token id ${id} is not in [0, ${vocabularySize - 1}]`);
      let place = known[id]!;
      if (place === 0) {
        found[count] = id;
        place = known[id] = ++count;
      }
      places[i] = place - 1;
      starts[place + 1]!++;
    }
  } finally {
    for (let u = 0; u < count; u++) known[found[u]!] = 0;
  }
  for (let u = 2; u <= count + 1; u++) starts[u]! += starts[u - 1]!;
  const occurrences = new Int32Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) occurrences[starts[places[i]! + 1]!++] = i;
  return { ids: found.subarray(0, count), places, starts: starts.subarray(0, count + 1), occurrences };
}
let seen = new Int32Array(0);
