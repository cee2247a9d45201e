/** How a cell's text is read; a type this version does not know is kept and shown as it is. */
export type CellType = "module" | "text/markdown" | "application/x-tex" | (string & {});

/** One cell as the file holds it. */
export interface Cell {
  /** Positive whole number, unique in the notebook. */
  readonly id: number;
  readonly type: CellType;
  /** The text between the tags, without indentation. */
  readonly source: string;
  /** Whether its source stays open under it. */
  readonly pinned: boolean;
  /** Whether an implicit display is suppressed. */
  readonly hidden: boolean;
  /** Attributes of the format that this version keeps without using (output, format, database, id). */
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands before it in the file and is no cell (a comment, another tool's tag), kept as it is. */
  readonly leading?: string;
}

export interface NotebookDocument {
  readonly title: string;
  readonly theme: string;
  readonly readonly: boolean;
  readonly cells: readonly Cell[];
  /** What else the file holds, when it holds anything else. */
  readonly kept?: KeptText;
}

/** What a file holds that is no part of the notebook as this version knows it; written back unchanged. */
export interface KeptText {
  /** Around the notebook's element. */
  readonly before: string;
  readonly after: string;
  /** Attributes of the notebook's element other than theme and readonly. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Behind the last cell. */
  readonly trailing: string;
}
