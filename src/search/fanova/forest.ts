import { seededRandom, seedFor } from "../../base/random.js";

/** A regression tree. Rows go left where their feature is at most the threshold. */
export type Tree = { readonly value: number } | { readonly feature: number; readonly threshold: number; readonly left: Tree; readonly right: Tree };

/** Differences that are no differences. */
const tiny = 1e-7;

/** Grows a tree until every leaf holds one value (CART, as scikit-learn's RandomForestRegressor with all features at each split). */
function grow(rows: readonly (readonly number[])[], values: readonly number[], chosen: readonly number[], order: () => ArrayLike<number>): Tree {
  const mean = chosen.reduce((sum, i) => sum + values[i]!, 0) / chosen.length;
  const spread = chosen.reduce((sum, i) => sum + (values[i]! - mean) ** 2, 0);
  if (chosen.length < 2 || spread / chosen.length < tiny ** 2) return { value: mean };
  let best = { gain: -Infinity, feature: -1, threshold: 0 };
  for (const feature of Array.from(order())) {
    const sorted = chosen.toSorted((a, b) => rows[a]![feature]! - rows[b]![feature]!);
    let left = 0;
    const total = mean * chosen.length;
    for (let i = 1; i < sorted.length; i++) {
      left += values[sorted[i - 1]!]!;
      const [before, after] = [rows[sorted[i - 1]!]![feature]!, rows[sorted[i]!]![feature]!];
      if (after <= before) continue;
      const gain = left ** 2 / i + (total - left) ** 2 / (sorted.length - i);
      if (gain > best.gain) best = { gain, feature, threshold: before / 2 + after / 2 };
    }
  }
  if (best.feature < 0) return { value: mean };
  const { feature, threshold } = best;
  return {
    feature, threshold,
    left: grow(rows, values, chosen.filter((i) => rows[i]![feature]! <= threshold), order),
    right: grow(rows, values, chosen.filter((i) => rows[i]![feature]! > threshold), order),
  };
}

/** Trees, each grown from as many rows as there are, drawn with replacement. One at a time, so that whoever asks can pause between them. */
export function* forest(rows: readonly (readonly number[])[], values: readonly number[], trees: number, seed: number): Generator<Tree> {
  const features = rows[0]?.length ?? 0;
  for (let tree = 0; tree < trees; tree++) {
    const random = seededRandom(seedFor(seed, "forest", tree));
    const chosen = Array.from(rows, () => random.integer(rows.length));
    yield grow(rows, values, chosen, () => random.permutation(features));
  }
}
