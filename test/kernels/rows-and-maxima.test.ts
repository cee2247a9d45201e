import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { expectClose, onCpuAndWasm, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";

describe("rows, maxima and tiles", () => {
  before(async () => { await useKernels(); });

  it("gathering along any axis is tfjs's own", async () => {
    for (const [shape, axis, ids] of [[[7, 4], 0, [3, 5]], [[1, 3], 0, [4]], [[3, 5, 2], 1, [6]], [[2, 3, 9], -1, [2, 2]], [[5], 0, [8]]] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(1);
        const x = randomTensor(random, [...shape]);
        const result = take(tf.gather(x, randomIds(random, [...ids], shape.at(axis)!) as tf.Tensor1D, axis < 0 ? axis + shape.length : axis));
        return [result];
      });
      expect([...wasm[0]!]).to.deep.equal([...cpu[0]!]);
    }
  });
  it("an id outside the table is refused", async () => {
    await tf.setBackend("wasm");
    expect(() => tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([2], "int32"))).to.throw("GatherV2: the index value 2 is not in [0, 1]");
  });
  it("segment sums of any width are tfjs's own", async () => {
    for (const width of [1, 3, 4, 7, 16]) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(width);
        return [take(tf.unsortedSegmentSum(randomTensor(random, [50, width]), randomIds(random, [50], 13) as tf.Tensor1D, 11))];
      });
      expectClose(wasm[0]!, cpu[0]!, `width ${width}`);
    }
  });
  it("maxima and their gradients are tfjs's own, ties included", async () => {
    for (const [shape, axis, keepDims] of [[[2, 9, 6], 1, false], [[3, 5, 4], 1, true], [[4, 7], 0, false], [[2, 3, 4, 5], [1, 2], false], [[2, 3, 4], 2, false], [[2, 3, 4], [0, 2], false], [[1, 1, 1], 1, false], [[3, 4], undefined, false], [[2, 3, 4], undefined, true]] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(3);
        // Rounded, so that maxima repeat.
        const x = tf.round(randomTensor(random, [...shape], 3));
        const y = tf.max(x, axis as number, keepDims);
        const dy = randomTensor(random, y.shape);
        const gradient = tf.grad((x: tf.Tensor) => tf.max(x, axis as number, keepDims))(x, dy);
        return [take(y), take(gradient)];
      });
      expectClose(wasm[0]!, cpu[0]!, "maximum", { tolerance: 0 });
      expectClose(wasm[1]!, cpu[1]!, JSON.stringify({ shape, axis }), { tolerance: 0 });
    }
  });
  it("sums over neighbouring axes are float64's", async () => {
    for (const [shape, axis, keepDims] of [[[2, 9, 6], 1, false], [[3, 5, 4], 1, true], [[700, 37], 0, false], [[2, 130, 16], [0, 1], false], [[2, 3, 4], 2, false], [[2, 3, 4], [0, 2], false], [[1, 1, 3], 1, false], [[3, 4], undefined, false], [[2, 3, 4], undefined, true]] as const) {
      await tf.setBackend("wasm");
      const x = randomTensor(seededRandom(3), [...shape]);
      const sums = tf.sum(x, axis as number, keepDims);
      const axes: readonly number[] = axis === undefined ? shape.map((_, i) => i) : [axis].flat();
      const expected = new Float64Array(sums.size);
      for (const [at, value] of x.dataSync().entries()) {
        let to = 0;
        for (let i = 0, rest = at, block = x.size; i < shape.length; i++) {
          block /= shape[i]!;
          if (!axes.includes(i)) to = to * shape[i]! + Math.floor(rest / block);
          rest %= block;
        }
        expected[to]! += value;
      }
      expect(sums.shape).to.deep.equal(shape.flatMap((size, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [size])));
      expectClose(sums.dataSync(), expected, JSON.stringify({ shape, axis }));
    }
  });
  it("gradients of sums and means over any axes are tfjs's own", async () => {
    for (const [shape, axis, keepDims] of [[[2, 9, 6], 1, false], [[3, 5, 4], [0, 2], true], [[7, 3], 0, false], [[2, 3], undefined, false], [[2, 3, 4], -1, false], [[5], 0, true]] as const) for (const reduce of ["sum", "mean"] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(4);
        const x = randomTensor(random, [...shape]);
        const run = (x: tf.Tensor): tf.Tensor => (reduce === "sum" ? tf.sum(x, axis as number, keepDims) : tf.mean(x, axis as number, keepDims));
        return [take(tf.grad(run)(x, randomTensor(random, run(x).shape)))];
      });
      expectClose(wasm[0]!, cpu[0]!, JSON.stringify({ reduce, shape, axis }), { tolerance: 1e-6 });
    }
  });
  it("comparisons with a maximum over neighbouring axes are tfjs's own", async () => {
    for (const [a, b] of [[[2, 5, 3], [2, 1, 3]], [[4, 2], [1, 2]], [[2, 3, 4], [2, 1, 1]], [[2, 3], [2, 3]], [[2, 1, 3], [2, 4, 3]], [[3, 1, 2, 5], [1, 1, 2, 1]]] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(3);
        return [take(tf.cast(tf.equal(tf.round(randomTensor(random, [...a], 2)), tf.round(randomTensor(random, [...b], 2))), "float32"))];
      });
      expect([...wasm[0]!], JSON.stringify([a, b])).to.deep.equal([...cpu[0]!]);
    }
  });
  it("tiles and their gradients are those of a float64 sum", async () => {
    for (const [shape, reps] of [[[3], [4]], [[2, 1], [1, 5]], [[1, 3], [4, 1]], [[2, 3], [2, 3]], [[2, 1, 3], [1, 4, 2]], [[1, 2, 2, 1], [3, 1, 2, 4]]] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(3);
        const x = randomTensor(random, [...shape]);
        const y = tf.tile(x, [...reps]);
        const dy = randomTensor(random, y.shape);
        return [take(y), take(tf.grad((x: tf.Tensor) => tf.tile(x, [...reps]))(x, dy)), take(dy)];
      });
      expect([...wasm[0]!]).to.deep.equal([...cpu[0]!]);
      const size = shape.reduce<number>((a, b) => a * b, 1);
      const expected = new Float64Array(size);
      const full = shape.map((s, i) => s * reps[i]!);
      for (const [at, value] of wasm[2]!.entries()) {
        let rest = at;
        let to = 0;
        for (let axis = 0, block = full.reduce((a, b) => a * b, 1); axis < full.length; axis++) {
          block /= full[axis]!;
          to = to * shape[axis]! + (Math.floor(rest / block) % shape[axis]!);
          rest %= block;
        }
        expected[to]! += value;
      }
      expectClose(wasm[1]!, expected, JSON.stringify({ shape, reps }));
    }
  });
});
