import { defineFunction } from "./assembler.js";
import type { Engine } from "./engine.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { f32, f32x4, i32 } from "./values.js";

/**
 * sums[s] = sum of the rows x[i] with segmentIds[i] = s: the gradient of an embedding. tfjs's wasm backend has none.
 *   x float32 [rows, …], segmentIds int32 [rows] → float32 [numSegments, …]
 * Ids outside [0, numSegments) are dropped, as tfjs's cpu backend does; rows are added in order, so the bits are fixed.
 * @throws Error for ids of another rank than 1, or integers to add
 */
export const unsortedSegmentSum: Kernel = {
  name: "UnsortedSegmentSum",
  run({ heap, engine, input, attributes }) {
    const x = input("x");
    const segmentIds = input("segmentIds");
    const { numSegments } = attributes<{ readonly numSegments: number }>();
    if (segmentIds.shape.length !== 1) throw new Error(`UnsortedSegmentSum: expected segmentIds of rank 1, received rank ${segmentIds.shape.length}`);
    if (x.dtype !== "float32") throw new Error(`UnsortedSegmentSum: expected float32, received ${x.dtype}`);
    const inner = x.shape.slice(1);
    const width = sizeOf(inner);
    const output = heap.output([numSegments, ...inner]);
    engine.zero(heap.pointer(output), numSegments * width);
    segmentSum(engine, heap.pointer(segmentIds), segmentIds.shape[0]!, width, heap.pointer(x), heap.pointer(output), numSegments);
    return output;
  },
};

/** to[ids[i]] += from[i], rows of `width` floats. */
export function segmentSum(engine: Engine, ids: number, count: number, width: number, from: number, to: number, segments: number): void {
  engine.function("segmentSum", "segmentSum", () => [defineFunction("segmentSum", "iiiiii", (f, ids, count, width, from, to, segments) => {
    const end = f.local("i32", i32.add(ids, i32.shl(count, i32.const(2))));
    const bytes = f.local("i32", i32.shl(width, i32.const(2)));
    const wholeBytes = f.local("i32", i32.and(bytes, i32.const(-16)));
    const [rowEnd, vectorEnd, target] = f.locals("i32", 3);
    f.loop(ids, ids, end, 4, () => {
      f.set(rowEnd, i32.add(from, bytes));
      // One unsigned comparison drops negative ids too.
      f.when(i32.lessUnsigned(i32.load(ids), segments), () => {
        f.set(target, i32.add(to, i32.mul(i32.load(ids), bytes)));
        f.set(vectorEnd, i32.add(from, wholeBytes));
        f.loop(from, from, vectorEnd, 16, () => { f.store(target, f32x4.add(f32x4.load(target), f32x4.load(from))); f.advance(target, 16); });
        f.loop(from, from, rowEnd, 4, () => { f.store(target, f32.add(f32.load(target), f32.load(from))); f.advance(target, 4); });
      });
      f.set(from, rowEnd);
    });
  })])(ids, count, width, from, to, segments);
}
