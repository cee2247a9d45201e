import { problem } from "../../base/problem.js";
import { ProblemError } from "../../data/dataset.js";
import type { Network } from "../network.js";
import type { Analysis } from "./analysis.js";
import { associationsOf, type Association } from "./embeddings/association.js";
import { principalPlane } from "./embeddings/principal-plane.js";

export type { Association } from "./embeddings/association.js";

/** The vectors of the most frequent words, flattened. */
export interface Embeddings {
  readonly epoch: number;
  /** Most frequent first. */
  readonly words: readonly string[];
  /** x and y of each word in turn, centred on 0. */
  readonly points: Float32Array;
  /** Share of the spread that the plane keeps; NaN for UMAP, which keeps neighbours and no distances. */
  readonly kept: number;
  readonly associations: readonly Association[];
}

export interface EmbeddingsInput extends Readonly<Record<string, unknown>> {
  /** Words at most, from 3 to 1000. */
  readonly words: number;
  readonly method: "pca" | "umap";
}

/** Words on a plane: principal components at once, UMAP on request (its code comes with the first request). */
export const embeddings: Analysis<EmbeddingsInput, Embeddings> = {
  wrong: ({ words, method }) =>
    !(Number.isInteger(words) && (words as number) >= 3 && (words as number) <= 1000) ? "words: a whole number from 3 to 1000"
      : method !== "pca" && method !== "umap" ? "method: pca or umap" : undefined,
  async run({ network, prepared, moment }, { words: most, method }, job) {
    const { table, size } = await readTable(network);
    // The first two rows are padding and unknown.
    const words = network.vocabulary.tokens.slice(2, 2 + most);
    if (words.length < 3) throw new ProblemError([fewWords]);
    const vectors = table.slice(2 * size, (2 + words.length) * size);
    job.progress(0);
    const flat = method === "pca" ? principalPlane(vectors, words.length, size)
      : { points: await (await import("./embeddings/umap-plane.js")).umapPlane(vectors, words.length, size, job), kept: NaN };
    job.progress(1);
    await job.turn();
    return { epoch: moment.epoch, words, ...flat, associations: associationsOf(prepared, words) };
  },
};

/** The embedding of a network, row-major. @throws ProblemError when it has none */
export async function readTable({ model }: Network): Promise<{ readonly table: Float32Array; readonly size: number }> {
  const parameter = model.parameters.find(({ name }) => name === "embedding/embeddings");
  if (!parameter) throw new ProblemError([noEmbedding]);
  return { table: await parameter.variable.data<"float32">(), size: parameter.variable.shape[1]! };
}

const noEmbedding = problem("no-embedding", "", {
  expected: { en: "a network with an embedding; this one has no word vectors", "pt-BR": "uma rede com embedding; esta não tem vetores de palavras" },
  wayOut: { en: "Choose another architecture and train again.", "pt-BR": "Escolha outra arquitetura e treine de novo." },
});
const fewWords = problem("few-words", "", {
  expected: { en: "a vocabulary of at least three words", "pt-BR": "um vocabulário de pelo menos três palavras" },
  wayOut: { en: "Make the vocabulary larger.", "pt-BR": "Aumente o vocabulário." },
});
