import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";

/**
 * sums[s] = sum of the rows x[i] with segmentIds[i] = s: the gradient of an embedding.
 *   x float32 [rows, …], segmentIds int32 [rows] → float32 [numSegments, …]
 * Ids outside [0, numSegments) are dropped, as tfjs's cpu backend does; rows are added in order, so the bits are fixed.
 */
export const unsortedSegmentSum: Kernel = {
  name: "UnsortedSegmentSum",
  run({ heap, input, attributes }) {
    const x = input("x");
    const segmentIds = input("segmentIds");
    const { numSegments } = attributes<{ readonly numSegments: number }>();
    if (segmentIds.shape.length !== 1) throw new Error(`UnsortedSegmentSum: expected segmentIds of rank 1, received rank ${segmentIds.shape.length}`);
    const inner = x.shape.slice(1);
    const width = sizeOf(inner);
    const output = heap.output([numSegments, ...inner], x.dtype);
    const view = x.dtype === "int32" ? heap.int32.bind(heap) : heap.float32.bind(heap);
    const sums = view(heap.pointer(output), numSegments * width);
    const rows = view(heap.pointer(x), sizeOf(x.shape));
    const ids = heap.int32(heap.pointer(segmentIds), sizeOf(segmentIds.shape));
    sums.fill(0);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (id < 0 || id >= numSegments) continue;
      const to = id * width;
      const from = i * width;
      for (let c = 0; c < width; c++) sums[to + c]! += rows[from + c]!;
    }
    return output;
  },
};
