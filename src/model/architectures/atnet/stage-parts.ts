import { formatNumber, type Locale } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { kerasRows, type KerasRows } from "../../keras-layers.js";
import type { Axis } from "../../stage.js";
import { dimensionsOf, type Dimensions } from "./dimensions.js";
import type { AtnetValues } from "./hyperparameters.js";

/** What each stage's description is written from, and the Keras rows that later stages connect to. */
export interface StageContext {
  readonly values: AtnetValues;
  readonly shape: DataShape;
  readonly sizes: Dimensions;
  readonly rows: KerasRows;
}
export const stageContext = (values: AtnetValues, shape: DataShape): StageContext =>
  ({ values, shape, sizes: dimensionsOf(values, shape), rows: kerasRows() });

/** A whole number in prose: 10,000 in English, 10.000 in Portuguese. */
export const whole = (value: number, locale: Locale): string => formatNumber(value, locale, { decimals: 0 });
/** "1 token", "5 tokens": for nouns whose plural ends in -s in both languages. */
export const counted = (value: number, locale: Locale, one: string, other: string): string => `${whole(value, locale)} ${value === 1 ? one : other}`;
/** A whole number in TeX, thousands apart by a thin space, which both languages read. */
export const tex = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, String.raw`\,`);
/** The vector that stands before the first convolution. */
export const batched = (...axes: readonly number[]): readonly Axis[] => ["batch", ...axes];
