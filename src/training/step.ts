import type * as TF from "@tensorflow/tfjs-core";
import type { Model, Tf } from "../model/architecture.js";
import { crossEntropy } from "./loss.js";
import { clipByGlobalNorm, decay, type Optimizer } from "./optimizers.js";

/** One batch as the network reads it. */
export interface Batch {
  /** Token ids or vectors; the first axis is the examples. */
  readonly input: TF.Tensor;
  /** int32 [batch] */
  readonly labels: TF.Tensor1D;
  /** [batch, 1], how much each example counts; all the same unless given. */
  readonly weights?: TF.Tensor2D;
}

/** What a step does beyond the optimizer's own update; nothing unless given. */
export interface StepOptions {
  readonly labelSmoothing?: number;
  /** Longest gradient, all parameters together; 0 for any length. */
  readonly clipNorm?: number;
  /** Share of the learning rate by which every parameter shrinks. */
  readonly weightDecay?: number;
}

/** Gradients of the batch's mean loss, by the variable's own name, with the loss and the logits before the update. The caller disposes all of them. */
export function gradientsOf(tf: Tf, model: Model, { input, labels, weights }: Batch, dropoutSeed: number, { labelSmoothing = 0 }: StepOptions = {}): { readonly loss: TF.Scalar; readonly logits: TF.Tensor2D; readonly gradients: TF.NamedTensorMap } {
  return tf.tidy(() => {
    const seen: TF.Tensor2D[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const { logits } = model.forward(input, { training: true, dropoutSeed });
      seen.push(tf.keep(tf.clone(logits)));
      return crossEntropy(tf, logits, labels, { labelSmoothing, weights });
    }, model.parameters.map(({ variable }) => variable).filter(({ trainable }) => trainable));
    return { loss: value, logits: seen[0]!, gradients: grads };
  });
}

/** One update of every parameter. @returns the logits before it; the caller disposes them */
export function trainStep(tf: Tf, model: Model, optimizer: Pick<Optimizer, "apply" | "learningRate">, batch: Batch, dropoutSeed: number, options: StepOptions = {}): TF.Tensor2D {
  const { loss, logits, gradients } = gradientsOf(tf, model, batch, dropoutSeed, options);
  applyGradients(tf, model, optimizer, gradients, options);
  tf.dispose([loss, ...Object.values(gradients)]);
  return logits;
}

/** The second half of a step: decay, clipping, and the optimizer's update. The gradients stay the caller's. */
export function applyGradients(tf: Tf, model: Model, optimizer: Pick<Optimizer, "apply" | "learningRate">, gradients: TF.NamedTensorMap, { clipNorm = 0, weightDecay = 0 }: StepOptions): void {
  if (weightDecay > 0) decay(tf, model.parameters, { weightDecay, learningRate: optimizer.learningRate });
  if (clipNorm > 0) tf.tidy(() => optimizer.apply(clipByGlobalNorm(tf, gradients, clipNorm)));
  else optimizer.apply(gradients);
}
