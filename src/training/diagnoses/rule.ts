import type { Text } from "../../base/text.js";
import type { DataStatistics } from "../../data/dataset.js";
import type { FieldValue } from "../../hyperparameters/field.js";
import type { Health } from "../analyses/health.js";
import type { Evaluation, Run } from "../run.js";

/** What a diagnosis is read from. */
export interface Evidence {
  readonly run: Run;
  /** How its network is; undefined until the worker has answered. */
  readonly health: Health | undefined;
  /** Of the data that it was trained on; undefined where that is not at hand. */
  readonly statistics: DataStatistics | undefined;
}

/** What happened, and what to try. */
export interface Finding {
  /** What was seen and why it matters, then the way out: two or three sentences. */
  readonly message: Text;
  /** Settings worth another run, the likeliest first. */
  readonly tries: readonly { readonly name: string; readonly value: FieldValue }[];
}

/** One thing that can go wrong: one file, one line in the index. */
export interface Rule {
  readonly name: string;
  when(evidence: Evidence): Finding | undefined;
}

export const lastEpoch = ({ epochs }: Run) => epochs.at(-1);
export const setting = ({ settings: { hyperparameters } }: Run, name: string): number => Number(hyperparameters[name]);
/** A number with one digit that stands out: 0.03, not 0.0299999. */
export const oneDigit = (value: number): number => Number(value.toPrecision(1));
/** On held-out texts. */
export const heldOut = ({ result }: Run): Evaluation | undefined => result?.test ?? result?.validation;
export const classCount = ({ shape }: Run): number => Math.max(2, shape.classes);
