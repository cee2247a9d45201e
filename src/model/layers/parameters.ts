import type { Random } from "../../base/random.js";
import type * as TF from "@tensorflow/tfjs-core";
import type { Parameter, Tf } from "../architecture.js";
import { sizeOf } from "../stage.js";

/** How a parameter starts, as Keras's default for its layer does. */
export type Initial =
  /** Even in ±√(6 / (fanIn + fanOut)): Glorot & Bengio 2010, Keras's default for Dense and Conv1D. */
  | "glorot-uniform"
  /** Even in ±0.05: Keras's default for Embedding. */
  | "small-uniform"
  | "zeros"
  /** The gain of a normalisation. */
  | "ones";

/** Makes the parameters of a network in the order asked for, all from one seeded source. */
export interface ParameterMaker {
  /** @param shape the last axis is what goes out, the one before it what comes in, any before that a window */
  make(stage: string, part: string, shape: readonly number[], initial: Initial): TF.Variable;
  readonly made: readonly Parameter[];
}

export function parameterMaker(tf: Tf, random: Random): ParameterMaker {
  const made: Parameter[] = [];
  return {
    made,
    make(stage, part, shape, initial) {
      const variable = tf.tidy(() => tf.variable(tf.tensor(initialValues(shape, initial, random), [...shape], "float32")));
      made.push({ name: `${stage}/${part}`, stage, variable });
      return variable;
    },
  };
}

/** The numbers that a parameter starts with, in row-major order. */
export function initialValues(shape: readonly number[], initial: Initial, random: Random): Float32Array {
  if (initial === "ones") return new Float32Array(sizeOf(shape)).fill(1);
  const limit = initial === "zeros" ? 0 : initial === "small-uniform" ? 0.05 : glorotLimit(shape);
  return Float32Array.from({ length: sizeOf(shape) }, () => (limit === 0 ? 0 : random.uniform(-limit, limit)));
}

function glorotLimit(shape: readonly number[]): number {
  const window = sizeOf(shape.slice(0, -2));
  return Math.sqrt(6 / (window * (shape.at(-2)! + shape.at(-1)!)));
}
