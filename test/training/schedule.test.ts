import { expect } from "@open-wc/testing";
import { balancedWeights, rateFactor } from "../../src/training/schedule.js";

const course = (schedule: string, warmupSteps: number, steps: number): number[] => Array.from({ length: steps }, (_step, i) => rateFactor(i + 1, { schedule, warmupSteps, steps }));

describe("the course of the learning rate", () => {
  it("stays, falls in a straight line or along half a cosine, as Keras's schedules do", () => {
    expect(course("constant", 0, 3)).to.deep.equal([1, 1, 1]);
    // PolynomialDecay(1, 8, end_learning_rate=0) and CosineDecay(1, 8): see optimizers.py.
    expect(course("linear", 0, 8)).to.deep.equal([1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]);
    const cosine = [1, 0.9619397521018982, 0.8535534143447876, 0.6913416981697083, 0.4999999701976776, 0.308658242225647, 0.1464466154575348, 0.03806018829345703];
    course("cosine", 0, 8).forEach((factor, i) => expect(factor).to.be.closeTo(cosine[i]!, 1e-6));
  });
  it("climbs first where it is to warm up, never from 0 itself", () => {
    expect(course("constant", 4, 6)).to.deep.equal([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(course("linear", 2, 6)).to.deep.equal([0.5, 1, 1, 0.75, 0.5, 0.25]);
  });
  it("only climbs where the warm-up is longer than the run", () => {
    expect(course("cosine", 10, 3)).to.deep.equal([0.1, 0.2, 0.3]);
  });
  it("is above 0 at every step of any run", () => {
    for (const schedule of ["constant", "linear", "cosine"]) for (const warmup of [0, 1, 7]) for (const steps of [1, 2, 50]) {
      for (const factor of course(schedule, warmup, steps)) expect(factor).to.be.within(1e-12, 1);
    }
  });
});

describe("balanced class weights", () => {
  it("are scikit-learn's", () => {
    // compute_class_weight("balanced", y=[0, 0, 0, 1, 2, 2]): 6 / (3 · count)
    expect(balancedWeights([3, 1, 2])).to.deep.equal([6 / 9, 2, 1]);
    expect(balancedWeights([5, 0])).to.deep.equal([0.5, 0]);
  });
});
