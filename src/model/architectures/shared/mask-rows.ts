import type { KerasRows } from "../../keras-layers.js";
import type { KerasLayer } from "../../stage.js";
import { batched } from "../atnet/stage-parts.js";

/** Rows that tell tokens from padding. @returns the last is the mask, [batch, length, 1], 1 where there is a token */
export function tokenMaskRows(rows: KerasRows, length: number, ids: KerasLayer): readonly KerasLayer[] {
  const isToken = rows.add("NotEqual", batched(length), 0, ids);
  const numbers = rows.add("Cast", batched(length), 0, isToken);
  return [isToken, numbers, rows.add("ExpandDims", batched(length, 1), 0, numbers)];
}
