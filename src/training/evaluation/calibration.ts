import { answerOf, probabilityOf, type Predictions } from "./predictions.js";

/** Texts whose probability lies in one stretch: what was said of them and what was true. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  /** Mean probability said, and share for which it came true; NaN without texts. */
  readonly said: number;
  readonly true: number;
  readonly count: number;
}

/**
 * Probabilities in equal stretches of [0, 1] beside how often they came true, as scikit-learn's calibration_curve; a probability on a border belongs to the stretch below.
 * @param came whether each came true
 */
export function calibrationBins(probabilities: readonly number[], came: readonly boolean[], bins = 10): readonly CalibrationBin[] {
  const sums = Array.from({ length: bins }, () => ({ said: 0, true: 0, count: 0 }));
  probabilities.forEach((probability, i) => {
    let bin = 0;
    while (bin < bins - 1 && probability > (bin + 1) / bins) bin++;
    const sum = sums[bin]!;
    sum.said += probability;
    sum.true += came[i] ? 1 : 0;
    sum.count++;
  });
  return sums.map(({ said, true: hits, count }, i) => ({ from: i / bins, to: (i + 1) / bins, said: said / count, true: hits / count, count }));
}

/** Mean distance between what was said and what came true, each stretch counting by its texts (Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599). NaN without texts. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, bin) => (bin.count === 0 ? sum : sum + (bin.count / all) * Math.abs(bin.true - bin.said)), 0) / (all === 0 ? NaN : 1);
}

/** How much to trust what the network says of its own answers: the probability of the class answered, and whether it was right. */
export function confidenceBins(of: Predictions, bins = 10): readonly CalibrationBin[] {
  const answers = of.labels.map((_, row) => answerOf(of, row));
  return calibrationBins(answers.map((answer, row) => probabilityOf(of, row, answer)), answers.map((answer, row) => answer === of.labels[row]), bins);
}
