import { expect } from "@open-wc/testing";
import type * as TF from "@tensorflow/tfjs-core";
import { seededRandom } from "../../src/base/random.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";
import type { Architecture, Tf } from "../../src/model/architecture.js";
import { parameterCountOf } from "../../src/model/stage.js";
import { Adam } from "../../src/training/adam.js";
import { gradientsOf, trainStep } from "../../src/training/step.js";

/*
 * Written by Keras 3.15.1 with write_fixtures.py and write_networks.py: the same inputs and initial parameters go in on both sides.
 *
 * Tolerances, for float32 sums in another order: logits and loss 1e-6 absolute; a gradient 1e-5 of the largest one of its parameter, and
 * never less than 1e-9; a parameter after ten Adam steps 5e-5 absolute: Adam divides each gradient by its own size, so that the rounding of a
 * gradient near 0 moves its parameter by a part of a step of 1e-3.
 */
const tolerance = { logits: 1e-6, gradient: 1e-5, least: 1e-9, parameter: 5e-5 };

/** One network trained by Keras, as the fixtures' JSON tells of it. */
export interface Case { readonly values: Values; readonly vocabulary: number; readonly classes: number; readonly batch: number; readonly network: number; readonly input: number; readonly steps: number; readonly parameterCount: number; readonly parts: readonly { readonly name: string; readonly length: number }[] }

/** Layers that Keras prints for some values. */
export interface Summary { readonly values: Values; readonly vocabulary: number; readonly classes: number; readonly layers: readonly { readonly className: string; readonly name: string }[] }

/** The parts of a fixture by name. */
function partsOf({ parts }: Case, bytes: Uint8Array): Map<string, Float32Array> {
  const numbers = new Float32Array(bytes.slice().buffer);
  let at = 0;
  return new Map(parts.map(({ name, length }) => [name, numbers.subarray(at, (at += length))]));
}

/** As batch_of() in write_fixtures.py. */
function batchOf(tf: Tf, { vocabulary, batch, classes, input }: Case, { sequenceLength, embeddingSize }: Sizes): { input: TF.Tensor; labels: TF.Tensor1D } {
  const random = seededRandom(input);
  const inputs = vocabulary > 0 ? tf.tensor2d(ids(), [batch, sequenceLength], "int32")
    : tf.tensor3d(Float32Array.from({ length: batch * sequenceLength * embeddingSize }, () => random.uniform(-1, 1)), [batch, sequenceLength, embeddingSize]);
  return { input: inputs, labels: tf.tensor1d(Array.from({ length: batch }, () => random.integer(classes)), "int32") };
  function ids(): Int32Array {
    const drawn = Int32Array.from({ length: batch * sequenceLength }, () => random.integer(vocabulary - 1) + 1);
    for (let row = 1; row < batch; row++) drawn.fill(0, row * sequenceLength + Math.max(1, sequenceLength - Math.floor((row * sequenceLength) / batch)), (row + 1) * sequenceLength);
    return drawn;
  }
}
interface Sizes { readonly sequenceLength: number; readonly embeddingSize: number }

const largest = (numbers: Float32Array): number => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
function farthest(ours: Float32Array, theirs: Float32Array): number {
  expect(ours.length).to.equal(theirs.length);
  return ours.reduce((most, x, i) => Math.max(most, Math.abs(x - theirs[i]!)), 0);
}

/** Feeds our network what Keras's was fed, and holds logits, loss, every gradient and every parameter after some Adam steps against `bytes`. */
export async function expectAgreement(tf: Tf, architecture: Architecture, one: Case, bytes: Uint8Array): Promise<void> {
  const theirs = partsOf(one, bytes);
  const values = { ...defaultsOf(architecture.hyperparameters), ...one.values };
  const shape = { vocabularySize: one.vocabulary, classes: one.classes };
  const model = architecture.build(tf, values, shape, seededRandom(one.network));
  const batch = batchOf(tf, one, values as unknown as Sizes);
  expect(model.parameters.reduce((sum, { variable }) => sum + variable.size, 0)).to.equal(one.parameterCount);
  expect(parameterCountOf(architecture.stages(values, shape))).to.equal(one.parameterCount);

  const { loss, logits, gradients } = gradientsOf(tf, model, batch, 1);
  expect(farthest(await logits.data<"float32">(), theirs.get("logits")!), "logits").to.be.at.most(tolerance.logits);
  expect(farthest(await loss.data<"float32">(), theirs.get("loss")!), "loss").to.be.at.most(tolerance.logits);
  for (const { name: parameter, variable } of model.parameters) {
    const gradient = theirs.get(`gradient ${parameter}`)!;
    expect(farthest(await gradients[variable.name]!.data<"float32">(), gradient), `gradient of ${parameter}`).to.be.at.most(Math.max(tolerance.least, tolerance.gradient * largest(gradient)));
  }
  tf.dispose([loss, logits, gradients]);

  const adam = new Adam(tf, model.parameters, 0.001);
  for (let step = 0; step < one.steps; step++) trainStep(tf, model, adam, batch, 1).dispose();
  for (const { name: parameter, variable } of model.parameters) {
    expect(farthest(await variable.data<"float32">(), theirs.get(`after ${parameter}`)!), `${parameter} after ${one.steps} steps`).to.be.at.most(tolerance.parameter);
  }
  adam.dispose();
  model.dispose();
  tf.dispose([batch.input, batch.labels]);
}

/** Holds the rows of our stages against those that Keras prints. @param branches where the network branches for the mask, Keras sorts by depth and we by stage */
export function expectSameRows(architecture: Architecture, summary: Summary, branches: boolean): void {
  const values = { ...defaultsOf(architecture.hyperparameters), ...summary.values };
  const ours = architecture.stages(values, { vocabularySize: summary.vocabulary, classes: summary.classes }).flatMap(({ layers }) => layers.map(({ className, name, outputShape, parameterCount, connectedTo }) => ({ className, name, outputShape, parameterCount, connectedTo })));
  const inOrder = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] => (branches ? [...rows].sort((a, b) => a.name.localeCompare(b.name)) : rows);
  expect(inOrder(ours)).to.deep.equal(inOrder(summary.layers));
}
