import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../src/base/random.js";
import { attentionPooling } from "../../src/kernels/ops/attention-pooling.js";
import { convolution1d } from "../../src/kernels/ops/convolution1d.js";
import { embeddingConvolution } from "../../src/kernels/ops/embedding-convolution.js";
import { adamRate, adamStep } from "../../src/kernels/ops/fused-adam.js";

export type Workload = "W1" | "W2" | "W2 padded";

/** Ids as padded reviews have them: Zipf–Mandelbrot words, log-normal lengths, zeros behind. */
function tokens(random: Random, batch: number, length: number, vocabulary: number, padded: boolean): Int32Array {
  const cumulative = new Float64Array(vocabulary);
  let total = 0;
  for (let i = 0; i < vocabulary; i++) cumulative[i] = total += 1 / (i + 2.7);
  const draw = (): number => {
    const at = random.next() * total;
    let low = 0;
    let high = vocabulary - 1;
    while (low < high) { const middle = (low + high) >> 1; if (cumulative[middle]! < at) low = middle + 1; else high = middle; }
    return low;
  };
  const ids = new Int32Array(batch * length);
  for (let b = 0; b < batch; b++) {
    const end = padded ? Math.min(length, Math.max(10, Math.round(Math.exp(5.2 + 0.6 * random.normal())))) : length;
    for (let i = 0; i < end; i++) ids[b * length + i] = draw();
  }
  return ids;
}

/**
 * One training step of the reference AtNet: convolution, attention by softmax over positions, max-pool, two dense layers, cross-entropy, Adam.
 * @param fused with our fused ops instead of plain tfjs ops and tfjs's Adam
 * @returns a function that does one step and gives the loss
 */
export function stepOf(tf: typeof TF, workload: Workload, random: Random, fused: boolean): () => number {
  const [batch, length, channels, kernelSize, filters, vocabulary] = [32, 500, 128, 5, 64, 10_000];
  const uniform = (shape: number[], scale: number): TF.Variable => tf.variable(tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-scale, scale)), shape));
  const withTable = workload !== "W1";
  const x = withTable ? tf.tensor2d(tokens(random, batch, length, vocabulary, workload === "W2 padded"), [batch, length], "int32") : tf.tensor(Float32Array.from({ length: batch * length * channels }, () => random.uniform(-1, 1)), [batch, length, channels]);
  const labels = tf.tensor2d(Float32Array.from({ length: batch }, (_, i) => i % 2), [batch, 1]);
  const table = withTable ? uniform([vocabulary, channels], 0.05) : undefined;
  const kernel = uniform([kernelSize, channels, filters], 0.08);
  const [bias, scoreKernel, scoreBias] = [uniform([filters], 0.01), uniform([filters, 1], 0.3), uniform([1], 0.01)];
  const [hiddenKernel, hiddenBias, outputKernel, outputBias] = [uniform([filters, 10], 0.28), uniform([10], 0.01), uniform([10, 1], 0.7), uniform([1], 0.01)];
  const variables = [...(table ? [table] : []), kernel, bias, scoreKernel, scoreBias, hiddenKernel, hiddenBias, outputKernel, outputBias];
  const positions = length - kernelSize + 1;
  const convolved = (): TF.Tensor3D => {
    if (fused && table) return embeddingConvolution(tf, { ids: x, table, kernel, bias, padding: "valid", activation: "relu" });
    const embedded = (table ? tf.gather(table, x as TF.Tensor2D) : x) as TF.Tensor3D;
    if (!fused) return tf.relu(tf.add(tf.conv1d(embedded, kernel as TF.Tensor3D, 1, "valid"), bias));
    return convolution1d(tf, { x: embedded, kernel: kernel as TF.Tensor3D, bias, padding: "valid", activation: "relu" });
  };
  const loss = (): TF.Scalar => {
    const h = convolved();
    const scores = tf.reshape(tf.tanh(tf.add(tf.matMul(tf.reshape(h, [batch * positions, filters]), scoreKernel as TF.Tensor2D), scoreBias)), [batch, positions]) as TF.Tensor2D;
    const pooled = fused ? attentionPooling(tf, { h, scores, pooling: "max" }).pooled : tf.max(tf.mul(h, tf.reshape(tf.softmax(scores), [batch, positions, 1])), 1);
    const hidden = tf.relu(tf.add(tf.matMul(pooled as TF.Tensor2D, hiddenKernel as TF.Tensor2D), hiddenBias));
    return tf.losses.sigmoidCrossEntropy(labels, tf.add(tf.matMul(hidden as TF.Tensor2D, outputKernel as TF.Tensor2D), outputBias));
  };
  if (!fused) {
    const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
    return () => tf.tidy(() => optimizer.minimize(loss, true, variables)!.dataSync()[0]!);
  }
  const slots = variables.map((variable) => ({ variable, mean: tf.variable(tf.zerosLike(variable)), square: tf.variable(tf.zerosLike(variable)) }));
  const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  let step = 0;
  return () => tf.tidy(() => {
    const { value, grads } = tf.variableGrads(loss, variables);
    const rate = adamRate(0.001, { ...constants, step: ++step });
    for (const slot of slots) adamStep(tf, { ...slot, gradient: grads[slot.variable.name]! }, { ...constants, rate });
    return value.dataSync()[0]!;
  });
}
