import { textOf, type Text } from "../../base/text.js";
import type { LabelledText } from "./choose-rows.js";
import { limits } from "./limits.js";

/** Labelled texts as a notebook carries them: a line each, the label, a tab, the text. What a spreadsheet pastes and what people can read. */
export const writeRows = (rows: readonly LabelledText[]): string => rows.map(({ label, text }) => `${oneLine(label)}\t${oneLine(text)}`).join("\n");

/** Reads them back; a line without a tab is a text without a label, and is told as such. */
export function readRows(written: string): readonly (LabelledText & { readonly row: number })[] {
  return written.split(/\r\n|[\n\r]/).flatMap((line, i) => {
    const tab = line.indexOf("\t");
    return line.trim() === "" ? [] : [{ label: tab < 0 ? "" : line.slice(0, tab), text: line.slice(tab + 1), row: i + 1 }];
  });
}
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Whether rows are few enough to travel in the notebook itself. */
export const fitsInline = (written: string): boolean => written.length <= limits.inlineLength;

export const inlineLimit: Text = textOf((l) => (l === "en" ? `${limits.inlineLength / 1024} KB` : `${limits.inlineLength / 1024} KB`));
