import type * as TF from "@tensorflow/tfjs-core";
import { defineFunction, type FunctionBuilder, type Local } from "../assembler.js";
import { defineBody, shareOf } from "../body.js";
import { engineOf } from "../engine.js";
import { heapOf } from "../heap.js";
import { f32, f32x4, i32 } from "../values.js";

export interface AdamSlot {
  /** θ */
  readonly variable: TF.Variable;
  /** m, of θ's shape. */
  readonly mean: TF.Variable;
  /** v, of θ's shape. */
  readonly square: TF.Variable;
  readonly gradient: TF.Tensor;
}
export interface AdamConstants {
  /** η √(1 − β₂ᵗ) / (1 − β₁ᵗ): see `adamRate`. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The step size with both bias corrections. @param step t, from 1 */
export const adamRate = (learningRate: number, { beta1, beta2, step }: { readonly beta1: number; readonly beta2: number; readonly step: number }): number =>
  learningRate * Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step);

/**
 * One Adam update (Kingma & Ba 2015, arXiv:1412.6980, end of §2, in Keras's order of operations):
 * m ← m + (1 − β₁)(g − m);  v ← v + (1 − β₂)(g² − v);  θ ← θ − rate m / (√v + ε).
 * On wasm in one pass over memory, with the same roundings as the tfjs ops of `adamStepReference`, so the bits are the same.
 */
export function adamStep(tf: typeof TF, slot: AdamSlot, constants: AdamConstants): void {
  const { variable, mean, square, gradient } = slot;
  const tensors = [variable, mean, square, gradient];
  const backend = tf.backend() as TF.KernelBackend;
  // A tensor that someone else still reads must not change under them.
  const inPlace = tf.getBackend() === "wasm" && tensors.every(({ dtype, size }) => dtype === "float32" && size === variable.size)
    && new Set(tensors.map(({ dataId }) => dataId)).size === 4 && [variable, mean, square].every(({ dataId }) => backend.refCount(dataId) === 1);
  if (!inPlace) return adamStepReference(tf, slot, constants);
  const heap = heapOf(backend);
  const [at, m, v, g] = tensors.map((tensor) => heap.pointer(tensor)) as [number, number, number, number];
  const engine = engineOf(heap);
  engine.run(adamUpdate, { at, m, v, g, size: variable.size, ...constants }, engine.parts(variable.size, 6 * variable.size));
}

/** The numbers of the variable are shared out. */
export const adamUpdate = defineBody("adam", ["at", "m", "v", "g", "size", "rate", "beta1", "beta2", "epsilon"], (engine, { at, m, v, g, size, rate, beta1, beta2, epsilon }, part) => {
  const [first, end] = shareOf(size, part, 16);
  const offset = first * 4;
  engine.function("adam", "adam", () => [adam()])(at + offset, m + offset, v + offset, g + offset, end - first, rate, 1 - beta1, 1 - beta2, epsilon);
});

/** The same in plain tfjs ops, on any backend. */
export function adamStepReference(tf: typeof TF, { variable, mean, square, gradient }: AdamSlot, { rate, beta1, beta2, epsilon }: AdamConstants): void {
  tf.tidy(() => {
    mean.assign(tf.add(mean, tf.mul(tf.sub(gradient, mean), 1 - beta1)));
    square.assign(tf.add(square, tf.mul(tf.sub(tf.square(gradient), square), 1 - beta2)));
    variable.assign(tf.sub(variable, tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(square), epsilon))));
  });
}

function adam(): FunctionBuilder {
  return defineFunction("adam", "iiiiiffff", (f, at, m, v, g, count, rate, oneMinusBeta1, oneMinusBeta2, epsilon) => {
    const end = f.local("i32", i32.add(at, i32.shl(count, i32.const(2))));
    const vectorEnd = f.local("i32", i32.add(at, i32.shl(i32.and(count, i32.const(-4)), i32.const(2))));
    const four = [rate, oneMinusBeta1, oneMinusBeta2, epsilon].map((number) => f.local("v128", f32x4.splat(number))) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
    const vector = { gradient: f.local("v128"), mean: f.local("v128"), square: f.local("v128") };
    const single = { gradient: f.local("f32"), mean: f.local("f32"), square: f.local("f32") };
    f.loop(at, at, vectorEnd, 16, () => {
      const { gradient, mean, square } = vector;
      f.set(gradient, f32x4.load(g));
      f.set(mean, f32x4.load(m));
      f.set(square, f32x4.load(v));
      f.set(mean, f32x4.add(mean, f32x4.mul(f32x4.sub(gradient, mean), four[1])));
      f.set(square, f32x4.add(square, f32x4.mul(f32x4.sub(f32x4.mul(gradient, gradient), square), four[2])));
      f.store(m, mean);
      f.store(v, square);
      f.store(at, f32x4.sub(f32x4.load(at), f32x4.div(f32x4.mul(mean, four[0]), f32x4.add(f32x4.sqrt(square), four[3]))));
      for (const pointer of [m, v, g]) f.advance(pointer, 16);
    });
    f.loop(at, at, end, 4, () => {
      const { gradient, mean, square } = single;
      f.set(gradient, f32.load(g));
      f.set(mean, f32.load(m));
      f.set(square, f32.load(v));
      f.set(mean, f32.add(mean, f32.mul(f32.sub(gradient, mean), oneMinusBeta1)));
      f.set(square, f32.add(square, f32.mul(f32.sub(f32.mul(gradient, gradient), square), oneMinusBeta2)));
      f.store(m, mean);
      f.store(v, square);
      f.store(at, f32.sub(f32.load(at), f32.div(f32.mul(mean, rate), f32.add(f32.sqrt(square), epsilon))));
      for (const pointer of [m, v, g]) f.advance(pointer, 4);
    });
  });
}
