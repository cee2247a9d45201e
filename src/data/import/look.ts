import { problem, type Problem } from "../../base/problem.js";
import { readBytes } from "../../base/read-bytes.js";
import { textOf, type Text } from "../../base/text.js";
import type { TokenLevel } from "../tokenizer.js";
import { chooseRows, type ChosenRows, type LabelledText } from "./choose-rows.js";
import { factsOf, guessColumns, type ColumnFacts } from "./columns.js";
import { bundleFolder, type FolderFile } from "./folder.js";
import { hashOf } from "./own-files.js";
import { readSource, refuseSize } from "./read-source.js";
import { reportOf } from "./report.js";
import { fitsInline, writeRows } from "./rows.js";
import type { Found, Reading, RowNote, Table } from "./table.js";

/** What a person brought: a file, what they pasted, or a folder. */
export type Brought =
  | { readonly name: string; readonly file: Blob; readonly files?: undefined }
  | { readonly name: string; readonly files: readonly FolderFile[]; readonly file?: undefined };

/** How it is to be read; what is not said is found out. */
export interface LookOptions extends Reading {
  readonly textColumn?: string | undefined;
  readonly labelColumn?: string | undefined;
  readonly most?: number | undefined;
  readonly seed?: number | undefined;
  readonly level?: TokenLevel | undefined;
}

/** What would be read, before anything is: all that a preview shows. */
export interface Look {
  readonly name: string;
  /** The bytes themselves; of a folder, its texts in one file. */
  readonly source: Blob;
  readonly hash: string;
  readonly found: Found;
  readonly columns: readonly ColumnFacts[];
  readonly textColumn: string | undefined;
  readonly labelColumn: string | undefined;
  /** Rows in the source. */
  readonly rowCount: number;
  readonly classes: ChosenRows["classes"];
  /** Rows that would be read. */
  readonly usedCount: number;
  readonly first: readonly (LabelledText & { readonly row: number })[];
  /** What was done to rows, by reason, with the first of each. */
  readonly done: readonly { readonly reason: Text; readonly done: RowNote["done"]; readonly count: number; readonly first: readonly RowNote[] }[];
  /** All of it as a table in each language, for those who mend their file. */
  readonly report: Text;
  readonly notices: readonly Text[];
  readonly problems: readonly Problem[];
  /** The rows as a notebook carries them, where they are few enough. */
  readonly inline: string | undefined;
}

const shownRows = 8;

/** Reads what a person brought as `loadOwnTexts` will, and changes nothing. @throws ProblemError when it cannot be read at all */
export async function lookAt(brought: Brought, options: LookOptions = {}): Promise<Look> {
  const { name } = brought;
  if (brought.file) refuseSize(brought.file.size, name);
  const source = brought.files ? await bundleFolder(brought.files, name) : brought.file;
  const bytes = await readBytes(source, name);
  const table = await readSource(bytes, brought.files ? `${name}.jsonl` : name, options);
  const facts = factsOf(table);
  const { text, label } = columnsOf(table, options, facts);
  const rows = numbered(table, text, label);
  const chosen = chooseRows(rows, { ...(options.most === undefined ? {} : { most: options.most }), ...(options.seed === undefined ? {} : { seed: options.seed }), ...(options.level === undefined ? {} : { level: options.level }) });
  const notes = [...table.notes, ...chosen.notes].toSorted((a, b) => a.row - b.row);
  const inline = chosen.problems.length === 0 ? writeRows(chosen.rows) : "";
  return {
    name, source, hash: await hashOf(bytes), found: brought.files ? { ...table.found, format: "folder" } : table.found,
    columns: facts, textColumn: text, labelColumn: label,
    rowCount: table.rows.length + table.notes.filter(({ done }) => done === "dropped").length,
    classes: chosen.classes.slice(0, 100), usedCount: chosen.rows.length, first: firstOf(chosen), done: grouped(notes),
    report: reportOf(notes), notices: [...table.notices, ...chosen.warnings], problems: emptyColumn(rows, text, label) ?? chosen.problems,
    inline: inline !== "" && fitsInline(inline) ? inline : undefined,
  };
}

/** The columns that a person chose where the table has them, else the likeliest. */
export function columnsOf(table: Pick<Table, "columns" | "rows">, { textColumn, labelColumn }: Pick<LookOptions, "textColumn" | "labelColumn">, facts = factsOf(table)): { readonly text: string | undefined; readonly label: string | undefined } {
  const has = (name: string | undefined): name is string => name !== undefined && table.columns.includes(name);
  const [text, label] = [has(textColumn) ? textColumn : undefined, has(labelColumn) ? labelColumn : undefined];
  const guess = guessColumns(facts.filter(({ name }) => name !== text && name !== label), table.rows.length);
  return { text: text ?? guess.text, label: label ?? guess.label };
}

/** The two columns that count, with the number of each row. */
export function numbered({ columns, rows, numbers }: Pick<Table, "columns" | "rows" | "numbers">, text: string | undefined, label: string | undefined): readonly (LabelledText & { readonly row: number })[] {
  const [t, l] = [text === undefined ? -1 : columns.indexOf(text), label === undefined ? -1 : columns.indexOf(label)];
  return rows.map((row, i) => ({ text: row[t] ?? "", label: row[l] ?? "", row: numbers[i]! }));
}

/** Where nothing at all stands in a column that counts, that column is to blame, and is named. */
function emptyColumn(rows: readonly LabelledText[], text: string | undefined, label: string | undefined): readonly Problem[] | undefined {
  const of = ([["text", text], ["label", label]] as const).find(([part, column]) => column !== undefined && rows.every((row) => row[part].trim() === ""));
  if (!of || rows.length === 0) return undefined;
  const [part, column] = of;
  const what = part === "text" ? { en: "a text", "pt-BR": "um texto" } : { en: "a label", "pt-BR": "um rótulo" };
  return [problem("empty-column", column!, {
    expected: textOf((l) => (l === "en" ? `${what.en} in this column, but it is empty in every row` : `${what["pt-BR"]} nesta coluna, mas ela está vazia em todas as linhas`)),
    wayOut: { en: "Choose another column, or fill it and choose the file again.", "pt-BR": "Escolha outra coluna ou preencha-a e escolha o arquivo de novo." },
  })];
}

/** The first rows of every class in turn, so that a file in the order of its classes shows them all. */
function firstOf({ rows, classes }: ChosenRows): Look["first"] {
  const byClass = classes.map(({ label }) => rows.filter((row) => row.label === label).slice(0, shownRows));
  const first = Array.from({ length: shownRows }, (_, i) => byClass[i % Math.max(1, byClass.length)]?.[Math.floor(i / Math.max(1, byClass.length))]);
  return first.filter((row) => row !== undefined).toSorted((a, b) => a.row - b.row);
}

function grouped(notes: readonly RowNote[]): Look["done"] {
  const groups = new Map<Text, RowNote[]>();
  for (const note of notes) {
    const group = groups.get(note.reason);
    if (group) group.push(note);
    else groups.set(note.reason, [note]);
  }
  return [...groups].map(([reason, of]) => ({ reason, done: of[0]!.done, count: of.length, first: of.slice(0, 5) })).toSorted((a, b) => b.count - a.count);
}
