import type { Field, FieldValue, TextField } from "../hyperparameters/field.js";
import type { Values } from "../hyperparameters/schema.js";

/** A setting that can be searched: all kinds but free text. */
export type SearchableField = Exclude<Field, TextField>;

/** When a setting is searched at all: only where another one of the space has one of these values. */
export interface Condition { readonly name: string; readonly values: readonly FieldValue[] }

interface Named { readonly name: string; readonly field: SearchableField; readonly condition: Condition | undefined }
/** Numbers from `low` to `high`, both allowed, even on the dimension's own scale. */
export interface NumberDimension extends Named { readonly kind: "number"; readonly low: number; readonly high: number; readonly scale: "linear" | "log"; readonly isWhole: boolean }
/** One of several values, without an order. */
export interface ChoiceDimension extends Named { readonly kind: "choice"; readonly options: readonly FieldValue[] }
export type Dimension = NumberDimension | ChoiceDimension;

/** What is searched. A dimension stands after the one that its condition names. */
export interface Space { readonly dimensions: readonly Dimension[] }

/** A place in a space: a value for each dimension whose condition holds, and for no other. */
export type Point = Values;

export const isActive = ({ condition }: Dimension, point: Point): boolean => condition === undefined || (Object.hasOwn(point, condition.name) && condition.values.includes(point[condition.name]!));

/** Builds a point dimension by dimension, asking only for those whose condition holds. */
export function pointOf(space: Space, valueOf: (dimension: Dimension) => FieldValue): Point {
  const point: Record<string, FieldValue> = {};
  for (const dimension of space.dimensions) if (isActive(dimension, point)) point[dimension.name] = valueOf(dimension);
  return point;
}

/** Two points with the same key are the same. */
export const pointKey = (point: Point): string => JSON.stringify(Object.entries(point).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The stretch of a dimension's own scale: whole numbers own half a step on both sides, so that the first and the last are drawn as often as the others. */
function stretch({ low, high, scale, isWhole }: NumberDimension): readonly [from: number, to: number] {
  const [from, to] = isWhole ? [low - 0.5, high + 0.5] : [low, high];
  return scale === "log" ? [Math.log(from), Math.log(to)] : [from, to];
}

/** A value of the dimension at `unit`, in [0, 1]. */
export function valueAt(dimension: Dimension, unit: number): FieldValue {
  if (dimension.kind === "choice") return dimension.options[Math.min(dimension.options.length - 1, Math.floor(unit * dimension.options.length))]!;
  const { low, high, scale, isWhole } = dimension;
  const [from, to] = stretch(dimension);
  const inside = from + (to - from) * unit;
  const value = scale === "log" ? Math.exp(inside) : inside;
  return Math.min(high, Math.max(low, isWhole ? Math.round(value) : tidy(value)));
}
/** Six digits are enough to tell settings apart, and can be read. */
const tidy = (value: number): number => Number(value.toPrecision(6));

/** Where a value lies in [0, 1]: a number on the dimension's own scale, an option in the middle of its share. */
export function unitOf(dimension: Dimension, value: FieldValue): number {
  if (dimension.kind === "choice") return (dimension.options.indexOf(value) + 0.5) / dimension.options.length;
  const [from, to] = stretch(dimension);
  return from === to ? 0.5 : ((dimension.scale === "log" ? Math.log(Number(value)) : Number(value)) - from) / (to - from);
}

/** The part of [0, 1] that is rounded to the same whole number as `value`. */
export function cellOf(dimension: NumberDimension, value: number): readonly [from: number, to: number] {
  return [unitOf(dimension, value - 0.5), unitOf(dimension, value + 0.5)];
}
