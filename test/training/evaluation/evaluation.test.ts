import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { calibrationBins, confidenceBins, expectedCalibrationError } from "../../../src/training/evaluation/calibration.js";
import { classScores, confusionOf, macroF1 } from "../../../src/training/evaluation/class-scores.js";
import { mistakesOf } from "../../../src/training/evaluation/mistakes.js";
import { answersOf, predictionsOf, type Predictions } from "../../../src/training/evaluation/predictions.js";
import { areaUnderRoc, averagePrecision, decideAt, falseAlarmsOf, operatingPoints, precisionOf, recallOf } from "../../../src/training/evaluation/ranking.js";
import { reportOf } from "../../../src/training/evaluation/report.js";

// Every expected number below that is not worked out in its own line is printed by scikit_learn.py beside this file (scikit-learn 1.9.1).
const labels = [0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1];
const scores = [0.03, 0.08, 0.15, 0.25, 0.25, 0.36, 0.42, 0.47, 0.55, 0.62, 0.71, 0.83, 0.83, 0.97];
const positive = labels.map((label) => label === 1);
const two: Predictions = { classes: 2, labels, examples: labels.map((_, i) => i), probabilities: scores.flatMap((score) => [1 - score, score]) };
const three: Predictions = {
  classes: 3, labels: [0, 0, 1, 1, 2, 2, 1, 0, 0], examples: [0, 1, 2, 3, 4, 5, 6, 7, 8],
  probabilities: [[0.7, 0.2, 0.1], [0.4, 0.5, 0.1], [0.1, 0.8, 0.1], [0.2, 0.35, 0.45], [0.6, 0.3, 0.1], [0.05, 0.15, 0.8], [0.33, 0.34, 0.33], [0.25, 0.25, 0.5], [0.9, 0.06, 0.04]].flat(),
};
const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual.length).to.equal(expected.length);
  expected.forEach((value, i) => expect(actual[i], String(i)).to.be.closeTo(value, 1e-12));
};

describe("the report on a network's answers", () => {
  it("agrees with scikit-learn's log_loss, f1_score and calibration_curve for two classes", () => {
    const { count, loss, macroF1: f1, calibrationError } = reportOf(two, []);
    expect(count).to.equal(14);
    close([loss, f1, calibrationError], [0.4725619745593037, 0.7846153846153847, 0.20857142857142857]);
  });
  it("agrees with log_loss, f1_score, precision_recall_fscore_support and confusion_matrix for three", () => {
    const { loss, macroF1: f1, perClass, confusion, accuracy } = reportOf(three, []);
    close([loss, f1, accuracy], [0.8491249482315196, 0.546031746031746, 5 / 9]);
    close(perClass.map(({ precision }) => precision), [0.6666666666666666, 0.6666666666666666, 0.3333333333333333]);
    close(perClass.map(({ recall }) => recall), [0.5, 0.6666666666666666, 0.5]);
    close(perClass.map((score) => score.f1), [0.5714285714285714, 0.6666666666666666, 0.4]);
    expect(perClass.map((score) => score.count)).to.deep.equal([4, 3, 2]);
    expect(confusion).to.deep.equal([[2, 1, 1], [0, 2, 1], [1, 0, 1]]);
  });
  it("tells the kinds of example apart", () => {
    const kinds = ["plain", "plain", "negation", "negation", "plain", "but", "but", "negation", "plain"].map((kind) => ({ kind }));
    // Right: 0, 2, 5, 6 and 8.
    expect(reportOf(three, kinds).perKind).to.deep.equal([{ kind: "but", accuracy: 1, count: 2 }, { kind: "negation", accuracy: 1 / 3, count: 3 }, { kind: "plain", accuracy: 0.5, count: 4 }]);
    expect(reportOf(three, three.labels.map(() => ({}))).perKind).to.deep.equal([]);
  });
  it("says nothing of a class that nobody is of and nobody is taken for", () => {
    const confusion = confusionOf([0, 0, 1], [0, 1, 1], 3);
    expect(classScores(confusion)[2]).to.deep.equal({ precision: NaN, recall: NaN, f1: NaN, count: 0 });
    // F1 of both others: 2·1/(2+1) and 2·1/(1+2).
    expect(macroF1(confusion)).to.be.closeTo(2 / 3, 1e-12);
  });
  it("stays finite where a probability was rounded to 0", () => {
    expect(reportOf({ classes: 2, labels: [0], examples: [0], probabilities: [0, 1] }, []).loss).to.be.closeTo(149 * Math.log(2), 1e-9);
  });
  it("is taken from the answers of the worker and the labels of the data", () => {
    const examples = [{ text: "a", label: 1 }, { text: "b", label: 0 }, { text: "c", label: 1 }];
    const of = predictionsOf({ examples: [2, 1], probabilities: Float32Array.of(0.25, 0.75, 0.25, 0.75), classes: 2 }, { examples });
    expect(of.labels).to.deep.equal([1, 0]);
    expect(reportOf(of, []).accuracy).to.equal(0.5);
  });
});

