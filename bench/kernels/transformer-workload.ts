import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../src/base/random.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { adamRate, adamStep } from "../../src/kernels/ops/fused-adam.js";
import { transformer } from "../../src/model/architectures/transformer.js";

/** One training step of W4 on random ids: what its kernels cost does not depend on the words. */
export function transformerStep(tf: typeof TF, random: Random): () => number {
  const [batch, length, vocabulary] = [32, 200, 5000];
  const model = transformer.build(tf, {
    ...defaultsOf(transformer.hyperparameters), sequenceLength: length, embeddingSize: 64, heads: 4, feedForwardSize: 128, layers: 2, normalisation: "post", maskPadding: false, dropoutRate: 0,
  }, { vocabularySize: vocabulary, classes: 2 }, random);
  const ids = tf.tensor2d(Int32Array.from({ length: batch * length }, () => random.integer(vocabulary)), [batch, length], "int32");
  const labels = tf.tensor2d(Float32Array.from({ length: batch }, (_, i) => i % 2), [batch, 1]);
  const variables = model.parameters.map(({ variable }) => variable as TF.Variable);
  const slots = variables.map((variable) => ({ variable, mean: tf.variable(tf.zerosLike(variable)), square: tf.variable(tf.zerosLike(variable)) }));
  const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  let step = 0;
  return () => tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => tf.losses.sigmoidCrossEntropy(labels, model.forward(ids, { training: true, dropoutSeed: 1 }).logits) as TF.Scalar, variables);
    const rate = adamRate(0.001, { ...constants, step: ++step });
    for (const slot of slots) adamStep(tf, { ...slot, gradient: grads[slot.variable.name]! }, { ...constants, rate });
    return value.dataSync()[0]!;
  });
}
