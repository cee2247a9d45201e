import type { IntegerField, RealField } from "../../src/hyperparameters/field.js";

export type NumberField = IntegerField | RealField;

/** Log only where it is defined: a range that starts at zero or below moves evenly instead. */
const isLog = (field: NumberField): boolean => field.scale === "log" && field.min > 0;

/** Whether a slider helps: a range of ten thousand steps or more (a seed) is typed instead. */
export const hasSlider = (field: NumberField): boolean => isLog(field) || (field.max - field.min) / stepOf(field) < 10_000;

/** Where a value stands between min and max on the field's own scale, in [0, 1]. */
export function positionOf(field: NumberField, value: number): number {
  const inside = Math.min(field.max, Math.max(field.min, value));
  if (field.max === field.min || Number.isNaN(inside)) return 0;
  return isLog(field) ? Math.log(inside / field.min) / Math.log(field.max / field.min) : (inside - field.min) / (field.max - field.min);
}

/** The value at a position of the slider: a round one that fits the field. @param position in [0, 1] */
export function valueAt(field: NumberField, position: number): number {
  if (position <= 0) return field.min;
  if (position >= 1) return field.max;
  if (!isLog(field)) {
    const step = stepOf(field);
    return inField(field, field.min + Math.round((position * (field.max - field.min)) / step) * step);
  }
  return inField(field, field.min * (field.max / field.min) ** position, 2);
}

/**
 * The next value that arrow keys reach: one step on an even scale, the next preferred number (ISO 3, R10 rounded:
 * ten a decade) on a logarithmic one. Always moves until it is at an end.
 * @param steps whole; negative goes down
 */
export function steppedFrom(field: NumberField, value: number, steps: number): number {
  if (!isLog(field)) return inField(field, value + steps * stepOf(field));
  let at = value;
  for (let left = Math.abs(steps); left > 0; left--) at = neighbour(field, at, Math.sign(steps));
  return at;
}

const preferred = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
function neighbour(field: NumberField, value: number, direction: number): number {
  const decade = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const stops = [...preferred.map((stop) => (stop * decade) / 10), ...preferred.map((stop) => stop * decade), ...preferred.map((stop) => stop * decade * 10)]
    .map((stop) => inField(field, stop, 3));
  const beyond = stops.filter((stop) => (direction > 0 ? stop > value * (1 + 1e-9) : stop < value * (1 - 1e-9)));
  return beyond.length === 0 ? (direction > 0 ? field.max : field.min) : direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
}

/** The step of the slider on an even scale: the field's own, or about a hundredth of its range as 1, 2 or 5 times a power of ten. */
export function stepOf(field: NumberField): number {
  if (field.step !== undefined && field.step > 0) return field.step;
  if (field.kind === "integer") return 1;
  const raw = (field.max - field.min) / 100;
  const decade = 10 ** Math.floor(Math.log10(raw));
  return decade * ([1, 2, 5, 10].find((nice) => nice * decade >= raw * 0.999) ?? 10);
}

/** Rounds to the field's own step where it has one, rounds away what floating point adds (0.30000000000000004), and keeps within the range. */
function inField(field: NumberField, given: number, significant = 12): number {
  const { min, step } = field;
  const value = step !== undefined && step > 0 ? min + Math.round((given - min) / step) * step : given;
  const round = field.kind === "integer" ? Math.round(Number(value.toPrecision(significant))) : Number(value.toPrecision(significant));
  return Math.min(field.max, Math.max(field.min, round));
}
