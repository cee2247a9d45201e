import type { Values } from "../hyperparameters/schema.js";
import type { Parameter, Tf } from "../model/architecture.js";
import { Adam } from "./adam.js";
import { ruleOptimizer, type Optimizer } from "./optimizers.js";
import type { StepOptions } from "./step.js";

/** The optimizer that a run's hyperparameters name, before its first update. */
export function optimizerFor(tf: Tf, { optimizer, momentum = 0, learningRate }: Values, parameters: readonly Parameter[]): Optimizer {
  const rate = Number(learningRate);
  return ruleOptimizer(tf, String(optimizer), parameters, rate, Number(momentum)) ?? new Adam(tf, parameters, rate);
}

/** What each step of such a run does beyond the optimizer's update. */
export const stepOptionsFor = ({ labelSmoothing = 0, clipNorm = 0, weightDecay = 0 }: Values): StepOptions =>
  ({ labelSmoothing: Number(labelSmoothing), clipNorm: Number(clipNorm), weightDecay: Number(weightDecay) });
