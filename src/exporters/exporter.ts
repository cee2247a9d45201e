import type { Locale, Text } from "../base/text.js";
import type { CellSnapshot } from "../notebook/cell-kind.js";
import type { Call } from "../notebook/call.js";
import type { ProsePart } from "../notebook/template.js";
import type { Cell, NotebookDocument } from "../notebook/document.js";
import type { KerasLayer } from "../model/stage.js";
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

/** A notebook with what its cells hold at this moment. */
export interface ExportedNotebook {
  readonly document: NotebookDocument;
  /** The notebook's file, as Save writes it. */
  readonly text: string;
  readonly locale: Locale;
  readonly cells: readonly ExportedCell[];
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
}
/** What becomes of a trained network: one file and one line in `modelExporters`. */
export interface ModelExporter extends About { make(model: TrainedModel): Promise<Uint8Array<ArrayBuffer> | string> }
/** What becomes of a notebook: one file and one line in `notebookExporters`. */
export interface NotebookExporter extends About { make(notebook: ExportedNotebook): Promise<Uint8Array<ArrayBuffer> | string> }
