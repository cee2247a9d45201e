import { batchOf, gatherRows, stepOrder, stepsPerEpoch } from "../data/batches.js";
import type { PreparedData } from "../data/dataset.js";
import type { Tf } from "../model/architecture.js";
import { encodeFor, type Network } from "./network.js";
import type { TrainingSettings } from "./run.js";
import type { Batch } from "./step.js";

/** The batches of a run's first epoch, over and over, for those who measure steps. The caller disposes the tensors. @returns of a step, counted from 0 */
export function practiceBatches(tf: Tf, network: Network, prepared: PreparedData, settings: Pick<TrainingSettings, "seed" | "hyperparameters">): (step: number) => Batch {
  const { sequenceLength } = network;
  const ids = encodeFor(network, prepared.tokens);
  const order = stepOrder(settings.seed, 1, prepared.split.train);
  const size = Number(settings.hyperparameters["batchSize"] ?? 32);
  const count = stepsPerEpoch(order.length, size);
  return (step) => {
    const rows = batchOf(order, (step % count) + 1, size);
    return {
      input: tf.tensor2d(gatherRows(ids, sequenceLength, rows), [rows.length, sequenceLength], "int32"),
      labels: tf.tensor1d(Array.from(rows, (row) => prepared.examples[row]!.label), "int32"),
    };
  };
}
