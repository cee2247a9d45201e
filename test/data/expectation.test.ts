import { expect } from "@open-wc/testing";
import { sameText } from "../../src/base/text.js";
import { expectationFor, wholeNumbers, type Expectation } from "../../src/data/expectation.js";

const about = { accuracy: [0.5, 1], why: sameText("…") } as const;
const narrow: Expectation = { ...about, architecture: "atnet", variant: sameText("narrow"), when: { kernelSize: [1] } };
const wide: Expectation = { ...about, architecture: "atnet", variant: sameText("wide"), when: { kernelSize: wholeNumbers(3, 5), attention: ["tanh", "dot"] } };
const any: Expectation = { ...about, architecture: "cnn" };
const all = [narrow, wide, any];

describe("what is expected of a network", () => {
  it("is what is said of its variant", () => {
    expect(expectationFor(all, "atnet", { kernelSize: 1, attention: "none" })).to.equal(narrow);
    expect(expectationFor(all, "atnet", { kernelSize: 5, attention: "dot", filters: 8 })).to.equal(wide);
  });
  it("holds for every network of an architecture where no variant is named", () => { expect(expectationFor(all, "cnn", {})).to.equal(any); });
  it("is nothing where nothing is said: of other values, of values that are missing, of another architecture", () => {
    expect(expectationFor(all, "atnet", { kernelSize: 2, attention: "dot" })).to.equal(undefined);
    expect(expectationFor(all, "atnet", { attention: "dot" })).to.equal(undefined);
    expect(expectationFor(all, "transformer", { kernelSize: 1 })).to.equal(undefined);
  });
  it("counts kernel sizes from one to another", () => { expect(wholeNumbers(3, 5)).to.deep.equal([3, 4, 5]); });
});
