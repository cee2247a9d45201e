import { defineFunction } from "./assembler.js";
import { defineBody, shareOf, type Part } from "./body.js";
import type { Engine } from "./engine.js";
import { f32, f32x4, i32 } from "./values.js";

/*
 * A sum over everything that the parts of a body have seen: each part adds up its own, the first where the result is to be, the others in scratch;
 * then they are added in the order of the parts, so that the bits depend on their number alone.
 */

/** Floats of scratch for the sums of all parts but the first. */
export const partialFloats = (floats: number, parts: number): number => (parts - 1) * floats;

/** Where a part adds up its own. */
export const partialAt = ({ index }: Part, result: number, partials: number, floats: number): number => (index === 0 ? result : partials + (index - 1) * floats * 4);

/** result += the sums of the other parts. */
export function addPartials(engine: Engine, result: number, partials: number, floats: number, parts: number): void {
  if (parts > 1) engine.run(partialSum, { result, partials, floats, count: parts - 1 }, engine.parts(parts, 4 * floats * parts));
}

/** to += from. */
export function accumulate(engine: Engine, to: number, from: number, floats: number): void {
  engine.function("accumulate", "accumulate", () => [defineFunction("accumulate", "iii", (f, to, from, floats) => {
    const end = f.local("i32", i32.add(to, i32.shl(floats, i32.const(2))));
    const whole = f.local("i32", i32.add(to, i32.shl(i32.and(floats, i32.const(-4)), i32.const(2))));
    f.loop(to, to, whole, 16, () => { f.store(to, f32x4.add(f32x4.load(to), f32x4.load(from))); f.advance(from, 16); });
    f.loop(to, to, end, 4, () => { f.store(to, f32.add(f32.load(to), f32.load(from))); f.advance(from, 4); });
  })])(to, from, floats);
}

export const partialSum = defineBody("partial-sum", ["result", "partials", "floats", "count"], (engine, { result, partials, floats, count }, part) => {
  const [first, end] = shareOf(floats, part, 16);
  for (let i = 0; i < count; i++) accumulate(engine, result + first * 4, partials + (i * floats + first) * 4, end - first);
});
