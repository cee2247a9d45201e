import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../../base/problem.js";
import { seededRandom } from "../../base/random.js";
import { gatherRows } from "../../data/batches.js";
import { ProblemError } from "../../data/dataset.js";
import type { Tap, Tf } from "../../model/architecture.js";
import { crossEntropy } from "../loss.js";
import { probabilitiesOf } from "../metrics.js";
import { encodeFor, readParameters } from "../network.js";
import { nextStepAfter, type NextStep } from "../next-step.js";
import type { Optimizer } from "../optimizers.js";
import { balancedWeights } from "../schedule.js";
import { applyGradients, gradientsOf, type Batch } from "../step.js";
import { optimizerFor, stepOptionsFor } from "../step-setup.js";
import type { Analysis, Subject } from "./analysis.js";

/** Some numbers told by a few. */
export interface Numbers {
  readonly shape: readonly number[];
  /** √Σx², as one vector. */
  readonly norm: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** The first of them. */
  readonly few: readonly number[];
}

export interface StageStep {
  readonly name: string;
  /** What the stage gives for the whole batch (of the output stage, the logits), and the slope of the loss in it; absent for token ids. */
  readonly output?: Numbers;
  readonly gradient?: Numbers;
  readonly parameters: readonly { readonly name: string; readonly value: Numbers; readonly gradient: Numbers; /** What the update adds. */ readonly change: Numbers }[];
}

/** One training step taken apart: what really happens to one batch, number by number. */
export interface OneStep extends Pick<NextStep, "step" | "epoch" | "learningRate"> {
  /** Text, class and answer of each example of the batch. */
  readonly examples: readonly { readonly text: string; readonly label: number; readonly probabilities: readonly number[] }[];
  /** Mean of the batch, as it is minimised, before the update and after it with the same dropout. */
  readonly loss: number;
  readonly lossAfter: number;
  readonly optimizer: string;
  /** Whether the optimizer begins anew, because the training is over and its own was put away. */
  readonly isFresh: boolean;
  readonly stages: readonly StageStep[];
}

const fewest = 6;

/** The step that would come next, done on a copy of the network and of its optimizer: the run stays as it is, bit for bit. */
export const step: Analysis<Readonly<Record<string, never>>, OneStep> = {
  wrong: () => undefined,
  async run(subject, _input, job) {
    const { tf, network, settings, prepared, moment } = subject;
    if (network.model.learner) throw new ProblemError([learnsAtOnce]);
    const next = subject.next?.() ?? nextStepAfter(settings, prepared, moment.step);
    const copy = network.architecture.build(tf, network.values, network.shape, seededRandom(1));
    const optimizer = optimizerFor(tf, settings.hyperparameters, copy.parameters);
    const held: TF.Tensor[] = [];
    const keep = <T extends TF.Tensor>(tensor: T): T => { held.push(tensor); return tensor; };
    try {
      // Before anything is awaited, so that the run cannot go on meanwhile.
      tf.tidy(() => copy.parameters.forEach(({ variable }, i) => variable.assign(tf.clone(network.model.parameters[i]!.variable))));
      copyState(tf, optimizer, next);
      const options = stepOptionsFor(settings.hyperparameters);
      const batch = batchOfRows(subject, next.rows);
      keep(batch.input); keep(batch.labels);
      if (batch.weights) keep(batch.weights);
      const forward = (tap?: Tap) => copy.forward(batch.input, { training: true, dropoutSeed: next.dropoutSeed, ...(tap ? { tap } : {}) });
      const lossOf = (logits: TF.Tensor2D): TF.Scalar => crossEntropy(tf, logits, batch.labels, { labelSmoothing: options.labelSmoothing ?? 0, weights: batch.weights });
      const stages = network.architecture.stages(network.values, network.shape).map(({ name }) => name);

      const outputs = new Map<string, TF.Tensor>();
      tf.tidy(() => { forward((stage, output) => { outputs.set(stage, keep(tf.keep(tf.clone(output)))); return output; }); });
      await job.turn();
      const names = [...outputs.keys()];
      const slopes = tf.tidy(() => tf.grads((...added) => lossOf(forward((stage, output) => tf.add(output, added[names.indexOf(stage)]!)).logits))(names.map((name) => tf.zerosLike(outputs.get(name)!)))).map(keep);
      job.progress(0.4);
      await job.turn();
      const { loss, logits, gradients } = gradientsOf(tf, copy, batch, next.dropoutSeed, options);
      keep(loss); keep(logits);
      for (const gradient of Object.values(gradients)) keep(gradient);
      const before = await readParameters(copy);
      applyGradients(tf, copy, optimizer, gradients, options);
      const after = await readParameters(copy);
      const lossAfter = keep(tf.tidy(() => lossOf(forward().logits)));
      job.progress(0.8);
      const [[lossValue], [lossAfterValue], answers] = await Promise.all([loss.data(), lossAfter.data(), logits.data<"float32">()]);
      const width = logits.shape[1];
      return {
        step: next.step, epoch: next.epoch, learningRate: next.learningRate, optimizer: optimizer.name, isFresh: next.optimizer === undefined,
        loss: lossValue!, lossAfter: lossAfterValue!,
        examples: Array.from(next.rows, (row, i) => ({ text: prepared.examples[row]!.text, label: prepared.examples[row]!.label, probabilities: probabilitiesOf(Array.from(answers.subarray(i * width, (i + 1) * width))) })),
        stages: await Promise.all(stages.map(async (name) => {
          const [output, slope] = [outputs.get(name), slopes[names.indexOf(name)]];
          return {
            name,
            ...(output && slope ? { output: await numbersIn(output), gradient: await numbersIn(slope) } : {}),
            parameters: await Promise.all(copy.parameters.filter(({ stage }) => stage === name).map(async ({ name: parameter, variable }) => {
              const [was, is, gradient] = [before[parameter]!, after[parameter]!, gradients[variable.name]];
              return {
                name: parameter, value: numbersOf(was, variable.shape), change: numbersOf(is.map((value, i) => value - was[i]!), variable.shape),
                gradient: gradient ? await numbersIn(gradient) : numbersOf(new Float32Array(variable.size), variable.shape),
              };
            })),
          };
        })),
      };
    } finally {
      tf.dispose(held);
      optimizer.dispose();
      copy.dispose();
    }
  },
};

