import { gatherRows } from "../data/batches.js";
import type { Tf } from "../model/architecture.js";
import { Tally } from "./metrics.js";
import type { Network } from "./network.js";
import type { Evaluation } from "./run.js";

/** Examples in one forward pass; fixed, so that the same network always gives the same last bits. */
const rowsAtOnce = 64;

/** Token ids and labels of all examples, as the network reads them. */
export interface EncodedData {
  /** int32 [examples, sequenceLength] */
  readonly ids: Int32Array;
  readonly labels: Int32Array;
}

/** How the network does on some examples, without dropout; undefined when there are none. @param between awaited between batches, so that others get their turn */
export async function evaluate(tf: Tf, network: Network, { ids, labels }: EncodedData, indexes: readonly number[], between: () => Promise<void> = async () => {}): Promise<Evaluation | undefined> {
  if (indexes.length === 0) return undefined;
  const { model, sequenceLength, shape } = network;
  const tally = new Tally(shape.classes > 2 ? shape.classes : 1);
  for (let start = 0; start < indexes.length; start += rowsAtOnce) {
    const rows = indexes.slice(start, start + rowsAtOnce);
    const logits = tf.tidy(() => model.forward(tf.tensor2d(gatherRows(ids, sequenceLength, rows), [rows.length, sequenceLength], "int32"), { training: false, dropoutSeed: 1 }).logits);
    try {
      tally.add(await logits.data<"float32">() , rows.map((row) => labels[row]!));
    } finally {
      logits.dispose();
    }
    await between();
  }
  return tally.evaluation;
}
