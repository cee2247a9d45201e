import type { KerasRows } from "../../keras-layers.js";
import type { KerasLayer } from "../../stage.js";
import { batched, type StageContext } from "../atnet/stage-parts.js";

/** Rows that tell tokens from padding. @returns the last is the mask, [batch, length, 1], 1 where there is a token */
export function tokenMaskRows(rows: KerasRows, length: number, ids: KerasLayer): readonly [isToken: KerasLayer, numbers: KerasLayer, mask: KerasLayer] {
  const isToken = rows.add("NotEqual", batched(length), { config: { value: 0 } }, ids);
  const numbers = rows.add("Cast", batched(length), { config: { dtype: "float32" } }, isToken);
  return [isToken, numbers, rows.add("ExpandDims", batched(length, 1), { config: { axis: -1 } }, numbers)];
}

/** Rows that find the positions with a token in sight: the mask of the ids, followed through the windows of every convolution. @returns the row of the mask, [batch, positions, 1] */
export function maskRows({ values, sizes, rows }: StageContext, ids: KerasLayer): readonly KerasLayer[] {
  const { sequenceLength: length, kernelSize, convolutionPadding } = values;
  const [isToken, numbers, mask] = tokenMaskRows(rows, length, ids);
  let before = mask;
  const windows = sizes.positionsAfter.map((positions) => (before = rows.add("MaxPooling1D", batched(positions, 1), { config: { pool_size: kernelSize, strides: 1, padding: convolutionPadding } }, before)));
  return [isToken, numbers, mask, ...windows];
}
