import { parseJavaScript, transpile } from "@observablehq/notebook-kit";
import { problem, type Problem } from "../base/problem.js";
import { placeAt, problemAt, type Place } from "./place.js";

/** A cell of Observable JavaScript, read and not run. */
export interface CodeReading {
  readonly source: string;
  /** The text of a function of `names`, as notebook-kit writes it: the person's lines stand in it as they are, `linesBefore` down. */
  readonly body: string;
  /** What the function takes, in its order. */
  readonly names: readonly string[];
  /** Names of other cells among them. */
  readonly references: readonly string[];
  /** Names that it gives to other cells. */
  readonly outputs: readonly string[];
  /** Whether its value is shown: it is one expression. */
  readonly shows: boolean;
  readonly linesBefore: number;
}

/** What code finds without a cell giving it. */
export const given = ["display", "html", "invalidation", "Plot", "svg", "width"] as const;
const givenNames: ReadonlySet<string> = new Set(given);

/** Reads a cell's source by notebook-kit's own rules. Nothing is evaluated. */
export function readCode(source: string): CodeReading | Problem {
  try {
    const { body: program } = parseJavaScript(source);
    const imported = "body" in program ? (program.body as unknown as readonly { readonly type: string; readonly start: number; readonly end: number }[]).find(({ type }) => type === "ImportDeclaration") : undefined;
    if (imported) return noImports(placeAt(source, imported.start, imported.end));
    const { body, inputs = [], outputs = [], autodisplay } = transpile(source, "js");
    const first = body.lastIndexOf(source.trim());
    return {
      source, body, names: inputs, outputs, shows: autodisplay === true,
      references: inputs.filter((name) => !givenNames.has(name)),
      // Blank lines in front of the code were taken away.
      linesBefore: body.slice(0, first).split("\n").length - 1 - (source.slice(0, source.length - source.trimStart().length).split("\n").length - 1),
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return syntaxProblem(source, error);
  }
}

function syntaxProblem(source: string, error: SyntaxError): Problem {
  // The parser counts columns from 0.
  const [whole, line, column] = / \((\d+):(\d+)\)$/.exec(error.message) ?? [];
  const words = whole ? error.message.slice(0, -whole.length) : error.message;
  const lines = source.split("\n");
  const at = lines.slice(0, Number(line ?? 1) - 1).reduce((sum, one) => sum + one.length + 1, 0) + Number(column ?? 0);
  return problemAt("code-syntax", placeAt(source, at), {
    expected: { en: "JavaScript that can be read", "pt-BR": "JavaScript que possa ser lido" },
    wayOut: { en: `The parser says: ${words}.`, "pt-BR": `O leitor diz: ${words}.` },
  });
}

const noImports = (place: Place): Problem => problemAt("code-import", place, {
  expected: { en: "code that needs nothing from outside", "pt-BR": "um código que não precise de nada de fora" },
  wayOut: {
    en: "Code cells have no network: Plot, html and svg are here without an import.",
    "pt-BR": "Células de código não têm rede: Plot, html e svg já estão aqui, sem import.",
  },
});

/** What code threw while it ran, at its place in the person's source. @param at where, counted from 1; absent when the browser does not tell */
export function runProblem(name: string, message: string, at: { readonly line: number; readonly column: number } | undefined, source: string): Problem {
  const parts = {
    expected: { en: "code that runs to its end", "pt-BR": "um código que rode até o fim" },
    wayOut: { en: `It stopped with ${name}: ${message}`, "pt-BR": `Ele parou com ${name}: ${message}` },
  };
  if (!at) return problem("code-error", "", parts);
  const start = source.split("\n").slice(0, at.line - 1).reduce((sum, one) => sum + one.length + 1, 0) + at.column - 1;
  return problemAt("code-error", { line: at.line, column: at.column, start, end: start }, parts);
}
