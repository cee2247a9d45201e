import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { scoredAttention, scoredAttentionReference, type ScoredAttention } from "../../src/kernels/ops/scored-attention.js";
import { bothPrecisions, expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case extends Pick<ScoredAttention, "activation" | "pooling"> { readonly batch: number; readonly positions: number; readonly filters: number; readonly scaling: "none" | "positions"; readonly masked: boolean; readonly biased: boolean; readonly ties?: boolean }
const random = seededRandom(61);
const cases: readonly Case[] = [
  { batch: 1, positions: 1, filters: 1, activation: "tanh", pooling: "max", scaling: "none", masked: false, biased: true },
  { batch: 3, positions: 21, filters: 64, activation: "tanh", pooling: "max", scaling: "none", masked: true, biased: true, ties: true },
  { batch: 2, positions: 8, filters: 27, activation: "none", pooling: "sum", scaling: "positions", masked: true, biased: false },
  ...Array.from({ length: 14 }, (): Case => ({
    batch: 1 + random.integer(4), positions: 1 + random.integer(30), filters: 1 + random.integer(40), activation: random.pick(["none", "tanh"]), pooling: random.pick(["max", "sum"]),
    scaling: random.pick(["none", "positions"]), masked: random.integer(2) === 1, biased: random.integer(2) === 1, ties: random.integer(3) === 0,
  })),
];

function tensorsOf(index: number, c: Case): { readonly h: tf.Tensor3D; readonly kernel: tf.Tensor; readonly bias: tf.Tensor; readonly mask: tf.Tensor2D | undefined; readonly dy: readonly tf.Tensor[] } {
  const random = seededRandom(index);
  const h = randomTensor(random, [c.batch, c.positions, c.filters]) as tf.Tensor3D;
  const [kernel, bias] = [randomTensor(random, [c.filters, 1]), randomTensor(random, [1])];
  const mask = tf.tensor2d(Float32Array.from({ length: c.batch * c.positions }, (_, i) => (i % c.positions === 0 || random.integer(3) > 0 ? 1 : 0)), [c.batch, c.positions]);
  // Ties: relu leaves zeros at many positions.
  return { h: c.ties ? tf.relu(tf.sub(h, 0.7)) : h, kernel, bias, mask: c.masked ? mask : undefined, dy: [[c.batch, c.filters], [c.batch, c.positions], [c.batch, c.positions]].map((shape) => randomTensor(random, shape)) };
}
/** Pooled, weights and scores, and the gradients of a sum in which each of them has factors of its own. */
const results = (op: typeof scoredAttention, index: number, c: Case): Float32Array[] => tf.tidy(() => {
  const { h, kernel, bias, mask, dy } = tensorsOf(index, c);
  const run = (h: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => op(tf, { ...c, h: h as tf.Tensor3D, kernel, mask, ...(c.biased ? { bias } : {}) });
  const total = (h: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
    const { pooled, weights, scores } = run(h, kernel, bias);
    const sum = [pooled, weights, scores].map((tensor, i) => tf.sum(tf.mul(tensor, dy[i]!))).reduce((x, y) => tf.add(x, y));
    return c.biased ? sum : tf.add(sum, tf.sum(bias));
  };
  const { pooled, weights, scores } = run(h, kernel, bias);
  return [...[pooled, weights, scores].map(take), ...tf.grads(total)([h, kernel, bias]).map(take)];
});

describe("attention pooling with its scores", () => {
  for (const precision of bothPrecisions) it(`and its gradients are those of plain tfjs ops on the cpu backend, ${precision.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(scoredAttentionReference, index, c);
      await useKernels(precision);
      const received = results(scoredAttention, index, c);
      for (const [i, what] of ["pooled", "weights", "scores", "h", "kernel", "bias"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`, { magnitude: i > 2 ? 1 : 0 });
    }
  });

  it("has the gradients of float64 finite differences", async () => {
    await useKernels();
    const [batch, positions, filters] = [2, 7, 6];
    for (const pooling of ["max", "sum"] as const) {
      const c: Case = { batch, positions, filters, activation: "tanh", pooling, scaling: "positions", masked: true, biased: true };
      const [, , , ...gradients] = results(scoredAttention, 5, c);
      const { h, kernel, bias, mask, dy } = tensorsOf(5, c);
      const parameters = [h, kernel, bias].map((tensor) => Float64Array.from(tensor.dataSync()));
      const [values, scorer, offset] = parameters as [Float64Array, Float64Array, Float64Array];
      const kept = mask!.dataSync();
      const factors = dy.map((tensor) => tensor.dataSync());
      const loss = (): number => {
        let total = 0;
        for (let b = 0; b < batch; b++) {
          const scores = Array.from({ length: positions }, (_, t) => Math.tanh(scorer.reduce((sum, one, f) => sum + one * values[(b * positions + t) * filters + f]!, offset[0]!)));
          const exponentials = scores.map((score, t) => (kept[b * positions + t] ? Math.exp(score) : 0));
          const sum = exponentials.reduce((x, y) => x + y, 0);
          const count = exponentials.filter((value) => value > 0).length;
          for (let t = 0; t < positions; t++) total += factors[1]![b * positions + t]! * exponentials[t]! / sum + factors[2]![b * positions + t]! * scores[t]!;
          for (let f = 0; f < filters; f++) {
            const scaled = exponentials.map((value, t) => values[(b * positions + t) * filters + f]! * value / sum * count);
            total += factors[0]![b * filters + f]! * (pooling === "max" ? Math.max(...scaled) : scaled.reduce((x, y) => x + y, 0));
          }
        }
        return total;
      };
      for (const [which, numbers] of parameters.entries()) {
        const differences = numbers.map((value, i) => {
          const step = 1e-6;
          numbers[i] = value + step;
          const above = loss();
          numbers[i] = value - step;
          const below = loss();
          numbers[i] = value;
          return (above - below) / (2 * step);
        });
        expectClose(gradients[which]!, differences, `${pooling}, ${["h", "kernel", "bias"][which]}`);
      }
    }
  });

  it("squashes scores of any size as Math.tanh does, relative to their size", async () => {
    await useKernels();
    const given = [-1e30, -20, -9.5, -3, -1, -0.4, -0.01, -1e-5, 0, 1e-7, 1e-3, 0.17, 0.5, 2, 7, 12, 1e30];
    const { scores } = scoredAttention(tf, { h: tf.tensor3d(given, [1, given.length, 1]), kernel: tf.ones([1, 1]), activation: "tanh", pooling: "max" });
    const received = scores.dataSync();
    for (const [i, x] of given.entries()) expect(received[i], `tanh ${x}`).to.be.closeTo(Math.tanh(Math.fround(x)), 1e-6 * Math.abs(Math.tanh(x)));
  });

  it("weights are 0 on padding, and what is not a number stays so", async () => {
    await useKernels();
    const mask = tf.tensor2d([1, 0, 1, 0], [1, 4]);
    const { weights, scores } = scoredAttention(tf, { h: tf.ones([1, 4, 2]), kernel: tf.ones([2, 1]), mask, activation: "none", pooling: "max" });
    expect([...weights.dataSync()]).to.deep.equal([0.5, 0, 0.5, 0]);
    expect([...scores.dataSync()]).to.deep.equal([2, 2, 2, 2]);
    expect([...scoredAttention(tf, { h: tf.mul(tf.ones([1, 4, 2]), NaN) as tf.Tensor3D, kernel: tf.ones([2, 1]), activation: "tanh", pooling: "max" }).pooled.dataSync()]).to.deep.equal([NaN, NaN]);
  });

  it("gives the same bits again and keeps no tensors", async () => {
    await useKernels({ relaxedSimd: true });
    const first = results(scoredAttention, 1, cases[1]!);
    const before = tf.memory().numTensors;
    expect(results(scoredAttention, 1, cases[1]!)).to.deep.equal(first);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
