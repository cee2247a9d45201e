import { seededRandom } from "../../src/base/random.js";
import { layerNormalization, layerNormalizationReference } from "../../src/kernels/ops/layer-normalization.js";
import { expectClose, onCpuAndWasm, randomTensor, take, tf, useKernels } from "./backends.js";

describe("normalised rows", () => {
  before(async () => { await useKernels({ relaxedSimd: true }); });

  it("softmax's gradient is tfjs's own", async () => {
    for (const shape of [[1, 1], [3, 7], [2, 5, 16], [2, 2, 3, 9]]) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(1);
        const [x, dy] = [randomTensor(random, shape, 3), randomTensor(random, shape)];
        return [take(tf.grad((x: tf.Tensor) => tf.softmax(x))(x, dy))];
      });
      expectClose(wasm[0]!, cpu[0]!, shape.join(), { magnitude: 0.01 });
    }
  });

  it("layer normalisation and its gradients are those of plain tfjs ops on the cpu backend", async () => {
    for (const [shape, offset] of [[[1, 4], 0], [[3, 8], 5], [[2, 5, 64], 0], [[2, 3, 6], 0], [[40, 12], -3]] as const) {
      const compute = (op: typeof layerNormalization): Float32Array[] => tf.tidy(() => {
        const random = seededRandom(2);
        const size = shape.at(-1)!;
        const [x, gain, bias, dy] = [tf.add(randomTensor(random, [...shape]), offset), randomTensor(random, [size]), randomTensor(random, [size]), randomTensor(random, [...shape])] as const;
        const value = op(tf, { x, gain, bias, epsilon: 1e-3 });
        return [take(value), ...tf.grads((x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor) => op(tf, { x, gain, bias, epsilon: 1e-3 }))([x, gain, bias], dy).map(take)];
      });
      await tf.setBackend("cpu");
      const expected = compute(layerNormalizationReference);
      await tf.setBackend("wasm");
      for (const [i, received] of compute(layerNormalization).entries()) expectClose(received, expected[i]!, `${["value", "x", "gain", "bias"][i]} ${shape.join()}`);
    }
  });

  it("layer normalisation has the gradient of float64 finite differences", async () => {
    await useKernels();
    const random = seededRandom(6);
    const [x, gain, bias, dy] = [randomTensor(random, [3, 8]), randomTensor(random, [8]), randomTensor(random, [8]), randomTensor(random, [3, 8])] as const;
    const received = tf.grads((x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor) => layerNormalization(tf, { x, gain, bias, epsilon: 1e-3 }))([x, gain, bias], dy).map(take);
    const values = [x, gain, bias].map((tensor) => Float64Array.from(tensor.dataSync())) as [Float64Array, Float64Array, Float64Array];
    const weight = dy.dataSync();
    const loss = (): number => {
      let total = 0;
      for (let row = 0; row < 3; row++) {
        const part = values[0].subarray(row * 8, row * 8 + 8);
        const mean = part.reduce((a, b) => a + b, 0) / 8;
        const variance = part.reduce((a, b) => a + (b - mean) ** 2, 0) / 8;
        for (let c = 0; c < 8; c++) total += weight[row * 8 + c]! * ((part[c]! - mean) / Math.sqrt(variance + 1e-3) * values[1][c]! + values[2][c]!);
      }
      return total;
    };
    for (const [which, parameters] of values.entries()) {
      const differences = parameters.map((value, i) => {
        const step = 1e-5;
        parameters[i] = value + step;
        const above = loss();
        parameters[i] = value - step;
        const below = loss();
        parameters[i] = value;
        return (above - below) / (2 * step);
      });
      expectClose(received[which]!, differences, ["x", "gain", "bias"][which]!);
    }
  });
});
