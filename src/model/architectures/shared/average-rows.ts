import type { KerasRows } from "../../keras-layers.js";
import type { KerasLayer } from "../../stage.js";
import { batched } from "../atnet/stage-parts.js";

/** Rows of the mean over positions: of all, or of those where `mask`, [batch, positions, 1], is 1. */
export function averageRows(rows: KerasRows, [positions, features]: readonly [number, number], input: KerasLayer, mask: KerasLayer | undefined): readonly KerasLayer[] {
  if (!mask) return [rows.add("GlobalAveragePooling1D", batched(features), {}, input)];
  const kept = rows.add("Multiply", batched(positions, features), {}, input, mask);
  const sum = rows.add("Sum", batched(features), { config: { axis: 1 } }, kept);
  const count = rows.add("Sum", batched(1), { config: { axis: 1 } }, mask);
  return [kept, sum, count, rows.add("Divide", batched(features), {}, sum, count)];
}

/** The same mean in TeX. @param symbol of one position's vector */
export function averageFormula(symbol: string, positions: string, features: string, isMasked: boolean): string {
  const [sum, count] = isMasked ? [String.raw`\sum_{t \in \mathcal{M}}`, String.raw`|\mathcal{M}|`] : [String.raw`\sum_{t=1}^{${positions}}`, positions];
  return String.raw`\mathbf{p} = \frac{1}{${count}} ${sum} \mathbf{${symbol}}_t \in \mathbb{R}^{${features}}`;
}
