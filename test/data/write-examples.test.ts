import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { ProblemError } from "../../src/data/dataset.js";
import { reachable } from "../../src/data/datasets/tasks/expected.js";
import { classCounts, writeExamples } from "../../src/data/datasets/tasks/write-examples.js";

describe("writing the texts of a task", () => {
  it("gives every class as many texts, and with imbalance each one fewer than the one before", () => {
    expect(classCounts(4, { size: 10, imbalance: 0 })).to.deep.equal([3, 3, 2, 2]);
    // Weights 1, ½, ¼: 7 × 4/7, 2/7, 1/7.
    expect(classCounts(3, { size: 7, imbalance: 0.5 })).to.deep.equal([4, 2, 1]);
  });
  it("never writes a text twice and counts the texts of each class for whoever writes them", () => {
    const asked: string[] = [];
    const random = seededRandom(1);
    const examples = writeExamples(random, 2, { size: 4, imbalance: 0, labelNoise: 0 }, (label, index) => { asked.push(`${label}${index}`); return { text: `${label} ${random.integer(3)}` }; });
    expect(new Set(examples.map(({ text }) => text)).size).to.equal(4);
    expect([...new Set(asked)]).to.deep.equal(["00", "10", "01", "11"]);
  });
  it("gives a share of the texts the label of another class, each as often", () => {
    let number = 0;
    const examples = writeExamples(seededRandom(2), 3, { size: 6000, imbalance: 0, labelNoise: 0.3 }, (label) => ({ text: `${number++}`, kind: String(label) }));
    // Each wrong label has a share of 0.15 in its class; four standard errors of 2,000 draws: 4 × √(0.15 × 0.85 / 2000) = 0.032.
    for (const own of [0, 1, 2]) {
      for (const shown of [0, 1, 2]) expect(examples.filter(({ kind, label }) => kind === String(own) && label === shown).length / 2000).to.be.closeTo(own === shown ? 0.7 : 0.15, own === shown ? 0.041 : 0.032);
    }
  });
  it("refuses an imbalance that leaves a class without a text", () => {
    try {
      writeExamples(seededRandom(1), 4, { size: 80, imbalance: 0.9, labelNoise: 0 }, () => ({ text: "a" }));
      throw new Error("nothing was thrown");
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      expect(error.problems.map(({ path, message }) => [path, message.en])).to.deep.equal([["imbalance", "imbalance: expected so little that each class has a text among 80, received 0.9. Lower imbalance or raise size."]]);
    }
  });
});

describe("what can be reached", () => {
  it("is all of it, or the share of the largest class", () => {
    const { solved, guessed } = reachable(4, { size: 1, labelNoise: 0, imbalance: 0 });
    expect(solved).to.deep.equal([0.97, 1]);
    expect((guessed[0] + guessed[1]) / 2).to.be.closeTo(0.25, 1e-12);
  });
  it("is less where labels are wrong: two classes, two to one, with a tenth of the labels wrong", () => {
    const { solved, guessed } = reachable(2, { size: 1, labelNoise: 0.1, imbalance: 0.5 });
    // The larger class shows 2/3 × 0.9 + 1/3 × 0.1 = 0.6333.
    expect((guessed[0] + guessed[1]) / 2).to.be.closeTo(0.6333, 1e-4);
    expect(solved[0] < 0.9 && solved[1] > 0.9).to.equal(true);
  });
});
