import type { FieldValue } from "../../hyperparameters/field.js";
import { pointOf, type Dimension, type Point, type Space } from "../space.js";
import type { Sampler } from "./sampler.js";

/** Values that a range of numbers has in a grid. */
export const gridSteps = 3;

/** The values of a dimension in a grid: every option, or a few numbers from the first to the last, evenly on its own scale. */
export function gridValues(dimension: Dimension, steps = gridSteps): readonly FieldValue[] {
  if (dimension.kind === "choice") return dimension.options;
  const { low, high, scale, isWhole } = dimension;
  const ends = scale === "log" ? [Math.log(low), Math.log(high)] as const : [low, high] as const;
  const values = Array.from({ length: steps }, (_, i) => {
    if (i === 0) return low;
    if (i === steps - 1) return high;
    const inside = ends[0] + ((ends[1] - ends[0]) * i) / (steps - 1);
    const value = scale === "log" ? Math.exp(inside) : inside;
    return isWhole ? Math.round(value) : Number(value.toPrecision(6));
  });
  return [...new Set(values)];
}

const childrenOf = (space: Space, parent: string | undefined): readonly Dimension[] => space.dimensions.filter(({ condition }) => condition?.name === parent);
const activeUnder = (space: Space, parent: Dimension, value: FieldValue): readonly Dimension[] => childrenOf(space, parent.name).filter(({ condition }) => condition!.values.includes(value));

const sizeUnder = (space: Space, dimensions: readonly Dimension[]): number =>
  dimensions.reduce((size, dimension) => size * gridValues(dimension).reduce<number>((sum, value) => sum + sizeUnder(space, activeUnder(space, dimension, value)), 0), 1);

/** Points in the grid of a space, counted without making them. */
export const gridSize = (space: Space): number => (space.dimensions.length === 0 ? 0 : sizeUnder(space, childrenOf(space, undefined)));

/** The point with this index, from 0: the last dimension changes first. */
function pointAt(space: Space, dimensions: readonly Dimension[], index: number): Record<string, FieldValue> {
  let rest = index;
  const point: Record<string, FieldValue> = {};
  for (const dimension of dimensions.toReversed()) {
    const sizes = gridValues(dimension).map((value) => ({ value, size: sizeUnder(space, activeUnder(space, dimension, value)) }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    let own = rest % total;
    rest = Math.floor(rest / total);
    for (const { value, size } of sizes) {
      if (own < size) {
        Object.assign(point, { [dimension.name]: value }, pointAt(space, activeUnder(space, dimension, value), own));
        break;
      }
      own -= size;
    }
  }
  return point;
}

/** Every combination once, in order. */
export const grid: Sampler = {
  name: "grid",
  next: ({ space, index }): Point | undefined => {
    if (index >= gridSize(space)) return undefined;
    const values = pointAt(space, childrenOf(space, undefined), index);
    return pointOf(space, ({ name }) => values[name]!);
  },
};

