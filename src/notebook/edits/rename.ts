import { parseCell } from "../call-parser.js";
import type { Cell } from "../document.js";
import { tokens } from "../lexer.js";

/**
 * The source of a cell in which names of cells are others: the name that it gives, and those that it reads. Everything else stays as written.
 * Code that is no call is left alone: what a name means in it cannot be told without running it.
 */
export function renamed(cell: Pick<Cell, "type" | "source">, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return cell.source;
  if (cell.type === "text/markdown") return cell.source.replace(/((?:^|[^\\$])\$\{\s*)([\p{ID_Start}$_][\p{ID_Continue}$]*)(?=\s*[.}])/gu, (whole, before: string, name: string) => (names.has(name) ? before + names.get(name)! : whole));
  if (cell.type !== "module") return cell.source;
  const parsed = parseCell(cell.source);
  if (!("call" in parsed)) return cell.source;
  const { name, settings, open } = parsed.call;
  const all = tokens(cell.source);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  if (name !== undefined && names.has(name)) {
    const given = all.find((token) => token.kind === "name" && token.text === name)!;
    edits.push({ ...given, text: names.get(name)! });
  }
  const inputs = all.filter(({ start }) => start >= (settings?.end ?? open));
  for (const [i, token] of inputs.entries()) {
    if (token.kind !== "name" || !names.has(token.text)) continue;
    const isKey = inputs[i + 1]?.text === ":";
    const isShort = !isKey && inputs[i - 1]?.text !== ":" && !isInList(inputs.slice(0, i).map(({ text }) => text));
    if (!isKey) edits.push({ ...token, text: isShort ? `${token.text}: ${names.get(token.text)!}` : names.get(token.text)! });
  }
  return edits.sort((a, b) => b.start - a.start).reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), cell.source);
}

const isInList = (before: readonly string[]): boolean => before.lastIndexOf("[") > before.lastIndexOf("]");
