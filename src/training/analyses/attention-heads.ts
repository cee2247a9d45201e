import { wordsOf } from "../inspect.js";
import { idsTensor, readTexts } from "../explain/texts.js";
import type { Analysis } from "./analysis.js";

/** How the words of a text attend to each other, layer by layer and head by head. */
export interface AttentionHeads {
  readonly tokens: readonly string[];
  readonly heads: number;
  /** Of each layer, first layer first: weights [heads, words, words], row by row who attends; a row sums to 1 less what it gives to padding. */
  readonly layers: readonly Float32Array[];
}

/** The matrices of every head, cut to the text's own words; no layers where the network has none. */
export const attentionHeads: Analysis<{ readonly text: string }, AttentionHeads> = {
  wrong: ({ text }) => (typeof text === "string" ? undefined : "text: a string"),
  async run({ tf, network }, { text }) {
    const [read] = await readTexts(tf, network, [wordsOf(network, text)]);
    const { tokens, ids } = read!;
    const layers = tf.tidy(() => [...network.model.forward(idsTensor(tf, network, [ids]), { training: false, dropoutSeed: 1 }).selfAttention ?? []]);
    try {
      const [heads, positions, words] = [layers[0]?.shape[1] ?? 0, layers[0]?.shape[2] ?? 0, tokens.length];
      return {
        tokens, heads,
        layers: await Promise.all(layers.map(async (layer) => {
          const all = await layer.data<"float32">();
          const own = new Float32Array(heads * words * words);
          for (let row = 0; row < heads * words; row++) {
            const from = (Math.floor(row / words) * positions + (row % words)) * positions;
            own.set(all.subarray(from, from + words), row * words);
          }
          return own;
        })),
      };
    } finally {
      tf.dispose(layers);
    }
  },
};
