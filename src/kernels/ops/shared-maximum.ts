import type * as TF from "@tensorflow/tfjs-core";

/**
 * The largest value of each feature over positions. @param features [batch, positions, features] @returns [batch, features]
 *
 * Positions that tie share the gradient, as in TensorFlow and Keras; tfjs's own gives each of them the whole of it,
 * which counts hundreds of equal padding positions hundreds of times.
 */
export function sharedMaximum(tf: typeof TF, features: TF.Tensor3D): TF.Tensor2D {
  const run = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [TF.Tensor, TF.GradSaveFunc];
    const largest = tf.max(x, 1, true);
    save([x, largest]);
    return {
      value: tf.squeeze(largest, [1]),
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const winners = tf.cast(tf.equal(saved[0]!, saved[1]!), "float32");
        return tf.mul(winners, tf.div(tf.expandDims(dy, 1), tf.sum(winners, 1, true)));
      },
    };
  });
  return run(features) as TF.Tensor2D;
}
