import { nextTask } from "../base/next-task.js";
import type { PreparedData } from "../data/dataset.js";
import type { Tf } from "../model/architecture.js";
import { openNetwork } from "./network.js";
import { practiceBatches } from "./practice-batches.js";
import type { TrainingSettings } from "./run.js";
import { gradientsOf, trainStep } from "./step.js";
import { optimizerFor, stepOptionsFor } from "./step-setup.js";

/** What is to be trained, for those who measure how long it would take. */
export interface ToTrain {
  /** Validated. */
  readonly settings: TrainingSettings;
  readonly prepared: PreparedData;
}

export interface Measured {
  /** Median of the steps after the first pass, which makes what later ones find ready. */
  readonly stepMilliseconds: number;
  /** Of the first batch, by a network with its first parameters: what is computed must not depend on who computes it. */
  readonly logits: Float32Array;
  readonly gradients: readonly Float32Array[];
}

const most = 30;

/** Trains a fresh network of these settings for a moment on the backend that is active. @param budget milliseconds after which no further step begins; one is always made @throws ProblemError when the settings do not fit */
export async function measureSteps(tf: Tf, { settings, prepared }: ToTrain, budget: number): Promise<Measured> {
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const optimizer = optimizerFor(tf, settings.hyperparameters, network.model.parameters);
  const options = stepOptionsFor(settings.hyperparameters);
  const batches = practiceBatches(tf, network, prepared, settings);
  try {
    const first = batches(0);
    const seen = gradientsOf(tf, network.model, first, 1, options);
    const tensors = [seen.logits, ...network.model.parameters.filter(({ variable }) => variable.trainable).map(({ variable }) => seen.gradients[variable.name]!)];
    const [logits, ...gradients] = await Promise.all(tensors.map(async (tensor) => (await tensor.data<"float32">()).slice()));
    tf.dispose([seen.loss, ...tensors, first.input, first.labels]);
    const times: number[] = [];
    for (const start = performance.now(); times.length === 0 || (performance.now() - start < budget && times.length < most);) {
      const began = performance.now();
      const batch = batches(times.length);
      const answers = tf.tidy(() => trainStep(tf, network.model, optimizer, batch, 1 + times.length, options));
      await answers.data();
      times.push(performance.now() - began);
      tf.dispose([answers, batch.input, batch.labels]);
      await nextTask();
    }
    const sorted = times.toSorted((a, b) => a - b);
    return { stepMilliseconds: sorted[sorted.length >> 1]!, logits: logits!, gradients };
  } finally {
    optimizer.dispose();
    network.model.dispose();
  }
}

/** A card that rounds to half precision differs by a thousandth or two; one with a broken kernel or gradient by as much as there is. */
const tolerance = 0.05;

/** Whether two backends compute the same answers and gradients. What goes in is the same to the bit, dropout included. */
export function agree(received: Measured, expected: Measured): boolean {
  const lengths = expected.gradients.map(length);
  const longest = Math.max(...lengths);
  // Where a gradient is nothing but rounding, nobody's is right.
  return isNear(received.logits, expected.logits, 1) && expected.gradients.every((gradient, i) => isNear(received.gradients[i]!, gradient, longest / 1000));
}
const length = (numbers: Float32Array): number => Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
const isNear = (received: Float32Array, expected: Float32Array, least: number): boolean =>
  received.length === expected.length && length(received.map((value, i) => value - expected[i]!)) <= tolerance * Math.max(least, length(expected));
