import * as tf from "@tensorflow/tfjs-core";
import { nextTask } from "../../src/base/next-task.js";
import { seededRandom } from "../../src/base/random.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Model } from "../../src/model/architecture.js";
import { Adam } from "../../src/training/adam.js";
import { Tally } from "../../src/training/metrics.js";
import { writeParameters } from "../../src/training/network.js";
import { addUp, KernelWatch } from "../../src/training/kernel-watch.js";
import { applyGradients, gradientsOf, trainStep } from "../../src/training/step.js";
import type { Contender, LoadedWorkload } from "./workload.js";

/** The product's own way: the architecture as the registry builds it, and every part of a turn of its training loop. */
export function productContender(workload: LoadedWorkload): Contender {
  const model = modelOf(workload);
  const adam = new Adam(tf, model.parameters, workload.learningRate);
  const labels = Array.from(workload.labels);
  const shape = [...workload.input.shape];
  const isIds = workload.input.kind === "ids";
  // The product's batches are ids; vectors are kept, as PyTorch keeps them.
  const vectors = isIds ? undefined : tf.tensor(workload.data, shape);
  return {
    about: "the product's architecture and step",
    async steps(count) {
      const [losses, milliseconds]: [number[], number[]] = [[], []];
      const tally = new Tally(1);
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        const logits = tf.tidy(() => trainStep(tf, model, adam, { input: vectors ?? tf.tensor(workload.data, shape, "int32"), labels: tf.tensor1d(labels, "int32") }, 1));
        losses.push(tally.add(await logits.data<"float32">(), labels).loss);
        logits.dispose();
        await nextTask();
        milliseconds.push(performance.now() - start);
      }
      return { losses, milliseconds };
    },
    async where(count) {
      const watch = new KernelWatch(tf, architectures.get(workload.network)!.stages(workload.values, { vocabularySize: workload.vocabularySize, classes: 2 }).map(({ name }) => name));
      const watched = watch.watched(model);
      for (let i = 0; i < count; i++) {
        const logits = watch.during(() => tf.tidy(() => {
          const found = gradientsOf(tf, watched, { input: vectors ?? tf.tensor(workload.data, shape, "int32"), labels: tf.tensor1d(labels, "int32") }, 1);
          watch.enter("optimizer");
          watch.whole("optimizer", "Adam", () => applyGradients(tf, model, adam, found.gradients, {}));
          return found.logits;
        }));
        await logits.data();
        logits.dispose();
        await nextTask();
      }
      return addUp(watch.take()).map((kernel) => ({ ...kernel, calls: kernel.calls / count, milliseconds: kernel.milliseconds / count }));
    },
  };
}

function modelOf(workload: LoadedWorkload): Model {
  const model = architectures.get(workload.network)!.build(tf, workload.values, { vocabularySize: workload.vocabularySize, classes: 2 }, seededRandom(1));
  writeParameters(tf, model, workload.initial);
  return model;
}
