import { seededRandom, seedFor } from "../base/random.js";
import { paddingId, type Vocabulary } from "./vocabulary.js";

/**
 * Token ids of many texts, cut and padded at their end.
 * @returns int32 [count, sequenceLength], row after row; `paddingId` where the text has ended
 */
export function encodeExamples(tokens: readonly (readonly string[])[], vocabulary: Pick<Vocabulary, "idOf">, sequenceLength: number): Int32Array {
  if (!Number.isInteger(sequenceLength) || sequenceLength < 1) throw new RangeError(`encodeExamples(sequenceLength): expected a whole number from 1, received ${sequenceLength}`);
  const ids = new Int32Array(tokens.length * sequenceLength).fill(paddingId);
  tokens.forEach((row, example) => {
    const length = Math.min(row.length, sequenceLength);
    for (let i = 0; i < length; i++) ids[example * sequenceLength + i] = vocabulary.idOf(row[i]!);
  });
  return ids;
}

/** The training examples in the order in which one epoch visits them: the same for the same seed and epoch, whatever ran before. @param epoch counted from 1 */
export function stepOrder(seed: number, epoch: number, trainIndexes: readonly number[] | Int32Array): Int32Array {
  return seededRandom(seedFor(seed, "order", epoch)).permutation(trainIndexes.length).map((place) => trainIndexes[place]!);
}

/** Steps in an epoch: the last, short batch counts. */
export const stepsPerEpoch = (exampleCount: number, batchSize: number): number => Math.ceil(exampleCount / batchSize);

/** The examples of one step of an epoch; the last batch is shorter where they do not come out even. @param step counted from 1 within the epoch */
export function batchOf(order: Int32Array, step: number, batchSize: number): Int32Array {
  return order.subarray((step - 1) * batchSize, Math.min(step * batchSize, order.length));
}

/** The rows of some examples. @param ids int32 [count, sequenceLength] @returns int32 [examples.length, sequenceLength] */
export function gatherRows(ids: Int32Array, sequenceLength: number, examples: ArrayLike<number>): Int32Array {
  const rows = new Int32Array(examples.length * sequenceLength);
  for (let i = 0; i < examples.length; i++) {
    const start = examples[i]! * sequenceLength;
    rows.set(ids.subarray(start, start + sequenceLength), i * sequenceLength);
  }
  return rows;
}
