import type * as TF from "@tensorflow/tfjs-core";
import { gatherRows } from "../../data/batches.js";
import { paddingId, unknownId } from "../../data/vocabulary.js";
import type { Tf } from "../../model/architecture.js";
import { encodeFor, type Network } from "../network.js";
import { gradientsOf } from "../step.js";
import type { Analysis, AnalysisJob, Subject } from "./analysis.js";

/** The numbers of one parameter, and of the loss's gradient for it. */
export interface ParameterHealth {
  /** "convolution/kernel" */
  readonly name: string;
  readonly stage: string;
  readonly shape: readonly number[];
  /** Length of all its numbers as one vector, and of their gradient on one batch of training texts. */
  readonly norm: number;
  readonly gradientNorm: number;
  readonly mean: number;
  readonly deviation: number;
  /** Counts in equal stretches from the least number to the greatest. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
}

/** The units of a stage that answers with a ReLU. */
export interface UnitHealth {
  readonly stage: string;
  /** Share of the texts in which each unit is above 0 somewhere; 0 is a dead unit: no text moves it, so nothing can teach it. */
  readonly active: readonly number[];
}

/** Attention over positions, as a mean over texts of at least three positions. */
export interface AttentionHealth {
  readonly texts: number;
  /** Of a text's weights, rescaled to sum to 1 over its own positions. */
  readonly largest: number;
  /** e to the entropy of those weights, as a share of the positions: 1 when all weigh the same. */
  readonly evenness: number;
  /** Share that lies on padding. */
  readonly onPadding: number;
}

/** How a network is: what its parameters, units and attention do on texts it was trained on and on texts it was not. */
export interface Health {
  readonly parameters: readonly ParameterHealth[];
  readonly units: readonly UnitHealth[];
  /** Undefined where the network gives no weights over positions. */
  readonly attention: AttentionHealth | undefined;
  /** Shares, in [0, 1], over validation texts, or over training texts where there are none. */
  readonly reading: {
    /** Tokens that the network reads as unknown. */
    readonly unknown: number;
    /** Texts longer than the network's sequence. */
    readonly cut: number;
  };
}

const rowsAtOnce = 64;
/** Texts that are looked at: enough for a unit that one text in a hundred moves. */
const mostTexts = 256;
const stretches = 24;
/** Fewer positions have no room to be uneven. */
const leastPositions = 3;

/** Weights, gradients, dead units and the spread of attention: what the weights cell draws and the diagnosis reads. */
export const health: Analysis<Readonly<Record<string, never>>, Health> = {
  wrong: () => undefined,
  async run(subject, _input, job) {
    const { prepared: { split }, network, tf } = subject;
    const texts = spread(split.train, mostTexts);
    const steps = Math.ceil(texts.length / rowsAtOnce) + 1;
    const parameters = await parametersOf(subject, spread(split.train, rowsAtOnce));
    job.progress(1 / steps);
    await job.turn();
    const { units, attention } = await activityOf(tf, network, texts.map((index) => subject.prepared.tokens[index]!), { ...job, progress: (done) => job.progress((1 + done * (steps - 1)) / steps) });
    return { parameters, units, attention, reading: readingOf(subject) };
  },
};

/** At most `most` items, evenly from all of them: a split is sorted by nothing that matters, and its start may be. */
const spread = <T>(items: readonly T[], most: number): readonly T[] =>
  items.length <= most ? items : Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);

async function parametersOf({ tf, network, prepared }: Subject, rows: readonly number[]): Promise<readonly ParameterHealth[]> {
  const { model, sequenceLength } = network;
  const ids = encodeFor(network, rows.map((index) => prepared.tokens[index]!));
  const { loss, logits, gradients } = tf.tidy(() => gradientsOf(tf, model, {
    input: tf.tensor2d(ids, [rows.length, sequenceLength], "int32"),
    labels: tf.tensor1d(rows.map((index) => prepared.examples[index]!.label), "int32"),
  }, 1));
  try {
    return await Promise.all(model.parameters.map(async ({ name, stage, variable }) => {
      const [numbers, gradient] = await Promise.all([variable.data<"float32">(), gradients[variable.name]?.data<"float32">()]);
      return { name, stage, shape: variable.shape, ...spreadOf(numbers), gradientNorm: gradient ? lengthOf(gradient) : 0 };
    }));
  } finally {
    tf.dispose([loss, logits, ...Object.values(gradients)]);
  }
}

// Summed in float64: the square of a large number leaves the range of float32.
const lengthOf = (numbers: Float32Array): number => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));

