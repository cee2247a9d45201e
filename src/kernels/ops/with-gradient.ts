import type * as TF from "@tensorflow/tfjs-core";

export interface DifferentiableKernel {
  readonly kernel: string;
  /** Gets every tensor under its name and `dy`, gives the gradients of the inputs in their order. */
  readonly gradient: string;
  readonly attributes: object;
  /** Names of the kernel's outputs that the gradient needs, from the first on. */
  readonly outputs: readonly string[];
  /** Tensors that have no gradient. */
  readonly fixed?: TF.NamedTensorMap;
}

/** Runs a kernel of ours whose gradient is a kernel of ours. @returns its first output */
export function withGradient(tf: typeof TF, { kernel, gradient, attributes, outputs, fixed = {} }: DifferentiableKernel, inputs: TF.NamedTensorMap): TF.Tensor {
  const run = (name: string, tensors: TF.NamedTensorMap): TF.Tensor[] => [tf.engine().runKernel(name, tensors, { ...attributes })].flat();
  const named = (names: readonly string[], tensors: readonly TF.Tensor[]): TF.NamedTensorMap => Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  return tf.customGrad((...args) => {
    const save = args.pop() as unknown as TF.GradSaveFunc;
    const given = { ...fixed, ...named(Object.keys(inputs), args as TF.Tensor[]) };
    const made = run(kernel, given);
    const kept = { ...given, ...named(outputs, made) };
    save(Object.values(kept));
    return { value: made[0]!, gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => run(gradient, { ...named(Object.keys(kept), saved), dy }) };
  })(...Object.values(inputs));
}
