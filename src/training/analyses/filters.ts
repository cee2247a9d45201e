import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../../base/problem.js";
import { gatherRows } from "../../data/batches.js";
import { ProblemError } from "../../data/dataset.js";
import { encodeFor } from "../network.js";
import type { Analysis, Subject } from "./analysis.js";
import { lowestThreshold, type Threshold } from "./filters/threshold.js";
import { NgramTally, type Ngram } from "./filters/ngrams.js";
import { convolutionOf, slotsOf, type Convolution } from "./filters/convolution.js";
import { beforeRelu, pullsOf, readHead, type Head } from "./filters/head.js";

/** What one filter of a convolution looks for, and what it does with it. */
export interface FilterStory {
  /** From 0. */
  readonly index: number;
  /** Tokens that it sees, as offsets from its position. */
  readonly field: { readonly first: number; readonly last: number };
  /** The n-grams that move it most, strongest first, each once. */
  readonly ngrams: readonly Ngram[];
  /** How far it moves the logit of each class, against the mean of the classes; they sum to 0. */
  readonly pulls: readonly number[];
  /** The class that it pulls to most. */
  readonly identity: number;
  /** Share of the texts in which it answers with more than 0 somewhere; 0 is a dead filter. */
  readonly active: number;
  /** The activation from which on its texts get its class; undefined where it never gets pure enough. */
  readonly threshold: Threshold | undefined;
}

export interface Filters {
  /** Texts that were read. */
  readonly texts: number;
  /**
   * How `pulls` were found. "linear": without a dense layer a filter's pull is its own weights in the output, for each unit of its pooled value.
   * "ablation": the mean, over the texts in which it answers, of what the logits lose when its pooled value is set to 0.
   */
  readonly method: "linear" | "ablation";
  readonly filters: readonly FilterStory[];
}

export interface FiltersInput extends Readonly<Record<string, unknown>> {
  readonly texts: "training" | "heldOut";
  /** n-grams told of each filter, from 1 to 50. */
  readonly top: number;
  /** Share of one class that a threshold has to reach, in (0, 1]. */
  readonly purity: number;
}

/** Texts in one forward pass; fixed, so that the same network always gives the same last bits. */
const rowsAtOnce = 64;

/** What the last convolution's filters detect, after Jacovi, Shalom & Goldberg 2018 (arXiv:1809.08037). */
export const filters: Analysis<FiltersInput, Filters> = {
  wrong: ({ texts, top, purity }) =>
    texts !== "training" && texts !== "heldOut" ? "texts: training or heldOut"
      : !(Number.isInteger(top) && (top as number) >= 1 && (top as number) <= 50) ? "top: a whole number from 1 to 50"
      : !(typeof purity === "number" && purity > 0 && purity <= 1) ? "purity: a number above 0, at most 1"
      : undefined,
  async run(subject, { texts, top, purity }, job) {
    const { network, prepared: { split } } = subject;
    const convolution = convolutionOf(network);
    if (!convolution) throw new ProblemError([noConvolution]);
    const examples = texts === "training" ? split.train : [...split.validation, ...split.test];
    if (examples.length === 0) throw new ProblemError([noTexts]);
    const head = await readHead(network);
    const fields = convolution.fields;
    const tallies = fields.map((field) => new NgramTally(field, top));
    const reading = new Reading(examples.length, fields.length, head.outputs);
    const ids = encodeFor(network, examples.map((index) => subject.prepared.tokens[index]!));
    for (let start = 0; start < examples.length; start += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, examples.length - start);
      await readSome(subject, convolution, ids, { start, count }, tallies, reading);
      job.progress((start + count) / examples.length);
      await job.turn();
    }
    const answers = reading.answers(head);
    const before = beforeRelu(head, reading);
    const slots = await slotsOf(network, convolution);
    const stories: FilterStory[] = [];
    for (const [index, field] of fields.entries()) {
      const pulls = pullsOf(head, index, reading, before);
      const identity = pulls.indexOf(Math.max(...pulls));
      const largest = reading.largest(index);
      stories.push({
        index, field, pulls, identity,
        ngrams: tallies[index]!.strongest(network.vocabulary, slots?.(index)),
        active: largest.filter((value) => value > 0).length / examples.length,
        threshold: lowestThreshold(largest, answers.map((answer) => answer === identity), purity),
      });
      if (index % 16 === 15) await job.turn();
    }
    return { texts: examples.length, method: head.dense ? "ablation" : "linear", filters: stories };
  },
};

