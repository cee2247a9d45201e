import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import { adamDefaults } from "../../src/training/adam.js";
import { layersModel } from "./layers-model.js";
import type { Contender, LoadedWorkload } from "./workload.js";

/**
 * A tf.layers model, as tfjs's tutorials write one.
 * @param how trainOnBatch: the fastest loop tfjs offers; fit: as most people train, with all that fit does between batches
 */
export function layersContender(workload: LoadedWorkload, how: "trainOnBatch" | "fit"): Contender {
  const model = layersModel(workload);
  const { beta1, beta2, epsilon } = adamDefaults;
  const adam = tf.train.adam(workload.learningRate, beta1, beta2, epsilon);
  model.compile({ optimizer: adam, loss: "binaryCrossentropy" });
  const x = workload.input.kind === "ids" ? tf.tensor(workload.data, [...workload.input.shape], "int32") : tf.tensor(workload.data, [...workload.input.shape]);
  const y = tf.tensor2d(Float32Array.from(workload.labels), [workload.labels.length, 1]);
  let step = 0;
  // Keras and the product add epsilon to the uncorrected root, tfjs to the corrected one. This makes them one.
  const matchEpsilon = (): void => { (adam as unknown as { epsilon: number }).epsilon = epsilon / Math.sqrt(1 - beta2 ** ++step); };
  return {
    about: `tf.layers, ${how}`,
    async steps(count) {
      const [losses, milliseconds]: [number[], number[]] = [[], []];
      if (how === "fit") {
        const start = performance.now();
        const { history } = await model.fit(x, y, { batchSize: workload.labels.length, epochs: count, shuffle: false, verbose: 0, callbacks: { onBatchBegin: async () => matchEpsilon() } });
        return { losses: history["loss"]!.map(Number), milliseconds: [(performance.now() - start) / count] };
      }
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        matchEpsilon();
        losses.push(Number(await model.trainOnBatch(x, y)));
        milliseconds.push(performance.now() - start);
      }
      return { losses, milliseconds };
    },
  };
}
