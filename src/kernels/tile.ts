import type * as TF from "@tensorflow/tfjs-core";
import { sizeOf, type Heap } from "./heap.js";
import type { Kernel } from "./kernel.js";

/** Tile: x repeated along every axis. Rows are filled or copied whole; tfjs's own goes element by element. */
export const tile: Kernel = {
  name: "Tile",
  run({ heap, input, attributes, stock }) {
    const x = input("x");
    const { reps } = attributes<{ readonly reps: readonly number[] }>();
    if (x.dtype !== "float32" || sizeOf(x.shape) * sizeOf(reps) === 0 || x.shape.length === 0) return stock();
    const output = heap.output(x.shape.map((size, i) => size * reps[i]!));
    repeat(heap, heap.pointer(x), heap.pointer(output), x.shape, reps);
    return output;
  },
};

/** From the last axis to the first: the repeats of an axis are one written block, doubled by copying. */
function repeat(heap: Heap, from: number, to: number, shape: readonly number[], reps: readonly number[]): void {
  const source = heap.float32(from, sizeOf(shape));
  const target = heap.float32(to, sizeOf(shape) * sizeOf(reps));
  const fill = (axis: number, read: number, write: number): number => {
    const size = shape[axis]!;
    const times = reps[axis]!;
    let written = 0;
    if (axis === shape.length - 1) {
      if (size === 1) { target.fill(source[read]!, write, write + times); return times; }
      target.set(source.subarray(read, read + size), write);
      written = size;
    } else {
      const step = sizeOf(shape.slice(axis + 1));
      for (let i = 0; i < size; i++) written += fill(axis + 1, read + i * step, write + written);
    }
    for (let done = 1; done < times; done++) target.copyWithin(write + done * written, write, write + written);
    return written * times;
  };
  fill(0, 0, 0);
}

/**
 * Tile's gradient by reshape and sum, on every backend. tfjs slices and adds one repeat at a time: thousands of kernels a step,
 * since its layer normalisation broadcasts by tiling.
 */
export function registerTileGradient(tf: typeof TF): void {
  tf.unregisterGradient("Tile");
  tf.registerGradient({
    kernelName: "Tile",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => {
      const x = saved[0]!;
      const reps = attrs["reps"] as number[];
      return { x: () => {
        let gradient = dy as TF.Tensor;
        for (const [axis, times] of reps.entries()) {
          if (times === 1) continue;
          const [before, after] = [sizeOf(gradient.shape.slice(0, axis)), sizeOf(gradient.shape.slice(axis + 1))];
          const shape = [...gradient.shape.slice(0, axis), x.shape[axis]!, ...gradient.shape.slice(axis + 1)];
          gradient = tf.reshape(tf.sum(tf.reshape(gradient, [before, times, x.shape[axis]! * after]), 1), shape);
        }
        return tf.reshape(gradient, x.shape);
      } };
    },
  });
}