/** What is kept of every text: each filter's largest activation and pooled value, and the logits. */
class Reading {
  readonly #filters: number;
  readonly #outputs: number;
  readonly largestOf: Float32Array;
  readonly pooled: Float32Array;
  readonly logits: Float32Array;
  readonly texts: number;
  constructor(texts: number, filterCount: number, outputs: number) {
    [this.texts, this.#filters, this.#outputs] = [texts, filterCount, outputs];
    this.largestOf = new Float32Array(texts * filterCount);
    this.pooled = new Float32Array(texts * filterCount);
    this.logits = new Float32Array(texts * outputs);
  }
  largest(filter: number): readonly number[] { return Array.from({ length: this.texts }, (_, text) => this.largestOf[text * this.#filters + filter]!); }
  pooledOf(text: number): Float32Array { return this.pooled.subarray(text * this.#filters, (text + 1) * this.#filters); }
  /** The class that the network answers each text with. */
  answers({ outputs }: Head): readonly number[] {
    return Array.from({ length: this.texts }, (_, text) => {
      const own = this.logits.subarray(text * this.#outputs, (text + 1) * this.#outputs);
      return outputs === 1 ? Number(own[0]! > 0) : own.indexOf(Math.max(...own));
    });
  }
}

async function readSome({ tf, network }: Subject, { stage }: Convolution, ids: Int32Array, { start, count }: { readonly start: number; readonly count: number }, tallies: readonly NgramTally[], reading: Reading): Promise<void> {
  const { sequenceLength: length, model } = network;
  const rows = Int32Array.from({ length: count }, (_, i) => start + i);
  const tensors = tf.tidy(() => {
    const { activations, logits } = model.forward(tf.tensor2d(gatherRows(ids, length, rows), [count, length], "int32"), { training: false, dropoutSeed: 1 });
    return [activations[stage]!, activations["pooling"]!, logits].map((tensor) => tf.clone(tensor));
  }) as readonly TF.Tensor[];
  try {
    const [found, pooled, logits] = await Promise.all(tensors.map((tensor) => tensor.data<"float32">()));
    const [, positions, filterCount] = tensors[0]!.shape as [number, number, number];
    reading.pooled.set(pooled!, start * filterCount);
    reading.logits.set(logits!, start * tensors[2]!.shape[1]!);
    for (let i = 0; i < count; i++) {
      const text = ids.subarray((start + i) * length, (start + i + 1) * length);
      const seen = Math.min(positions, tokensIn(text) - model.receptiveField.first);
      const largest = reading.largestOf.subarray((start + i) * filterCount, (start + i + 1) * filterCount);
      for (let p = 0; p < seen; p++) {
        const at = (i * positions + p) * filterCount;
        for (let f = 0; f < filterCount; f++) {
          const value = found![at + f]!;
          if (value > largest[f]!) largest[f] = value;
          if (value > 0) tallies[f]!.add(text, p, value);
        }
      }
    }
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}

/** Padding stands only after a text. */
const tokensIn = (text: Int32Array): number => {
  const end = text.indexOf(0);
  return end < 0 ? text.length : end;
};

const noConvolution = problem("no-convolution", "", {
  expected: { en: "a network with a convolution; this one has no filters", "pt-BR": "uma rede com convolução; esta não tem filtros" },
  wayOut: { en: "Choose AtNet or the CNN as architecture and train again.", "pt-BR": "Escolha a AtNet ou a CNN como arquitetura e treine de novo." },
});
const noTexts = problem("no-texts", "texts", {
  expected: { en: "at least one held-out text, but none is held out", "pt-BR": "pelo menos um texto reservado, mas nenhum foi reservado" },
  wayOut: { en: "Look at the training texts, or set a validation split in the data.", "pt-BR": "Veja os textos de treino ou defina uma fração de validação nos dados." },
});

export type { Ngram } from "./filters/ngrams.js";
