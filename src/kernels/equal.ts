import { defineFunction } from "./assembler.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { f32, i32 } from "./values.js";

/** Equal of [outer, repeated, inner] with [outer, 1, inner], such as features with their maximum over positions; tfjs's own walks the broadcast element by element. */
export const equal: Kernel = {
  name: "Equal",
  run({ heap, engine, input, stock }) {
    const a = input("a");
    const b = input("b");
    const view = a.dtype === "float32" && b.dtype === "float32" ? broadcastView(a.shape, b.shape) : undefined;
    if (!view) return stock();
    const output = heap.output(a.shape, "bool");
    engine.function("equal", "equal", () => [defineFunction("equal", "iiiiii", (f, a, b, to, outer, repeated, inner) => {
      const row = f.local("i32", i32.shl(inner, i32.const(2)));
      const column = f.local("i32");
      f.times(outer, () => {
        f.times(repeated, () => f.loop(column, i32.const(0), row, 4, () => {
          f.storeByte(to, f32.eq(f32.load(a), f32.load(i32.add(b, column))));
          f.advance(a, 4);
          f.advance(to, 1);
        }));
        f.advance(b, row);
      });
    })])(heap.pointer(a), heap.pointer(b), heap.pointer(output), view.outer, view.repeated, view.inner);
    return output;
  },
};

/** @returns undefined unless b is a with neighbouring axes reduced to 1 */
function broadcastView(a: readonly number[], b: readonly number[]): { readonly outer: number; readonly repeated: number; readonly inner: number } | undefined {
  if (a.length !== b.length || sizeOf(a) === 0) return undefined;
  const differing = a.flatMap((size, axis) => (size === b[axis] ? [] : [axis]));
  const first = differing[0] ?? a.length;
  const last = differing.at(-1) ?? a.length - 1;
  if (differing.some((axis) => b[axis] !== 1) || b.slice(first, last + 1).some((size) => size !== 1)) return undefined;
  return { outer: sizeOf(a.slice(0, first)), repeated: sizeOf(a.slice(first, last + 1)), inner: sizeOf(a.slice(last + 1)) };
}
