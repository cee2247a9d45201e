import type { Problem } from "../base/problem.js";
import type { Text } from "../base/text.js";
import { isReserved } from "./call.js";
import { placeAt, problemAt } from "./place.js";

/** A piece of prose: markdown as written, a formula, or a value of another cell. */
export type ProsePart =
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "tex"; readonly source: string; readonly isBlock: boolean }
  | { readonly kind: "value"; readonly name: string; readonly path: readonly string[] };

export interface Prose {
  readonly parts: readonly ProsePart[];
  /** Names of cells whose values it shows, each once. */
  readonly references: readonly string[];
  readonly problems: readonly Problem[];
}

const formula = /\$\{\s*tex(\s*\.\s*block)?\s*`((?:[^`\\$]|\\[^]|\$(?!\{))*)`\s*\}/y;
const value = /\$\{\s*([\p{ID_Start}$_][\p{ID_Continue}$]*(?:\s*\.\s*[\p{ID_Start}$_][\p{ID_Continue}$]*)*)\s*\}/uy;
const known: Text = { en: "${name}, ${name.part} or ${tex`…`}", "pt-BR": "${nome}, ${nome.parte} ou ${tex`…`}" };
const asText: Text = { en: "It is shown as text.", "pt-BR": "Isto aparece como texto." };
const closed: Text = { en: "} after ${", "pt-BR": "} depois de ${" };

/** Reads markdown with "${…}" in it. Only formulas and names are read; anything else stays text and is reported. Nothing is evaluated. */
export function readProse(source: string): Prose {
  const parts: ProsePart[] = [];
  const problems: Problem[] = [];
  const references = new Set<string>();
  let text = "";
  const add = (part: ProsePart): void => {
    if (text) parts.push({ kind: "markdown", text });
    text = "";
    parts.push(part);
  };
  for (let at = 0; at < source.length; ) {
    // "\${" and "$\{" are the characters "${", as in every template.
    const escaped = /^(?:\\\$\{|\$\\\{)/.test(source.slice(at, at + 3));
    if (escaped) { text += "${"; at += 3; continue; }
    if (source[at] === "\\") { text += source.slice(at, at + 2); at += 2; continue; }
    if (!source.startsWith("${", at)) { text += source[at]; at++; continue; }
    formula.lastIndex = value.lastIndex = at;
    const tex = formula.exec(source);
    const name = tex ? null : value.exec(source);
    if (tex) {
      add({ kind: "tex", source: tex[2]!.replace(/\\(?=`)/g, ""), isBlock: tex[1] !== undefined });
      at = formula.lastIndex;
    } else if (name && !isReserved(name[1]!.split(/\s*\.\s*/)[0]!)) {
      const [first, ...path] = name[1]!.split(/\s*\.\s*/);
      references.add(first!);
      add({ kind: "value", name: first!, path });
      at = value.lastIndex;
    } else {
      const end = closingBrace(source, at + 1);
      const whole = source.slice(at, end ?? source.length);
      problems.push(problemAt("not-shown", placeAt(source, at, at + whole.length), { expected: end === undefined ? closed : known, received: whole, wayOut: asText }));
      text += end === undefined ? "${" : whole;
      at = end ?? at + 2;
    }
  }
  if (text) parts.push({ kind: "markdown", text });
  return { parts, references: [...references], problems };
}

/** The offset behind the brace that closes the one at `open`; undefined when none does. */
function closingBrace(source: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === "{") depth++;
    if (source[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Follows a path into plain data; own properties only. @returns undefined when there is nothing at its end */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}
