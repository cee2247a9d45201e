import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../src/base/random.js";
import { adamRate, adamStep } from "../../src/kernels/ops/fused-adam.js";
import { buildTransformer } from "../steps/transformer.js";

/** One training step of W4 on random ids: what its kernels cost does not depend on the words. */
export function transformerStep(tf: typeof TF, random: Random): () => number {
  const [batch, length, width, hidden, vocabulary] = [32, 200, 64, 128, 5000];
  const layer = (name: string): [string, number[]][] => [
    [`${name}/attention/kernel`, [width, 3 * width]], [`${name}/attention/bias`, [3 * width]], [`${name}/attention/output-kernel`, [width, width]], [`${name}/attention/output-bias`, [width]],
    [`${name}/attention/gain`, [width]], [`${name}/attention/offset`, [width]],
    [`${name}/forward/kernel`, [width, hidden]], [`${name}/forward/bias`, [hidden]], [`${name}/forward/output-kernel`, [hidden, width]], [`${name}/forward/output-bias`, [width]],
    [`${name}/forward/gain`, [width]], [`${name}/forward/offset`, [width]],
  ];
  const shapes: [string, number[]][] = [["embedding/embeddings", [vocabulary, width]], ["embedding/positions", [length, width]], ...layer("layer-1"), ...layer("layer-2"), ["output/kernel", [width, 1]], ["output/bias", [1]]];
  const numbers = (shape: readonly number[]): Float32Array => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-0.1, 0.1));
  const model = buildTransformer(tf, {
    name: "W4", folder: "", network: "transformer", values: { length, width, heads: 4, hidden, layers: 2 }, vocabularySize: vocabulary, learningRate: 0.001,
    input: { kind: "ids", shape: [batch, length] }, parameters: shapes.map(([name, shape]) => ({ name, shape })),
    data: new Int32Array(0), labels: new Int32Array(0), initial: Object.fromEntries(shapes.map(([name, shape]) => [name, numbers(shape)])),
  });
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
