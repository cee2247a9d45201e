import type * as TF from "@tensorflow/tfjs-core";
import { adamRate, adamStep } from "../kernels/ops/fused-adam.js";
import type { Parameter, Tf } from "../model/architecture.js";
import type { Optimizer } from "./optimizers.js";

/** Adam's constants as Keras sets them. Epsilon is always given: tfjs's own guess is 1e-4 on some graphics cards. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980, §2, last form), in the order of operations of Keras:
 * m ← m + (1 − β₁)(g − m);  v ← v + (1 − β₂)(g² − v);  θ ← θ − α m / (√v + ε), where α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ).
 * Its whole state is t, m and v; the powers of β come from t, so that a run continues on the bit.
 */
export class Adam implements Optimizer {
  readonly name = "adam";
  readonly config = adamDefaults;
  /** t */
  steps = 0;
  learningRate: number;
  readonly #tf: Tf;
  readonly #slots: readonly { readonly variable: TF.Variable; readonly mean: TF.Variable; readonly square: TF.Variable }[];

  constructor(tf: Tf, parameters: readonly Parameter[], learningRate: number) {
    this.#tf = tf;
    this.learningRate = learningRate;
    const zeros = (of: TF.Variable): TF.Variable => tf.tidy(() => tf.variable(tf.zeros(of.shape), false));
    this.#slots = parameters.map(({ variable }) => ({ variable, mean: zeros(variable), square: zeros(variable) }));
  }

  get slots(): Optimizer["slots"] {
    return { mean: this.#slots.map(({ mean }) => mean), square: this.#slots.map(({ square }) => square) };
  }

  /** One update. @param gradients by the variable's own name; a parameter without a gradient stays as it is */
  apply(gradients: Readonly<Record<string, TF.Tensor>>): void {
    const tf = this.#tf;
    const { beta1, beta2, epsilon } = adamDefaults;
    this.steps++;
    const rate = adamRate(this.learningRate, { beta1, beta2, step: this.steps });
    for (const { variable, mean, square } of this.#slots) {
      const gradient = gradients[variable.name];
      if (gradient) adamStep(tf, { variable, mean, square, gradient }, { rate, beta1, beta2, epsilon });
    }
  }

  dispose(): void {
    for (const { mean, square } of this.#slots) { mean.dispose(); square.dispose(); }
  }
}