function spreadOf(numbers: Float32Array): Pick<ParameterHealth, "norm" | "mean" | "deviation" | "histogram"> {
  let [from, to, sum] = [Infinity, -Infinity, 0];
  for (const x of numbers) {
    if (x < from) from = x;
    if (x > to) to = x;
    sum += x;
  }
  const [mean, norm] = [sum / numbers.length, lengthOf(numbers)];
  const counts = Array.from({ length: stretches }, () => 0);
  for (const x of numbers) counts[to > from ? Math.min(stretches - 1, Math.floor(((x - from) / (to - from)) * stretches)) : 0]!++;
  return { norm, mean, deviation: Math.sqrt(Math.max(0, norm ** 2 / numbers.length - mean ** 2)), histogram: { from, to, counts } };
}

async function activityOf(tf: Tf, network: Network, tokens: readonly (readonly string[])[], job: AnalysisJob): Promise<Pick<Health, "units" | "attention">> {
  const { model, sequenceLength } = network;
  const rectified = network.architecture.stages(network.values, network.shape).filter(({ kind }) => kind === "convolution" || kind === "dense").map(({ name }) => name);
  const ids = encodeFor(network, tokens);
  const moved = new Map<string, number[]>();
  const attention = new AttentionTally();
  for (let start = 0; start < tokens.length; start += rowsAtOnce) {
    const some = tokens.slice(start, start + rowsAtOnce);
    const rows = Int32Array.from(some, (_, i) => start + i);
    const names: string[] = [];
    const [weights, ...counts] = tf.tidy(() => {
      const { activations, attentionWeights } = model.forward(tf.tensor2d(gatherRows(ids, sequenceLength, rows), [rows.length, sequenceLength], "int32"), { training: false, dropoutSeed: 1 });
      const moving = Object.entries(activations).filter(([name]) => rectified.includes(name)).map(([name, output]) => {
        names.push(name);
        const perText = output.rank === 3 ? tf.max(output, 1) : output;
        return tf.sum(tf.cast(tf.greater(perText, 0), "float32"), 0);
      });
      return [attentionWeights ? tf.clone(attentionWeights) : tf.zeros([0, 0]), ...moving];
    }) as unknown as readonly [TF.Tensor2D, ...TF.Tensor1D[]];
    try {
      const [own, ...activity] = await Promise.all([weights, ...counts].map((tensor) => tensor.data<"float32">()));
      names.forEach((name, i) => moved.set(name, Array.from(activity[i]!, (count, unit) => count + (moved.get(name)?.[unit] ?? 0))));
      const positions = weights.shape[1];
      if (positions > 0) some.forEach((words, i) => attention.add(own!.subarray(i * positions, (i + 1) * positions), Math.min(words.length, sequenceLength) - model.receptiveField.first));
    } finally {
      tf.dispose([weights, ...counts]);
    }
    job.progress((start + some.length) / tokens.length);
    await job.turn();
  }
  return { units: [...moved].map(([stage, counts]) => ({ stage, active: counts.map((count) => count / tokens.length) })), attention: attention.mean };
}

/** Adds up how attention is spread, text by text. */
class AttentionTally {
  #texts = 0;
  #largest = 0;
  #evenness = 0;
  #onPadding = 0;

  /** @param weights over all positions @param positions that see a token of the text */
  add(weights: Float32Array, positions: number): void {
    const own = weights.subarray(0, Math.min(positions, weights.length));
    const kept = own.reduce((sum, weight) => sum + weight, 0);
    if (own.length < leastPositions || !(kept > 0)) return;
    const entropy = own.reduce((sum, weight) => (weight > 0 ? sum - (weight / kept) * Math.log(weight / kept) : sum), 0);
    this.#texts++;
    this.#largest += Math.max(...own) / kept;
    this.#evenness += Math.exp(entropy) / own.length;
    // Rounded to 32 bits, a sum can pass 1 by a hair.
    this.#onPadding += Math.max(0, 1 - kept);
  }
  get mean(): AttentionHealth | undefined {
    const texts = this.#texts;
    return texts === 0 ? undefined : { texts, largest: this.#largest / texts, evenness: this.#evenness / texts, onPadding: this.#onPadding / texts };
  }
}

function readingOf({ network, prepared: { split, tokens } }: Subject): Health["reading"] {
  const texts = (split.validation.length > 0 ? split.validation : split.train).map((index) => tokens[index]!);
  const ids = encodeFor(network, texts).filter((id) => id !== paddingId);
  return {
    unknown: ids.filter((id) => id === unknownId).length / ids.length,
    cut: texts.filter(({ length }) => length > network.sequenceLength).length / texts.length,
  };
}
