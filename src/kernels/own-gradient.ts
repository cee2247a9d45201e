import type * as TF from "@tensorflow/tfjs-core";

type Gradients = TF.GradConfig["gradFunc"];

/**
 * Gives a kernel of tfjs a gradient of ours on the wasm backend; tfjs's own stays everywhere else. Calling again is harmless.
 * @param ours undefined where tfjs's own is to be taken
 */
export function useOwnGradient(tf: typeof TF, kernelName: string, ours: (...given: Parameters<Gradients>) => ReturnType<Gradients> | undefined): void {
  const stock = tf.getGradient(kernelName) as TF.GradConfig | undefined;
  if (!stock || own.has(stock)) return;
  const config: TF.GradConfig = { ...stock, gradFunc: (...given) => (tf.getBackend() === "wasm" ? ours(...given) : undefined) ?? stock.gradFunc(...given) };
  own.add(config);
  tf.unregisterGradient(kernelName);
  tf.registerGradient(config);
}
const own = new WeakSet<object>();

/** Whether a kernel of ours can be the gradient: it has none itself, so it is no use for gradients of gradients. */
export const canRun = (tf: typeof TF, kernelName: string, ...tensors: readonly TF.Tensor[]): boolean =>
  tf.getKernel(kernelName, "wasm") as unknown !== undefined && tf.engine().state.gradientDepth === 0 && tensors.every(({ dtype, size }) => dtype === "float32" && size > 0);
