import type { AttributionMethod } from "./method.js";
import { embeddingSlopes, embeddingTable } from "./embedding-slopes.js";
import { idsTensor, rowsAtOnce } from "./texts.js";

/** Each word's vector times the slope of the log-odds in it: what the word counts for, were the network a straight line (Shrikumar et al. 2016, arXiv:1605.01713). */
export const gradientTimesInput: AttributionMethod = {
  name: "gradient",
  isSigned: true,
  async scores({ tf, network }, texts, _options, turn) {
    const table = embeddingTable(network);
    if (!table) return undefined;
    const all: number[][] = [];
    for (let start = 0; start < texts.length; start += rowsAtOnce) {
      const some = texts.slice(start, start + rowsAtOnce);
      const products = tf.tidy(() => {
        const rows = some.map(({ ids }) => ids);
        const vectors = tf.gather(table, idsTensor(tf, network, rows)) as Parameters<typeof embeddingSlopes>[4];
        return tf.sum(tf.mul(vectors, embeddingSlopes(tf, network, rows, some.map(({ target }) => target), vectors)), 2);
      });
      try {
        const numbers = await products.data<"float32">();
        some.forEach(({ tokens }, row) => all.push(Array.from(numbers.subarray(row * network.sequenceLength, row * network.sequenceLength + tokens.length))));
      } finally {
        products.dispose();
      }
      await turn();
    }
    return all;
  },
};