const learnsAtOnce = problem("no-gradient-steps", "", {
  expected: { en: "a network that learns batch by batch; this one weighs all texts at once", "pt-BR": "uma rede que aprende lote a lote; esta pesa todos os textos de uma vez" },
  wayOut: { en: "Choose another architecture to see a step.", "pt-BR": "Escolha outra arquitetura para ver um passo." },
});

function copyState(tf: Tf, optimizer: Optimizer, { optimizer: from, learningRate }: NextStep): void {
  optimizer.learningRate = learningRate;
  if (!from) return;
  optimizer.steps = from.steps;
  tf.tidy(() => { for (const [slot, own] of Object.entries(optimizer.slots)) own.forEach((variable, i) => variable.assign(tf.clone(from.slots[slot]![i]!))); });
}

/** The caller disposes the tensors. */
function batchOfRows({ tf, network, prepared, settings }: Subject, rows: Int32Array): Batch {
  const ids = encodeFor(network, Array.from(rows, (row) => prepared.tokens[row]!));
  const labels = Array.from(rows, (row) => prepared.examples[row]!.label);
  const weights = settings.hyperparameters["classWeights"] === "balanced" ? balancedWeights(prepared.statistics.classCounts.train) : undefined;
  return {
    input: tf.tensor2d(gatherRows(ids, network.sequenceLength, rows.map((_, i) => i)), [rows.length, network.sequenceLength], "int32"),
    labels: tf.tensor1d(labels, "int32"),
    ...(weights ? { weights: tf.tensor2d(labels.map((label) => weights[label]!), [rows.length, 1]) } : {}),
  };
}

const numbersIn = async (tensor: TF.Tensor): Promise<Numbers> => numbersOf(await tensor.data<"float32">(), tensor.shape);

/** @param data row-major */
export function numbersOf(data: Float32Array, shape: readonly number[]): Numbers {
  let [squares, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const value of data) {
    squares += value * value;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { shape, norm: Math.sqrt(squares), mean: sum / data.length, min, max, few: Array.from(data.subarray(0, fewest)) };
}
