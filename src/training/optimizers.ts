import type * as TF from "@tensorflow/tfjs-core";

/** How gradients become updates. Its whole state is the steps done and the slots, so that a run continues on the bit. */
export interface Optimizer {
  readonly name: string;
  /** Its constants, epsilon always among those that have one: tfjs's own guess is 1e-4 on some graphics cards. */
  readonly config: Readonly<Record<string, number>>;
  /** What it remembers of every parameter, by the slot's name, in the order of the parameters. */
  readonly slots: Readonly<Record<string, readonly TF.Variable[]>>;
  /** Updates done so far; set when a run goes on. */
  steps: number;
  /** Of the next update: schedules and people change it. */
  learningRate: number;
  /** One update. @param gradients by the variable's own name; a parameter without a gradient stays as it is */
  apply(gradients: Readonly<Record<string, TF.Tensor>>): void;
  dispose(): void;
}
