import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { dense, denseReference, type Dense } from "../../src/kernels/ops/dense.js";
import { bothPrecisions, expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case extends Pick<Dense, "activation"> { readonly rows: number; readonly from: number; readonly to: number }
const random = seededRandom(71);
const cases: readonly Case[] = [
  { rows: 1, from: 1, to: 1, activation: "relu" },
  { rows: 300, from: 64, to: 128, activation: "relu" },
  { rows: 700, from: 128, to: 64, activation: "none" },
  ...Array.from({ length: 16 }, (): Case => ({ rows: 1 + random.integer(40), from: 1 + random.integer(40), to: 1 + random.integer(40), activation: random.pick(["none", "relu"]) })),
];
const results = (op: typeof dense, index: number, c: Case): Float32Array[] => tf.tidy(() => {
  const random = seededRandom(index);
  const [x, kernel, bias, dy] = [[c.rows, c.from], [c.from, c.to], [c.to], [c.rows, c.to]].map((shape) => randomTensor(random, shape)) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor2D];
  const run = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor2D => op(tf, { x: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias, activation: c.activation });
  return [take(run(x, kernel, bias)), ...tf.grads(run)([x, kernel, bias], dy).map(take)];
});

describe("a dense layer with bias and activation", () => {
  for (const precision of bothPrecisions) it(`and its gradients are those of plain tfjs ops on the cpu backend, ${precision.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(denseReference, index, c);
      await useKernels(precision);
      const received = results(dense, index, c);
      for (const [i, what] of ["output", "x", "kernel", "bias"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`, { magnitude: 1 });
    }
  });

  it("gives the same bits again and keeps no tensors", async () => {
    await useKernels({ relaxedSimd: true });
    const first = results(dense, 1, cases[1]!);
    const before = tf.memory().numTensors;
    expect(results(dense, 1, cases[1]!)).to.deep.equal(first);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
