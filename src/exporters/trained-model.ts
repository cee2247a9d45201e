import { sha256 } from "../base/sha256.js";
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

/** Where the numbers of a parameter lie in a file that names them otherwise. */
export interface Place {
  /** The parameter's own name and shape. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The file's name for them. */
  readonly at: string;
}

/** The description with a checksum over itself and every number: whoever reads a file of ours sees that no byte of it has changed. @param places what else a format says of itself */
export async function sealedDescription(model: TrainedModel, places: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const description = { ...descriptionOf(model), ...places };
  return { ...description, sha256: await sealOf(description, model.parameters) };
}

/** SHA-256, in hexadecimal, of what a description says, as JSON, with the name, shape and SHA-256 of every parameter, by name. */
export async function sealOf(description: object, parameters: readonly NamedArray[]): Promise<string> {
  const byName = parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const digests = await Promise.all(byName.map(async ({ name, shape, data }) => [name, shape, hexadecimal(await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()))]));
  return hexadecimal(await sha256(new TextEncoder().encode(JSON.stringify([description, digests]))));
}
const hexadecimal = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Row that gives the attention over positions: a softmax of one number a position. */
export const attentionLayerOf = (layers: readonly KerasLayer[]): string | undefined =>
  layers.findLast(({ className, outputShape }) => className === "Softmax" && outputShape.length === 3 && outputShape[2] === 1)?.name;
