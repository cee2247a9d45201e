import type { Text } from "../base/text.js";
import type { StageKind } from "../hyperparameters/field.js";

/** The size of one axis; "batch" is the axis of examples. */
export type Axis = number | "batch";

export interface StageParameter {
  /** "convolution/kernel": the stage, then the part, as the built model and the model files name it. */
  readonly name: string;
  readonly shape: readonly number[];
}

export type KerasConfig = Readonly<Record<string, string | number | boolean>>;

/** One row of the table that Keras prints for the same network. */
export interface KerasLayer {
  /** Keras's own class name: "Conv1D". */
  readonly className: string;
  /** Keras's automatic name: "conv1d", "dense_1". */
  readonly name: string;
  readonly outputShape: readonly Axis[];
  readonly parameterCount: number;
  /** Names of the layers it reads; Keras prints them for networks that branch. */
  readonly connectedTo: readonly string[];
  /** What is passed to its constructor, in Keras's own words, where it differs from Keras's default: files and code for other programs are written from it. */
  readonly config: KerasConfig;
  /** Names of its parameters, in the order in which Keras keeps them. */
  readonly weights: readonly string[];
  /** Of a Dropout, which of a step's masks it draws; absent where it draws from the step's own seed. */
  readonly mask?: string;
}

/** One block of the pipeline as it is drawn, described and counted. What it says is held equal to the built model by the contract suite. */
export interface Stage {
  /** Unique in an architecture; activations of the built model carry the same name. */
  readonly name: string;
  readonly kind: StageKind;
  readonly title: Text;
  /** What happens here, in one or two sentences of the reader's own numbers. */
  readonly explanation: Text;
  /** TeX, with the values of the hyperparameters filled in. */
  readonly formula: string;
  readonly inputShape: readonly Axis[];
  readonly outputShape: readonly Axis[];
  readonly parameters: readonly StageParameter[];
  /** Multiply-adds of the forward pass for one example. */
  readonly multiplyAdds: number;
  readonly layers: readonly KerasLayer[];
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);
export const parameterCountOf = (stages: readonly Stage[]): number =>
  stages.reduce((sum, stage) => sum + stage.parameters.reduce((count, { shape }) => count + sizeOf(shape), 0), 0);
