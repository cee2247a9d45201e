import type * as TF from "@tensorflow/tfjs-core";
import { defineFunction, type FunctionBuilder, type Local } from "./assembler.js";
import { defineBody, shareOf } from "./body.js";
import { sizeOf } from "./heap.js";
import type { Kernel } from "./kernel.js";
import { canRun, useOwnGradient } from "./own-gradient.js";
import { addPartials, partialAt } from "./partials.js";
import { f32, f32x4, i32, sumOfLanes, type Value } from "./values.js";

export const layerNormalizationName = "AtNetLayerNormalization";
export const layerNormalizationGradientName = "AtNetLayerNormalizationGradient";
export const softmaxGradientName = "AtNetSoftmaxGradient";

/** y = (x − mean) / √(variance + epsilon) · gain + bias over the last axis, whose size is a multiple of 4. */
export const layerNormalizationKernel: Kernel = {
  name: layerNormalizationName,
  run({ heap, engine, input, pointers, attributes }) {
    const x = input("x");
    const size = x.shape.at(-1)!;
    const output = heap.output(x.shape);
    const rows = sizeOf(x.shape) / size;
    engine.run(normalizeRows, { rows, size, ...attributes<{ readonly epsilon: number }>(), ...pointers("x", "gain", "bias"), output: heap.pointer(output) }, engine.parts(rows, 4 * rows * size));
    return output;
  },
};

/** Rows are shared out. */
export const normalizeRows = defineBody("layer-normalization", ["rows", "size", "epsilon", "x", "gain", "bias", "output"], (engine, s, part) => {
  const [first, end] = shareOf(s.rows, part);
  engine.function("normalize", "normalization", normalizationFunctions)(s.x + first * s.size * 4, end - first, s.size, s.gain, s.bias, s.output + first * s.size * 4, s.epsilon);
});

/** dx, dGain and dBias of the same. */
export const layerNormalizationGradientKernel: Kernel = {
  name: layerNormalizationGradientName,
  run({ heap, engine, input, pointers, attributes }) {
    const x = input("x");
    const size = x.shape.at(-1)!;
    const [dx, dGain, dBias] = [heap.output(x.shape), heap.output([size]), heap.output([size])];
    const rows = sizeOf(x.shape) / size;
    const parts = engine.parts(rows, 8 * rows * size);
    const { sums } = heap.scratch({ sums: parts * 2 * size });
    engine.run(normalizeRowsBack, { rows, size, ...attributes<{ readonly epsilon: number }>(), ...pointers("x", "dy", "gain"), dx: heap.pointer(dx), sums }, parts);
    addPartials(engine, sums, sums + 2 * size * 4, 2 * size, parts);
    engine.copyFloats(sums, heap.pointer(dGain), size);
    engine.copyFloats(sums + size * 4, heap.pointer(dBias), size);
    return [dx, dGain, dBias];
  },
};

/** Rows are shared out. `sums`: dGain and dBias of every part. */
export const normalizeRowsBack = defineBody("layer-normalization-gradient", ["rows", "size", "epsilon", "x", "dy", "gain", "dx", "sums"], (engine, s, part) => {
  const dGain = partialAt(part, s.sums, s.sums + 2 * s.size * 4, 2 * s.size);
  engine.zero(dGain, 2 * s.size);
  const [first, end] = shareOf(s.rows, part);
  const at = first * s.size * 4;
  engine.function("normalizeBack", "normalization", normalizationFunctions)(s.x + at, s.dy + at, end - first, s.size, s.gain, s.dx + at, dGain, dGain + s.size * 4, s.epsilon);
});

/** dLogits = (dy − Σ dy·y) · y over the last axis. */
export const softmaxGradientKernel: Kernel = {
  name: softmaxGradientName,
  run({ heap, engine, input, pointers }) {
    const y = input("y");
    const size = y.shape.at(-1)!;
    const output = heap.output(y.shape);
    const rows = sizeOf(y.shape) / size;
    engine.run(softmaxGradientRows, { rows, size, ...pointers("y", "dy"), output: heap.pointer(output) }, engine.parts(rows, 4 * rows * size));
    return output;
  },
};

/** Rows are shared out. */
export const softmaxGradientRows = defineBody("softmax-gradient", ["rows", "size", "y", "dy", "output"], (engine, s, part) => {
  const [first, end] = shareOf(s.rows, part);
  const at = first * s.size * 4;
  engine.function("softmaxBack", "softmaxBack", () => [softmaxBack()])(s.y + at, s.dy + at, end - first, s.size, s.output + at);
});

/** Softmax's gradient in one pass. */
export const registerSoftmaxGradient = (tf: typeof TF): void => useOwnGradient(tf, "Softmax", (given, saved, { dim }) => {
  const [y, dy] = [saved[0]!, given as TF.Tensor];
  return dim === y.rank - 1 && canRun(tf, softmaxGradientName, y) ? { logits: () => tf.engine().runKernel(softmaxGradientName, { y, dy }) as TF.Tensor } : undefined;
});

function softmaxBack(): FunctionBuilder {
  return defineFunction("softmaxBack", "iiiii", (f, y, dy, rows, size, to) => {
    const at = f.local("i32");
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const whole = f.local("i32", i32.and(bytes, i32.const(-16)));
    const [sums, total] = [f.local("v128"), f.local("f32")];
    const [yAt, dyAt, toAt] = [i32.add(y, at), i32.add(dy, at), i32.add(to, at)];
    f.times(rows, () => {
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
  defineFunction("normalize", "iiiiiif", (f, x, rows, size, gain, bias, to, epsilon) => {
    const at = f.local("i32");
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const [sums, mean, scale] = f.locals("v128", 3);
    const count = f.local("f32", f32.fromInteger(size));
    f.times(rows, () => {
      statistics(f, x, bytes, count, epsilon, { at, sums, mean, scale });
      f.loop(at, i32.const(0), bytes, 16, () => f.store(i32.add(to, at), f32x4.add(f32x4.mul(f32x4.mul(f32x4.sub(f32x4.load(i32.add(x, at)), mean), scale), f32x4.load(i32.add(gain, at))), f32x4.load(i32.add(bias, at)))));
      f.advance(x, bytes);
      f.advance(to, bytes);
    });
  }),
  defineFunction("normalizeBack", "iiiiiiiif", (f, x, dy, rows, size, gain, dx, dGain, dBias, epsilon) => {
    const [at, here] = f.locals("i32", 2);
    const bytes = f.local("i32", i32.shl(size, i32.const(2)));
    const [sums, mean, scale] = f.locals("v128", 3);
    const [given, normal, weighted, along] = f.locals("v128", 4);
    const count = f.local("f32", f32.fromInteger(size));
    const read = (): void => {
      f.set(given, f32x4.load(i32.add(dy, at)));
      f.set(normal, f32x4.mul(f32x4.sub(f32x4.load(i32.add(x, at)), mean), scale));
      f.set(weighted, f32x4.mul(given, f32x4.load(i32.add(gain, at))));
    };
    f.times(rows, () => {
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
