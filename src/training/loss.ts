import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../model/architecture.js";

export interface LossOptions {
  /** Share of every target that is spread evenly over the classes, in [0, 1) (Szegedy et al. 2016, arXiv:1512.00567). */
  readonly labelSmoothing?: number;
  /** [batch, 1]: how much each example counts; the mean stays one over the batch. */
  readonly weights?: TF.Tensor2D | undefined;
}

/**
 * Mean cross-entropy of a batch, in nats, from logits, so that no probability is rounded to 0 before its logarithm is taken.
 * @param logits [batch, 1] for two classes (a sigmoid answers for class 1), [batch, classes] for more
 * @param labels int32 [batch], class indexes
 */
export function crossEntropy(tf: Tf, logits: TF.Tensor2D, labels: TF.Tensor1D, { labelSmoothing = 0, weights }: LossOptions = {}): TF.Scalar {
  const [batch, width] = logits.shape;
  const loss = tf.customGrad((...args) => {
    const [z, save] = args as unknown as [TF.Tensor2D, TF.GradSaveFunc];
    const hard = width === 1 ? tf.reshape(tf.cast(labels, "float32"), [batch, 1]) : tf.cast(tf.oneHot(labels, width), "float32");
    const targets = labelSmoothing > 0 ? tf.add(tf.mul(hard, 1 - labelSmoothing), labelSmoothing / Math.max(2, width)) : hard;
    const counted = <T extends TF.Tensor>(one: T): T => (weights ? tf.mul(one, weights) : one);
    save([z, targets]);
    const value = width === 1
      ? tf.mean(counted(tf.sub(tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z))))), tf.mul(z, targets))))
      : tf.neg(tf.div(tf.sum(counted(tf.mul(tf.logSoftmax(z), targets))), batch));
    return {
      value,
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const [then, wanted] = saved as [TF.Tensor2D, TF.Tensor2D];
        const probabilities = width === 1 ? tf.sigmoid(then) : tf.softmax(then);
        return tf.mul(counted(tf.sub(probabilities, wanted)), tf.div(dy, batch));
      },
    };
  });
  return loss(logits) as TF.Scalar;
}
