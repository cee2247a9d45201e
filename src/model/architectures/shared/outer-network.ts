import type * as TF from "@tensorflow/tfjs-core";
import { seedFor } from "../../../base/random.js";
import { dense as denseLayer } from "../../../kernels/ops/dense.js";
import type { DataShape, ForwardOptions, Tap, Tf } from "../../architecture.js";
import { dropout } from "../../layers/dropout.js";
import { embed } from "../../layers/embedding.js";
import type { ParameterMaker } from "../../layers/parameters.js";
import type { OuterValues } from "./outer-stages.js";

export interface Opening {
  /** Token ids become vectors; vectors are left as they are. @returns float32 [batch, length, embeddingSize] */
  read(input: TF.Tensor, tap?: Tap): TF.Tensor3D;
  /** The vectors of all tokens, where the input is ids. */
  readonly table?: TF.Variable;
}
export function makeOpening(tf: Tf, maker: ParameterMaker, { embeddingSize }: OuterValues, { vocabularySize }: DataShape): Opening {
  if (vocabularySize === 0) return { read: (input, tap = asItIs) => tap("text", input as TF.Tensor3D) };
  const table = maker.make("embedding", "embeddings", [vocabularySize, embeddingSize], "small-uniform");
  return { table, read: (input, tap = asItIs) => tap("embedding", embed(tf, input, table)) };
}

/** A tap that only looks on. */
export const asItIs: Tap = (_stage, output) => output;

export interface Closed { readonly logits: TF.Tensor2D; readonly activations: Readonly<Record<string, TF.Tensor>> }

/** Dropout → dense (relu) → output: one vector a text becomes logits. @param features length of the vector */
export function makeClosing(tf: Tf, maker: ParameterMaker, { denseUnits, dropoutRate }: OuterValues, features: number, { classes }: DataShape): (pooled: TF.Tensor2D, options: ForwardOptions) => Closed {
  const outputs = classes > 2 ? classes : 1;
  const layer = (stage: string, size: readonly [number, number]) => ({ kernel: maker.make(stage, "kernel", size, "glorot-uniform") as TF.Tensor2D, bias: maker.make(stage, "bias", [size[1]], "zeros") });
  const dense = denseUnits > 0 ? layer("dense", [features, denseUnits]) : undefined;
  const output = layer("output", [denseUnits || features, outputs]);
  return (pooled, { training, dropoutSeed, tap = asItIs }) => {
    let head: TF.Tensor = pooled;
    if (training && dropoutRate > 0) head = dropout(tf, head, dropoutRate, seedOfMask(dropoutSeed, "head"));
    const hidden = dense && tap("dense", denseLayer(tf, { x: head as TF.Tensor2D, ...dense, activation: "relu" }));
    const logits = tap("output", denseLayer(tf, { x: (hidden ?? head) as TF.Tensor2D, ...output, activation: "none" }));
    return { logits, activations: { ...(hidden ? { dense: hidden } : {}), output: outputs === 1 ? tf.sigmoid(logits) : tf.softmax(logits) } };
  };
}

/** A step draws several masks, each from a seed of its own. @returns 1 to 2³¹ − 1 */
export const seedOfMask = (dropoutSeed: number, place: string): number => (seedFor(dropoutSeed, place) % 0x7fffffff) + 1;
