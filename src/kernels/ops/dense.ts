import type * as TF from "@tensorflow/tfjs-core";
import { beforeActivation, biasGradientName } from "../biased-convolution.js";

export interface Dense {
  /** float32 [rows, from] */
  readonly x: TF.Tensor2D;
  /** float32 [from, to] */
  readonly kernel: TF.Tensor2D;
  /** float32 [to] */
  readonly bias: TF.Tensor;
  readonly activation: "none" | "relu";
}

/**
 * activation(x · kernel + bias). On wasm in one kernel, whose gradient masks relu and sums the bias in one pass
 * (tfjs's own fused product falls apart while training); elsewhere by `denseReference`.
 * @returns float32 [rows, to]
 */
export function dense(tf: typeof TF, parts: Dense): TF.Tensor2D {
  const { x, kernel, bias, activation } = parts;
  const to = kernel.shape[1];
  const ours = tf.getBackend() === "wasm" && tf.getKernel(biasGradientName, "wasm") as TF.KernelConfig | undefined;
  if (!ours || x.size * kernel.size === 0 || x.shape[1] !== kernel.shape[0] || bias.size !== to || [x, kernel, bias].some(({ dtype }) => dtype !== "float32")) return denseReference(tf, parts);
  const run = tf.customGrad((...args) => {
    const [x, kernel, bias, save] = args as unknown as [TF.Tensor2D, TF.Tensor2D, TF.Tensor, TF.GradSaveFunc];
    const y = tf.engine().runKernel("_FusedMatMul", { a: x, b: kernel, bias }, { transposeA: false, transposeB: false, activation: activation === "relu" ? "relu" : "linear" }) as TF.Tensor2D;
    save([x, kernel, y]);
    return {
      value: y,
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => {
        const [x, kernel, y] = saved as [TF.Tensor2D, TF.Tensor2D, TF.Tensor2D];
        const [dz, dBias] = beforeActivation(tf, y, dy, activation === "relu");
        return [tf.matMul(dz, kernel, false, true), tf.matMul(x, dz, true), dBias];
      },
    };
  });
  return run(x, kernel, bias) as TF.Tensor2D;
}

/** The same in plain tfjs ops, on any backend. */
export function denseReference(tf: typeof TF, { x, kernel, bias, activation }: Dense): TF.Tensor2D {
  const linear = tf.add(tf.matMul(x, kernel), bias) as TF.Tensor2D;
  return activation === "relu" ? tf.relu(linear) : linear;
}
