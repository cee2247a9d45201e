import { parseCell } from "./call-parser.js";
import { sameData, type Literal, type LiteralEntry, type LiteralNode } from "./literal.js";

interface Edit { readonly start: number; readonly end: number; readonly text: string }

/**
 * Writes settings into the literal of a call. Only what changed is touched: comments, quotes, order and line breaks stay.
 * @param params the settings afterwards: a name that is absent or undefined is taken out
 * @throws Error when the source is no call with literal settings, or a value cannot be written as a literal
 */
export function rewriteSettings(source: string, params: Readonly<Record<string, unknown>>): string {
  const parsed = parseCell(source);
  if (!("call" in parsed)) throw new Error("rewriteSettings: the source is no call with literal settings");
  const { settings, open } = parsed.call;
  const wanted = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
  const quote = /["'`]/.exec(source.slice(open))?.[0] ?? '"';
  const edits: Edit[] = settings ? editsOf(source, settings, wanted, quote) : Object.keys(wanted).length > 0 ? [{ start: open, end: open, text: literalText(wanted, quote) }] : [];
  const written = edits.sort((a, b) => b.start - a.start || b.end - a.end).reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source);
  const again = parseCell(written);
  if (!("call" in again) || !sameData(again.call.params, wanted)) throw new Error(`rewriteSettings: ${written} does not read back as ${JSON.stringify(wanted)}`);
  return written;
}

