import { textOf, type Locale, type Text } from "./text.js";

/**
 * Something a person can fix, said where they are: where it is, what was expected, what came, and the way out.
 * What only we can fix is thrown instead.
 */
export interface Problem {
  /** Stable and lower-case, such as "out-of-range"; tests and help pages cite it. */
  readonly code: string;
  /** Where: a setting ("kernelSize"), a place in a source ("line 2, column 14"), a cell. Empty when it is the whole thing. */
  readonly path: string;
  readonly message: Text;
}

export interface ProblemParts {
  readonly expected: Text;
  /** What came, as the person wrote it; quoted when it is text. */
  readonly received?: unknown;
  /** One sentence that says what to do. */
  readonly wayOut?: Text;
}

/** Composes the house's one message form: "path: expected …, received …. What to do." */
export function problem(code: string, path: string, { expected, received, wayOut }: ProblemParts): Problem {
  return {
    code,
    path,
    message: textOf((locale) => {
      const words = locale === "en" ? { expected: "expected", received: "received" } : { expected: "esperado:", received: "recebido:" };
      const came = received === undefined ? "" : `${locale === "en" ? "," : ";"} ${words.received} ${show(received)}`;
      return `${path ? `${path}: ` : ""}${words.expected} ${expected[locale]}${came}.${wayOut ? ` ${wayOut[locale]}` : ""}`;
    }),
  };
}

/** The sentence of a problem in one language. */
export const sentence = (of: Problem, locale: Locale): string => of.message[locale];

/** A value from outside as a message shows it: text quoted and cut at 60 characters, never "[object Object]". */
export function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value)
    : typeof value === "object" && value !== null ? safeJson(value)
    : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
function safeJson(value: object): string {
  try { return JSON.stringify(value) ?? "{…}"; } catch { return "{…}"; }
}

/** Thrown where a value cannot be returned; carries problems that a person can act on. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message.en).join(" "));
    this.name = "ProblemError";
    this.problems = problems;
  }
}
