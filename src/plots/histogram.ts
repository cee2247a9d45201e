/** One bar of a histogram; the last holds its upper end too. */
export interface Bin { readonly from: number; readonly to: number; readonly count: number }

/** Counts values in stretches of one width from `low` to `high`; what lies beyond is counted at the nearer end. */
export function binsBetween(values: ArrayLike<number>, low: number, high: number, count: number): readonly Bin[] {
  const size = (high - low) / count;
  const counts = Array.from({ length: count }, () => 0);
  for (let i = 0; i < values.length; i++) counts[Math.min(count - 1, Math.max(0, Math.floor((values[i]! - low) / size)))]!++;
  return counts.map((own, i) => ({ from: low + i * size, to: low + (i + 1) * size, count: own }));
}

export interface Spread { readonly mean: number; readonly deviation: number; readonly count: number }

/** Mean and standard deviation (of a sample: n − 1); NaN where there are too few values. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { mean, deviation: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1)), count: all.length };
}
