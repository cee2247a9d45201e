import type { Locale, Text } from "../base/text.js";
import type { Problem } from "../base/problem.js";
import type { Schema, Values } from "../hyperparameters/schema.js";
import type { Expectation } from "./expectation.js";
import type { TokenLevel } from "./tokenizer.js";

export { ProblemError } from "../base/problem.js";

/** One text with its answer. */
export interface Example {
  readonly text: string;
  /** Index into the dataset's classes, from 0. */
  readonly label: number;
  /** For tasks whose answer is known: indexes of the tokens (see `tokenize`) that decide the label. */
  readonly why?: readonly number[];
  /** For tasks made of kinds of example ("plain", "negation", "but"): which one this is. */
  readonly kind?: string;
  /** What it was taken from, where others were taken from the same: a split keeps all of a group in one part. */
  readonly group?: string;
}

/** What a dataset yields: all its examples, before any split. */
export interface DatasetContent {
  readonly classes: readonly Text[];
  readonly examples: readonly Example[];
  /** Rows of the source that were left out, and why: duplicates, empty lines. */
  readonly dropped: readonly { readonly reason: Text; readonly count: number }[];
}

export interface DatasetContext {
  /** Bytes of a built asset by file name, such as "amazon-sentences.tsv.gz"; already decompressed. Never leaves the origin. */
  readonly asset: (name: string, signal?: AbortSignal) => Promise<Uint8Array>;
  /** A file that a person brought, by the SHA-256 of its bytes in hexadecimal; undefined where this browser does not have it. */
  readonly own?: (hash: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined>;
  /** What will be read one at a time; words where absent. */
  readonly level?: TokenLevel;
  readonly signal?: AbortSignal;
}

/** A source of labelled texts: one file in `datasets/` and one line in `datasets/index.ts`. */
export interface Dataset<S extends Schema = Schema> {
  readonly name: string;
  readonly title: Text;
  /** One or two sentences: what the texts are and what is asked of them. */
  readonly summary: Text;
  readonly task: "classification";
  /** Whether the texts are real, made by a generator, or brought by a person. */
  readonly origin: "real" | "generated" | "own";
  readonly languages: readonly Locale[];
  /** SPDX id or the licence's name; empty for what a person brought. */
  readonly licence: string;
  /** Who made it and how to cite it; shown with the data. */
  readonly attribution: Text;
  readonly options: S;
  /** What a network reads of it unless told otherwise; words where absent. */
  readonly level?: TokenLevel;
  /** Names of the kinds of its examples, where it has kinds. */
  readonly kinds?: Readonly<Record<string, Text>>;
  /** What each family of networks should reach with these options, where the answer is known; fetched when it is asked for, as the first page needs none of it. */
  expectations?(options: Values): Promise<readonly Expectation[]>;
  /** @throws ProblemError when the source cannot be read (asset missing, damaged) or the options ask for the impossible */
  load(options: Values, seed: number, context: DatasetContext): Promise<DatasetContent>;
}

/** The settings of a dataset cell that every source shares, and the source's own options beside them. */
export interface DataSettings {
  readonly source: string;
  /** Fixes generation and the split. uint32 */
  readonly seed: number;
  /** Fractions of every class held out, each in [0, 0.5]. */
  readonly validationSplit: number;
  readonly testSplit: number;
  /** What a network reads one at a time; words where absent. */
  readonly level?: TokenLevel;
  /** Values of the source's `options`. */
  readonly options: Values;
  /** One of several splits that hold back each text once, in place of `validationSplit`; absent for the one split of the settings. */
  readonly fold?: Fold;
}

/** Which of `of` equal parts is held back for validation, from 0; all others but the test texts are learned from. */
export interface Fold { readonly index: number; readonly of: number }

export const splitNames = ["train", "validation", "test"] as const;
export type SplitName = (typeof splitNames)[number];

/** A dataset after reading, tokenizing and splitting: plain data, made in the worker, shown by the page. */
export interface PreparedData {
  readonly settings: DataSettings;
  /** Of settings, texts and labels (fnv1a, hex): the same data has the same hash everywhere. */
  readonly hash: string;
  readonly classes: readonly Text[];
  readonly examples: readonly Example[];
  /** Tokens of every example. */
  readonly tokens: readonly (readonly string[])[];
  /** Indexes into `examples`, disjoint, drawn per class. */
  readonly split: Readonly<Record<SplitName, readonly number[]>>;
  /** Distinct tokens of the training rows, most frequent first (ties by code point), with their counts. Padding and unknown are not among them. */
  readonly vocabulary: { readonly tokens: readonly string[]; readonly counts: readonly number[] };
  readonly statistics: DataStatistics;
  readonly dropped: DatasetContent["dropped"];
}

export interface DataStatistics {
  /** Examples of each class, in each split. */
  readonly classCounts: Readonly<Record<SplitName, readonly number[]>>;
  /** Tokens per example over all rows. */
  readonly lengths: { readonly shortest: number; readonly median: number; readonly mean: number; readonly longest: number; readonly percentile95: number };
  /** Share of the tokens of the validation and test rows that the training rows know, in [0, 1]; NaN without such rows. */
  readonly coverage: number;
  /** Accuracy on validation and test rows of always answering the training rows' largest class, in [0, 1]. */
  readonly majorityBaseline: number;
}

/** What a dataset cell gives to other cells. */
export interface DataValue {
  readonly settings: DataSettings;
  readonly title: Text;
  readonly state: "loading" | "ready" | "failed";
  /** Present when ready. */
  readonly prepared: PreparedData | undefined;
  readonly problems: readonly Problem[];
}
