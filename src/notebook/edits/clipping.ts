import type { Cell } from "../document.js";
import { readNotebook, writeNotebook } from "../format.js";
import { escapeText } from "../html-scan.js";
import { bareCell } from "./insert.js";

/** Cells on the clipboard. */
export interface Clipping {
  /** A notebook of these cells, as a file would hold it, and their sources for programs that show HTML. */
  readonly html: string;
  /** Their sources, for everything else. */
  readonly text: string;
}

export function writeClipping(cells: readonly Cell[]): Clipping {
  const file = writeNotebook({ title: "", theme: "", readonly: false, cells: cells.map(bareCell) });
  const sources = cells.map(({ source }) => source);
  return { html: `${file.slice(file.indexOf("<notebook"))}${sources.map((source) => `<pre>${escapeText(source)}</pre>`).join("\n")}`, text: sources.join("\n\n") };
}

/** The cells in a piece of HTML; undefined when it holds no notebook. Nothing in it is run or shown. */
export function readClipping(html: string): readonly Cell[] | undefined {
  if (!/<notebook[\s>]/i.test(html)) return undefined;
  const cells = readNotebook(html).document?.cells;
  return cells && cells.length > 0 ? cells : undefined;
}
