/** A seeded source of randomness; the only one in the product. The same seed gives the same numbers everywhere. */
export interface Random {
  /** Even in [0, 1), 32 bits. */
  next(): number;
  /** Whole and even in [0, below). @throws RangeError when `below` is not a whole number from 1 to 2³² */
  integer(below: number): number;
  /** Even in [low, high). */
  uniform(low: number, high: number): number;
  /** Mean 0, standard deviation 1 (Box–Muller). */
  normal(): number;
  /** One of `items`. */
  pick<T>(items: readonly T[]): T;
  /** `items` in a new order (Fisher–Yates); the argument is left alone. */
  shuffled<T>(items: readonly T[]): T[];
  /** 0 … count − 1 in random order. */
  permutation(count: number): Int32Array;
}

/** The generator mulberry32 over a seed mixed by murmur3's finaliser, so that neighbouring seeds share nothing. @param seed any whole number; taken modulo 2³² */
export function seededRandom(seed: number): Random {
  let state = mix(seed >>> 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (below: number): number => {
    if (!Number.isInteger(below) || below < 1 || below > 4294967296) throw new RangeError(`integer(below): expected a whole number from 1 to 4294967296, received ${below}`);
    return Math.floor(next() * below);
  };
  const permutation = (count: number): Int32Array => {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = integer(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  };
  return {
    next,
    integer,
    uniform: (low, high) => low + next() * (high - low),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => {
      if (items.length === 0) throw new RangeError("pick: there is nothing to pick from");
      return items[integer(items.length)]!;
    },
    shuffled: (items) => Array.from(permutation(items.length), (i) => items[i]!),
    permutation,
  };
}

/** A seed of its own for each use of one seed: seedFor(7, "dropout", 12) is fixed and independent of seedFor(7, "shuffle", 12). @returns uint32 */
export function seedFor(seed: number, ...uses: readonly (string | number)[]): number {
  let hash = mix(seed >>> 0);
  for (const use of uses) hash = mix(hash ^ fnv1a(String(use)));
  return hash >>> 0;
}

/** FNV-1a, 32 bits, of the UTF-8 bytes. @returns uint32 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. @returns uint32 */
export function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
