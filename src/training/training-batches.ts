import { batchOf, gatherRows, stepOrder, stepsPerEpoch } from "../data/batches.js";
import type { PreparedData } from "../data/dataset.js";
import type { Learner, Tf } from "../model/architecture.js";
import type { EncodedData } from "./evaluate.js";
import { encodeFor, type Network } from "./network.js";
import { dropoutSeed } from "./next-step.js";
import type { TrainingSettings } from "./run.js";
import { balancedWeights } from "./schedule.js";
import type { Batch } from "./step.js";

/** Examples that one pass can hold, whatever the network. */
const passable = 64;

/** The examples of every step, fixed by the seed: which step sees which, and what dropout hides in it. */
export class TrainingBatches {
  readonly data: EncodedData;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Of an architecture that learns from all examples at once: each of its steps is an epoch. */
  readonly learner: Learner | undefined;
  readonly #tf: Tf;
  readonly #sequenceLength: number;
  readonly #seed: number;
  readonly #train: readonly number[];
  readonly #classWeights: readonly number[] | undefined;
  #order: { readonly epoch: number; readonly rows: Int32Array } | undefined;

  constructor(tf: Tf, network: Network, { tokens, examples, split, statistics }: PreparedData, { seed, hyperparameters: { batchSize, classWeights } }: TrainingSettings) {
    this.#tf = tf;
    this.#sequenceLength = network.sequenceLength;
    this.#seed = seed;
    this.#train = split.train;
    this.#classWeights = classWeights === "balanced" ? balancedWeights(statistics.classCounts.train) : undefined;
    this.data = { ids: encodeFor(network, tokens), labels: Int32Array.from(examples, ({ label }) => label) };
    this.learner = network.model.learner?.({ ids: gatherRows(this.data.ids, network.sequenceLength, split.train), labels: Int32Array.from(split.train, (row) => this.data.labels[row]!) });
    this.batchSize = this.learner ? split.train.length : Number(batchSize);
    this.stepsPerEpoch = stepsPerEpoch(split.train.length, this.batchSize);
  }

  /** The examples of a step. @param index in its epoch, from 1 */
  rows(epoch: number, index: number): Int32Array {
    if (this.learner) return Int32Array.from(this.#train);
    if (this.#order?.epoch !== epoch) this.#order = { epoch, rows: stepOrder(this.#seed, epoch, this.#train) };
    return batchOf(this.#order.rows, index, this.batchSize);
  }
  labels(rows: Int32Array): number[] { return Array.from(rows, (row) => this.data.labels[row]!); }

  /** For a pass of tfjs; of all examples at once, which are a learner's alone, the first. The caller owns the tensors. */
  batch(given: Int32Array): Batch {
    const tf = this.#tf;
    const rows = this.learner ? given.subarray(0, passable) : given;
    const labels = this.labels(rows);
    const weights = this.#classWeights;
    return {
      input: tf.tensor2d(gatherRows(this.data.ids, this.#sequenceLength, rows), [rows.length, this.#sequenceLength], "int32"),
      labels: tf.tensor1d(labels, "int32"),
      ...(weights ? { weights: tf.tensor2d(labels.map((label) => weights[label]!), [rows.length, 1]) } : {}),
    };
  }

  /** From 1 to 2³¹ − 1: tfjs takes 0 for no seed. @param step from 1, over the whole run */
  dropoutSeed(step: number): number { return dropoutSeed(this.#seed, step); }
}
