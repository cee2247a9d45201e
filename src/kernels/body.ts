import type { Engine } from "./engine.js";

/** One share of a piece of work: the `index`th of `count`, from 0. */
export interface Part { readonly index: number; readonly count: number }

/**
 * Work on memory that threads can share out: pointers and sizes in, no tensor.
 * The parts write to different places and may run at once or in any order, in any thread; how many there are may change the last bits, nothing else does.
 */
export interface Body<K extends string = string> {
  readonly name: string;
  /** Names of its numbers, in the order in which they are handed over. */
  readonly takes: readonly K[];
  run(engine: Engine, numbers: Readonly<Record<K, number>>, part: Part): void;
}

export const defineBody = <const K extends string>(name: string, takes: readonly K[], run: Body<K>["run"]): Body<K> => ({ name, takes, run });

/** The part's share of `total` things, from the first up to but not including the end. @param step things that stay together */
export function shareOf(total: number, { index, count }: Part, step = 1): readonly [first: number, end: number] {
  const groups = Math.ceil(total / step);
  const at = (i: number): number => Math.min(total, Math.floor((groups * i) / count) * step);
  return [at(index), at(index + 1)];
}
