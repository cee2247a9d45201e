import type { Random } from "../../base/random.js";
import type { FieldValue } from "../../hyperparameters/field.js";
import { cellOf, unitOf, valueAt, type Dimension, type Point } from "../space.js";
import { normalBelow, normalDensity } from "./normal.js";

/** The part of a kernel that lies along one dimension. */
type Part = { readonly mean: number; readonly deviation: number; readonly inside: number } | { readonly shares: readonly number[] };

/** Weights of observations, oldest first: the last 25 count in full, older ones less the older they are. */
export const weightsOf = (count: number): readonly number[] => {
  const old = Math.max(0, count - 25);
  return Array.from({ length: count }, (_, i) => (count < 25 || i >= old ? 1 : old === 1 ? 1 / count : 1 / count + (i / (old - 1)) * (1 - 1 / count)));
};

/**
 * How often points of a kind come up: one kernel for each of them and a broad one for all that is not known yet
 * (Bergstra et al. 2011, NeurIPS 24; bandwidths and weights as in Optuna's TPESampler).
 */
export class Parzen {
  readonly #dimensions: readonly Dimension[];
  readonly #weights: readonly number[];
  /** By kernel, then by dimension; the last kernel is the broad one. */
  readonly #kernels: readonly (readonly Part[])[];

  /** @param points oldest first, each with a value for every dimension */
  constructor(dimensions: readonly Dimension[], points: readonly Point[]) {
    this.#dimensions = dimensions;
    const weights = [...weightsOf(points.length), 1];
    const sum = weights.reduce((a, b) => a + b, 0);
    this.#weights = weights.map((weight) => weight / sum);
    const columns = dimensions.map((dimension) => partsOf(dimension, points.map((point) => point[dimension.name]!)));
    this.#kernels = weights.map((_, k) => columns.map((parts) => parts[k]!));
  }

  draw(random: Random): Record<string, FieldValue> {
    const parts = this.#kernels[pickShare(this.#weights, random)]!;
    return Object.fromEntries(this.#dimensions.map((dimension, d) => [dimension.name, drawFrom(dimension, parts[d]!, random)]));
  }

  /** Logarithm of the density at a point; of the probability where a dimension has whole numbers or options. */
  logDensity(point: Point): number {
    let density = 0;
    this.#kernels.forEach((parts, k) => {
      density += parts.reduce((product, part, d) => product * densityOf(this.#dimensions[d]!, part, point[this.#dimensions[d]!.name]!), this.#weights[k]!);
    });
    return Math.log(density);
  }
}

function partsOf(dimension: Dimension, values: readonly FieldValue[]): readonly Part[] {
  const kernels = values.length + 1;
  if (dimension.kind === "choice") {
    const even = 1 / kernels;
    const options = dimension.options.length;
    const shares = (own: number): readonly number[] => dimension.options.map((_, i) => (even + (i === own ? 1 : 0)) / (1 + even * options));
    return [...values.map((value) => ({ shares: shares(dimension.options.indexOf(value)) })), { shares: dimension.options.map(() => 1 / options) }];
  }
  const means = values.map((value) => unitOf(dimension, value));
  const order = means.map((_, i) => i).toSorted((a, b) => means[a]! - means[b]!);
  const narrowest = 1 / Math.min(100, 1 + kernels);
  const deviations: number[] = [];
  order.forEach((at, rank) => {
    const left = means[order[rank - 1] ?? -1];
    const right = means[order[rank + 1] ?? -1];
    // The distance to the farther neighbour; at the ends of two or more, to the only one.
    const isAlone = left === undefined && right === undefined;
    const wide = isAlone ? Math.max(means[at]!, 1 - means[at]!) : Math.max(left === undefined ? 0 : means[at]! - left, right === undefined ? 0 : right - means[at]!);
    deviations[at] = Math.min(1, Math.max(narrowest, wide));
  });
  const part = (mean: number, deviation: number): Part => ({ mean, deviation, inside: normalBelow(1, mean, deviation) - normalBelow(0, mean, deviation) });
  return [...means.map((mean, i) => part(mean, deviations[i]!)), part(0.5, 1)];
}

function drawFrom(dimension: Dimension, part: Part, random: Random): FieldValue {
  if ("shares" in part) return (dimension as Extract<Dimension, { kind: "choice" }>).options[pickShare(part.shares, random)]!;
  // The mean lies inside, so that at least a third of the draws do.
  for (;;) {
    const unit = part.mean + part.deviation * random.normal();
    if (unit >= 0 && unit <= 1) return valueAt(dimension, unit);
  }
}

function densityOf(dimension: Dimension, part: Part, value: FieldValue): number {
  if ("shares" in part) return part.shares[(dimension as Extract<Dimension, { kind: "choice" }>).options.indexOf(value)]!;
  if (dimension.kind === "number" && dimension.isWhole) {
    const [from, to] = cellOf(dimension, value as number);
    return (normalBelow(to, part.mean, part.deviation) - normalBelow(from, part.mean, part.deviation)) / part.inside;
  }
  return normalDensity(unitOf(dimension, value), part.mean, part.deviation) / part.inside;
}

function pickShare(shares: readonly number[], random: Random): number {
  let left = random.next();
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i]!;
    if (left < 0) return i;
  }
  return shares.length - 1;
}
