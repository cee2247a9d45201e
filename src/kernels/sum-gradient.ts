import type * as TF from "@tensorflow/tfjs-core";
import { sizeOf } from "./heap.js";

/**
 * Gradients of Sum and Mean on wasm: what comes back, repeated. tfjs multiplies it by ones as large as the input, which it fills one by one
 * in JavaScript: milliseconds for the mean of 32 × 200 × 64. tfjs's own on other backends.
 */
export function registerSumGradients(tf: typeof TF): void {
  for (const name of ["Sum", "Mean"] as const) {
    const stock = tf.getGradient(name) as TF.GradConfig | undefined;
    if (!stock || wrapped.has(stock)) continue;
    const config: TF.GradConfig = {
      ...stock,
      gradFunc: (dy, saved, attributes) => {
        const x = saved[0]!;
        if (tf.getBackend() !== "wasm" || x.rank === 0 || x.size === 0) return stock.gradFunc(dy, saved, attributes);
        const axes = tf.util.parseAxisParam((attributes["axis"] ?? x.shape.map((_, i) => i)) as number | number[], x.shape);
        const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
        const count = sizeOf(axes.map((axis) => x.shape[axis]!));
        const each = name === "Mean" ? tf.div(dy as TF.Tensor, count) : dy as TF.Tensor;
        return { x: () => tf.tile(tf.reshape(each, kept), x.shape.map((size, i) => (axes.includes(i) ? size : 1))) };
      },
    };
    wrapped.add(config);
    tf.unregisterGradient(name);
    tf.registerGradient(config);
  }
}
const wrapped = new WeakSet<object>();
