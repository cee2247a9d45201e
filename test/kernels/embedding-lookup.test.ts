import "@tensorflow/tfjs-backend-webgl";
import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { embeddingLookup, sumRowsInGroups, sumRowsReference } from "../../src/kernels/ops/embedding-lookup.js";
import { expectClose, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";

interface Case { readonly rows: number; readonly size: number; readonly shape: readonly [batch: number, length: number]; readonly of?: "padding" }
const random = seededRandom(5);
const cases: readonly Case[] = [
  { rows: 1, size: 1, shape: [1, 1] },
  { rows: 6, size: 3, shape: [2, 9], of: "padding" },
  { rows: 50, size: 8, shape: [4, 5] },
  { rows: 700, size: 16, shape: [8, 40] },
  ...Array.from({ length: 6 }, (): Case => ({ rows: 1 + random.integer(60), size: 1 + random.integer(9), shape: [1 + random.integer(4), 1 + random.integer(30)] })),
];

/** Value and the table's gradient of Σ (rows · dy). */
function results({ rows, size, shape, of }: Case, index: number): Float32Array[] {
  return tf.tidy(() => {
    const random = seededRandom(index);
    const table = randomTensor(random, [rows, size]);
    const ids = of === "padding" ? tf.zeros([...shape], "int32") : randomIds(random, [...shape], rows);
    const dy = randomTensor(random, [...shape, size]);
    return [take(embeddingLookup(tf, ids, table)), take(tf.grad((x: tf.Tensor) => embeddingLookup(tf, ids, x))(table, dy))];
  });
}

describe("the rows of a table by id", () => {
  it("and their gradient are the same on WebGL and in our kernels as on the cpu backend", async () => {
    await tf.setBackend("cpu");
    const expected = cases.map(results);
    for (const use of [async () => { expect(await tf.setBackend("webgl")).to.equal(true); }, useKernels]) {
      await use();
      for (const [i, one] of cases.entries()) {
        const received = results(one, i);
        for (const [part, what] of ["value", "gradient"].entries()) expectClose(received[part]!, expected[i]![part]!, `${tf.getBackend()} ${what} ${JSON.stringify(one)}`);
      }
    }
  });

  it("summed in groups are the sums of a scatter that adds up, to the last bit where numbers are whole", async () => {
    await tf.setBackend("cpu");
    // Twenty-one tokens over six rows: row 2 thirteen times, row 5 seven times, row 0 once, the others never.
    const ids = Int32Array.from([2, 2, 5, 2, 2, 5, 2, 0, 2, 5, 2, 2, 5, 5, 2, 2, 5, 2, 2, 5, 2]);
    const updates = tf.tensor2d(Float32Array.from({ length: 42 }, (_, i) => i - 20), [21, 2]);
    const byHand = Array.from({ length: 6 }, (_, row) => [0, 1].map((column) => ids.reduce((sum, id, i) => (id === row ? sum + (2 * i + column - 20) : sum), 0))).flat();
    expect([...take(sumRowsInGroups(tf, updates, ids, 6))]).to.deep.equal(byHand);
    expect([...take(sumRowsReference(tf, updates, tf.tensor1d(ids, "int32"), 6))]).to.deep.equal(byHand);
  });

  it("cost no more kernels for a vocabulary a hundred times as large", async () => {
    await tf.setBackend("cpu");
    const [ids, updates] = [Int32Array.from({ length: 64 }, (_, i) => i % 5), tf.ones([64, 4]) as tf.Tensor2D];
    const kernels = async (rows: number): Promise<readonly (readonly [string, string])[]> => (await tf.profile(() => sumRowsInGroups(tf, updates, ids, rows))).kernels.map(({ name, inputShapes }) => [name, JSON.stringify(inputShapes)] as const);
    const [small, large] = [await kernels(10), await kernels(1000)];
    expect(large.map(([name]) => name)).to.deep.equal(small.map(([name]) => name));
    // Only the last, which writes the dense gradient, is told how large the vocabulary is.
    expect(large.filter(([, shapes]) => shapes.includes("1000"))).to.have.length(1);
  });

  it("give the same bits twice on WebGL, and keep no tensor", async () => {
    await tf.setBackend("webgl");
    const first = results(cases[3]!, 3);
    const before = tf.memory().numTensors;
    expect(results(cases[3]!, 3).map((values) => [...values])).to.deep.equal(first.map((values) => [...values]));
    expect(tf.memory().numTensors).to.equal(before);
  });
});
