import type { Locale, Text } from "../base/text.js";
import type { CellSnapshot } from "../notebook/cell-kind.js";
import type { Call } from "../notebook/call.js";
import type { ProsePart } from "../notebook/template.js";
import type { Cell, NotebookDocument } from "../notebook/document.js";
import type { KerasLayer } from "../model/stage.js";
import type { SplitName } from "../data/dataset.js";
import type { Schema, Values } from "../hyperparameters/schema.js";
import type { Run } from "../training/run.js";
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
