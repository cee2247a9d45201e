import type { Example } from "../../data/dataset.js";
import { confidenceBins, expectedCalibrationError } from "./calibration.js";
import { classScores, confusionOf, macroF1, type ClassScore } from "./class-scores.js";
import { accuracyOf, answersOf, kindAccuracies, lossOf, type Predictions } from "./predictions.js";

/** Everything that a table says of a network's answers to a part of the data. */
export interface Report {
  readonly count: number;
  readonly accuracy: number;
  /** Nats. */
  readonly loss: number;
  readonly macroF1: number;
  readonly calibrationError: number;
  readonly perClass: readonly ClassScore[];
  /** Empty where the examples have no kinds. */
  readonly perKind: ReturnType<typeof kindAccuracies>;
  readonly confusion: readonly (readonly number[])[];
}

export function reportOf(of: Predictions, examples: readonly Pick<Example, "kind">[]): Report {
  const answers = answersOf(of);
  const confusion = confusionOf(of.labels, answers, of.classes);
  return {
    count: of.labels.length, accuracy: accuracyOf(of.labels, answers), loss: lossOf(of), macroF1: macroF1(confusion),
    calibrationError: expectedCalibrationError(confidenceBins(of)), perClass: classScores(confusion), perKind: kindAccuracies(of, examples), confusion,
  };
}
