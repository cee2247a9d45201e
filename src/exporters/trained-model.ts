import type { Text } from "../base/text.js";
import type { Values } from "../hyperparameters/schema.js";
import type { DataSettings } from "../data/dataset.js";
import type { TokenLevel } from "../data/tokenizer.js";
import type { KerasLayer } from "../model/stage.js";

export interface NamedArray {
  /** "convolution/kernel" */
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

/** A trained network with all that another program needs to use it. */
export interface TrainedModel {
  /** Stem of file names: "atnet-run-3". */
  readonly name: string;
  readonly architecture: string;
  readonly hyperparameters: Values;
  /** The pipeline's rows, in order. */
  readonly layers: readonly KerasLayer[];
  readonly parameters: readonly NamedArray[];
  readonly classes: readonly Text[];
  /** Token of every id from 2 on; 0 is padding, 1 is unknown. */
  readonly vocabulary: readonly string[];
  readonly sequenceLength: number;
  /** How tokens are cut from a text. */
  readonly level: TokenLevel;
  /** Row whose output is the attention over positions, [batch, positions, 1]; undefined without one. */
  readonly attentionLayer: string | undefined;
  /** How it was trained and on what, so that it opens here again as a run; absent where it is not known. */
  readonly training?: { readonly epochs: number; readonly seed: number; readonly patience: number; readonly keepBest: boolean; readonly probeText: string };
  readonly data?: DataSettings;
  /** Whatever makes the network again: seed, data, engine, versions. */
  readonly card: Readonly<Record<string, string | number>>;
}

/** Numbers of a parameter. @throws Error when the network has none of that name */
export function arrayOf({ parameters }: Pick<TrainedModel, "parameters">, name: string): NamedArray {
  const found = parameters.find((one) => one.name === name);
  if (!found) throw new Error(`the trained model has no parameter "${name}"`);
  return found;
}

/** Classes, vocabulary and settings as one JSON object: what every model file carries beside its numbers. */
export const descriptionOf = ({ architecture, hyperparameters, classes, vocabulary, sequenceLength, level, training, data, card }: TrainedModel) => ({
  format: "atnet-notebook", version: 1, architecture, hyperparameters,
  classes: classes.map(({ en, "pt-BR": portuguese }) => ({ en, "pt-BR": portuguese })),
  tokenizer: { level, lowercase: true, paddingId: 0, unknownId: 1, firstTokenId: 2, sequenceLength },
  vocabulary, training, data, card,
});

/** Row that gives the attention over positions: a softmax of one number a position. */
export const attentionLayerOf = (layers: readonly KerasLayer[]): string | undefined =>
  layers.findLast(({ className, outputShape }) => className === "Softmax" && outputShape.length === 3 && outputShape[2] === 1)?.name;
