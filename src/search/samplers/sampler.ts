import type { Observation } from "../observation.js";
import type { Point, Space } from "../space.js";

export interface SamplerInput {
  readonly space: Space;
  readonly seed: number;
  /** Of the trial that is to begin, from 0. */
  readonly index: number;
  /** All before it, in order. With the seed they are the whole state: a search that was cut off goes on as if it had not been. */
  readonly observations: readonly Observation[];
}

/** A way to choose what to try next. */
export interface Sampler {
  readonly name: string;
  /** Whether what came of earlier trials decides on the next; the others know all their points beforehand. */
  readonly learns?: true;
  /** Undefined when everything has been tried. */
  next(input: SamplerInput): Point | undefined;
}
