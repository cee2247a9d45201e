import type * as TF from "@tensorflow/tfjs-core";
import type { Parameter, Tf } from "../model/architecture.js";

/** Adam's constants as Keras sets them. Epsilon is always given: tfjs's own guess is 1e-4 on some graphics cards. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980, §2, last form), in the order of operations of Keras:
 * m ← m + (1 − β₁)(g − m);  v ← v + (1 − β₂)(g² − v);  θ ← θ − α m / (√v + ε), where α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ).
 * Its whole state is t, m and v; the powers of β come from t, so that a run continues on the bit.
 */
export class Adam {
  #steps = 0;
  readonly #tf: Tf;
  readonly #learningRate: number;
  readonly #slots: readonly { readonly variable: TF.Variable; readonly mean: TF.Variable; readonly square: TF.Variable }[];

  constructor(tf: Tf, parameters: readonly Parameter[], learningRate: number) {
    this.#tf = tf;
    this.#learningRate = learningRate;
    const zeros = (of: TF.Variable): TF.Variable => tf.tidy(() => tf.variable(tf.zeros(of.shape), false));
    this.#slots = parameters.map(({ variable }) => ({ variable, mean: zeros(variable), square: zeros(variable) }));
  }

  /** Updates done so far: t. */
  get steps(): number { return this.#steps; }

  /** One update. @param gradients by the variable's own name; a parameter without a gradient stays as it is */
  apply(gradients: Readonly<Record<string, TF.Tensor>>): void {
    const tf = this.#tf;
    const { beta1, beta2, epsilon } = adamDefaults;
    this.#steps++;
    const rate = this.#learningRate * Math.sqrt(1 - beta2 ** this.#steps) / (1 - beta1 ** this.#steps);
    tf.tidy(() => {
      for (const { variable, mean, square } of this.#slots) {
        const gradient = gradients[variable.name];
        if (!gradient) continue;
        mean.assign(tf.add(mean, tf.mul(tf.sub(gradient, mean), 1 - beta1)));
        square.assign(tf.add(square, tf.mul(tf.sub(tf.square(gradient), square), 1 - beta2)));
        variable.assign(tf.sub(variable, tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(square), epsilon))));
      }
    });
  }

  dispose(): void {
    for (const { mean, square } of this.#slots) { mean.dispose(); square.dispose(); }
  }
}
