import { kendallTau } from "./kendall.js";
import type { MethodName } from "./method.js";

export interface WordScores { readonly name: MethodName; readonly isSigned: boolean; readonly scores: readonly number[] }
export interface PairTau { readonly a: MethodName; readonly b: MethodName; readonly tau: number }

/** How alike each pair of methods ranks the words of one text: by how much, whatever the direction, as Jain & Wallace 2019 (arXiv:1902.10186) compare. */
export function tausOf(all: readonly WordScores[]): readonly PairTau[] {
  const sizes = all.map(({ name, scores }) => ({ name, sizes: scores.map(Math.abs) }));
  return sizes.flatMap((b, j) => sizes.slice(0, j).map((a) => ({ a: a.name, b: b.name, tau: kendallTau(a.sizes, b.sizes) })));
}
