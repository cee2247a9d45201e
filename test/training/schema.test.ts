import { expect } from "@open-wc/testing";
import { readModelChoice, schemaOfArchitecture } from "../../src/training/schema.js";

describe("a hyperparameters cell's literal", () => {
  it("is the reference model when it says nothing", () => {
    const { architecture, values, problems } = readModelChoice({ architecture: "atnet" });
    expect(architecture).to.equal("atnet");
    expect(values).to.include({ sequenceLength: 500, embeddingSize: 128, filters: 64, kernelSize: 5, pooling: "max", learningRate: 0.001, batchSize: 32 });
    expect(problems).to.deep.equal([]);
    expect(Object.keys(values)).to.deep.equal(Object.keys(schemaOfArchitecture("atnet")));
    expect(readModelChoice(undefined)).to.deep.equal(readModelChoice({ architecture: "atnet" }));
  });
  it("takes a preset for the defaults, and what is written beside it before the preset", () => {
    const { values, problems } = readModelChoice({ architecture: "atnet", preset: "planted-keyword", denseUnits: 4, kernelSize: 5 });
    expect(problems).to.deep.equal([]);
    expect(values).to.include({ attention: "additive", pooling: "sum", denseUnits: 4, kernelSize: 5 });
  });
  it("falls back to the preset where a value does not fit, and says so", () => {
    const { values, problems } = readModelChoice({ preset: "planted-keyword", denseUnits: "many" });
    expect(values["denseUnits"]).to.equal(0);
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([["out-of-range", "denseUnits"]]);
  });
  it("names an architecture or preset that it does not know, with the nearest", () => {
    expect(readModelChoice({ architecture: "atnett" }).problems.map(({ message }) => message.en)).to.deep.equal(['architecture: expected one of atnet, cnn, embedding-average, bag-of-words, transformer, received "atnett". Did you mean "atnet"?']);
    expect(readModelChoice({ preset: "refrence" }).problems[0]!.message["pt-BR"]).to.contain('Você quis dizer "reference"?');
  });
  it("says what does not fit together once every value fits by itself", () => {
    expect(readModelChoice({ sequenceLength: 3 }).problems.map(({ code }) => code)).to.deep.equal(["kernel-longer-than-sequence"]);
  });
  it("lets names that nothing knows stand without stopping anything", () => {
    expect(readModelChoice({ architecture: "atnet", colour: "red", __proto__: 1 }).problems).to.deep.equal([]);
  });
  it("reads anything without throwing", () => {
    for (const odd of [null, 5, "x", [], { architecture: null }, { preset: 3 }]) expect(readModelChoice(odd).problems.length, JSON.stringify(odd)).to.be.at.least(odd === null || Array.isArray(odd) ? 0 : 1);
  });
});
