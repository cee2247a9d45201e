import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { f32x4, i32 } from "./values.js";

/** Vectors of one row that are summed in registers at once. */
const vectorsAtOnce = 8;
const vectorGroups = (filters: number): readonly { readonly first: number; readonly count: number }[] => {
  const vectors = Math.ceil(filters / 4);
  return Array.from({ length: Math.ceil(vectors / vectorsAtOnce) }, (_, group) => ({ first: group * vectorsAtOnce, count: Math.min(vectorsAtOnce, vectors - group * vectorsAtOnce) }));
};

/**
 * `lookUp(window, positions, bias, to)`: for each position the sum of the bias and of one row for each tap.
 * `window` lists byte addresses of rows; position t uses entries t … t + taps − 1, entry t + j at its tap j.
 */
export function lookUpFunction(taps: number, filters: number, relu: boolean): FunctionBuilder {
  const lanes = Math.ceil(filters / 4) * 4;
  return defineFunction("lookUp", ["i32", "i32", "i32", "i32"], (f, window, positions, bias, to) => {
    const end = f.local("i32", i32.add(window, i32.shl(positions, i32.const(2))));
    const row = f.local("i32");
    const sums = Array.from({ length: vectorsAtOnce }, () => f.local("v128"));
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

/**
 * `mask(dy, y, to, positions, bias)`: dz = dy where relu let y through, into rows padded to whole vectors; bias += Σ dz.
 * `collect(starts, count, to)`: for each token the sums of dz over its occurrences, tap by tap; entry u of `starts` is the byte address of its first occurrence, which is itself the address of the row of dz at tap 0. Tap j lies j rows earlier.
 */
export function scatterFunctions(taps: number, filters: number, relu: boolean): readonly FunctionBuilder[] {
  const lanes = Math.ceil(filters / 4) * 4;
  const mask = defineFunction("mask", ["i32", "i32", "i32", "i32", "i32"], (f, dy, y, to, positions, bias) => {
    const turn = f.local("i32");
    const value = f.local("v128");
    const sums = Array.from({ length: vectorsAtOnce }, () => f.local("v128"));
    const [dyNow, yNow, toNow] = [f.local("i32"), f.local("i32"), f.local("i32")];
    for (const { first, count } of vectorGroups(filters)) {
      f.set(dyNow, dy);
      f.set(yNow, y);
      f.set(toNow, to);
      for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.load(bias, (first + i) * 16));
      f.loop(turn, i32.const(0), positions, 1, () => {
        for (let i = 0; i < count; i++) {
          const at = (first + i) * 16;
          f.set(value, loadLanes(dyNow, filters - (first + i) * 4, at));
          if (relu) f.set(value, f32x4.and(value, f32x4.greater(loadLanes(yNow, filters - (first + i) * 4, at), f32x4.const(0))));
          f.store(toNow, value, at);
          f.set(sums[i]!, f32x4.add(sums[i]!, value));
        }
        f.advance(dyNow, filters * 4);
        f.advance(yNow, filters * 4);
        f.advance(toNow, lanes * 4);
      });
      for (let i = 0; i < count; i++) f.store(bias, sums[i]!, (first + i) * 16);
    }
  });
  const collect = defineFunction("collect", ["i32", "i32", "i32"], (f, starts, count, to) => {
    const end = f.local("i32", i32.add(starts, i32.shl(count, i32.const(2))));
    const [occurrence, last, row] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const sums = Array.from({ length: vectorsAtOnce }, () => f.local("v128"));
    f.loop(starts, starts, end, 4, () => {
      f.set(last, i32.load(starts, 4));
      for (let tap = 0; tap < taps; tap++) for (const { first, count } of vectorGroups(filters)) {
        for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.const(0));
        f.loop(occurrence, i32.load(starts), last, 4, () => {
          f.set(row, i32.sub(i32.load(occurrence), i32.const(tap * lanes * 4)));
          for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.add(sums[i]!, f32x4.load(row, (first + i) * 16)));
        });
        for (let i = 0; i < count; i++) f.store(to, sums[i]!, tap * lanes * 4 + (first + i) * 16);
      }
      f.advance(to, taps * lanes * 4);
    });
  });
  return [mask, collect];
}

/** Four floats of which only the first `lanes` belong to the row; the others come out as 0. */
function loadLanes(pointer: Local<"i32">, lanes: number, offset: number): ReturnType<typeof f32x4.load> {
  if (lanes >= 4) return f32x4.load(pointer, offset);
  const keep = [0, 1, 2, 3].map((lane) => (lane < lanes ? -1 : 0));
  return f32x4.and(f32x4.load(pointer, offset), f32x4.pattern(keep));
}
