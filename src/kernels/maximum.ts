import type * as TF from "@tensorflow/tfjs-core";
import { defineFunction, type FunctionBuilder } from "./assembler.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { f32, f32x4, i32 } from "./values.js";

/** A shape seen as [outer, reduced, inner]. @param axis null, as tfjs writes it, for all of them @returns undefined when the axes are not neighbours */
export function aroundAxes(shape: readonly number[], axis: number | readonly number[] | null | undefined): { readonly outer: number; readonly reduced: number; readonly inner: number; readonly axes: readonly number[] } | undefined {
  const axes = [axis ?? shape.map((_, i) => i)].flat().map((one) => (one < 0 ? one + shape.length : one)).toSorted((a, b) => a - b);
  if (axes.length === 0 || axes.at(-1)! - axes[0]! !== axes.length - 1) return undefined;
  return { outer: sizeOf(shape.slice(0, axes[0])), reduced: sizeOf(shape.slice(axes[0], axes.at(-1)! + 1)), inner: sizeOf(shape.slice(axes.at(-1)! + 1)), axes };
}

/** Max over neighbouring axes that are not the last: max-pooling over positions, without the transpose that tfjs makes first. */
export const maximum: Kernel = {
  name: "Max",
  run({ heap, engine, input, attributes, stock }) {
    const x = input("x");
    const { reductionIndices, keepDims } = attributes<{ readonly reductionIndices: number | readonly number[] | null; readonly keepDims: boolean }>();
    const view = aroundAxes(x.shape, reductionIndices);
    if (!view || view.inner === 1 || view.outer * view.reduced * view.inner === 0 || x.dtype !== "float32") return stock();
    const output = heap.output(keepDims ? x.shape.map((size, i) => (view.axes.includes(i) ? 1 : size)) : x.shape.filter((_, i) => !view.axes.includes(i)));
    engine.function("maximum", "maximum", maximumFunctions)(heap.pointer(x), heap.pointer(output), view.outer, view.reduced, view.inner);
    return output;
  },
};

export const maximumGradientName = "AtNetMaxGradient";
/** x [outer, reduced, inner], y and dy [outer, inner] → dy where x is the maximum, 0 elsewhere; each of several equal maxima gets all of dy, as in tfjs. */
export const maximumGradient: Kernel = {
  name: maximumGradientName,
  run({ heap, engine, input, attributes }) {
    const x = input("x");
    const { outer, reduced, inner } = attributes<{ readonly outer: number; readonly reduced: number; readonly inner: number }>();
    const output = heap.output(x.shape);
    engine.function("maximumGradient", "maximum", maximumFunctions)(heap.pointer(x), heap.pointer(input("y")), heap.pointer(input("dy")), heap.pointer(output), outer, reduced, inner);
    return output;
  },
};

/**
 * Max's gradient in one pass on wasm, where tfjs's broadcast comparison takes 90 ms for 32 × 496 × 64; tfjs's own everywhere else and for gradients of gradients.
 */
export function registerMaximumGradient(tf: typeof TF): void {
  const stock = tf.getGradient("Max") as TF.GradConfig | undefined;
  if (!stock || wrapped.has(stock)) return;
  const config: TF.GradConfig = {
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [TF.Tensor, TF.Tensor];
      const view = aroundAxes(x.shape, attrs["reductionIndices"] as number | number[] | null);
      if (tf.getBackend() !== "wasm" || !tf.getKernel(maximumGradientName, "wasm") || !view || x.dtype !== "float32" || view.outer * view.reduced * view.inner === 0 || tf.engine().state.gradientDepth > 0) return stock.gradFunc(dy, saved, attrs);
      return { x: () => tf.engine().runKernel(maximumGradientName, { x, y, dy: dy as TF.Tensor }, { outer: view.outer, reduced: view.reduced, inner: view.inner }) as TF.Tensor };
    },
  };
  wrapped.add(config);
  tf.unregisterGradient("Max");
  tf.registerGradient(config);
}
const wrapped = new WeakSet<object>();

const maximumFunctions = (): readonly FunctionBuilder[] => [
  defineFunction("maximum", ["i32", "i32", "i32", "i32", "i32"], (f, x, to, outer, reduced, inner) => {
    const row = f.local("i32", i32.shl(inner, i32.const(2)));
    const span = f.local("i32", i32.mul(row, reduced));
    const column = f.local("i32");
    const whole = f.local("i32", i32.and(row, i32.const(-16)));
    const at = f.local("i32");
    const end = f.local("i32");
    const turn = f.local("i32");
    const best = f.local("v128");
    const single = f.local("f32");
    f.loop(turn, i32.const(0), outer, 1, () => {
      f.set(end, i32.add(x, span));
      f.loop(column, i32.const(0), whole, 16, () => {
        f.set(at, i32.add(x, column));
        f.set(best, f32x4.load(at));
        f.repeatWhile(() => { f.set(best, f32x4.max(best, f32x4.load(at))); f.advance(at, row); }, () => i32.lessUnsigned(at, end));
        f.store(i32.add(to, column), best);
      });
      f.loop(column, whole, row, 4, () => {
        f.set(at, i32.add(x, column));
        f.set(single, f32.load(at));
        f.repeatWhile(() => { f.set(single, f32.max(single, f32.load(at))); f.advance(at, row); }, () => i32.lessUnsigned(at, end));
        f.store(i32.add(to, column), single);
      });
      f.set(x, end);
      f.advance(to, row);
    });
  }),
  defineFunction("maximumGradient", ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (f, x, y, dy, to, outer, reduced, inner) => {
    const row = f.local("i32", i32.shl(inner, i32.const(2)));
    const whole = f.local("i32", i32.and(row, i32.const(-16)));
    const column = f.local("i32");
    const turn = f.local("i32");
    const position = f.local("i32");
    const here = f.local("i32");
    f.loop(turn, i32.const(0), outer, 1, () => {
      f.loop(position, i32.const(0), reduced, 1, () => {
        f.loop(column, i32.const(0), whole, 16, () => {
          f.set(here, i32.add(x, column));
          f.store(i32.add(to, column), f32x4.and(f32x4.load(i32.add(dy, column)), f32x4.equal(f32x4.load(here), f32x4.load(i32.add(y, column)))));
        });
        f.loop(column, whole, row, 4, () => {
          f.set(here, i32.add(x, column));
          f.store(i32.add(to, column), f32.const(0));
          f.when(f32.eq(f32.load(here), f32.load(i32.add(y, column))), () => f.store(i32.add(to, column), f32.load(i32.add(dy, column))));
        });
        f.advance(x, row);
        f.advance(to, row);
      });
      f.advance(y, row);
      f.advance(dy, row);
    });
  }),
];
