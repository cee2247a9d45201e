import type * as TF from "@tensorflow/tfjs-core";
import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { f32, f32x4, i32, sumOfLanes, type Value } from "./values.js";

export const layerNormalizationName = "AtNetLayerNormalization";
export const layerNormalizationGradientName = "AtNetLayerNormalizationGradient";
export const softmaxGradientName = "AtNetSoftmaxGradient";

/** y = (x − mean) / √(variance + epsilon) · gain + bias over the last axis, whose size is a multiple of 4. */
export const layerNormalizationKernel: Kernel = {
  name: layerNormalizationName,
  run({ heap, engine, input, attributes }) {
    const x = input("x");
    const size = x.shape.at(-1)!;
    const output = heap.output(x.shape);
    engine.function("normalize", "normalization", normalizationFunctions)(heap.pointer(x), sizeOf(x.shape) / size, size, heap.pointer(input("gain")), heap.pointer(input("bias")), heap.pointer(output), attributes<{ readonly epsilon: number }>().epsilon);
    return output;
  },
};

/** dx, dGain and dBias of the same. */
export const layerNormalizationGradientKernel: Kernel = {
  name: layerNormalizationGradientName,
  run({ heap, engine, input, attributes }) {
    const x = input("x");
    const size = x.shape.at(-1)!;
    const [dx, dGain, dBias] = [heap.output(x.shape), heap.output([size]), heap.output([size])];
    engine.zero(heap.pointer(dGain), size);
    engine.zero(heap.pointer(dBias), size);
    engine.function("normalizeBack", "normalization", normalizationFunctions)(heap.pointer(x), heap.pointer(input("dy")), sizeOf(x.shape) / size, size, heap.pointer(input("gain")), heap.pointer(dx), heap.pointer(dGain), heap.pointer(dBias), attributes<{ readonly epsilon: number }>().epsilon);
    return [dx, dGain, dBias];
  },
};

/** dLogits = (dy − Σ dy·y) · y over the last axis. */
export const softmaxGradientKernel: Kernel = {
  name: softmaxGradientName,
  run({ heap, engine, input }) {
    const y = input("y");
    const size = y.shape.at(-1)!;
    const output = heap.output(y.shape);
    engine.function("softmaxBack", "softmaxBack", () => [softmaxBack()])(heap.pointer(y), heap.pointer(input("dy")), sizeOf(y.shape) / size, size, heap.pointer(output));
    return output;
  },
};

/** Softmax's gradient in one pass on wasm; tfjs's own everywhere else and for gradients of gradients. */
export function registerSoftmaxGradient(tf: typeof TF): void {
  const stock = tf.getGradient("Softmax") as TF.GradConfig | undefined;
  if (!stock || wrapped.has(stock)) return;
  const config: TF.GradConfig = {
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const y = saved[0]!;
      if (tf.getBackend() !== "wasm" || !tf.getKernel(softmaxGradientName, "wasm") || attrs["dim"] !== y.rank - 1 || y.dtype !== "float32" || y.size === 0 || tf.engine().state.gradientDepth > 0) return stock.gradFunc(dy, saved, attrs);
      return { logits: () => tf.engine().runKernel(softmaxGradientName, { y, dy: dy as TF.Tensor }) as TF.Tensor };
    },
  };
  wrapped.add(config);
  tf.unregisterGradient("Softmax");
  tf.registerGradient(config);
}
const wrapped = new WeakSet<object>();

function softmaxBack(): FunctionBuilder {
  return defineFunction("softmaxBack", ["i32", "i32", "i32", "i32", "i32"], (f, y, dy, rows, size, to) => {
    const [turn, at] = [f.local("i32"), f.local("i32")];
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const whole = f.local("i32", i32.and(bytes, i32.const(-16)));
    const [sums, total] = [f.local("v128"), f.local("f32")];
    const [yAt, dyAt, toAt] = [i32.add(y, at), i32.add(dy, at), i32.add(to, at)];
    f.loop(turn, i32.const(0), rows, 1, () => {
      f.set(sums, f32x4.const(0));
      f.loop(at, i32.const(0), whole, 16, () => f.set(sums, f32x4.add(sums, f32x4.mul(f32x4.load(yAt), f32x4.load(dyAt)))));
      f.set(total, sumOfLanes(sums));
      f.loop(at, whole, bytes, 4, () => f.set(total, f32.add(total, f32.mul(f32.load(yAt), f32.load(dyAt)))));
      f.set(sums, f32x4.splat(total));
      f.loop(at, i32.const(0), whole, 16, () => f.store(toAt, f32x4.mul(f32x4.sub(f32x4.load(dyAt), sums), f32x4.load(yAt))));
      f.loop(at, whole, bytes, 4, () => f.store(toAt, f32.mul(f32.sub(f32.load(dyAt), total), f32.load(yAt))));
      for (const pointer of [y, dy, to]) f.advance(pointer, bytes);
    });
  });
}

