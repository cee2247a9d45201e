/** Plain data that a setting can hold, as JavaScript writes it. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [name: string]: Literal };

/** A literal and where its parts stand in the source. */
export interface LiteralNode {
  readonly value: Literal;
  readonly start: number;
  readonly end: number;
  /** Of an array. */
  readonly items?: readonly LiteralNode[];
  /** Of an object, in the order written. */
  readonly entries?: readonly LiteralEntry[];
}
export interface LiteralEntry {
  readonly name: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly node: LiteralNode;
}

/** Whether two values are the same data; -0 and 0 differ, and so do an absent setting and an undefined one. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameData((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
