/** Whether and how trials that fall behind are cut short. */
export type Pruning = "none" | "halving" | "hyperband";

/** A trial as pruning sees it. */
export interface Progress {
  /** From 0: it fixes the bracket. */
  readonly index: number;
  /** What it measured after each epoch, less is better; the first is epoch 1. */
  readonly values: readonly number[];
}

/** Of so many, one goes on: 1 / 3, as Li et al. recommend. */
export const reduction = 3;

/** Epochs after which trials of a bracket are compared: 1, 3, 9 … below the last epoch. A later bracket compares later, and so gives slow starters a chance. */
export function rungsOf(epochs: number, bracket = 0): readonly number[] {
  const rungs: number[] = [];
  for (let rung = reduction ** bracket; rung < epochs; rung *= reduction) rungs.push(rung);
  return rungs;
}

/** Brackets that so many epochs have room for. */
export const bracketsOf = (epochs: number): number => Math.floor(Math.log(epochs) / Math.log(reduction) + 1e-9) + 1;

/** The bracket of a trial: those that compare early get more trials, so that each bracket costs about the same (Li et al. 2018, JMLR 18(185), algorithm 1). */
export function bracketOf(pruning: Pruning, index: number, epochs: number): number {
  if (pruning !== "hyperband") return 0;
  const brackets = bracketsOf(epochs);
  const sizes = Array.from({ length: brackets }, (_, i) => {
    const s = brackets - 1 - i;
    return Math.ceil((brackets * reduction ** s) / (s + 1));
  });
  const total = sizes.reduce((a, b) => a + b, 0);
  // The trials of a round are dealt out in turn, so that a short sweep sees every bracket.
  let left = (index * stepThrough(total)) % total;
  for (let bracket = 0; bracket < brackets; bracket++) {
    left -= sizes[bracket]!;
    if (left < 0) return bracket;
  }
  return 0;
}
/** A stride that visits all of 0 … total − 1 and lands far from where it was: the golden section of `total`, moved until it shares no factor with it. */
function stepThrough(total: number): number {
  let step = Math.max(1, Math.round(total * 0.618));
  while (divisor(step, total) !== 1) step++;
  return step;
}
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * Whether a trial ends at the epoch that it has reached: at each rung only the best third of all that came so far go on (asynchronous successive
 * halving that stops trials, Li et al. 2020, MLSys 2; as Optuna's SuccessiveHalvingPruner). Depends on earlier trials alone, so that a sweep can be resumed.
 */
export function isCut(pruning: Pruning, epochs: number, trial: Progress, earlier: readonly Progress[]): boolean {
  if (pruning === "none") return false;
  const bracket = bracketOf(pruning, trial.index, epochs);
  const reached = trial.values.length;
  if (!rungsOf(epochs, bracket).includes(reached)) return false;
  const own = trial.values[reached - 1]!;
  if (Number.isNaN(own)) return true;
  const others = earlier.filter((one) => one.values.length >= reached && bracketOf(pruning, one.index, epochs) === bracket).map(({ values }) => values[reached - 1]!).filter((value) => !Number.isNaN(value));
  const all = [...others, own].toSorted((a, b) => a - b);
  return own > all[Math.max(0, Math.floor(all.length / reduction) - 1)]!;
}
