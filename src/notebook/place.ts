import { problem, type Problem, type ProblemParts } from "../base/problem.js";
import { textOf } from "../base/text.js";

/** A stretch of a cell's source. Offsets count UTF-16 units, as text fields select them; line and column count from 1, columns in characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

export function placeAt(source: string, start: number, end: number = start): Place {
  const before = source.slice(0, start).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: before.length, column: [...before.at(-1)!].length + 1, start, end };
}

/** A problem of a whole cell, which its number names: "cell 6: expected …". */
export function problemOfCell(code: string, id: number, parts: ProblemParts): Problem {
  const { message } = problem(code, "", parts);
  return { code, path: `cell ${id}`, message: textOf((locale) => `${locale === "en" ? "cell" : "célula"} ${id}: ${message[locale]}`) };
}

/** A problem that begins with where it is in the source: "line 2, column 14: expected …, received …." */
export function problemAt(code: string, { line, column }: Place, parts: ProblemParts): Problem {
  const { message } = problem(code, "", parts);
  return {
    code,
    path: `line ${line}, column ${column}`,
    message: textOf((locale) => (locale === "en" ? `line ${line}, column ${column}: ${message.en}` : `linha ${line}, coluna ${column}: ${message["pt-BR"]}`)),
  };
}
