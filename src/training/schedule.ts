/** How the learning rate goes over a run. */
export interface Schedule {
  readonly schedule: string;
  /** Steps over which the rate climbs from 0 to its full size. */
  readonly warmupSteps: number;
  /** Of the whole run. */
  readonly steps: number;
}

/**
 * The share of the learning rate at a step. After the climb: all of it ("constant"), down to 0 in a straight line ("linear") or along half a cosine
 * (Loshchilov & Hutter 2017, arXiv:1608.03983). It depends on the step alone, so that a resumed run needs no state for it.
 * @param step from 1 @returns in (0, 1]
 */
export function rateFactor(step: number, { schedule, warmupSteps, steps }: Schedule): number {
  if (step <= warmupSteps) return step / warmupSteps;
  const progress = Math.min(1, (step - 1 - warmupSteps) / Math.max(1, steps - warmupSteps));
  switch (schedule) {
    case "linear": return 1 - progress;
    case "cosine": return (1 + Math.cos(Math.PI * progress)) / 2;
    default: return 1;
  }
}

/** Weights that let every class count the same, whatever its number of examples: n / (k nᶜ), as scikit-learn's "balanced". A class without examples gets 0. @param counts examples of each class */
export function balancedWeights(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : all / (counts.length * count)));
}
