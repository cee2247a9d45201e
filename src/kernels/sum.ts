import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import type { Kernel } from "./kernel.js";
import { aroundAxes } from "./maximum.js";
import { f32, f32x4, i32 } from "./values.js";

/** Sum over neighbouring axes that are not the last, such as a bias's gradient; without the transpose that tfjs makes first. */
export const sum: Kernel = {
  name: "Sum",
  run({ heap, engine, input, attributes, stock }) {
    const x = input("x");
    const { axis, keepDims } = attributes<{ readonly axis: number | readonly number[] | null; readonly keepDims: boolean }>();
    const view = aroundAxes(x.shape, axis, keepDims);
    if (!view || view.inner === 1 || view.outer * view.reduced * view.inner === 0 || x.dtype !== "float32") return stock();
    const output = heap.output(view.shape);
    engine.function("sumRows", "sumRows", () => [sumRows()])(heap.pointer(x), heap.pointer(output), view.outer, view.reduced, view.inner);
    return output;
  },
};

/** Rows in one partial sum: adding partial sums keeps the rounding of thousands of rows near that of one block. */
const rowsInBlock = 64;

function sumRows(): FunctionBuilder {
  return defineFunction("sumRows", "iiiii", (f, x, to, outer, reduced, inner) => {
    const row = f.local("i32", i32.shl(inner, i32.const(2)));
    const span = f.local("i32", i32.mul(row, reduced));
    const [column, whole, lines] = [f.local("i32"), f.local("i32", i32.and(row, i32.const(-16))), f.local("i32", i32.and(row, i32.const(-64)))];
    const [at, end, blockEnd] = f.locals("i32", 3);
    const totals = f.locals("v128", 4);
    const parts = f.locals("v128", 4);
    const [total, part] = f.locals("f32", 2);
    /** Walks down the rows below `column`, block by block. */
    const down = (begin: () => void, add: () => void, close: () => void): void => {
      f.set(at, i32.add(x, column));
      f.repeatWhile(() => {
        begin();
        f.set(blockEnd, i32.add(at, i32.mul(row, i32.const(rowsInBlock))));
        f.when(i32.lessUnsigned(end, blockEnd), () => f.set(blockEnd, end));
        f.repeatWhile(() => { add(); f.advance(at, row); }, () => i32.lessUnsigned(at, blockEnd));
        close();
      }, () => i32.lessUnsigned(at, end));
    };
    const vectors = (count: number): void => {
      const each = (body: (total: Local<"v128">, part: Local<"v128">, offset: number) => void) => () => { for (let i = 0; i < count; i++) body(totals[i]!, parts[i]!, i * 16); };
      each((total) => f.set(total, f32x4.const(0)))();
      down(each((_, part) => f.set(part, f32x4.const(0))), each((_, part, offset) => f.set(part, f32x4.add(part, f32x4.load(at, offset)))), each((total, part) => f.set(total, f32x4.add(total, part))));
      each((total, _, offset) => f.store(i32.add(to, column), total, offset))();
    };
    f.times(outer, () => {
      f.set(end, i32.add(x, span));
      // A cache line at a time, so that each line is read once.
      f.loop(column, i32.const(0), lines, 64, () => vectors(4));
      f.loop(column, lines, whole, 16, () => vectors(1));
      f.loop(column, whole, row, 4, () => {
        f.set(total, f32.const(0));
        down(() => f.set(part, f32.const(0)), () => f.set(part, f32.add(part, f32.load(at))), () => f.set(total, f32.add(total, part)));
        f.store(i32.add(to, column), total);
      });
      f.set(x, end);
      f.advance(to, row);
    });
  });
}
