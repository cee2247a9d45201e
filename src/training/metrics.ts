import type { Evaluation } from "./run.js";

/** Answers to choose from, told by the width of the logits: one logit stands for two classes. */
export const classesOf = (width: number): number => (width === 1 ? 2 : width);

/** Probability of each class of one example; they sum to 1. @param logits one number for two classes, one per class for more */
export function probabilitiesOf(logits: ArrayLike<number>): number[] {
  if (logits.length === 1) {
    const second = sigmoid(logits[0]!);
    return [1 - second, second];
  }
  const largest = Math.max(...Array.from(logits));
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** The class that the logits of one example point at; the first where they tie, the second class of two only above one half. */
export function predictedClass(logits: ArrayLike<number>): number {
  if (logits.length === 1) return logits[0]! > 0 ? 1 : 0;
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}

/** Cross-entropy of one example in nats, from its logits. */
export function lossOf(logits: ArrayLike<number>, label: number): number {
  if (logits.length === 1) {
    const z = label === 1 ? logits[0]! : -logits[0]!;
    return Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  const largest = Math.max(...Array.from(logits));
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i]! - largest);
  return largest + Math.log(sum) - logits[label]!;
}

/** What a tally holds, so that an epoch can go on where it was left. */
export interface TallyState {
  readonly loss: number;
  readonly right: number;
  readonly count: number;
  readonly confusion: readonly (readonly number[])[];
}

/** Adds up examples as they come; `evaluation` says how they did so far. */
export class Tally {
  readonly #width: number;
  #confusion: number[][];
  #loss = 0;
  #right = 0;
  #count = 0;

  /** @param width numbers in the logits of one example */
  constructor(width: number) {
    this.#width = width;
    this.#confusion = Array.from({ length: classesOf(width) }, () => Array.from({ length: classesOf(width) }, () => 0));
  }

  /** @param logits row after row @param labels one class index per row @returns mean loss and accuracy of these rows alone */
  add(logits: Float32Array, labels: ArrayLike<number>): { readonly loss: number; readonly accuracy: number } {
    let [loss, right] = [0, 0];
    for (let row = 0; row < labels.length; row++) {
      const own = logits.subarray(row * this.#width, (row + 1) * this.#width);
      const label = labels[row]!;
      const predicted = predictedClass(own);
      loss += lossOf(own, label);
      if (predicted === label) right++;
      this.#confusion[label]![predicted]!++;
    }
    this.#loss += loss;
    this.#right += right;
    this.#count += labels.length;
    return { loss: loss / labels.length, accuracy: right / labels.length };
  }

  get state(): TallyState { return { loss: this.#loss, right: this.#right, count: this.#count, confusion: this.#confusion.map((row) => [...row]) }; }
  /** Goes on from a state: the same sums in the same order give the same bits. */
  restore({ loss, right, count, confusion }: TallyState): void {
    [this.#loss, this.#right, this.#count] = [loss, right, count];
    this.#confusion = confusion.map((row) => [...row]);
  }

  /** NaN for loss and accuracy when nothing was added. */
  get evaluation(): Evaluation {
    return { loss: this.#loss / this.#count, accuracy: this.#right / this.#count, count: this.#count, confusion: this.#confusion.map((row) => [...row]) };
  }
}
