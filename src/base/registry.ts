/** Things by name, in the order listed. A name listed twice throws at load; an unknown name can be answered with the nearest one. */
export interface Registry<T extends { readonly name: string }> extends Iterable<T> {
  readonly names: readonly string[];
  get(name: string): T | undefined;
  /** The listed name most like `name`, for "did you mean …?"; undefined when none is near. */
  nearest(name: string): string | undefined;
}

export function registry<T extends { readonly name: string }>(what: string, items: readonly T[]): Registry<T> {
  const byName = new Map<string, T>();
  for (const item of items) {
    if (byName.has(item.name)) throw new Error(`${what}: "${item.name}" is listed twice`);
    byName.set(item.name, item);
  }
  return {
    names: [...byName.keys()],
    get: (name) => byName.get(name),
    nearest: (name) => nearestName(name, [...byName.keys()]),
    [Symbol.iterator]: () => byName.values(),
  };
}

/** The candidate within a third of its length in edits (Levenshtein), or undefined. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least && edits <= Math.max(1, Math.ceil(candidate.length / 3))) [best, least] = [candidate, edits];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
