import { expect } from "@open-wc/testing";
import { diagnose } from "../../src/training/diagnosis.js";
import type { EpochRecord, RunResult } from "../../src/training/run.js";
import { epochRecord, result } from "../components/fake-engine.js";

/** A run by its losses and accuracy at the end of every epoch. */
const code = (curve: readonly (readonly [training: number, validation: number, accuracy?: number])[], reason: RunResult["reason"] = "done"): string | undefined => {
  const epochs = curve.map(([trainingLoss, validationLoss, trainingAccuracy = 0.9], i): EpochRecord => ({ ...epochRecord(i + 1), trainingLoss, validationLoss, trainingAccuracy }));
  return diagnose({ epochs, majorityBaseline: 0.5, result: { ...result, reason } })?.code;
};

describe("what a curve shows", () => {
  it("is learning by heart when validation turns up while training falls", () => {
    expect(code([[0.6, 0.6], [0.3, 0.48], [0.1, 0.55], [0.01, 0.67]])).to.equal("by-heart");
  });
  it("is no turn when validation is one epoch up, or within a tenth of its best", () => {
    expect(code([[0.6, 0.6], [0.3, 0.48], [0.1, 0.6]])).to.equal(undefined);
    expect(code([[0.6, 0.6], [0.3, 0.48], [0.1, 0.5], [0.05, 0.52]])).to.equal(undefined);
  });
  it("is a loss that hardly moves when it stays where it began and answers no better than guessing", () => {
    expect(code([[0.695, 0.695, 0.5], [0.692, 0.695, 0.52], [0.69, 0.692, 0.51]])).to.equal("hardly-moves");
    expect(code([[0.695, 0.695, 0.5], [0.692, 0.695, 0.7], [0.69, 0.692, 0.8]])).to.not.equal("hardly-moves");
  });
  it("is still improving when the last epoch is clearly the best, unless a person stopped it", () => {
    expect(code([[0.6, 0.6], [0.5, 0.5], [0.4, 0.4]])).to.equal("still-improving");
    expect(code([[0.6, 0.6], [0.5, 0.5], [0.4, 0.4]], "stopped")).to.equal(undefined);
  });
  it("says nothing of a short run, of one under way, or without validation rows", () => {
    expect(code([[0.6, 0.6], [0.5, 0.5]])).to.equal(undefined);
    expect(diagnose({ epochs: [1, 2, 3].map((epoch) => epochRecord(epoch)), majorityBaseline: 0.5, result: undefined })).to.equal(undefined);
    expect(code([[0.6, NaN], [0.5, NaN], [0.4, NaN]])).to.equal(undefined);
  });
});
