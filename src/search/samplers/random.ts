import { seededRandom, seedFor } from "../../base/random.js";
import { pointOf, valueAt } from "../space.js";
import type { Sampler } from "./sampler.js";

/** Every point on its own, even over the space (Bergstra & Bengio 2012, JMLR 13). */
export const random: Sampler = {
  name: "random",
  next: ({ space, seed, index }) => {
    const source = seededRandom(seedFor(seed, "random", index));
    // Every dimension draws, whether it is needed or not: a condition does not move what comes after it.
    const units = new Map(space.dimensions.map((dimension) => [dimension, source.next()]));
    return pointOf(space, (dimension) => valueAt(dimension, units.get(dimension)!));
  },
};
