import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../model/architecture.js";
import { predictedClass } from "../metrics.js";

/** The class whose log-odds an explanation is about: of two, the second, so that signs point at classes; of more, the one that is answered. */
export const targetOf = (logits: ArrayLike<number>): number => (logits.length === 1 ? 1 : predictedClass(logits));

/** ln(p / (1 − p)) of a class: what words push up or down, and for two classes what the network itself computes. */
export function logOddsOf(logits: ArrayLike<number>, target: number): number {
  if (logits.length === 1) return target === 1 ? logits[0]! : -logits[0]!;
  const others = Array.from(logits).filter((_, label) => label !== target);
  const largest = Math.max(...others);
  return logits[target]! - largest - Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

/** The same inside tfjs, one number a row. @param logits [batch, 1] or [batch, classes] @param targets one class a row */
export function logOdds(tf: Tf, logits: TF.Tensor2D, targets: readonly number[]): TF.Tensor1D {
  const [batch, width] = logits.shape;
  if (width === 1) return tf.mul(tf.reshape(logits, [batch]), tf.tensor1d(targets.map((target) => (target === 1 ? 1 : -1))));
  const chosen = tf.cast(tf.oneHot(tf.tensor1d([...targets], "int32"), width), "float32");
  // Far below every logit, so that the class itself is not among the others.
  return tf.sub(tf.sum(tf.mul(logits, chosen), 1), tf.logSumExp(tf.add(logits, tf.mul(chosen, -1e9)), 1));
}
