import { readDelimited, type Dialect, type Records } from "./delimited.js";
import { delimiters, type DelimiterName, type Reading } from "./table.js";

/** Where several would do: a tab stands in no sentence, a comma in most. */
const inOrder: readonly DelimiterName[] = ["tab", "semicolon", "bar", "comma"];
/** Records that are looked at. */
const sampleSize = 400;

export interface FoundDialect {
  readonly delimiter: DelimiterName | "none";
  readonly quotes: boolean;
  /** Whether the first line said which it is: "sep=;", which is no row. */
  readonly said: boolean;
}

export const dialectOf = ({ delimiter, quotes }: Pick<FoundDialect, "delimiter" | "quotes">): Dialect => ({ delimiter: delimiter === "none" ? "" : delimiters[delimiter], quotes });

/** The first line of a table that spreadsheets write for each other. @returns its length with the line break, and the delimiter */
export function separatorLine(text: string): { readonly length: number; readonly delimiter: DelimiterName } | undefined {
  const match = /^"?sep=([,;\t|])"?(\r\n|\n|\r|$)/i.exec(text);
  const name = match && inOrder.find((one) => delimiters[one] === match[1]);
  return match && name ? { length: match[0].length, delimiter: name } : undefined;
}

/** Finds out how the cells of a table are parted, from how evenly each way would part them. What a person chose is not questioned. */
export function sniffDialect(text: string, chosen: Reading = {}): FoundDialect {
  const said = separatorLine(text);
  const body = said ? text.slice(said.length) : text;
  const fixed = chosen.delimiter ?? said?.delimiter;
  const candidates = (fixed ? [fixed] : inOrder).flatMap((delimiter) =>
    (chosen.quotes === undefined ? [true, false] : [chosen.quotes]).map((quotes) => ({ delimiter, ...evenness(readDelimited(body, dialectOf({ delimiter, quotes }), sampleSize)) })));
  const best = candidates.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a));
  const delimiter = fixed === undefined && best.width < 2 ? "none" : best.delimiter;
  return { delimiter, quotes: chosen.quotes ?? hasQuotes(body, delimiter), said: said !== undefined };
}

/**
 * Whether quotes enclose cells. They do not where, taken as quotes, some close in the middle of a cell or nowhere, while taken as letters
 * they leave every line as wide as every other: texts that begin with a quote, in a table that has none.
 */
function hasQuotes(text: string, delimiter: DelimiterName | "none"): boolean {
  if (!text.includes('"')) return delimiter !== "none";
  const quoted = readDelimited(text, dialectOf({ delimiter, quotes: true }));
  if (quoted.openQuote === undefined && quoted.strays === 0) return true;
  const plain = readDelimited(text, dialectOf({ delimiter, quotes: false }));
  return !plain.records.every(({ length }) => length === plain.records[0]!.length);
}

/** How evenly records have been parted, in [0, 1], and into how many cells. */
function evenness({ records, strays, openQuote }: Records): { readonly score: number; readonly width: number } {
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, count] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  if (width < 2) return { score: 0, width };
  const wrong = strays + (openQuote === undefined ? 0 : Math.max(3, records.length * 0.1));
  // A heading as wide as the rows tells: commas within numbers or sentences part the rows and not the heading.
  const heading = records[0]!.length === width ? 0 : 0.25;
  return { score: Math.max(0, (count - wrong) / records.length - heading), width };
}
