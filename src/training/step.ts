import type * as TF from "@tensorflow/tfjs-core";
import type { Model, Tf } from "../model/architecture.js";
import { crossEntropy } from "./loss.js";
import type { Optimizer } from "./optimizers.js";

/** One batch as the network reads it. */
export interface Batch {
  /** Token ids or vectors; the first axis is the examples. */
  readonly input: TF.Tensor;
  /** int32 [batch] */
  readonly labels: TF.Tensor1D;
}

/** Gradients of the batch's mean loss, by the variable's own name, with the loss and the logits before the update. The caller disposes all of them. */
export function gradientsOf(tf: Tf, model: Model, { input, labels }: Batch, dropoutSeed: number): { readonly loss: TF.Scalar; readonly logits: TF.Tensor2D; readonly gradients: TF.NamedTensorMap } {
  return tf.tidy(() => {
    const seen: TF.Tensor2D[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const { logits } = model.forward(input, { training: true, dropoutSeed });
      seen.push(tf.keep(tf.clone(logits)));
      return crossEntropy(tf, logits, labels);
    }, model.parameters.map(({ variable }) => variable));
    return { loss: value, logits: seen[0]!, gradients: grads };
  });
}

/** One update of every parameter. @returns the logits before it; the caller disposes them */
export function trainStep(tf: Tf, model: Model, optimizer: Pick<Optimizer, "apply">, batch: Batch, dropoutSeed: number): TF.Tensor2D {
  const { loss, logits, gradients } = gradientsOf(tf, model, batch, dropoutSeed);
  optimizer.apply(gradients);
  tf.dispose([loss, ...Object.values(gradients)]);
  return logits;
}
