import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../model/architecture.js";
import { idsTensor } from "./texts.js";
import type { Network } from "../network.js";
import { logOdds } from "./log-odds.js";

/** The table of the words' vectors; undefined where the network has none and takes no gradient by word. */
export const embeddingTable = ({ model }: Network): TF.Variable | undefined => model.parameters.find(({ name }) => name === "embedding/embeddings")?.variable;

/** The slope of each row's log-odds in the vectors of its words. Call inside tf.tidy. @param vectors [rows, sequenceLength, embeddingSize] @returns the same shape */
export function embeddingSlopes(tf: Tf, network: Network, rows: readonly Int32Array[], targets: readonly number[], vectors: TF.Tensor3D): TF.Tensor3D {
  const ids = idsTensor(tf, network, rows);
  // Rows do not see each other, so that the slope of their sum is that of each.
  return tf.grad((x) => tf.sum(logOdds(tf, network.model.forward(ids, {
    training: false, dropoutSeed: 1, tap: (stage, output) => (stage === "embedding" ? x as typeof output : output),
  }).logits, targets)))(vectors) as TF.Tensor3D;
}
