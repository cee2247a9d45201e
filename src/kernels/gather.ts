import { defineFunction } from "./assembler.js";
import type { Engine } from "./engine.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { i32 } from "./values.js";

/** GatherV2: x [outer…, rows, inner…], indices int32 [any] → [outer…, any, inner…]; the lookup of an embedding when outer is empty. */
export const gather: Kernel = {
  name: "GatherV2",
  run({ heap, engine, input, attributes, stock }) {
    const x = input("x");
    const indices = input("indices");
    const { axis, batchDims } = attributes<{ readonly axis: number; readonly batchDims?: number }>();
    const along = axis < 0 ? axis + x.shape.length : axis;
    if (batchDims || (x.dtype !== "float32" && x.dtype !== "int32") || indices.dtype !== "int32") return stock();
    const rows = x.shape[along]!;
    const outer = sizeOf(x.shape.slice(0, along));
    const inner = sizeOf(x.shape.slice(along + 1));
    const count = sizeOf(indices.shape);
    for (const index of heap.int32(heap.pointer(indices), count)) if (index < 0 || index >= rows) throw new Error(`GatherV2: the index value ${index} is not in [0, ${rows - 1}]`);
    const output = heap.output([...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)], x.dtype);
    for (let o = 0; o < outer; o++) gatherRows(engine, heap.pointer(indices), count, inner, heap.pointer(x) + o * rows * inner * 4, heap.pointer(output) + o * count * inner * 4);
    return output;
  },
};

/** to[i] = from[ids[i]], rows of `width` floats. */
export function gatherRows(engine: Engine, ids: number, count: number, width: number, from: number, to: number): void {
  engine.function("gatherRows", "gatherRows", () => [defineFunction("gatherRows", "iiiii", (f, ids, count, width, from, to) => {
    const end = f.local("i32", i32.add(ids, i32.shl(count, i32.const(2))));
    const bytes = f.local("i32", i32.shl(width, i32.const(2)));
    f.loop(ids, ids, end, 4, () => {
      f.copyBytes(to, i32.add(from, i32.mul(i32.load(ids), bytes)), bytes);
      f.advance(to, bytes);
    });
  })])(ids, count, width, from, to);
}

/** to[ids[i]] = from[i], rows of `width` floats; ids are distinct. */
export function scatterRows(engine: Engine, ids: number, count: number, width: number, from: number, to: number): void {
  engine.function("scatterRows", "scatterRows", () => [defineFunction("scatterRows", "iiiii", (f, ids, count, width, from, to) => {
    const end = f.local("i32", i32.add(ids, i32.shl(count, i32.const(2))));
    const bytes = f.local("i32", i32.shl(width, i32.const(2)));
    f.loop(ids, ids, end, 4, () => {
      f.copyBytes(i32.add(to, i32.mul(i32.load(ids), bytes)), from, bytes);
      f.advance(from, bytes);
    });
  })])(ids, count, width, from, to);
}
