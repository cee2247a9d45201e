import type { Observation } from "../observation.js";
import type { Dimension, Point, Space } from "../space.js";
import { forest, type Tree } from "./forest.js";

/** How much of what happened one dimension by itself accounts for. */
export interface Importance {
  readonly name: string;
  /** Share of the variance over the space, in [0, 1]: mean over the trees. */
  readonly share: number;
  /** Standard deviation over the trees. */
  readonly deviation: number;
}

/** Trees in the forest, as Optuna has them. */
const treeCount = 64;

/** Columns of a dimension: a number has one, options have one each. */
interface Group { readonly name: string; readonly columns: readonly number[] }
type Bounds = readonly (readonly [number, number])[];

/**
 * Functional analysis of variance (Hutter, Hoos & Leyton-Brown 2014, ICML 31): a random forest learns value from settings, and each tree's variance over
 * the whole space is parted into what each dimension does alone. Numbers are taken as they are, not by their logarithm, and options as one column each,
 * as Optuna's FanovaImportanceEvaluator does. Only dimensions without a condition; trials without a result are left out.
 * Yields after each tree, so that a page can draw between them; returns nothing where there is nothing to explain.
 */
export function* fanova(space: Space, observations: readonly Observation[], seed = 0): Generator<undefined, readonly Importance[]> {
  const dimensions = space.dimensions.filter(({ condition }) => condition === undefined);
  const usable = observations.filter(({ value }) => Number.isFinite(value));
  if (usable.length < 2 || dimensions.length === 0) return [];
  const { groups, bounds } = layout(dimensions);
  const rows = usable.map(({ point }) => encode(dimensions, point));
  const fractions: number[][] = groups.map(() => []);
  for (const tree of forest(rows, usable.map(({ value }) => value), treeCount, seed)) {
    const leaves = leavesOf(tree, bounds);
    const total = varianceOf(leaves.map(({ value }) => value), leaves.map(({ box }) => volume(box)));
    if (total > 0) groups.forEach((group, g) => fractions[g]!.push(marginalVariance(leaves, bounds, group.columns) / total));
    yield undefined;
  }
  if (fractions[0]!.length === 0) return [];
  return groups.map(({ name }, g) => {
    const own = fractions[g]!;
    const share = own.reduce((a, b) => a + b, 0) / own.length;
    return { name, share, deviation: Math.sqrt(own.reduce((sum, one) => sum + (one - share) ** 2, 0) / own.length) };
  });
}

function layout(dimensions: readonly Dimension[]): { readonly groups: readonly Group[]; readonly bounds: Bounds } {
  const bounds: (readonly [number, number])[] = [];
  const groups = dimensions.map((dimension): Group => {
    const first = bounds.length;
    if (dimension.kind === "choice") bounds.push(...dimension.options.map(() => [0, 1] as const));
    else bounds.push([dimension.low, dimension.high]);
    return { name: dimension.name, columns: Array.from({ length: bounds.length - first }, (_, i) => first + i) };
  });
  return { groups, bounds };
}
const encode = (dimensions: readonly Dimension[], point: Point): readonly number[] =>
  dimensions.flatMap((dimension) => (dimension.kind === "choice" ? dimension.options.map((option) => Number(option === point[dimension.name])) : [Number(point[dimension.name])]));

/** A leaf and the part of the space that falls into it. */
interface Leaf { readonly value: number; readonly box: Bounds }

function leavesOf(tree: Tree, box: Bounds): readonly Leaf[] {
  if ("value" in tree) return [{ value: tree.value, box }];
  const { feature, threshold, left, right } = tree;
  const within = (ends: readonly [number, number]): Bounds => box.with(feature, ends);
  const [low, high] = box[feature]!;
  return [...leavesOf(left, within([low, Math.min(high, threshold)])), ...leavesOf(right, within([Math.max(low, threshold), high]))];
}

const volume = (box: Bounds, without: readonly number[] = []): number => box.reduce((product, [low, high], i) => (without.includes(i) ? product : product * (high - low)), 1);

function varianceOf(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
  return values.reduce((sum, value, i) => sum + (value - mean) ** 2 * weights[i]!, 0) / total;
}

/** Variance of the tree's prediction along some columns when all others are averaged over: between its thresholds the prediction is constant. */
function marginalVariance(leaves: readonly Leaf[], bounds: Bounds, columns: readonly number[]): number {
  const others = leaves.map(({ box }) => volume(box, columns));
  const rest = volume(bounds, columns);
  const stretches = columns.map((column) => {
    const ends = [...new Set(leaves.flatMap(({ box }) => [...box[column]!]))].toSorted((a, b) => a - b);
    return ends.slice(1).map((end, i) => ({ middle: (ends[i]! + end) / 2, size: end - ends[i]! }));
  });
  const [values, weights]: [number[], number[]] = [[], []];
  const visit = (at: number, size: number, kept: readonly number[]): void => {
    if (at === columns.length) {
      values.push(kept.reduce((sum, leaf) => sum + leaves[leaf]!.value * others[leaf]!, 0) / rest);
      weights.push(size);
      return;
    }
    for (const { middle, size: own } of stretches[at]!) visit(at + 1, size * own, kept.filter((leaf) => { const [low, high] = leaves[leaf]!.box[columns[at]!]!; return middle > low && middle < high; }));
  };
  visit(0, 1, leaves.map((_, i) => i));
  return varianceOf(values, weights);
}
