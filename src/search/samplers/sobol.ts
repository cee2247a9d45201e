import { seedFor } from "../../base/random.js";
import { pointOf, valueAt } from "../space.js";
import type { Sampler } from "./sampler.js";
import { directions } from "./sobol-directions.js";

/** Dimensions that there are direction numbers for. */
export const mostSobolDimensions = directions.length + 1;
const bits = 32;

/** 32 direction numbers of a dimension, from 0, as fractions of 2³². */
function numbersOf(dimension: number): Uint32Array {
  const numbers = new Uint32Array(bits);
  if (dimension === 0) return numbers.map((_, i) => 2 ** (bits - 1 - i));
  const [coefficients, ...first] = directions[dimension - 1]!;
  const degree = first.length;
  first.forEach((m, i) => { numbers[i] = m * 2 ** (bits - 1 - i); });
  for (let i = degree; i < bits; i++) {
    let number = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((coefficients >>> (degree - 1 - k)) & 1) number ^= numbers[i - k]!;
    numbers[i] = number;
  }
  return numbers;
}
const known: Uint32Array[] = [];

/** One coordinate of the Sobol sequence as a fraction of 2³², in the order of Gray codes (Antonov & Saleev 1979). @param index from 0; the first point is 0 */
export function sobolInteger(index: number, dimension: number): number {
  const numbers = (known[dimension] ??= numbersOf(dimension));
  let [gray, result] = [index ^ (index >>> 1), 0];
  for (let i = 0; gray !== 0; i++, gray >>>= 1) if (gray & 1) result ^= numbers[i]!;
  return result >>> 0;
}
export const sobolUnit = (index: number, dimension: number): number => sobolInteger(index, dimension) / 2 ** 32;

/** Fills the space evenly, each trial in the widest gap that is left (Sobol 1967), moved by a shift of its bits that the seed gives. */
export const sobol: Sampler = {
  name: "sobol",
  next: ({ space, seed, index }) => {
    const units = new Map(space.dimensions.map((dimension, d) => [dimension, (((sobolInteger(index, d % mostSobolDimensions) ^ seedFor(seed, "sobol", d)) >>> 0) + 0.5) / 2 ** 32]));
    return pointOf(space, (dimension) => valueAt(dimension, units.get(dimension)!));
  },
};
