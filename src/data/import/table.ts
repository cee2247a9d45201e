import { problem, type Problem, type ProblemParts } from "../../base/problem.js";
import { textOf, type Text } from "../../base/text.js";
import { ProblemError } from "../dataset.js";

/** Something that was done to one row of a source. Equal reasons are the same object, so that they can be counted. */
export interface RowNote {
  /** The line on which the row begins, from 1; of a JSON list the item, of a folder the file. */
  readonly row: number;
  readonly done: "dropped" | "changed";
  readonly reason: Text;
  /** The row's beginning, for those who look for it. */
  readonly start: string;
}

/** What a source holds once it is read: cells of text in named columns. */
export interface Table {
  /** All different, none empty. */
  readonly columns: readonly string[];
  /** Every row has as many cells as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** Of each row; see `RowNote.row`. */
  readonly numbers: readonly number[];
  readonly notes: readonly RowNote[];
  readonly found: Found;
  /** What a reader should know of how it was read. */
  readonly notices: readonly Text[];
}

export const delimiters = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;
export type DelimiterName = keyof typeof delimiters;
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** How a source was read, as it was found or as a person chose. */
export interface Found {
  readonly format: "table" | "json" | "json-lines" | "folder";
  readonly encoding: Encoding;
  /** Of a table. */
  readonly delimiter?: DelimiterName | "none";
  readonly quotes?: boolean;
  readonly header?: boolean;
}

/** How a person wants a source to be read; what is not said is found out. */
export interface Reading {
  readonly delimiter?: DelimiterName | undefined;
  readonly quotes?: boolean | undefined;
  readonly header?: boolean | undefined;
  readonly encoding?: Encoding | undefined;
}

/** What is wrong with a file, or with a line of it: "reviews.csv, line 12: expected …". */
export function fileProblem(code: string, name: string, parts: ProblemParts, line?: number): Problem {
  const { message } = problem(code, "", parts);
  const [en, pt] = line === undefined ? [name, name] : [`${name}, line ${line}`, `${name}, linha ${line}`];
  return { code, path: en, message: textOf((l) => (l === "en" ? `${en}: ${message.en}` : `${pt}: ${message["pt-BR"]}`)) };
}
export const refuse = (code: string, name: string, parts: ProblemParts, line?: number): ProblemError => new ProblemError([fileProblem(code, name, parts, line)]);

/** The beginning of a row, as a report shows it. */
export const startOf = (cells: readonly string[]): string => cells.join(" · ").replace(/\s+/g, " ").trim().slice(0, 80);
