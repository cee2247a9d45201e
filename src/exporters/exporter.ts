import type { Locale, Text } from "../base/text.js";
import type { CellSnapshot } from "../notebook/cell-kind.js";
import type { Call } from "../notebook/call.js";
import type { ProsePart } from "../notebook/template.js";
import type { Cell, NotebookDocument } from "../notebook/document.js";
import type { KerasLayer } from "../model/stage.js";
import type { PreparedData, SplitName } from "../data/dataset.js";
import type { Schema, Values } from "../hyperparameters/schema.js";
import type { Run } from "../training/run.js";
import type { Point, Space } from "../search/space.js";
import type { TrainedModel } from "./trained-model.js";

/** One cell as it stands on the page. */
export interface ExportedCell {
  readonly cell: Cell;
  /** Of a component's call. */
  readonly call?: Call;
  /** Of prose. */
  readonly parts?: readonly ProsePart[];
  /** What the cell gives to others; undefined for one that only shows. */
  readonly value: unknown;
  /** What it shows; undefined for prose and for what could not be drawn. */
  readonly snapshot?: CellSnapshot;
}

/** What a cell has trained. */
export interface ExportedRun {
  readonly cell: number;
  readonly run: Run;
  /** Everything of it that is no network, as plain JSON. */
  readonly record: unknown;
  /** @throws ProblemError when its network is no longer there */
  model(): Promise<TrainedModel>;
}

/** A notebook with what its cells hold at this moment. */
export interface ExportedNotebook {
  readonly document: NotebookDocument;
  /** The notebook's file, as Save writes it. */
  readonly text: string;
  readonly locale: Locale;
  readonly cells: readonly ExportedCell[];
  /** The runs of its cells, in their order. */
  readonly runs: readonly ExportedRun[];
  /** Of a hyperparameters cell, the Keras rows of its network on the data that its training reads. */
  layersOf(name: string): readonly KerasLayer[] | undefined;
  /** A file of the folder that the page's scripts lie in. @throws Error when it cannot be fetched */
  published(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A file of a person's own texts, by the SHA-256 of its bytes; undefined where this browser does not have it. */
  ownFile(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

interface About {
  /** Unique, and the value of the choice: "keras". */
  readonly name: string;
  readonly title: Text;
  /** Who opens it, and what is in it. */
  readonly summary: Text;
  /** Behind the stem, with its dots: ".keras", ".torch.py". */
  readonly extension: string;
  readonly mediaType: string;
  /** What a person can choose before it is made, as is usual where this language is spoken. */
  options?(locale: Locale): Schema;
  /** Where the choice decides it. */
  form?(options: Values): Pick<About, "extension" | "mediaType">;
}
type Made = Promise<Uint8Array<ArrayBuffer> | string>;
/** What becomes of a trained network: one file and one line in `modelExporters`. */
export interface ModelExporter extends About {
  /** Whether it has something to say of an architecture; of every one where absent. */
  isFor?(architecture: string): boolean;
  make(model: TrainedModel): Made;
}
/** What becomes of a notebook: one file and one line in `notebookExporters`. */
export interface NotebookExporter extends About { make(notebook: ExportedNotebook, options: Values): Made }
/** What becomes of what a run found: one file and one line in `resultExporters`. */
export interface ResultExporter extends About { make(results: ExportedResults, options: Values): Made }

/** What becomes of a search that is to go on elsewhere: one file and one line in `sweepExporters`. */
export interface SweepExporter extends About {
  /** Whether it has something to say of a search of this architecture. */
  isFor(architecture: string): boolean;
  /** @throws ProblemError where there is nothing to search */
  make(sweep: ExportedSweep): Made;
}

/** A search before it runs. */
export interface ExportedSweep {
  readonly title: string;
  readonly locale: Locale;
  readonly space: Space;
  /** Every hyperparameter, of which the space varies some. */
  readonly base: Values;
  readonly prepared: PreparedData;
  readonly search: {
    /** Of results that can stand beside those of the notebook. */
    readonly search: string;
    readonly architecture: string;
    readonly objective: "accuracy" | "loss";
    readonly epochs: number;
    /** Of what is drawn, and of the trainings of each trial. */
    readonly seed: number;
    readonly seeds: readonly number[];
    readonly trials: number;
    readonly method: string;
    /** What is tried, in order, where nothing is learned from trials; else null. */
    readonly points: readonly Point[] | null;
    readonly pruning: string;
    /** Of so many trials at a rung, one goes on; and from how many first rungs on trials are compared. */
    readonly reduction: number;
    readonly brackets: number;
    /** For each part that is held back in turn, a digit for every text: 0 is learned from, 1 held back, 2 of the test; null where there is the one split. */
    readonly parts: readonly string[] | null;
  };
  /** Keras rows of the network with these values; undefined where they make none. */
  layersOf(values: Values): readonly KerasLayer[] | undefined;
}

/** A run with everything that it was and did, but for its network. */
export interface ExportedResults {
  readonly title: string;
  readonly locale: Locale;
  readonly run: Run;
  /** Its answer to every example it was trained, chosen and judged with. @throws ProblemError when its network is no longer there */
  predictions(): Promise<readonly Prediction[]>;
}
export interface Prediction {
  readonly part: SplitName;
  readonly text: string;
  /** Indexes into the run's classes. */
  readonly label: number;
  readonly predicted: number;
  /** Per class. */
  readonly probabilities: readonly number[];
}
