import { seededRandom, seedFor } from "../../base/random.js";
import type { FieldValue } from "../../hyperparameters/field.js";
import { compareObservations } from "../observation.js";
import { isActive, type Dimension, type Point } from "../space.js";
import { Parzen } from "./parzen.js";
import { random } from "./random.js";
import type { Sampler } from "./sampler.js";

/** Trials drawn at random before there is anything to learn from. */
export const startupTrials = 10;
/** Candidates of which the most promising one is tried. */
const candidates = 24;
/** How many of so many trials are called good. */
const goodOf = (count: number): number => Math.min(25, Math.ceil(0.1 * count));

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011): of some candidates drawn where good trials lie, the one that is likeliest among the good
 * ones compared with all others. Dimensions without a condition are taken together, so that what goes well together is found (Falkner et al. 2018,
 * BOHB); one under a condition learns by itself from the trials that had it.
 */
export const tpe: Sampler = {
  name: "tpe",
  learns: true,
  next: (input) => {
    const { space, seed, index, observations } = input;
    if (observations.length < startupTrials) return random.next(input);
    const good = new Set(observations.toSorted(compareObservations).slice(0, goodOf(observations.length)));
    const point: Record<string, FieldValue> = {};
    for (const group of groupsOf(space.dimensions)) {
      if (!isActive(group[0]!, point)) continue;
      const source = seededRandom(seedFor(seed, "tpe", index, group[0]!.name));
      const having = observations.filter((one) => group.every(({ name }) => Object.hasOwn(one.point, name)));
      const [low, high] = [true, false].map((isGood) => new Parzen(group, having.filter((one) => good.has(one) === isGood).map((one): Point => one.point))) as [Parzen, Parzen];
      Object.assign(point, best(Array.from({ length: candidates }, () => low.draw(source)), low, high));
    }
    return point;
  },
};

const groupsOf = (dimensions: readonly Dimension[]): readonly (readonly Dimension[])[] =>
  [dimensions.filter(({ condition }) => condition === undefined), ...dimensions.filter(({ condition }) => condition !== undefined).map((one) => [one])];

function best(drawn: readonly Record<string, FieldValue>[], low: Parzen, high: Parzen): Record<string, FieldValue> {
  const scores = drawn.map((one) => low.logDensity(one) - high.logDensity(one));
  return drawn[scores.indexOf(Math.max(...scores))]!;
}
