import { expect } from "@open-wc/testing";
import { architectures } from "../../src/model/architectures/index.js";
import { budgetTolerance, costOf, fitBudget, hasSizes, type BudgetMeasure } from "../../src/model/budget.js";
import { readModelChoice } from "../../src/training/schema.js";

const shape = { vocabularySize: 1500, classes: 2 };
const valuesOf = (architecture: string, more: Readonly<Record<string, unknown>> = {}) => readModelChoice({ architecture, ...more }).values;
const fit = (name: string, measure: BudgetMeasure, budget: number, more: Readonly<Record<string, unknown>> = {}) => fitBudget(architectures.get(name)!, valuesOf(name, more), shape, measure, budget);

describe("a budget", () => {
  it("counts what Keras counts: AtNet's 41,750 parameters after the embedding, and its embedding", () => {
    expect(costOf(architectures.get("atnet")!, valuesOf("atnet"), shape).parameters).to.equal(41_750 + 1500 * 128);
  });
  it("leaves a network that meets it alone", () => {
    const { parameters } = costOf(architectures.get("cnn")!, valuesOf("cnn"), shape);
    expect(fit("cnn", "parameters", parameters * 1.04)).to.deep.include({ values: valuesOf("cnn"), changes: [] });
  });
  for (const measure of ["parameters", "multiplyAdds"] as const) {
    for (const { name } of architectures) {
      if (!hasSizes(architectures.get(name)!)) continue;
      it(`is met within 5% in ${measure} by ${name}, half or twice as large, by changes that its settings allow, one as a rule`, () => {
        const architecture = architectures.get(name)!;
        const own = costOf(architecture, valuesOf(name), shape)[measure];
        for (const budget of [own / 2, own * 2]) {
          const found = fit(name, measure, budget);
          if ("code" in found) throw new Error(found.message.en);
          expect(Math.abs(found.cost[measure] - budget) / budget).to.be.at.most(budgetTolerance);
          expect(costOf(architecture, found.values, shape)).to.deep.equal(found.cost);
          expect(architecture.problems(found.values, shape)).to.deep.equal([]);
          const changed = Object.keys(found.values).filter((key) => found.values[key] !== valuesOf(name)[key]);
          expect(changed.toSorted()).to.deep.equal(found.changes.map((one) => one.name).toSorted());
          expect(found.changes.length).to.be.within(1, 2);
        }
      });
    }
  }
  it("keeps a model size that its heads divide", () => {
    const found = fit("transformer", "parameters", 33_500, { heads: 12, embeddingSize: 48, feedForwardSize: 64 });
    expect("code" in found ? found.message.en : Number(found.values["embeddingSize"]) % 12).to.equal(0);
  });
  it("that no size can meet is one problem that says the nearest", () => {
    const found = fit("embedding-average", "parameters", 10);
    if (!("code" in found)) throw new Error("expected a problem");
    expect(found.path).to.equal("budgetSize");
    // One number for each of 1,500 tokens, one dense unit and one output, each with a bias.
    expect(found.message.en).to.equal("budgetSize: expected a number of parameters that “Embedding average: a bag of learned words” can come within 5% of by changing one of its sizes, received 10. The nearest that it can be is 1,504: choose a budget near that, or leave this network out.");
  });
});