/** Mean and 1/√(variance + epsilon) of one row, in all four lanes; the variance from differences, so that a large mean costs no digits. */
function statistics(f: FunctionBuilder, x: Local<"i32">, bytes: Local<"i32">, size: Value<"f32">, epsilon: Value<"f32">, into: { readonly at: Local<"i32">; readonly sums: Local<"v128">; readonly mean: Local<"v128">; readonly scale: Local<"v128"> }): void {
  const { at, sums, mean, scale } = into;
  f.set(sums, f32x4.const(0));
  f.loop(at, i32.const(0), bytes, 16, () => f.set(sums, f32x4.add(sums, f32x4.load(i32.add(x, at)))));
  f.set(mean, f32x4.splat(f32.div(sumOfLanes(sums), size)));
  f.set(sums, f32x4.const(0));
  f.loop(at, i32.const(0), bytes, 16, () => {
    f.set(scale, f32x4.sub(f32x4.load(i32.add(x, at)), mean));
    f.set(sums, f32x4.add(sums, f32x4.mul(scale, scale)));
  });
  f.set(scale, f32x4.splat(f32.div(f32.const(1), f32.sqrt(f32.add(f32.div(sumOfLanes(sums), size), epsilon)))));
}

const normalizationFunctions = (): readonly FunctionBuilder[] => [
  defineFunction("normalize", ["i32", "i32", "i32", "i32", "i32", "i32", "f32"], (f, x, rows, size, gain, bias, to, epsilon) => {
    const [turn, at] = [f.local("i32"), f.local("i32")];
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const [sums, mean, scale] = [f.local("v128"), f.local("v128"), f.local("v128")];
    const count = f.local("f32", f32.fromInteger(size));
    f.loop(turn, i32.const(0), rows, 1, () => {
      statistics(f, x, bytes, count, epsilon, { at, sums, mean, scale });
      f.loop(at, i32.const(0), bytes, 16, () => f.store(i32.add(to, at), f32x4.add(f32x4.mul(f32x4.mul(f32x4.sub(f32x4.load(i32.add(x, at)), mean), scale), f32x4.load(i32.add(gain, at))), f32x4.load(i32.add(bias, at)))));
      f.advance(x, bytes);
      f.advance(to, bytes);
    });
  }),
  defineFunction("normalizeBack", ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "f32"], (f, x, dy, rows, size, gain, dx, dGain, dBias, epsilon) => {
    const [turn, at, here] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const [sums, mean, scale] = [f.local("v128"), f.local("v128"), f.local("v128")];
    const [given, normal, weighted, along] = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("v128")];
    const count = f.local("f32", f32.fromInteger(size));
    const read = (): void => {
      f.set(given, f32x4.load(i32.add(dy, at)));
      f.set(normal, f32x4.mul(f32x4.sub(f32x4.load(i32.add(x, at)), mean), scale));
      f.set(weighted, f32x4.mul(given, f32x4.load(i32.add(gain, at))));
    };
    f.loop(turn, i32.const(0), rows, 1, () => {
      statistics(f, x, bytes, count, epsilon, { at, sums, mean, scale });
      f.set(sums, f32x4.const(0));
      f.set(along, f32x4.const(0));
      f.loop(at, i32.const(0), bytes, 16, () => {
        read();
        f.set(sums, f32x4.add(sums, weighted));
        f.set(along, f32x4.add(along, f32x4.mul(weighted, normal)));
        f.set(here, i32.add(dGain, at));
        f.store(here, f32x4.add(f32x4.load(here), f32x4.mul(given, normal)));
        f.set(here, i32.add(dBias, at));
        f.store(here, f32x4.add(f32x4.load(here), given));
      });
      f.set(sums, f32x4.splat(f32.div(sumOfLanes(sums), count)));
      f.set(along, f32x4.splat(f32.div(sumOfLanes(along), count)));
      f.loop(at, i32.const(0), bytes, 16, () => {
        read();
        f.store(i32.add(dx, at), f32x4.mul(scale, f32x4.sub(f32x4.sub(weighted, sums), f32x4.mul(normal, along))));
      });
      for (const pointer of [x, dy, dx]) f.advance(pointer, bytes);
    });
  }),
];
