import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { attentionPooling } from "../../src/kernels/ops/attention-pooling.js";
import { embeddingConvolution } from "../../src/kernels/ops/embedding-convolution.js";
import { adamRate, adamStep } from "../../src/kernels/ops/fused-adam.js";
import { bothPrecisions, expectClose, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";

/** Losses of five steps of a small AtNet with a second convolution, layer by layer as the notebook builds it, or with the fused ops. */
function train(fused: boolean): number[] {
  return tf.tidy(() => {
    const random = seededRandom(4);
    const [batch, length, vocabulary, size, filters, classes] = [3, 14, 30, 8, 12, 3];
    const make = (shape: number[]): tf.Variable => tf.variable(randomTensor(random, shape, 0.5));
    const ids = randomIds(random, [batch, length], vocabulary);
    const labels = tf.oneHot(tf.tensor1d([0, 2, 1], "int32"), classes);
    const table = make([vocabulary, size]);
    const [first, firstBias, second, secondBias] = [make([3, size, filters]), make([filters]), make([5, filters, filters]), make([filters])];
    const [query, dense, denseBias] = [make([filters, 1]), make([filters, classes]), make([classes])];
    const mask = tf.tensor2d(Float32Array.from({ length: batch * length }, (_, i) => (i % length < 9 ? 1 : 0)), [batch, length]);
    const variables = [table, first, firstBias, second, secondBias, query, dense, denseBias];
    const loss = (): tf.Scalar => {
      const once = fused
        ? embeddingConvolution(tf, { ids, table, kernel: first, bias: firstBias, padding: "same", activation: "relu" })
        : tf.relu(tf.add(tf.conv1d(tf.gather(table, ids as tf.Tensor2D) as tf.Tensor3D, first as tf.Tensor3D, 1, "same"), firstBias));
      const h = tf.relu(tf.add(tf.conv1d(once as tf.Tensor3D, second as tf.Tensor3D, 1, "same"), secondBias)) as tf.Tensor3D;
      const scores = tf.reshape(tf.tanh(tf.matMul(tf.reshape(h, [batch * length, filters]), query as tf.Tensor2D)), [batch, length]) as tf.Tensor2D;
      const pooled = fused
        ? attentionPooling(tf, { h, scores, mask, pooling: "sum" }).pooled
        : tf.sum(tf.mul(h, tf.expandDims(tf.softmax(tf.add(scores, tf.mul(tf.sub(1, mask), -1e9))), 2)), 1);
      const logits = tf.add(tf.matMul(pooled as tf.Tensor2D, dense as tf.Tensor2D), denseBias);
      return tf.mean(tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1)));
    };
    const slots = variables.map((variable) => ({ variable, mean: tf.variable(tf.zerosLike(variable)), square: tf.variable(tf.zerosLike(variable)) }));
    const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    const losses = [1, 2, 3, 4, 5].map((step) => {
      const { value, grads } = tf.variableGrads(loss, variables);
      for (const slot of slots) adamStep(tf, { ...slot, gradient: grads[slot.variable.name]! }, { ...constants, rate: adamRate(0.05, { ...constants, step }) });
      return take(value)[0]!;
    });
    for (const { variable, mean, square } of slots) tf.dispose([variable, mean, square]);
    return losses;
  });
}

describe("a whole network", () => {
  for (const options of bothPrecisions) it(`learns on our kernels what it learns on tfjs's cpu backend, with and without the fused ops, ${options.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    await tf.setBackend("cpu");
    const expected = train(false);
    expect(expected[4]).to.be.below(expected[0]!);
    await useKernels(options);
    expectClose(train(false), expected, "plain ops", { tolerance: 1e-4 });
    expectClose(train(true), expected, "fused ops", { tolerance: 1e-4 });
  });

  it("gives the same bits twice and leaks nothing", async () => {
    await useKernels();
    const first = train(true);
    const before = tf.memory();
    expect(train(true)).to.deep.equal(first);
    expect(tf.memory().numTensors).to.equal(before.numTensors);
    expect(tf.memory().numDataBuffers).to.equal(before.numDataBuffers);
  });
});
