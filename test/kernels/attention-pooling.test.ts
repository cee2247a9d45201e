import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { attentionPooling, attentionPoolingReference } from "../../src/kernels/ops/attention-pooling.js";
import { expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case { readonly batch: number; readonly positions: number; readonly filters: number; readonly pooling: "max" | "sum"; readonly masked: boolean; readonly scaling: "none" | "positions"; readonly ties?: boolean }
const random = seededRandom(21);
const cases: readonly Case[] = [
  { batch: 1, positions: 1, filters: 1, pooling: "max", masked: false, scaling: "none" },
  { batch: 2, positions: 9, filters: 64, pooling: "max", masked: true, scaling: "none", ties: true },
  { batch: 2, positions: 7, filters: 27, pooling: "sum", masked: true, scaling: "positions" },
  ...Array.from({ length: 14 }, (): Case => ({ batch: 1 + random.integer(4), positions: 1 + random.integer(30), filters: 1 + random.integer(40), pooling: random.pick(["max", "sum"]), masked: random.integer(2) === 1, scaling: random.pick(["none", "positions"]), ties: random.integer(3) === 0 })),
];

function tensorsOf(index: number, c: Case): { readonly h: tf.Tensor3D; readonly scores: tf.Tensor2D; readonly mask: tf.Tensor2D | undefined; readonly dy: tf.Tensor2D } {
  const random = seededRandom(index);
  const h = randomTensor(random, [c.batch, c.positions, c.filters]) as tf.Tensor3D;
  const first = randomTensor(random, [c.batch, c.positions], 3) as tf.Tensor2D;
  const mask = tf.tensor2d(Float32Array.from({ length: c.batch * c.positions }, (_, i) => (i % c.positions === 0 || random.integer(3) > 0 ? 1 : 0)), [c.batch, c.positions]);
  // Ties: relu leaves zeros at many positions.
  return { h: c.ties ? tf.relu(tf.sub(h, 0.7)) : h, scores: first, mask: c.masked ? mask : undefined, dy: randomTensor(random, [c.batch, c.filters]) as tf.Tensor2D };
}
const results = (op: typeof attentionPooling, index: number, c: Case): Float32Array[] => tf.tidy(() => {
  const { h, scores, mask, dy } = tensorsOf(index, c);
  const { pooled, weights } = op(tf, { ...c, h, scores, mask });
  const gradients = tf.grads((h: tf.Tensor, scores: tf.Tensor) => op(tf, { ...c, h: h as tf.Tensor3D, scores: scores as tf.Tensor2D, mask }).pooled)([h, scores], dy);
  return [take(pooled), take(weights), ...gradients.map(take)];
});

describe("attention pooling", () => {
  it("and its gradients are those of plain tfjs ops on the cpu backend", async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(attentionPoolingReference, index, c);
      await useKernels({ relaxedSimd: true });
      const received = results(attentionPooling, index, c);
      for (const [i, what] of ["pooled", "weights", "h", "scores"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`, { magnitude: i === 3 ? 0.1 : 0 });
    }
  });

  it("has the gradients of float64 finite differences", async () => {
    await useKernels();
    for (const pooling of ["max", "sum"] as const) {
      const c: Case = { batch: 2, positions: 5, filters: 6, pooling, masked: true, scaling: "positions" };
      const [, , dh, dScores] = results(attentionPooling, 5, c);
      const { h, scores, mask, dy } = tensorsOf(5, c);
      const parameters = [Float64Array.from(h.dataSync()), Float64Array.from(scores.dataSync())] as const;
      const [kept, weight] = [mask!.dataSync(), dy.dataSync()];
      const loss = (): number => {
        let total = 0;
        for (let b = 0; b < 2; b++) {
          const exponentials = Array.from({ length: 5 }, (_, t) => (kept[b * 5 + t] ? Math.exp(parameters[1][b * 5 + t]!) : 0));
          const sum = exponentials.reduce((x, y) => x + y, 0);
          const count = exponentials.filter((value) => value > 0).length;
          for (let f = 0; f < 6; f++) {
            const scaled = exponentials.map((value, t) => parameters[0][(b * 5 + t) * 6 + f]! * value / sum * count);
            total += weight[b * 6 + f]! * (pooling === "max" ? Math.max(...scaled) : scaled.reduce((x, y) => x + y, 0));
          }
        }
        return total;
      };
      for (const [which, values] of parameters.entries()) {
        const differences = values.map((value, i) => {
          const step = 1e-6;
          values[i] = value + step;
          const above = loss();
          values[i] = value - step;
          const below = loss();
          values[i] = value;
          return (above - below) / (2 * step);
        });
        expectClose([dh!, dScores!][which]!, differences, `${pooling} ${which === 0 ? "h" : "scores"}`);
      }
    }
  });

  it("weights are 0 on padding and each row sums to 1", async () => {
    await useKernels();
    const { h, scores, mask } = tensorsOf(2, cases[1]!);
    const { weights } = attentionPooling(tf, { h, scores, mask, pooling: "max" });
    expectClose(tf.sum(weights, 1).dataSync(), [1, 1], "sums");
    const kept = mask!.dataSync();
    for (const [i, value] of weights.dataSync().entries()) expect(value > 0).to.equal(kept[i] === 1);
  });

  it("keeps no tensors", async () => {
    await useKernels();
    results(attentionPooling, 1, cases[1]!);
    const before = tf.memory().numTensors;
    results(attentionPooling, 1, cases[1]!);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
