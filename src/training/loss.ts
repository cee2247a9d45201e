import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../model/architecture.js";

/**
 * Mean cross-entropy of a batch, in nats, from logits, so that no probability is rounded to 0 before its logarithm is taken.
 * @param logits [batch, 1] for two classes (a sigmoid answers for class 1), [batch, classes] for more
 * @param labels int32 [batch], class indexes
 */
export function crossEntropy(tf: Tf, logits: TF.Tensor2D, labels: TF.Tensor1D): TF.Scalar {
  const [batch, width] = logits.shape;
  const loss = tf.customGrad((...args) => {
    const [z, save] = args as unknown as [TF.Tensor2D, TF.GradSaveFunc];
    const targets = width === 1 ? tf.reshape(tf.cast(labels, "float32"), [batch, 1]) : tf.cast(tf.oneHot(labels, width), "float32");
    save([z, targets]);
    const value = width === 1
      ? tf.mean(tf.sub(tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z))))), tf.mul(z, targets)))
      : tf.neg(tf.div(tf.sum(tf.mul(tf.logSoftmax(z), targets)), batch));
    return {
      value,
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const [then, wanted] = saved as [TF.Tensor2D, TF.Tensor2D];
        const probabilities = width === 1 ? tf.sigmoid(then) : tf.softmax(then);
        return tf.mul(tf.sub(probabilities, wanted), tf.div(dy, batch));
      },
    };
  });
  return loss(logits) as TF.Scalar;
}
