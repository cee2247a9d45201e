import type * as TF from "@tensorflow/tfjs-core";
import { seededRandom } from "../../base/random.js";
import type { Tf } from "../architecture.js";

/**
 * Hides a share `rate` of the values and enlarges the rest by 1 / (1 − rate), as Keras does, so that the expected sum stays.
 * The mask is drawn here: tfjs's own dropout takes seed 0 for no seed.
 */
export function dropout(tf: Tf, values: TF.Tensor, rate: number, seed: number): TF.Tensor {
  const random = seededRandom(seed);
  const kept = 1 / (1 - rate);
  return tf.mul(values, tf.tensor(Float32Array.from({ length: values.size }, () => (random.next() < rate ? 0 : kept)), values.shape));
}
