import { seededRandom, type Random } from "../../src/base/random.js";
import { bothPrecisions, expectClose, onCpuAndWasm, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case { readonly batch: number; readonly length: number; readonly channels: number; readonly kernelSize: number; readonly filters: number; readonly stride: number; readonly pad: "valid" | "same" }
const draw = (random: Random): Case => {
  const length = 1 + random.integer(40);
  const kernelSize = 1 + random.integer(Math.min(length, 7));
  return { batch: 1 + random.integer(3), length, channels: 1 + random.integer(20), kernelSize, filters: 1 + random.integer(20), stride: random.integer(4) === 0 ? 2 : 1, pad: random.integer(2) ? "same" : "valid" };
};
const cases: readonly Case[] = [
  { batch: 1, length: 9, channels: 4, kernelSize: 9, filters: 8, stride: 1, pad: "valid" },
  { batch: 2, length: 1, channels: 3, kernelSize: 1, filters: 1, stride: 1, pad: "same" },
  { batch: 2, length: 5, channels: 7, kernelSize: 4, filters: 5, stride: 1, pad: "same" },
  { batch: 2, length: 150, channels: 150, kernelSize: 5, filters: 9, stride: 1, pad: "valid" },
  { batch: 1, length: 700, channels: 6, kernelSize: 3, filters: 130, stride: 1, pad: "same" },
  ...((random) => Array.from({ length: 14 }, () => draw(random)))(seededRandom(5)),
];

describe("convolution along one axis", () => {
  for (const options of bothPrecisions) it(`forward, input and filter gradients are tfjs's own, ${options.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    await useKernels(options);
    for (const [index, c] of cases.entries()) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(index);
        const x = randomTensor(random, [c.batch, c.length, c.channels]) as tf.Tensor3D;
        const filter = randomTensor(random, [c.kernelSize, c.channels, c.filters]) as tf.Tensor3D;
        const forward = tf.conv1d(x, filter, c.stride, c.pad);
        const dy = randomTensor(random, forward.shape);
        const [dx, dw] = tf.grads((x: tf.Tensor, w: tf.Tensor) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, c.stride, c.pad))([x, filter], dy);
        const results = [take(forward), take(dx!), take(dw!)];
        tf.dispose([x, filter, dy]);
        return results;
      });
      for (const [i, what] of ["forward", "input gradient", "filter gradient"].entries()) expectClose(wasm[i]!, cpu[i]!, `${what} ${JSON.stringify(c)}`);
    }
  });

  it("bias and relu in the same pass are tfjs's own", async () => {
    await useKernels();
    for (const activation of ["linear", "relu", "sigmoid"] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(2);
        const x = randomTensor(random, [2, 1, 13, 5]) as tf.Tensor4D;
        const filter = randomTensor(random, [1, 3, 5, 6]) as tf.Tensor4D;
        const bias = randomTensor(random, [6]);
        const result = take(tf.fused.conv2d({ x, filter, strides: 1, pad: "same", bias, activation }));
        tf.dispose([x, filter, bias]);
        return [result];
      });
      expectClose(wasm[0]!, cpu[0]!, activation);
    }
  });
});
