import { expect } from "@open-wc/testing";
import { branin, hartmann6 } from "../../bench/search/functions.js";
import { bestSoFar, median } from "../../bench/search/search.js";
import { readSpace } from "../../src/search/read-space.js";
import type { Observation } from "../../src/search/observation.js";
import { grid, gridSize } from "../../src/search/samplers/grid.js";
import { samplers } from "../../src/search/samplers/index.js";
import { weightsOf } from "../../src/search/samplers/parzen.js";
import { random } from "../../src/search/samplers/random.js";
import { sobol, sobolUnit } from "../../src/search/samplers/sobol.js";
import { tpe } from "../../src/search/samplers/tpe.js";
import { isActive, pointKey, type Point } from "../../src/search/space.js";
import { schemaOfArchitecture } from "../../src/training/schema.js";
import functions from "../fixtures/search/functions.json";
import fromSciPy from "../fixtures/search/sobol.json";

const spaceOf = (written: unknown) => readSpace(schemaOfArchitecture("atnet"), written).space;
const space = spaceOf({
  learningRate: { from: 0.0001, to: 0.03 }, filters: { from: 8, to: 64 }, dropoutRate: { from: 0, to: 0.6 },
  attention: ["tanh", "additive", "none"], attentionUnits: { from: 4, to: 32, when: { attention: "additive" } },
});
/** A search of the space in which few filters and a rate near 0.003 are best. */
const judge = (point: Point): number => (Math.log10(Number(point["learningRate"])) + 2.5) ** 2 + Number(point["filters"]) / 64 + (point["attention"] === "none" ? 1 : 0);
function searchWith(name: string, trials: number, seed = 3, from: readonly Observation[] = []): readonly Observation[] {
  const observations = [...from];
  while (observations.length < trials) {
    const point = samplers.get(name)!.next({ space, seed, index: observations.length, observations });
    if (!point) break;
    observations.push({ point, value: judge(point), share: 1 });
  }
  return observations;
}

describe("the test functions", () => {
  it("are the ones that Python has", () => {
    for (const [place, value] of functions.branin as [number[], number][]) expect(branin.at({ x: place[0]!, y: place[1]! })).to.be.closeTo(value, 1e-12);
    for (const [place, value] of functions.hartmann6 as [number[], number][]) expect(hartmann6.at(Object.fromEntries(place.map((one, i) => [`x${i + 1}`, one])))).to.be.closeTo(value, 1e-12);
  });
});

for (const { name } of samplers) {
  describe(`the sampler ${name}`, () => {
    it("gives points of the space: every value fits, and only what its condition asks for is there", () => {
      for (const { point } of searchWith(name, 40)) {
        expect(Object.keys(point)).to.deep.equal(space.dimensions.filter((dimension) => isActive(dimension, point)).map((one) => one.name));
        for (const dimension of space.dimensions.filter((one) => isActive(one, point))) {
          const value = point[dimension.name]!;
          if (dimension.kind === "choice") expect(dimension.options).to.include(value);
          else expect(Number(value) >= dimension.low && Number(value) <= dimension.high && (!dimension.isWhole || Number.isInteger(value)), `${dimension.name} ${value}`).to.equal(true);
        }
      }
    });
    it("gives the same points again, also when it goes on from the trials so far", () => {
      const whole = searchWith(name, 40);
      expect(searchWith(name, 40)).to.deep.equal(whole);
      expect(searchWith(name, 40, 3, whole.slice(0, 17))).to.deep.equal(whole);
    });
    it("gives other points with another seed, unless it tries everything in order", () => {
      const [one, other] = [3, 4].map((seed) => searchWith(name, 12, seed).map(({ point }) => pointKey(point)));
      if (name === "grid") expect(other).to.deep.equal(one);
      else expect(other!.some((key) => one!.includes(key))).to.equal(false);
    });
  });
}

