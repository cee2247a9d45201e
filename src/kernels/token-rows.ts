import { defineFunction, type FunctionBuilder } from "./assembler.js";
import { f32x4, i32 } from "./values.js";

/** Vectors of one row that are summed in registers at once. */
export const vectorsAtOnce = 8;
export const vectorGroups = (filters: number): readonly { readonly first: number; readonly count: number }[] => {
  const vectors = Math.ceil(filters / 4);
  return Array.from({ length: Math.ceil(vectors / vectorsAtOnce) }, (_, group) => ({ first: group * vectorsAtOnce, count: Math.min(vectorsAtOnce, vectors - group * vectorsAtOnce) }));
};

/**
 * `lookUp(window, positions, bias, to)`: for each position the sum of the bias and of one row for each tap.
 * `window` lists byte addresses of rows; position t uses entries t … t + taps − 1, entry t + j at its tap j.
 */
export function lookUpFunction(taps: number, filters: number, relu: boolean): FunctionBuilder {
  const lanes = Math.ceil(filters / 4) * 4;
  return defineFunction("lookUp", "iiii", (f, window, positions, bias, to) => {
    const end = f.local("i32", i32.add(window, i32.shl(positions, i32.const(2))));
    const row = f.local("i32");
    const sums = f.locals("v128", vectorsAtOnce);
    f.loop(window, window, end, 4, () => {
      for (const { first, count } of vectorGroups(filters)) {
        for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.load(bias, (first + i) * 16));
        for (let tap = 0; tap < taps; tap++) {
          f.set(row, i32.load(window, tap * 4));
          for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.add(sums[i]!, f32x4.load(row, tap * lanes * 4 + (first + i) * 16)));
        }
        for (let i = 0; i < count; i++) f.storeLanes(to, relu ? f32x4.max(sums[i]!, f32x4.const(0)) : sums[i]!, filters - (first + i) * 4, (first + i) * 16);
      }
      f.advance(to, filters * 4);
    });
  });
}
