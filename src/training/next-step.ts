import { seedFor } from "../base/random.js";
import { batchOf, stepOrder, stepsPerEpoch } from "../data/batches.js";
import type { PreparedData } from "../data/dataset.js";
import type { Optimizer } from "./optimizers.js";
import type { TrainingSettings } from "./run.js";
import { rateFactor } from "./schedule.js";

/** The step that a training would do next: everything that fixes what it does. */
export interface NextStep {
  /** Counted from 1 over the whole run. */
  readonly step: number;
  readonly epoch: number;
  /** Indexes of its examples. */
  readonly rows: Int32Array;
  readonly dropoutSeed: number;
  readonly learningRate: number;
  /** As the steps so far have left it; absent once a training is over, when it has been put away. */
  readonly optimizer?: Pick<Optimizer, "steps" | "slots">;
}

/** The step after so many, were the training to go on. @param learningRate before the schedule; that of the settings unless changed since */
export function nextStepAfter({ seed, epochs, hyperparameters }: TrainingSettings, prepared: PreparedData, done: number, learningRate = Number(hyperparameters["learningRate"])): NextStep {
  const { batchSize, schedule = "constant", warmupSteps = 0 } = hyperparameters;
  const perEpoch = stepsPerEpoch(prepared.split.train.length, Number(batchSize));
  const [step, epoch] = [done + 1, Math.floor(done / perEpoch) + 1];
  return {
    step, epoch,
    rows: batchOf(stepOrder(seed, epoch, prepared.split.train), (done % perEpoch) + 1, Number(batchSize)),
    dropoutSeed: dropoutSeed(seed, step),
    learningRate: learningRate * rateFactor(step, { schedule: String(schedule), warmupSteps: Number(warmupSteps), steps: epochs * perEpoch }),
  };
}

/** From 1 to 2³¹ − 1: tfjs takes 0 for no seed. */
export const dropoutSeed = (seed: number, step: number): number => (seedFor(seed, "dropout", step) % 2_147_483_647) + 1;
