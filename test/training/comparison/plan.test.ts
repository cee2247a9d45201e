import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { planComparison } from "../../../src/training/comparison/plan.js";
import { readComparison, usualSeeds } from "../../../src/training/comparison/settings.js";
import { smallData } from "../small-run.js";

const data = smallData(60);
const plan = (params: Readonly<Record<string, unknown>>) => planComparison(readComparison(params), data);

describe("a comparison's settings", () => {
  it("stand in for what is not written", () => {
    const { contenders, seeds, values, guesses, problems } = readComparison({});
    expect([contenders.map(({ key }) => key), seeds, values.budget, guesses, problems]).to.deep.equal([["atnet", "cnn", "embedding-average", "transformer", "bag-of-words"], usualSeeds, "parameters", {}, []]);
  });
  it("take a network by its name or by its settings, and tell two of a kind apart", () => {
    const { contenders, problems } = readComparison({ architectures: ["cnn", { architecture: "cnn", filters: 32 }, { architecture: "atnet", preset: "first-notebook" }], guesses: { "cnn 2": 0.8 } });
    expect(problems).to.deep.equal([]);
    expect(contenders.map(({ key, choice }) => [key, choice.values["filters"]])).to.deep.equal([["cnn", 64], ["cnn 2", 32], ["atnet", 64]]);
    expect(contenders[2]!.choice.values["pooling"]).to.equal("sum");
  });
  it("say where a network, a seed or a guess does not fit", () => {
    const { problems } = readComparison({ architectures: ["cnnn", 7, { architecture: "cnn", filters: 0 }], seeds: [1, 1], guesses: { cnn: 80 } });
    expect(problems.map(({ message }) => message.en)).to.deep.equal([
      `architectures[0]: architecture: expected one of ${["atnet", "cnn"].join(", ")}${problems[0]!.message.en.split("atnet, cnn")[1]}`,
      "architectures[1]: expected a list of networks, each the name of an architecture or its settings, such as [\"atnet\", {architecture: \"cnn\", filters: 32}], received 7. Until then the usual ones stand in.",
      "architectures[2]: filters: expected a whole number from 1 to 256, received 0. Set it to 1 or more.",
      "seeds: expected a list of 1 to 10 different whole numbers from 0, such as [1, 2, 3], received [1,1]. Until then the usual ones stand in.",
      "guesses.cnn: expected an accuracy from 0 to 1 for each network, such as {cnn: 0.9}, received 80. Until then the usual ones stand in.",
    ]);
    expect(problems[0]!.message.en).to.contain('received "cnnn". Did you mean "cnn"?');
  });
  it("never throw", () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), fc.anything(), (architectures, seeds, guesses) => { readComparison({ architectures, seeds, guesses }); }), { seed: 1, numRuns: 200 });
  });
});

describe("a comparison's plan", () => {
  it("gives every network as many parameters as the first, within 5%, but for the word count, which has no size to change", () => {
    const { networks, target } = plan({}).plan!;
    expect(target!.size).to.equal(networks[0]!.cost.parameters);
    for (const { cost, isLine } of networks) if (!isLine) expect(Math.abs(cost.parameters - target!.size) / target!.size).to.be.at.most(0.05);
    expect(networks.filter(({ isLine }) => isLine).map(({ key }) => key)).to.deep.equal(["bag-of-words"]);
    expect(networks[0]!.changes).to.deep.equal([]);
  });
  it("gives them as much work, or leaves them as they are", () => {
    const { networks, target } = plan({ budget: "multiplyAdds", architectures: ["cnn", "transformer"] }).plan!;
    for (const { cost } of networks) expect(Math.abs(cost.multiplyAdds - target!.size) / target!.size).to.be.at.most(0.05);
    for (const budget of ["time", "epochs"]) {
      const free = plan({ budget }).plan!;
      expect([free.target, free.networks.flatMap(({ changes }) => changes)]).to.deep.equal([undefined, []]);
    }
  });
  it("meets the size that was asked for", () => {
    const { networks } = plan({ budgetSize: 20_000, architectures: ["cnn", "embedding-average"] }).plan!;
    for (const { cost } of networks) expect(Math.abs(cost.parameters - 20_000)).to.be.at.most(1000);
  });
  it("that is impossible is one problem for each network that cannot, and no plan", () => {
    const { plan: none, problems } = plan({ budgetSize: 1, architectures: ["cnn"] });
    expect(none).to.equal(undefined);
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([["budget-out-of-reach", "budgetSize"]]);
  });
  it("names networks briefly, and numbers two of a kind", () => {
    expect(plan({ budget: "epochs", architectures: ["cnn", { architecture: "cnn", kernelSize: 5 }, "transformer"] }).plan!.networks.map(({ title }) => title["pt-BR"])).to.deep.equal(["CNN 1", "CNN 2", "Transformer"]);
  });
  it("says what the networks' own settings get wrong together", () => {
    const { plan: none, problems } = plan({ architectures: [{ architecture: "transformer", heads: 5 }] });
    expect(none).to.equal(undefined);
    expect(problems[0]!.message.en).to.contain("architectures[0]: heads: expected a number that divides the model size");
  });
});
