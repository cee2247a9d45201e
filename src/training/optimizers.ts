import type * as TF from "@tensorflow/tfjs-core";
import type { Parameter, Tf } from "../model/architecture.js";

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

/** What a rule may use for one parameter; everything it makes is tidied away. */
interface Update {
  readonly variable: TF.Variable;
  readonly gradient: TF.Tensor;
  readonly slots: Readonly<Record<string, TF.Variable>>;
  readonly rate: number;
  readonly config: Readonly<Record<string, number>>;
}
/** An optimizer as one declaration: its constants, what its slots begin with, and its update. Adam, which has a fused kernel, is a class of its own. */
interface Rule {
  readonly config: Readonly<Record<string, number>>;
  readonly slots: Readonly<Record<string, number>>;
  readonly update: (tf: Tf, update: Update) => void;
}

/** θ ← θ − η g */
const sgd: Rule = {
  config: {}, slots: {},
  update: (tf, { variable, gradient, rate }) => variable.assign(tf.sub(variable, tf.mul(gradient, rate))),
};
/** m ← μ m − η g;  θ ← θ + m (Polyak 1964, in Keras's form) */
const heavyBall = (momentum: number): Rule => ({
  config: { momentum }, slots: { momentum: 0 },
  update: (tf, { variable, gradient, slots, rate }) => {
    const velocity = slots["momentum"]!;
    velocity.assign(tf.sub(tf.mul(velocity, momentum), tf.mul(gradient, rate)));
    variable.assign(tf.add(variable, velocity));
  },
});
/** v ← ρ v + (1 − ρ) g²;  θ ← θ − η g / √(v + ε) (Hinton 2012, lecture 6e; ε inside the root, as in Keras) */
const rmsprop: Rule = {
  config: { rho: 0.9, epsilon: 1e-7 }, slots: { square: 0 },
  update: (tf, { variable, gradient, slots, rate, config: { rho, epsilon } }) => {
    const square = slots["square"]!;
    square.assign(tf.add(tf.mul(square, rho!), tf.mul(tf.square(gradient), 1 - rho!)));
    variable.assign(tf.sub(variable, tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(square, epsilon!)))));
  },
};
/** a ← a + g²;  θ ← θ − η g / √(a + ε), a from 0.1 (Duchi, Hazan & Singer 2011, as in Keras) */
const adagrad: Rule = {
  config: { epsilon: 1e-7 }, slots: { sum: 0.1 },
  update: (tf, { variable, gradient, slots, rate, config: { epsilon } }) => {
    const sum = slots["sum"]!;
    sum.assign(tf.add(sum, tf.square(gradient)));
    variable.assign(tf.sub(variable, tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(sum, epsilon!)))));
  },
};

/** The rules beside Adam, by the setting's value. */
const rules: Readonly<Record<string, (momentum: number) => Rule>> = {
  sgd: (momentum) => (momentum > 0 ? heavyBall(momentum) : sgd),
  rmsprop: () => rmsprop,
  adagrad: () => adagrad,
};

/** Numbers that an optimizer remembers for each parameter: what memory it takes. */
export const slotCount = (name: string, momentum = 0): number => {
  const rule = rules[name]?.(momentum);
  return rule ? Object.keys(rule.slots).length : 2;
};

/** The optimizer that follows a rule; undefined for Adam and AdamW, which are no rule. */
export function ruleOptimizer(tf: Tf, name: string, parameters: readonly Parameter[], learningRate: number, momentum = 0): Optimizer | undefined {
  const rule = rules[name]?.(momentum);
  return rule && new RuleOptimizer(tf, name, rule, parameters, learningRate);
}

class RuleOptimizer implements Optimizer {
  readonly name: string;
  readonly config: Optimizer["config"];
  readonly slots: Optimizer["slots"];
  steps = 0;
  learningRate: number;
  readonly #tf: Tf;
  readonly #rule: Rule;
  readonly #variables: readonly TF.Variable[];

  constructor(tf: Tf, name: string, rule: Rule, parameters: readonly Parameter[], learningRate: number) {
    this.#tf = tf;
    this.#rule = rule;
    this.name = name;
    this.config = rule.config;
    this.learningRate = learningRate;
    this.#variables = parameters.map(({ variable }) => variable);
    this.slots = Object.fromEntries(Object.entries(rule.slots).map(([slot, value]) =>
      [slot, this.#variables.map(({ shape }) => tf.tidy(() => tf.variable(tf.fill(shape, value), false)))]));
  }

  apply(gradients: Readonly<Record<string, TF.Tensor>>): void {
    this.steps++;
    this.#tf.tidy(() => this.#variables.forEach((variable, i) => {
      const gradient = gradients[variable.name];
      if (!gradient) return;
      const slots = Object.fromEntries(Object.entries(this.slots).map(([slot, own]) => [slot, own[i]!]));
      this.#rule.update(this.#tf, { variable, gradient, slots, rate: this.learningRate, config: this.config });
    }));
  }

  dispose(): void { for (const variable of Object.values(this.slots).flat()) variable.dispose(); }
}

/** Shrinks every parameter by a share of itself before the update: θ ← θ − η λ θ (decoupled, Loshchilov & Hutter 2019, arXiv:1711.05101, as Keras does it with any optimizer). */
export function decay(tf: Tf, parameters: readonly Parameter[], { weightDecay, learningRate }: { readonly weightDecay: number; readonly learningRate: number }): void {
  tf.tidy(() => { for (const { variable } of parameters) if (variable.trainable) variable.assign(tf.sub(variable, tf.mul(variable, weightDecay * learningRate))); });
}

/** All gradients as one vector, shortened to a length where it is longer (Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063). Call inside tf.tidy. */
export function clipByGlobalNorm(tf: Tf, gradients: Readonly<Record<string, TF.Tensor>>, longest: number): Record<string, TF.Tensor> {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  // A gradient of length 0 stays what it is.
  const scale = tf.div(longest, tf.maximum(norm, longest));
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]));
}
