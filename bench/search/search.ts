import type { Observation } from "../../src/search/observation.js";
import type { Sampler } from "../../src/search/samplers/sampler.js";
import type { TestFunction } from "./functions.js";

/** The best value so far after each of some trials. */
export function bestSoFar({ space, at }: Pick<TestFunction, "space" | "at">, sampler: Sampler, trials: number, seed: number): readonly number[] {
  const observations: Observation[] = [];
  const best: number[] = [];
  for (let index = 0; index < trials; index++) {
    const point = sampler.next({ space, seed, index, observations });
    if (!point) break;
    const value = at(point);
    observations.push({ point, value, share: 1 });
    best.push(Math.min(value, best.at(-1) ?? Infinity));
  }
  return best;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