describe("a grid", () => {
  it("has every combination once, and a setting only where its condition holds", () => {
    const small = spaceOf({ kernelSize: [3, 5], attention: ["tanh", "additive"], attentionUnits: { from: 4, to: 16, when: { attention: "additive" } } });
    const points = Array.from({ length: 8 }, (_, index) => grid.next({ space: small, seed: 1, index, observations: [] }));
    expect(gridSize(small)).to.equal(8);
    expect(points).to.deep.equal([3, 5].flatMap((kernelSize) => [{ kernelSize, attention: "tanh" }, ...[4, 8, 16].map((attentionUnits) => ({ kernelSize, attention: "additive", attentionUnits }))]));
    expect(grid.next({ space: small, seed: 1, index: 8, observations: [] })).to.equal(undefined);
  });
  it("is counted without being made", () => {
    const names = ["learningRate", "batchSize", "filters", "kernelSize", "dropoutRate", "denseUnits", "embeddingSize", "weightDecay", "momentum", "clipNorm", "labelSmoothing", "warmupSteps", "sequenceLength"];
    expect(gridSize(spaceOf(Object.fromEntries(names.map((name) => [name, {}]))))).to.equal(3 ** names.length);
  });
});

describe("the Sobol sequence", () => {
  it("is SciPy's without scrambling, in 32 dimensions", () => {
    fromSciPy.points.forEach((point, index) => point.forEach((value, dimension) => expect(sobolUnit(index, dimension), `point ${index}, dimension ${dimension}`).to.equal(value)));
  });
  it("stays evenly spread under the seed's shift: sixteen points have one in every sixteenth of each dimension", () => {
    const rates = spaceOf({ dropoutRate: { from: 0, to: 0.8 }, labelSmoothing: { from: 0, to: 0.16 } });
    const points = Array.from({ length: 16 }, (_, index) => sobol.next({ space: rates, seed: 9, index, observations: [] })!);
    for (const [name, width] of [["dropoutRate", 0.05], ["labelSmoothing", 0.01]] as const) expect(points.map((point) => Math.floor(Number(point[name]) / width + 1e-9)).toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 16 }, (_, i) => i));
  });
});

describe("TPE", () => {
  it("counts the last 25 trials in full and older ones less, as Optuna's default_weights", () => {
    expect(weightsOf(24)).to.deep.equal(Array.from({ length: 24 }, () => 1));
    // optuna.samplers._tpe.sampler.default_weights(28): a ramp of linspace(1/28, 1, 3), then 25 ones.
    expect(weightsOf(28).slice(0, 4).map((weight) => Number(weight.toFixed(6)))).to.deep.equal([0.035714, 0.517857, 1, 1]);
  });
  it("looks where good trials lie: half of its later trials are in the best fifth of the rates, against a fifth by chance", () => {
    const rates = searchWith("tpe", 60).slice(20).map(({ point }) => Math.log10(Number(point["learningRate"])));
    const near = rates.filter((rate) => Math.abs(rate + 2.5) < 0.25).length;
    expect(near / rates.length).to.be.above(0.5);
  });
  it("learns from trials that broke off: it keeps away from where they were", () => {
    const observations = searchWith("random", 30).map((one): Observation => (one.point["attention"] === "tanh" ? { ...one, value: NaN } : one));
    const points = Array.from({ length: 40 }, (_, i) => tpe.next({ space, seed: i, index: 30, observations })!);
    expect(points.filter((point) => point["attention"] === "tanh").length).to.be.below(8);
  });
  for (const [of, trials] of [[branin, 60], [hartmann6, 100]] as const) {
    it(`finds a better median than random search on ${of.name}, over ten repetitions`, () => {
      const seeds = Array.from({ length: 10 }, (_, i) => i + 1);
      const [learned, drawn] = [tpe, random].map((sampler) => median(seeds.map((seed) => bestSoFar(of, sampler, trials, seed).at(-1)!)));
      expect(learned).to.be.below(drawn!);
      expect(learned).to.be.above(of.least - 1e-4);
    });
  }
});
