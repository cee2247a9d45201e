import type { CurveRun } from "../../src/plots/curves.js";
import { pointsOf } from "../../src/training/history/history-curve.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";

/** A run as the curves know it. The history keeps no steps: the ends of its epochs stand in. */
export function curveRunOf({ curve, stepsPerEpoch, majorityBaseline, epochs }: HistoryRecord, number: number): CurveRun {
  const perEpoch = Math.max(1, stepsPerEpoch);
  const points = pointsOf(curve).map((point) => ({ ...point, step: point.epoch * perEpoch, seconds: NaN, snapshot: undefined }));
  return { number, majorityBaseline, stepsPerEpoch: perEpoch, span: Math.max(1, epochs), epochs: points, steps: points.map(({ step, epoch, trainingLoss, trainingAccuracy }) => ({ step, epoch, loss: trainingLoss, accuracy: trainingAccuracy })) };
}
