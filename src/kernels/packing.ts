import { defineFunction, type FunctionBuilder } from "./assembler.js";
import { f32, f32x4, i32 } from "./values.js";

const bytes = (floats: ReturnType<typeof i32.const>): ReturnType<typeof i32.const> => i32.shl(floats, i32.const(2));

/**
 * The functions that lay matrices out for `gemm`; sizes are parameters, since their time is that of memory.
 *   packPanels(from, k, n, row, to, panelTerms)      B [k, n], rows `row` floats apart → [panel][k][8], the last one [k][4] when 4 or fewer columns are left
 *   packTransposed(from, k, n, row, to, panelTerms)  the same of Bᵀ [n, k]
 * A panel takes `panelTerms` rows, so that several calls can fill one.
 */
export const packFunctions = (): readonly FunctionBuilder[] => [panels(), transposed()];

function panels(): FunctionBuilder {
  return defineFunction("packPanels", "iiiiii", (f, from, k, n, row, to, panelTerms) => {
    const [source, target, column, end] = f.locals("i32", 4);
    const left = f.local("i32", n);
    const eachRow = (width: number, body: () => void): void => {
      f.set(source, from);
      f.set(target, to);
      f.times(k, () => {
        body();
        f.advance(source, bytes(row));
        f.advance(target, width * 4);
      });
    };
    f.when(i32.atLeast(left, i32.const(8)), () => f.repeatWhile(() => {
      eachRow(8, () => {
        f.store(target, f32x4.load(source));
        f.store(target, f32x4.load(source, 16), 16);
      });
      f.advance(from, 32);
      f.advance(to, i32.mul(panelTerms, i32.const(32)));
      f.advance(left, -8);
    }, () => i32.atLeast(left, i32.const(8))));
    for (const [width, least, most] of [[8, 5, 7], [4, 1, 4]] as const) {
      f.when(i32.and(i32.atLeast(left, i32.const(least)), i32.less(left, i32.const(most + 1))), () => eachRow(width, () => {
        for (let at = 0; at < width * 4; at += 16) f.store(target, f32x4.const(0), at);
        f.set(end, i32.add(target, bytes(left)));
        f.loop(column, target, end, 4, () => f.store(column, f32.load(i32.add(source, i32.sub(column, target)))));
      }));
    }
  });
}

function transposed(): FunctionBuilder {
  return defineFunction("packTransposed", "iiiiii", (f, from, k, n, row, to, panelTerms) => {
    const [target, end, source, column] = f.locals("i32", 4);
    const rowBytes = f.local("i32", bytes(row));
    const left = f.local("i32", n);
    const [width, count] = f.locals("i32", 2);
    f.repeatWhile(() => {
      // Width of this panel in bytes, and how many of its columns there are.
      f.set(width, i32.const(32));
      f.when(i32.less(left, i32.const(5)), () => f.set(width, i32.const(16)));
      f.set(count, left);
      f.when(i32.atLeast(left, i32.const(8)), () => f.set(count, i32.const(8)));
      f.set(column, i32.const(0));
      f.repeatWhile(() => {
        f.set(source, from);
        f.set(target, i32.add(to, bytes(column)));
        f.set(end, i32.add(target, i32.mul(k, width)));
        f.when(i32.less(column, count), () => {
          f.repeatWhile(() => {
            f.store(target, f32.load(source));
            f.advance(source, 4);
            f.advance(target, width);
          }, () => i32.lessUnsigned(target, end));
          f.advance(from, rowBytes);
        }, () => f.repeatWhile(() => {
          f.store(target, f32.const(0));
          f.advance(target, width);
        }, () => i32.lessUnsigned(target, end)));
        f.advance(column, 1);
      }, () => i32.lessUnsigned(bytes(column), width));
      f.advance(to, i32.mul(panelTerms, width));
      f.advance(left, -8);
    }, () => i32.less(i32.const(0), left));
  });
}
