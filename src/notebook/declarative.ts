import type { Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import type { Call, Refusal } from "./call.js";
import { parseCell } from "./call-parser.js";
import type { Cell } from "./document.js";
import { placeAt, problemAt, type Place } from "./place.js";
import { readProse, type Prose } from "./template.js";

export type { Call, InputReference } from "./call.js";
export type { Literal } from "./literal.js";

interface Names {
  /** Names that the cell gives to the notebook. */
  readonly defines: readonly string[];
  /** Names of other cells that it reads, each once. */
  readonly references: readonly string[];
}

/** What a cell is, read without evaluating it. */
export type CellReading = Names & (
  | { readonly kind: "empty" }
  | { readonly kind: "prose"; readonly prose: Prose }
  | { readonly kind: "import"; readonly specifier: string }
  | { readonly kind: "call"; readonly call: Call }
  /** Any other code: shown, and run nowhere but in the sandbox. `reason` says what keeps a call of a known component from being live; `call` runs it, `problems` say why it cannot. */
  | { readonly kind: "code"; readonly reason?: Problem; readonly call?: Call; readonly problems?: readonly Problem[] }
  /** A type of cell, or a component, that this version does not know. */
  | { readonly kind: "unknown"; readonly component?: string; readonly type?: string; readonly problems: readonly Problem[] }
  | { readonly kind: "broken"; readonly component: string; readonly problems: readonly Problem[]; readonly place: Place }
);

/** Types of the format whose text is code of some language. */
const codeTypes: ReadonlySet<string> = new Set(["text/html", "text/x-typescript", "text/vnd.graphviz", "application/sql", "application/vnd.node.javascript", "text/x-python", "text/x-r", "application/vnd.observable.javascript"]);

/** @param components the names of the components that this page has */
export function readCell(cell: Pick<Cell, "type" | "source">, components: readonly string[]): CellReading {
  const none = { defines: [], references: [] };
  const { type, source } = cell;
  if (type === "text/markdown" || type === "application/x-tex") {
    if (source.trim() === "") return { kind: "empty", ...none };
    const prose: Prose = type === "text/markdown" ? readProse(source) : { parts: [{ kind: "tex", source, isBlock: true }], references: [], problems: [] };
    return { kind: "prose", prose, defines: [], references: prose.references };
  }
  if (codeTypes.has(type)) return { kind: "code", ...none };
  if (type !== "module") return { kind: "unknown", type, problems: [], ...none };
  const parsed = parseCell(source);
  if ("isEmpty" in parsed) return { kind: "empty", ...none };
  if ("imports" in parsed) return { kind: "import", specifier: parsed.imports.specifier, defines: parsed.imports.names, references: [] };
  if ("refusal" in parsed) return refused(source, parsed.refusal, components);
  const { call } = parsed;
  const names = { defines: call.name === undefined ? [] : [call.name], references: [...new Set(Object.values(call.inputs).flat())] };
  if (components.includes(call.component)) return { kind: "call", call, ...names };
  return { kind: "unknown", component: call.component, problems: [unknownComponent(source, call, components)], ...names };
}

function refused(source: string, refusal: Refusal, components: readonly string[]): CellReading {
  const { isMistake, code, token, parts, component, name } = refusal;
  const defines = [...new Set([...(name === undefined ? [] : [name]), ...declaredNames(source)])];
  const place = placeAt(source, token.start, token.end);
  const isKnown = component !== undefined && (component === "import" || components.includes(component));
  if (isKnown && isMistake) return { kind: "broken", component, problems: [problemAt(code, place, parts)], place, defines, references: [] };
  return { kind: "code", ...(isKnown && component !== "import" ? { reason: problemAt(code, place, parts) } : {}), defines, references: [] };
}

function unknownComponent(source: string, { component, open }: Call, components: readonly string[]): Problem {
  const start = source.lastIndexOf(component, open);
  const near = nearestName(component, components);
  return problemAt("unknown-component", placeAt(source, start, start + component.length), {
    expected: { en: "the name of a component", "pt-BR": "o nome de um componente" },
    received: component,
    wayOut: near
      ? { en: `Did you mean ${near}? The cell is kept as it is.`, "pt-BR": `Você quis dizer ${near}? A célula fica como está.` }
      : { en: "The cell is kept as it is.", "pt-BR": "A célula fica como está." },
  });
}

/** Names that lines of code seem to declare: a hint, so that nobody is told that they do not exist. */
const declaredNames = (source: string): readonly string[] =>
  [...source.matchAll(/^(?:const|let|var|(?:async\s+)?function\s*\*?|class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu)].map(([, name]) => name!);
