import type { NotebookDocument } from "./document.js";

/** A heading of a notebook's prose. */
export interface Heading {
  readonly cell: number;
  /** 1 to 6. */
  readonly level: number;
  /** Without the marks of markdown. */
  readonly text: string;
  /** Which heading of its cell it is, from 0. */
  readonly place: number;
}

/** The headings of the prose, in order. What stands between fences is code and no heading. */
export function outlineOf({ cells }: NotebookDocument): readonly Heading[] {
  return cells.filter(({ type }) => type === "text/markdown").flatMap(({ id, source }) => {
    let fence: string | undefined;
    const found: Heading[] = [];
    for (const line of source.split("\n")) {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (mark !== undefined && (fence === undefined || (mark.startsWith(fence) && /^[\s`~]*$/.test(line)))) fence = fence === undefined ? mark : undefined;
      const [, marks, text] = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
      if (fence === undefined && marks !== undefined && text) found.push({ cell: id, level: marks.length, text: plainText(text), place: found.length });
    }
    return found;
  });
}

const plainText = (text: string): string => text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\$\{\s*tex(?:\.block)?`([^`]*)`\s*\}/g, "$1").replace(/(\*\*|__|[*`])/g, "");
