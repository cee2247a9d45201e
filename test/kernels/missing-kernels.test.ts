import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { expectClose, onCpuAndWasm, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";

describe("kernels that tfjs's wasm backend lacks", () => {
  before(async () => { await useKernels(); });

  it("registering twice changes nothing", async () => {
    const first = await useKernels();
    expect(await useKernels()).to.deep.equal(first);
    expect(first.kernels).to.include.members(["Conv2DBackpropFilter", "UnsortedSegmentSum"]);
  });

  it("kernels link to memory that is not shared (threads.test.ts has them on memory that is)", async () => {
    expect((await useKernels()).sharedMemory).to.equal(false);
  });

  it("the filter's gradient is tfjs's own for every stride and padding", async () => {
    for (const [index, [height, width, channels, kernelHeight, kernelWidth, filters, stride, pad]] of ([
      [1, 9, 3, 1, 5, 4, 1, "valid"], [1, 7, 1, 1, 7, 1, 1, "valid"], [5, 6, 2, 3, 3, 5, 1, "same"], [6, 5, 4, 3, 2, 3, 2, "same"], [7, 7, 3, 2, 3, 1, 2, "valid"],
    ] as const).entries()) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(index);
        const x = randomTensor(random, [2, height, width, channels]) as tf.Tensor4D;
        const filter = randomTensor(random, [kernelHeight, kernelWidth, channels, filters]) as tf.Tensor4D;
        const gradient = tf.grad((w: tf.Tensor) => tf.sum(tf.square(tf.conv2d(x, w as tf.Tensor4D, stride, pad))))(filter);
        tf.dispose([x, filter]);
        return [take(gradient)];
      });
      expectClose(wasm[0]!, cpu[0]!, `case ${index}`);
    }
  });

  it("segment sums drop ids outside the segments, as the cpu backend does", async () => {
    const { cpu, wasm } = await onCpuAndWasm(() => {
      const x = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]]);
      const ids = tf.tensor1d([0, 2, -1, 3], "int32");
      return [take(tf.unsortedSegmentSum(x, ids, 3)), take(tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3, 4]), ids, 4))];
    });
    expect([...wasm[0]!]).to.deep.equal([1, 2, 0, 0, 3, 4]);
    expect([...cpu[0]!]).to.deep.equal([1, 2, 0, 0, 3, 4]);
    expect([...wasm[1]!]).to.deep.equal([...cpu[1]!]);
  });

  it("an embedding trains: its gradient is tfjs's own", async () => {
    const { cpu, wasm } = await onCpuAndWasm(() => {
      const random = seededRandom(3);
      const table = randomTensor(random, [11, 6]);
      const ids = randomIds(random, [4, 9], 11);
      const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.square(tf.gather(t, ids))))(table);
      tf.dispose([table, ids]);
      return [take(gradient)];
    });
    expectClose(wasm[0]!, cpu[0]!, "table");
  });
});
