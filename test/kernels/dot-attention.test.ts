import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { dotAttention, dotAttentionReference } from "../../src/kernels/ops/dot-attention.js";
import { bothPrecisions, expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case { readonly batch: number; readonly length: number; readonly heads: number; readonly each: number; readonly masked: boolean; /** Queries and keys are even in ± this; 2 unless given. */ readonly size?: number }
const random = seededRandom(41);
const cases: readonly Case[] = [
  { batch: 1, length: 1, heads: 1, each: 1, masked: false },
  { batch: 2, length: 200, heads: 4, each: 16, masked: false },
  { batch: 2, length: 13, heads: 2, each: 5, masked: true },
  // Scores in the thousands: only less the largest of a row can they be exponents.
  { batch: 2, length: 12, heads: 2, each: 16, masked: false, size: 40 },
  { batch: 2, length: 11, heads: 1, each: 8, masked: true, size: 40 },
  ...Array.from({ length: 12 }, (): Case => ({ batch: 1 + random.integer(3), length: 1 + random.integer(40), heads: 1 + random.integer(4), each: 1 + random.integer(20), masked: random.integer(2) === 1 })),
];

function tensorsOf(index: number, { batch, length, heads, each, masked, size = 2 }: Case): { readonly q: tf.Tensor3D; readonly k: tf.Tensor3D; readonly v: tf.Tensor3D; readonly dy: tf.Tensor3D; readonly mask: tf.Tensor2D | undefined } {
  const random = seededRandom(index);
  const [q, k, v, dy] = [size, size, 2, 2].map((scale) => randomTensor(random, [batch, length, heads * each], scale) as tf.Tensor3D) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  const mask = tf.tensor2d(Float32Array.from({ length: batch * length }, (_, i) => (i % length === 0 || random.integer(3) > 0 ? 1 : 0)), [batch, length]);
  return { q, k, v, dy, mask: masked ? mask : undefined };
}
const results = (op: typeof dotAttention, index: number, c: Case): Float32Array[] => tf.tidy(() => {
  const { q, k, v, dy, mask } = tensorsOf(index, c);
  const run = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor): tf.Tensor3D => op(tf, { q: q as tf.Tensor3D, k: k as tf.Tensor3D, v: v as tf.Tensor3D, heads: c.heads, mask });
  return [take(run(q, k, v)), ...tf.grads(run)([q, k, v], dy).map(take)];
});

describe("scaled dot-product attention", () => {
  for (const precision of bothPrecisions) it(`and its gradients are those of plain tfjs ops on the cpu backend, ${precision.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    for (const [index, c] of cases.entries()) {
      await tf.setBackend("cpu");
      const expected = results(dotAttentionReference, index, c);
      await useKernels(precision);
      const received = results(dotAttention, index, c);
      for (const [i, what] of ["output", "q", "k", "v"].entries()) expectClose(received[i]!, expected[i]!, `${what} ${JSON.stringify(c)}`, { magnitude: i === 1 || i === 2 ? 1 : 0, tolerance: c.size ? 1e-4 : 1e-5 });
    }
  });

  it("has the gradients of float64 finite differences", async () => {
    await useKernels();
    const c: Case = { batch: 1, length: 5, heads: 2, each: 3, masked: true };
    const [, ...gradients] = results(dotAttention, 7, c);
    const { q, k, v, dy, mask } = tensorsOf(7, c);
    const parameters = [q, k, v].map((tensor) => Float64Array.from(tensor.dataSync())) as [Float64Array, Float64Array, Float64Array];
    const [kept, weight] = [mask!.dataSync(), dy.dataSync()];
    const loss = (): number => {
      let total = 0;
      for (let head = 0; head < 2; head++) for (let t = 0; t < 5; t++) {
        const at = (row: number, i: number): number => row * 6 + head * 3 + i;
        const exponentials = Array.from({ length: 5 }, (_, u) => kept[u] ? Math.exp([0, 1, 2].reduce((sum, i) => sum + parameters[0][at(t, i)]! * parameters[1][at(u, i)]!, 0) / Math.sqrt(3)) : 0);
        const sum = exponentials.reduce((a, b) => a + b, 0);
        for (let u = 0; u < 5; u++) for (let i = 0; i < 3; i++) total += weight[at(t, i)]! * exponentials[u]! / sum * parameters[2][at(u, i)]!;
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
      expectClose(gradients[which]!, differences, `gradient of ${["q", "k", "v"][which]!}`);
    }
  });

  it("gives a hidden position no weight at all", async () => {
    await useKernels();
    const c: Case = { batch: 1, length: 6, heads: 1, each: 4, masked: false };
    const { q, k, v } = tensorsOf(3, c);
    const mask = tf.tensor2d([[0, 0, 1, 0, 0, 0]]);
    const row = Array.from(v.dataSync()).slice(8, 12);
    expectClose(take(dotAttention(tf, { q, k, v, heads: 1, mask })), Array.from({ length: 6 }, () => row).flat(), "the one value that is seen", { tolerance: 1e-6 });
  });

  it("gives the same bits again and keeps no tensors", async () => {
    await useKernels({ relaxedSimd: true });
    const first = results(dotAttention, 1, cases[1]!);
    const before = tf.memory().numTensors;
    expect(results(dotAttention, 1, cases[1]!)).to.deep.equal(first);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
