import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { vectorGroups, vectorsAtOnce } from "./token-rows.js";
import { f32x4, i32 } from "./values.js";

/**
 * `mask(dy, y, to, positions, bias)`: dz = dy where relu let y through, into rows padded to whole vectors; bias += Σ dz. `total` writes no rows.
 * `collect(starts, count, to, step)`: for each token the sums of dz over its occurrences, tap by tap, `step` bytes from one token to the next; entry u of `starts` is the byte address of its first occurrence, which is itself the address of the row of dz at tap 0. Tap j lies j rows earlier.
 */
export function tokenGradientFunctions(taps: number, filters: number, relu: boolean): readonly FunctionBuilder[] {
  const lanes = Math.ceil(filters / 4) * 4;
  const masked = (name: "mask" | "total"): FunctionBuilder => defineFunction(name, "iiiii", (f, dy, y, to, positions, total) => {
    const value = f.local("v128");
    const sums = f.locals("v128", vectorsAtOnce);
    const [dyNow, yNow, toNow] = f.locals("i32", 3);
    for (const { first, count } of vectorGroups(filters)) {
      f.set(dyNow, dy);
      f.set(yNow, y);
      f.set(toNow, to);
      for (let i = 0; i < count; i++) f.set(sums[i]!, f32x4.load(total, (first + i) * 16));
      f.times(positions, () => {
        for (let i = 0; i < count; i++) {
          const at = (first + i) * 16;
          f.set(value, loadLanes(dyNow, filters - (first + i) * 4, at));
          if (relu) f.set(value, f32x4.and(value, f32x4.greater(loadLanes(yNow, filters - (first + i) * 4, at), f32x4.const(0))));
          if (name === "mask") f.store(toNow, value, at);
          f.set(sums[i]!, f32x4.add(sums[i]!, value));
        }
        f.advance(dyNow, filters * 4);
        f.advance(yNow, filters * 4);
        f.advance(toNow, lanes * 4);
      });
      for (let i = 0; i < count; i++) f.store(total, sums[i]!, (first + i) * 16);
    }
  });
  const collect = defineFunction("collect", "iiii", (f, starts, count, to, step) => {
    const end = f.local("i32", i32.add(starts, i32.shl(count, i32.const(2))));
    const [occurrence, last, row] = f.locals("i32", 3);
    const sums = f.locals("v128", vectorsAtOnce);
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
      f.advance(to, step);
    });
  });
  return [masked("mask"), masked("total"), collect];
}

/** Four floats of which only the first `lanes` belong to the row; the others come out as 0. */
function loadLanes(pointer: Local<"i32">, lanes: number, offset: number): ReturnType<typeof f32x4.load> {
  if (lanes >= 4) return f32x4.load(pointer, offset);
  const keep = [0, 1, 2, 3].map((lane) => (lane < lanes ? -1 : 0));
  return f32x4.and(f32x4.load(pointer, offset), f32x4.pattern(keep));
}
