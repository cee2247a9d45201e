import { expect } from "@open-wc/testing";
import { rateCourse } from "../../src/training/rate-course.js";

describe("the course of a learning rate", () => {
  it("shows every step of a short run", () => {
    // Two steps up to 0.1, then in a straight line to 0: (step − 3) / 4 of the way at step 3, 4, 5, 6.
    expect(rateCourse(0.1, { schedule: "linear", warmupSteps: 2, steps: 6 }).map(({ step, rate }) => [step, Number(rate.toFixed(6))])).to.deep.equal([[1, 0.05], [2, 0.1], [3, 0.1], [4, 0.075], [5, 0.05], [6, 0.025]]);
  });
  it("shows a long run by about a thousand steps, the end of its climb and its last among them", () => {
    const course = rateCourse(1, { schedule: "cosine", warmupSteps: 777, steps: 1_000_000 });
    const steps = course.map(({ step }) => step);
    expect(course.length).to.be.within(900, 1003);
    expect(steps).to.include.members([1, 777, 1_000_000]);
    expect(steps).to.deep.equal([...new Set(steps)].sort((a, b) => a - b));
  });
  it("is nothing for no steps, and only climbs where the climb is longer than the run", () => {
    expect(rateCourse(1, { schedule: "constant", warmupSteps: 5, steps: 0 })).to.deep.equal([]);
    expect(rateCourse(1, { schedule: "constant", warmupSteps: 4, steps: 2 }).map(({ rate }) => rate)).to.deep.equal([0.25, 0.5]);
  });
});
