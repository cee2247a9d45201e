import type * as TF from "@tensorflow/tfjs-core";
import type { Problem } from "../base/problem.js";
import type { Random } from "../base/random.js";
import type { Text } from "../base/text.js";
import type { Schema, Values, ValuesOf } from "../hyperparameters/schema.js";
import type { Stage } from "./stage.js";

/** tfjs as it is handed to those who build with it; only the worker (and tests) import it. */
export type Tf = typeof TF;

/** What the data asks of a network. */
export interface DataShape {
  /** Rows of the embedding, padding (0) and unknown (1) among them; 0 when the inputs are vectors and there is no embedding. */
  readonly vocabularySize: number;
  /** Answers to choose from, ≥ 2. Two classes are answered by one sigmoid, more by a softmax. */
  readonly classes: number;
}

export interface Preset { readonly name: string; readonly title: Text; readonly summary: Text; readonly values: Values }

/** A recipe: values → stages to draw → network to train. One file in `architectures/`, one line in its index. */
export interface Architecture<S extends Schema = Schema> {
  readonly name: string;
  readonly title: Text;
  readonly summary: Text;
  readonly hyperparameters: S;
  readonly presets: readonly Preset[];
  /** Learns from all training examples at once, by a rule of its own (see `Model.learner`): there is no optimizer to choose, no batch and no learning rate. */
  readonly learnsAtOnce?: true;
  /** Problems between fields, such as a kernel longer than the sequence; each path names the field to mark. */
  problems(values: ValuesOf<S>, shape: DataShape): readonly Problem[];
  /** The pipeline for values without problems. Pure; needs no tfjs. */
  stages(values: ValuesOf<S>, shape: DataShape): readonly Stage[];
  /** Builds the network with fresh parameters drawn from `random`. The caller owns the model and disposes it. */
  build(tf: Tf, values: ValuesOf<S>, shape: DataShape, random: Random): Model;
}

export interface Parameter {
  /** As in the stage's `parameters`. */
  readonly name: string;
  readonly stage: string;
  /** One that is not `trainable` is counted from the data: gradients, decay and optimizers leave it alone. */
  readonly variable: TF.Variable;
}

/**
 * Sees the output of every stage on its way to the next, and may send another of the same shape on in its place; of the output stage it sees the logits.
 * Adding a tensor of zeros, for example, makes the gradient of that stage's output something that can be asked for.
 */
export type Tap = <T extends TF.Tensor>(stage: string, output: T) => T;

/** All training examples, as the network reads them. */
export interface TrainingExamples {
  /** int32 [count, sequenceLength] */
  readonly ids: Int32Array;
  /** Class indexes, [count]. */
  readonly labels: Int32Array;
}

/** Finds a network's parameters from all training examples at once. One step is an epoch. Its state is the parameters alone, so that a run goes on from them on the bit. */
export interface Learner {
  /** Changes the parameters. @returns the logits of all examples before it, row after row, and whether there is nothing left to gain */
  step(): Promise<{ readonly logits: Float32Array; readonly isConverged: boolean }>;
}

export interface ForwardOptions {
  /** Whether dropout acts. */
  readonly training: boolean;
  /** Seed of this step's dropout masks, from 1 to 2³¹ − 1 (tfjs ignores 0). */
  readonly dropoutSeed: number;
  /** [batch, positions]: taken in place of the network's own weights by those that can (`takesAttentionWeights`), left aside by others. */
  readonly attentionWeights?: TF.Tensor2D;
  /** Nothing is fused while it listens, so that every stage has an output. Stages of token ids pass it by. */
  readonly tap?: Tap;
}

export interface ForwardPass {
  /** [batch, 1] for two classes, [batch, classes] for more; before sigmoid or softmax. */
  readonly logits: TF.Tensor2D;
  /** Output of every stage by its name, shaped as the stage says. While training, a stage that is fused with its neighbour may be absent. */
  readonly activations: Readonly<Record<string, TF.Tensor>>;
  /** Weights over positions, [batch, positions]: ≥ 0, each row sums to 1. Absent where the network has no attention. */
  readonly attentionWeights?: TF.Tensor2D;
  /** Attention scores before softmax, [batch, positions]. */
  readonly scores?: TF.Tensor2D;
  /** Weights of each layer of self-attention, [batch, heads, queries, positions], each row of which sums to 1. Absent while training and without such layers. */
  readonly selfAttention?: readonly TF.Tensor4D[];
  /** How much each position counts in the pooled vector, [batch, positions], each row of which sums to 1. Beside `selfAttention` only. */
  readonly poolingWeights?: TF.Tensor2D;
  /** Position that won each filter's max-pool, int32 [batch, filters]. Absent for other poolings, and while training, where nobody looks. */
  readonly poolWinners?: TF.Tensor2D;
}

/** A network with its parameters. */
export interface Model {
  readonly parameters: readonly Parameter[];
  /** Tokens that position 0 of the attention sees, as offsets from the position: kernelSize 5 without padding sees [0, 4]. */
  readonly receptiveField: { readonly first: number; readonly last: number };
  /** Whether the answer follows from `attentionWeights`, so that others can be given in their place. */
  readonly takesAttentionWeights?: boolean;
  /** Whether every position has read the whole text by the time it is attended to, whatever its receptive field. */
  readonly isContextual?: boolean;
  /** Call inside tf.tidy. @param input int32 token ids [batch, sequenceLength], or float32 [batch, sequenceLength, embeddingSize] */
  forward(input: TF.Tensor, options: ForwardOptions): ForwardPass;
  /** Present where the architecture learns at once; counts from the examples what is to be counted. */
  learner?(examples: TrainingExamples): Learner;
  dispose(): void;
}
