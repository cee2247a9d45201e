import { gatherRows } from "../../data/batches.js";
import { splitNames, type SplitName } from "../../data/dataset.js";
import { probabilitiesOf } from "../metrics.js";
import { encodeFor } from "../network.js";
import type { Analysis } from "./analysis.js";

/** The network's answer to every example of a part of the data. */
export interface Answers {
  readonly split: SplitName;
  /** Indexes into the data's examples. */
  readonly examples: readonly number[];
  /** Per example and class; each row sums to 1. float32 [examples, classes] */
  readonly probabilities: Float32Array;
  readonly classes: number;
}

/** Examples in one forward pass; fixed, so that the same network always gives the same last bits. */
const rowsAtOnce = 64;

/** Probabilities of a whole split, without dropout. */
export const answers: Analysis<{ readonly split: SplitName }, Answers> = {
  wrong: ({ split }) => ((splitNames as readonly unknown[]).includes(split) ? undefined : `split: one of ${splitNames.join(", ")}`),
  async run({ tf, network, prepared }, { split }, job) {
    const { sequenceLength, shape: { classes } } = network;
    const examples = prepared.split[split];
    const ids = encodeFor(network, examples.map((index) => prepared.tokens[index]!));
    const probabilities = new Float32Array(examples.length * classes);
    for (let start = 0; start < examples.length; start += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, examples.length - start);
      const rows = Int32Array.from({ length: count }, (_, i) => start + i);
      const logits = tf.tidy(() => network.model.forward(tf.tensor2d(gatherRows(ids, sequenceLength, rows), [count, sequenceLength], "int32"), { training: false, dropoutSeed: 1 }).logits);
      const width = logits.shape[1];
      try {
        const numbers = await logits.data<"float32">();
        rows.forEach((row, i) => probabilities.set(probabilitiesOf(Array.from(numbers.subarray(i * width, (i + 1) * width))), row * classes));
      } finally {
        logits.dispose();
      }
      job.progress((start + count) / examples.length);
      await job.turn();
    }
    return { split, examples, probabilities, classes };
  },
};
