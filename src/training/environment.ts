import { batchOf, gatherRows, stepOrder } from "../data/batches.js";
import type { PreparedData } from "../data/dataset.js";
import type { OpenBackend } from "./backends.js";
import { KernelWatch } from "./kernel-watch.js";
import { encodeFor, type Network } from "./network.js";
import type { KernelAlgorithm, RunEnvironment, TrainingSettings } from "./run.js";
import { gradientsOf } from "./step.js";

/** A run's card: everything that somebody else needs to come to the same numbers, beside the notebook itself. */
export function environmentOf({ tf, name, threads, simd, precision }: OpenBackend, network: Network, prepared: PreparedData, settings: TrainingSettings): RunEnvironment {
  return {
    seed: settings.seed, backend: name, threads, simd, precision,
    algorithms: name === "wasm" && !network.model.learner ? algorithmsOf(tf, network, prepared, settings) : [],
    tfjs: tf.version_core, app: APP_VERSION, dataHash: prepared.hash,
    parameterCount: network.model.parameters.reduce((sum, { variable }) => sum + variable.size, 0),
  };
}

/** What our kernels choose for this network and batch, by looking at a first step whose gradients nobody uses. Other backends have nothing to choose. */
function algorithmsOf(tf: OpenBackend["tf"], network: Network, { tokens, split }: PreparedData, { seed, hyperparameters }: TrainingSettings): readonly KernelAlgorithm[] {
  const { architecture, values, shape, model, sequenceLength } = network;
  const rows = batchOf(stepOrder(seed, 1, split.train), 1, Number(hyperparameters["batchSize"]));
  const ids = gatherRows(encodeFor(network, Array.from(rows, (row) => tokens[row]!)), sequenceLength, rows.map((_row, i) => i));
  const watch = new KernelWatch(tf, architecture.stages(values, shape).map(({ name }) => name));
  watch.during(() => tf.tidy(() => {
    gradientsOf(tf, watch.watched(model), { input: tf.tensor2d(ids, [rows.length, sequenceLength], "int32"), labels: tf.zeros([rows.length], "int32") }, 1);
  }));
  return watch.take().flatMap(({ place, name: kernel, choice }) => (choice ? [{ stage: typeof place === "string" ? place : place.join("+"), kernel, algorithm: choice.algorithm }] : []));
}

/** Whether two cards agree in all that decides the last bits: the number of threads does not. */
export const computesAlike = (a: RunEnvironment, b: RunEnvironment): boolean =>
  JSON.stringify([a.backend, a.simd, a.precision, a.algorithms, a.tfjs]) === JSON.stringify([b.backend, b.simd, b.precision, b.algorithms, b.tfjs]);
