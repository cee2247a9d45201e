import { expect } from "@open-wc/testing";
import { readSpace } from "../../src/search/read-space.js";
import { pointOf, unitOf, valueAt, type NumberDimension } from "../../src/search/space.js";
import { schemaOfArchitecture } from "../../src/training/schema.js";

const schema = schemaOfArchitecture("atnet");
const read = (space: unknown) => readSpace(schema, space);
const codes = (space: unknown): readonly string[] => read(space).problems.map(({ code, path }) => `${code} at ${path}`);

describe("a search space", () => {
  it("is read from the schema: ranges on the field's own scale, lists, conditions", () => {
    const { space, problems } = read({ attentionUnits: { from: 4, to: 32, when: { attention: "additive" } }, attention: ["tanh", "additive"], learningRate: { from: 0.0001, to: 0.01 }, maskPadding: {} });
    expect(problems).to.deep.equal([]);
    expect(space.dimensions.map(({ name, kind }) => `${name} ${kind}`), "a condition comes after what it asks about").to.deep.equal(["attention choice", "learningRate number", "maskPadding choice", "attentionUnits number"]);
    expect((space.dimensions[1] as NumberDimension).scale).to.equal("log");
  });
  it("has a place in [0, 1] for every value: the middle of a logarithmic range is its geometric mean", () => {
    const [rate] = read({ learningRate: { from: 0.0001, to: 0.01 } }).space.dimensions;
    expect(valueAt(rate!, 0.5)).to.equal(0.001);
    expect(unitOf(rate!, 0.001)).to.be.closeTo(0.5, 1e-12);
    expect([valueAt(rate!, 0), valueAt(rate!, 1)]).to.deep.equal([0.0001, 0.01]);
  });
  it("gives each whole number and each option the same share", () => {
    const { space: { dimensions: [size, kind] } } = read({ kernelSize: { from: 2, to: 5 }, pooling: ["max", "sum", "average"] });
    const counts = (dimension: typeof size): Record<string, number> => {
      const found: Record<string, number> = {};
      for (let i = 0; i < 120; i++) found[String(valueAt(dimension!, (i + 0.5) / 120))] = (found[String(valueAt(dimension!, (i + 0.5) / 120))] ?? 0) + 1;
      return found;
    };
    expect(counts(size)).to.deep.equal({ 2: 30, 3: 30, 4: 30, 5: 30 });
    expect(counts(kind)).to.deep.equal({ max: 40, sum: 40, average: 40 });
  });
  it("leaves out of a point what its condition leaves out", () => {
    const { space } = read({ attention: ["tanh", "additive"], attentionUnits: { from: 4, to: 32, when: { attention: "additive" } } });
    expect(pointOf(space, (dimension) => (dimension.kind === "choice" ? "tanh" : 8))).to.deep.equal({ attention: "tanh" });
    expect(pointOf(space, (dimension) => (dimension.kind === "choice" ? "additive" : 8))).to.deep.equal({ attention: "additive", attentionUnits: 8 });
  });
  it("says in one sentence each what does not fit, and keeps the rest", () => {
    expect(codes({})).to.deep.equal(["empty-space at space"]);
    expect(codes(undefined)).to.deep.equal(["empty-space at space"]);
    expect(codes([1])).to.deep.equal(["empty-space at space"]);
    expect(codes({ learningRat: {} })).to.deep.equal(["not-a-setting-to-search at space.learningRat"]);
    expect(codes({ __proto__: null, constructor: {} })).to.deep.equal(["not-a-setting-to-search at space.constructor"]);
    expect(codes({ filters: { from: 64, to: 8 } })).to.deep.equal(["range-is-empty at space.filters"]);
    expect(codes({ filters: { from: 0.5, to: 8 } })).to.deep.equal(["out-of-range at space.filters.from"]);
    expect(codes({ dropoutRate: { from: 0, to: 0.5, scale: "log" } })).to.deep.equal(["log-needs-more-than-zero at space.dropoutRate.from"]);
    expect(codes({ pooling: ["max"] })).to.deep.equal(["nothing-to-choose at space.pooling"]);
    expect(codes({ pooling: ["max", "biggest"] })).to.deep.equal(["not-a-choice at space.pooling"]);
    expect(codes({ pooling: 3 })).to.deep.equal(["not-a-range at space.pooling"]);
    const { space, problems } = read({ filters: { from: 64, to: 8 }, kernelSize: [3, 5] });
    expect([space.dimensions.map(({ name }) => name), problems.length]).to.deep.equal([["kernelSize"], 1]);
    expect(problems[0]!.message.en).to.equal('space.filters: expected from to be less than to, received {"from":64,"to":8}. Swap or widen them, or take the setting out of the search.');
  });
  it("finds conditions that contradict each other or can never hold", () => {
    expect(codes({ attention: { options: ["tanh", "dot"], when: { pooling: "sum" } }, pooling: { options: ["max", "sum"], when: { attention: "dot" } } }))
      .to.deep.equal(["conditions-in-a-circle at space.attention.when", "conditions-in-a-circle at space.pooling.when"]);
    expect(codes({ attention: ["tanh", "dot"], attentionUnits: { from: 4, to: 32, when: { attention: "additive" } } })).to.deep.equal(["condition-never-holds at space.attentionUnits.when"]);
    expect(codes({ attentionUnits: { from: 4, to: 32, when: { attention: "additive" } } })).to.deep.equal(["condition-on-a-fixed-setting at space.attentionUnits.when"]);
    expect(codes({ attentionUnits: { from: 4, to: 32, when: "additive" } })).to.deep.equal(["not-a-condition at space.attentionUnits.when"]);
  });
});
