/** How the cells of a table are parted in a text. */
export interface Dialect {
  /** One character; empty where every line is one cell. */
  readonly delimiter: string;
  /** Whether a cell may stand between quotes, with delimiters, line breaks and doubled quotes in it. */
  readonly quotes: boolean;
}

export interface Records {
  readonly records: readonly (readonly string[])[];
  /** The line on which each record begins, from 1. */
  readonly lines: readonly number[];
  /** Cells whose closing quote is followed by something other than a delimiter or a line break. */
  readonly strays: number;
  /** The line on which a quote is opened that nothing closes. */
  readonly openQuote: number | undefined;
}

/** Finds the next place of a character from one on; asked in order, each place is searched for once. */
function finder(text: string, character: string): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next < from) {
      const found = character === "" ? -1 : text.indexOf(character, from);
      next = found < 0 ? Infinity : found;
    }
    return next;
  };
}

/**
 * Reads a delimited text (RFC 4180, and what programs make of it): any line ends, quotes that open a cell after spaces too. Blank lines are no records.
 * @param mostRecords stops after this many
 */
export function readDelimited(text: string, { delimiter, quotes }: Dialect, mostRecords = Infinity): Records {
  const records: string[][] = [];
  const lines: number[] = [];
  const [nextDelimiter, nextLineFeed, nextReturn] = [finder(text, delimiter), finder(text, "\n"), finder(text, "\r")];
  const nextBreak = (from: number): number => Math.min(nextLineFeed(from), nextReturn(from), text.length);
  const afterBreak = (index: number): number => (text[index] === "\r" && text[index + 1] === "\n" ? index + 2 : index + 1);
  let [at, line, strays] = [0, 1, 0];
  let openQuote: number | undefined;
  while (at < text.length && records.length < mostRecords) {
    const record: string[] = [];
    const begun = line;
    let hasQuotes = false;
    for (;;) {
      let cell: string | undefined;
      let opens = at;
      if (quotes) while (text[opens] === " ") opens++;
      if (quotes && text[opens] === '"') {
        hasQuotes = true;
        const openedOn = line;
        let from = (at = opens + 1);
        cell = "";
        for (;;) {
          const close = text.indexOf('"', from);
          if (close < 0) openQuote ??= openedOn;
          const end = close < 0 ? text.length : close;
          cell += text.slice(from, end);
          from = end + 1;
          if (text[from] !== '"') break;
          cell += '"';
          from++;
        }
        const closed = Math.min(from, text.length);
        for (let stop = nextBreak(at); stop < closed; stop = nextBreak(afterBreak(stop))) line++;
        at = closed;
      }
      const stop = nextBreak(at);
      const end = Math.min(nextDelimiter(at), stop);
      const rest = text.slice(at, end);
      if (cell !== undefined && rest.trim() !== "") strays++;
      record.push(cell === undefined ? rest : rest.trim() === "" ? cell : cell + rest);
      if (end < stop) { at = end + 1; continue; }
      at = stop < text.length ? afterBreak(stop) : stop;
      break;
    }
    line++;
    if (record.length === 1 && record[0]!.trim() === "" && !hasQuotes) continue;
    records.push(record);
    lines.push(begun);
  }
  return { records, lines, strays, openQuote };
}

/** Writes cells as a delimited text that `readDelimited` reads back as they were. @throws RangeError for a cell that a dialect without quotes cannot hold */
export function writeDelimited(records: readonly (readonly string[])[], { delimiter, quotes }: Dialect, lineEnd = "\n"): string {
  const cellText = (cell: string, isAlone: boolean): string => {
    const needsQuotes = /["\r\n]|^\s|\s$/.test(cell) || (delimiter !== "" && cell.includes(delimiter)) || (isAlone && cell === "");
    if (!needsQuotes) return cell;
    if (!quotes) throw new RangeError(`writeDelimited: a dialect without quotes cannot hold ${JSON.stringify(cell)}`);
    return `"${cell.replaceAll('"', '""')}"`;
  };
  return records.map((record) => record.map((cell) => cellText(cell, record.length === 1)).join(delimiter) + lineEnd).join("");
}