function editsOf(source: string, node: LiteralNode, wanted: unknown, quote: string): Edit[] {
  if (sameData(node.value, wanted)) return [];
  if (node.items && Array.isArray(wanted) && wanted.length === node.items.length) return node.items.flatMap((item, i) => editsOf(source, item, wanted[i], quote));
  if (node.entries && typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)) return objectEdits(source, node, node.entries, wanted as Readonly<Record<string, unknown>>, quote);
  const own = source[node.start]!;
  return [{ start: node.start, end: node.end, text: literalText(wanted, /["'`]/.test(own) ? own : quote) }];
}

function objectEdits(source: string, node: LiteralNode, entries: readonly LiteralEntry[], wanted: Readonly<Record<string, unknown>>, quote: string): Edit[] {
  const [first, last] = [entries[0], entries.at(-1)];
  const style = styleOf(source, node, entries);
  const texts = Object.keys(wanted).filter((name) => !entries.some((entry) => entry.name === name)).map((name) => `${keyText(name, quote)}${style.colon}${literalText(wanted[name], quote)}`);
  if (!first || !last) return [{ start: node.start + 1, end: node.start + 1, text: texts.join(", ") }];
  const finalComma = commaAfter(source, last.node.end, node.end);
  const k = entries.findLastIndex(({ name }) => Object.hasOwn(wanted, name));
  if (k < 0) return [{ start: first.keyStart, end: texts.length === 0 && finalComma !== undefined ? finalComma + 1 : last.node.end, text: texts.join(style.between) }];
  const kept = entries[k]!;
  const edits: Edit[] = [];
  for (const [i, { name, node: value, keyStart }] of entries.slice(0, k + 1).entries()) {
    if (Object.hasOwn(wanted, name)) edits.push(...editsOf(source, value, wanted[name], quote));
    else edits.push({ start: keyStart, end: entries[i + 1]!.keyStart, text: "" });
  }
  // Behind the last one kept, all go with the comma before them; a comment between stays.
  if (kept !== last) {
    const next = entries[k + 1]!.keyStart;
    const comma = commaAfter(source, kept.node.end, next)!;
    if (/^,\s*$/.test(source.slice(kept.node.end, next))) edits.push({ start: kept.node.end, end: last.node.end, text: "" });
    else {
      // The line break before them may be what ends a comment; another one must follow before it can go.
      const start = /[\n\r]/.test(source.slice(style.contentEnd, node.end)) ? source.slice(0, next).trimEnd().length : next;
      edits.push({ start: comma, end: comma + 1, text: "" }, { start, end: last.node.end, text: "" });
    }
  }
  if (texts.length === 0) return edits;
  const body = `${style.between.slice(1)}${texts.join(style.between)}`;
  if (finalComma !== undefined) return [...edits, { start: style.contentEnd, end: style.contentEnd, text: `${body},` }];
  if (!style.isOnLines) return [...edits, { start: last.node.end, end: last.node.end, text: `,${body}` }];
  return [...edits, { start: kept.node.end, end: kept.node.end, text: "," }, { start: style.contentEnd, end: style.contentEnd, text: body }];
}

/** How an object is laid out: on one line or on lines of their own, and its spaces around colons and commas. */
function styleOf(source: string, node: LiteralNode, entries: readonly LiteralEntry[]): { readonly colon: string; readonly between: string; readonly isOnLines: boolean; readonly contentEnd: number } {
  const last = entries.at(-1);
  const contentEnd = node.start + source.slice(node.start, node.end - 1).trimEnd().length;
  if (!last) return { colon: ": ", between: ", ", isOnLines: false, contentEnd };
  const colon = /^\s*:[ \t]*/.exec(source.slice(last.keyEnd, last.node.start))?.[0] ?? ": ";
  const before = source.slice(0, last.keyStart);
  const isOnLines = /[\n\r]/.test(source.slice(contentEnd, node.end - 1)) || /[\n\r]\s*$/.test(before);
  const indentation = /(?:^|[\n\r])([ \t]*)[^\n\r]*$/.exec(before)![1]!;
  const gap = entries.length > 1 ? /^,[ \t]*$/.exec(source.slice(entries.at(-2)!.node.end, last.keyStart))?.[0] : undefined;
  return { colon, between: isOnLines ? `,\n${indentation}` : gap ?? ", ", isOnLines, contentEnd };
}

/** Where the next comma stands, comments skipped; undefined when the list ends before one. */
function commaAfter(source: string, from: number, to: number): number | undefined {
  const rest = /^(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/.exec(source.slice(from, to))![0].length;
  return source[from + rest] === "," ? from + rest : undefined;
}

const keyText = (name: string, quote: string): string => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quotedText(name, quote === "`" ? '"' : quote));

/** Plain data as a literal on one line. @throws RangeError for what no literal of ours says: NaN, functions, dates */
export function literalText(value: unknown, quote = '"'): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quotedText(value, quote);
  if (typeof value === "number" && Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${(value as readonly unknown[]).map((item) => literalText(item, quote)).join(", ")}]`;
  const isPlain = typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
  if (!isPlain) throw new RangeError(`a setting must be a finite number, text, true, false, null, a list or an object of these, received ${String(value)}`);
  return `{${Object.entries(value as Readonly<Record<string, Literal>>).filter(([, item]) => item !== undefined).map(([name, item]) => `${keyText(name, quote)}: ${literalText(item, quote)}`).join(", ")}}`;
}

function quotedText(text: string, quote: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  const escaped = quote === "`" ? inner.replaceAll("`", "\\`").replaceAll("${", "\\${") : inner.replaceAll(quote, `\\${quote}`);
  return quote + escaped.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029") + quote;
}

/** An import cell's source with more names, in the alphabet's order when it was in that order. @throws Error when it is no import cell */
export function addImports(source: string, names: readonly string[]): string {
  const parsed = parseCell(source);
  if (!("imports" in parsed)) throw new Error("addImports: the source is no import cell");
  const missing = names.filter((name) => !parsed.imports.names.includes(name));
  if (missing.length === 0) return source;
  const list = /\{([^}]*)\}/.exec(source)!;
  // Comments between the names stay where they are: the new names go before them.
  if (/[^\p{ID_Continue}$\s,]/u.test(list[1]!)) return source.replace("{", `{${missing.join(", ")}, `);
  const written = list[1]!.split(",").map((name) => name.trim()).filter(Boolean);
  const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  const isSorted = written.every((name, i) => i === 0 || byName(written[i - 1]!, name) < 0);
  const all = isSorted ? [...written, ...missing].sort(byName) : [...written, ...missing];
  return `${source.slice(0, list.index)}{${all.join(", ")}}${source.slice(list.index + list[0].length)}`;
}
