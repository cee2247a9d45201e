import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../model/architecture.js";
import { encodeFor, type Network } from "../network.js";
import { targetOf } from "./log-odds.js";

/** Rows in one pass through the network; fixed, so that the same network always gives the same last bits. */
export const rowsAtOnce = 32;

/** A text as the network reads it, with its answer and the class that is explained. */
export interface ReadText {
  /** Cut to what the network reads. */
  readonly tokens: readonly string[];
  /** int32 [sequenceLength] */
  readonly ids: Int32Array;
  readonly logits: readonly number[];
  readonly target: number;
}

/** Reads texts through the network. @param tokens of each text, each with at least one token */
export async function readTexts(tf: Tf, network: Network, tokens: readonly (readonly string[])[]): Promise<readonly ReadText[]> {
  const all = tokens.map((own) => ({ tokens: own.slice(0, network.sequenceLength), ids: encodeFor(network, [own]) }));
  const logits = await logitsOf(tf, network, all.map(({ ids }) => ids));
  return all.map((one, i) => ({ ...one, logits: logits[i]!, target: targetOf(logits[i]!) }));
}

/** The logits of many rows of ids. @param between awaited after each pass */
export async function logitsOf(tf: Tf, network: Network, rows: readonly Int32Array[], between: () => Promise<void> = async () => {}): Promise<readonly (readonly number[])[]> {
  const all: number[][] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce);
    const logits = tf.tidy(() => network.model.forward(idsTensor(tf, network, some), { training: false, dropoutSeed: 1 }).logits);
    const width = logits.shape[1];
    try {
      const numbers = await logits.data<"float32">();
      some.forEach((_, row) => all.push(Array.from(numbers.subarray(row * width, (row + 1) * width))));
    } finally {
      logits.dispose();
    }
    await between();
  }
  return all;
}

/** @returns int32 [rows, sequenceLength] */
export function idsTensor(tf: Tf, { sequenceLength }: Network, rows: readonly Int32Array[]): TF.Tensor2D {
  const ids = new Int32Array(rows.length * sequenceLength);
  rows.forEach((row, i) => ids.set(row, i * sequenceLength));
  return tf.tensor2d(ids, [rows.length, sequenceLength], "int32");
}