describe("the ROC and precision–recall curves", () => {
  const points = operatingPoints(scores, positive);
  it("pass through scikit-learn's points", () => {
    expect(points.map(({ threshold }) => threshold)).to.deep.equal([Infinity, 0.97, 0.83, 0.71, 0.62, 0.55, 0.47, 0.42, 0.36, 0.25, 0.15, 0.08, 0.03]);
    close(points.map(falseAlarmsOf), [0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7].map((count) => count / 7));
    close(points.map(recallOf), [0, 1, 3, 3, 4, 5, 5, 6, 6, 7, 7, 7, 7].map((count) => count / 7));
    close(points.slice(1).map(precisionOf).toReversed(), [0.5, 0.5384615384615384, 0.5833333333333334, 0.6363636363636364, 0.6666666666666666, 0.75, 0.7142857142857143, 0.8333333333333334, 0.8, 0.75, 1, 1]);
  });
  it("have scikit-learn's roc_auc_score and average_precision_score", () => {
    close([areaUnderRoc(points), averagePrecision(points)], [0.8469387755102041, 0.8599567099567098]);
  });
  it("have an area that is the share of pairs in the right order, ties by half", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 2, maxLength: 30 }), (rows) => {
      const [yes, no] = [true, false].map((wanted) => rows.filter(([, is]) => is === wanted).map(([score]) => score));
      fc.pre(yes!.length > 0 && no!.length > 0);
      const pairs = yes!.flatMap((a) => no!.map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number));
      const area = areaUnderRoc(operatingPoints(rows.map(([score]) => score), rows.map(([, is]) => is)));
      expect(area).to.be.closeTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length, 1e-12);
    }), { seed: 1, numRuns: 100 });
  });
  it("count at a threshold what each curve shows there", () => {
    expect(decideAt(scores, positive, 0.55)).to.deep.equal(points.find(({ threshold }) => threshold === 0.55));
    expect(decideAt(scores, positive, 0.5)).to.deep.include({ truePositives: 5, falsePositives: 1, falseNegatives: 2, trueNegatives: 6 });
  });
});

describe("calibration", () => {
  it("has the stretches of scikit-learn's calibration_curve", () => {
    const bins = calibrationBins(scores, positive, 5);
    expect(bins.map(({ count }) => count)).to.deep.equal([3, 3, 3, 2, 3]);
    close(bins.map(({ said }) => said), [0.08666666666666667, 0.2866666666666667, 0.48, 0.665, 0.8766666666666666]);
    close(bins.map((bin) => bin.true), [0, 0.3333333333333333, 0.6666666666666666, 0.5, 1]);
  });
  it("has no error where every answer is as sure as it is often right", () => {
    const sure: Predictions = { classes: 2, labels: [0, 0, 0, 1], examples: [0, 1, 2, 3], probabilities: [0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25] };
    expect(expectedCalibrationError(confidenceBins(sure))).to.be.closeTo(0, 1e-12);
    expect(Number.isNaN(expectedCalibrationError(confidenceBins({ ...sure, labels: [], probabilities: [] })))).to.equal(true);
  });
});

describe("the worst mistakes", () => {
  it("come first: the surest wrong answer has the highest loss", () => {
    expect(answersOf(three)).to.deep.equal([0, 1, 1, 2, 0, 2, 1, 2, 0]);
    // Wrong: 1 (right one 0.4), 3 (0.35), 4 (0.1), 7 (0.25).
    expect(mistakesOf(three).map(({ example, label, answer }) => [example, label, answer])).to.deep.equal([[4, 2, 0], [7, 0, 2], [3, 1, 2], [1, 0, 1]]);
    expect(mistakesOf(three)[0]).to.deep.include({ confidence: 0.6, rightProbability: 0.1, loss: -Math.log(0.1) });
  });
});
