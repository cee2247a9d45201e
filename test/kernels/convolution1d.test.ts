import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { convolution1d, convolution1dReference, type Convolution1d } from "../../src/kernels/ops/convolution1d.js";
import { bothPrecisions, expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case extends Pick<Convolution1d, "padding" | "activation"> { readonly batch: number; readonly length: number; readonly channels: number; readonly taps: number; readonly filters: number }
const random = seededRandom(61);
const cases: readonly Case[] = [
  { batch: 1, length: 5, channels: 1, taps: 5, filters: 1, padding: "valid", activation: "relu" },
  { batch: 2, length: 70, channels: 32, taps: 5, filters: 64, padding: "valid", activation: "relu" },
  { batch: 2, length: 33, channels: 16, taps: 5, filters: 16, padding: "same", activation: "none" },
  ...Array.from({ length: 16 }, (): Case => {
    const taps = 1 + random.integer(6);
    return { batch: 1 + random.integer(3), length: taps + random.integer(30), channels: 1 + random.integer(24), taps, filters: 1 + random.integer(24), padding: random.pick(["valid", "same"]), activation: random.pick(["none", "relu"]) };
  }),
];
const results = (op: typeof convolution1d, index: number, c: Case): Float32Array[] => tf.tidy(() => {
  const random = seededRandom(index);
  const x = randomTensor(random, [c.batch, c.length, c.channels]);
  const kernel = randomTensor(random, [c.taps, c.channels, c.filters]);
  const bias = randomTensor(random, [c.filters]);
  const run = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor3D => op(tf, { ...c, x: x as tf.Tensor3D, kernel: kernel as tf.Tensor3D, bias });
  const y = run(x, kernel, bias);
  const gradients = tf.grads(run)([x, kernel, bias], randomTensor(random, y.shape) as tf.Tensor3D);
  return [take(y), ...gradients.map(take)];
});

describe("convolution with bias and activation", () => {
  for (const precision of bothPrecisions) it(`and its gradients are those of plain tfjs ops on the cpu backend, ${precision.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(convolution1dReference, index, c);
      await useKernels(precision);
      const received = results(convolution1d, index, c);
      for (const [i, what] of ["output", "x", "kernel", "bias"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`, { magnitude: 1 });
    }
  });

  it("computes no gradient of an input that is data", async () => {
    await useKernels();
    const [x, kernel, bias] = [randomTensor(seededRandom(1), [1, 20, 16]), randomTensor(seededRandom(2), [5, 16, 16]), randomTensor(seededRandom(3), [16])];
    const { kernelNames } = await tf.profile(() => tf.grads((kernel: tf.Tensor, bias: tf.Tensor) => convolution1d(tf, { x: x as tf.Tensor3D, kernel: kernel as tf.Tensor3D, bias, padding: "valid", activation: "relu" }))([kernel, bias]));
    expect(kernelNames).to.include("Conv2DBackpropFilter");
    expect(kernelNames).not.to.include("Conv2DBackpropInput");
  });

  it("gives the same bits again and keeps no tensors", async () => {
    await useKernels({ relaxedSimd: true });
    const first = results(convolution1d, 1, cases[1]!);
    const before = tf.memory().numTensors;
    expect(results(convolution1d, 1, cases[1]!)).to.deep.equal(first);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
