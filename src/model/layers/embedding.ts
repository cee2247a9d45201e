import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../architecture.js";

/**
 * Rows of `table` by id. @param ids int32 [batch, length] @param table [rows, size] @returns [batch, length, size]
 *
 * The gradient is ours: tfjs's own makes one product per row of the table in plain JavaScript (29 ms a row, all kept until
 * the end of the step), while a scatter that adds up visits each token once.
 */
export function embed(tf: Tf, ids: TF.Tensor, table: TF.Tensor): TF.Tensor3D {
  const [rows, size] = table.shape as [number, number];
  const lookup = tf.customGrad((...args) => {
    const [from, save] = args as unknown as [TF.Tensor, TF.GradSaveFunc];
    save([ids]);
    return {
      value: tf.gather(from, ids as TF.Tensor2D),
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const flat = tf.reshape(saved[0]!, [-1]) as TF.Tensor1D;
        const updates = tf.reshape(dy, [-1, size]);
        return tf.getBackend() === "wasm"
          ? tf.unsortedSegmentSum(updates, flat, rows)
          : tf.scatterND(tf.reshape(flat, [-1, 1]) as TF.Tensor2D, updates, [rows, size]);
      },
    };
  });
  return lookup(table) as TF.Tensor3D;
}
