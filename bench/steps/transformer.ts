import type * as TF from "@tensorflow/tfjs-core";
import { dotAttention } from "../../src/kernels/ops/dot-attention.js";
import { layerNormalization } from "../../src/kernels/ops/layer-normalization.js";
import type { Model, Tf } from "../../src/model/architecture.js";
import { embed } from "../../src/model/layers/embedding.js";
import type { LoadedWorkload } from "./workload.js";

/** W4: a Transformer encoder (Vaswani et al. 2017, arXiv:1706.03762) with learned positions, mean pool and one logit. */
export interface TransformerValues {
  readonly length: number;
  /** Model width, shared between the heads. */
  readonly width: number;
  readonly heads: number;
  /** Units of the feed-forward part. */
  readonly hidden: number;
  readonly layers: number;
}
export const epsilonOfNorm = 1e-5;

/** Attention of every head. @param parts queries, keys and values, each [batch · length, width] @returns [batch · length, width] */
export function selfAttention(tf: Tf, parts: readonly TF.Tensor[], { length, width, heads }: Pick<TransformerValues, "length" | "width" | "heads">): TF.Tensor2D {
  const size = width / heads;
  const batch = parts[0]!.size / (length * width);
  const [q, k, v] = parts.map((part) => tf.transpose(tf.reshape(part, [batch, length, heads, size]), [0, 2, 1, 3])) as [TF.Tensor, TF.Tensor, TF.Tensor];
  // Queries are scaled rather than scores: there are far fewer of them.
  const weights = tf.softmax(tf.matMul(tf.mul(q, 1 / Math.sqrt(size)), k, false, true));
  return tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [batch * length, width]);
}

/** The network in tfjs ops and our fused ones, behind the product's own interface. */
export function buildTransformer(tf: Tf, { initial, parameters, values: given }: LoadedWorkload): Model {
  const values = given as unknown as TransformerValues;
  const { length, width } = values;
  const made = parameters.map(({ name, shape }) => ({ name, stage: name.split("/")[0]!, variable: tf.tidy(() => tf.variable(tf.tensor(initial[name]!, [...shape]))) }));
  const byName = new Map(made.map(({ name, variable }) => [name, variable]));
  const p = (name: string): TF.Variable => byName.get(name)!;
  const dense = (x: TF.Tensor, name: string, part = ""): TF.Tensor => tf.add(tf.matMul(x as TF.Tensor2D, p(`${name}/${part}kernel`) as TF.Tensor2D), p(`${name}/${part}bias`));
  /** Queries, keys and values: the kernel is split, which is small, not what comes out of it. */
  const projected = (x: TF.Tensor, name: string): readonly TF.Tensor[] => {
    const biases = tf.split(p(`${name}/bias`), 3);
    return tf.split(p(`${name}/kernel`), 3, 1).map((kernel, part) => tf.add(tf.matMul(x as TF.Tensor2D, kernel as TF.Tensor2D), biases[part]!));
  };
  const attend = (parts: readonly TF.Tensor[]): TF.Tensor => {
    const [q, k, v] = parts.map((part) => tf.reshape(part, [-1, length, width])) as [TF.Tensor3D, TF.Tensor3D, TF.Tensor3D];
    return tf.reshape(dotAttention(tf, { q, k, v, heads: values.heads }), [-1, width]);
  };
  const norm = (x: TF.Tensor, name: string): TF.Tensor => layerNormalization(tf, { x, gain: p(`${name}/gain`), bias: p(`${name}/offset`), epsilon: epsilonOfNorm });
  return {
    parameters: made,
    receptiveField: { first: 0, last: length - 1 },
    forward(input) {
      const batch = input.shape[0]!;
      let x: TF.Tensor = tf.reshape(tf.add(embed(tf, input, p("embedding/embeddings")), p("embedding/positions")), [batch * length, width]);
      for (let layer = 1; layer <= values.layers; layer++) {
        const attention = `layer-${layer}/attention`;
        x = norm(tf.add(x, dense(attend(projected(x, attention)), attention, "output-")), attention);
        const forward = `layer-${layer}/forward`;
        x = norm(tf.add(x, dense(tf.relu(dense(x, forward)), forward, "output-")), forward);
      }
      const pooled = tf.mean(tf.reshape(x, [batch, length, width]), 1);
      return { logits: dense(pooled, "output") as TF.Tensor2D, activations: {} };
    },
    dispose: () => { for (const { variable } of made) variable.dispose(); },
  };
}
