import type { ProblemParts } from "../base/problem.js";
import type { Token } from "./lexer.js";
import type { Literal, LiteralNode } from "./literal.js";

/** The value of another cell, or a list of them. */
export type InputReference = string | readonly string[];

export interface Call {
  readonly component: string;
  /** The name that its value gets; undefined when it has none. */
  readonly name?: string;
  /** Whether the name stands for the element's value, as other cells need it, and not for the element. */
  readonly isView: boolean;
  readonly params: Readonly<Record<string, Literal>>;
  readonly inputs: Readonly<Record<string, InputReference>>;
  /** The settings as written; undefined when there are none. */
  readonly settings?: LiteralNode;
  /** Offset behind "(". */
  readonly open: number;
  /** Of code: the names that it gives. */
  readonly outputs?: readonly string[];
}
export const namesOf = ({ name, outputs }: Call): readonly string[] => outputs ?? (name === undefined ? [] : [name]);

/** The name of the component that runs code; no source can call it. */
export const codeComponent = "code cell";
/** What code is given for a name that no cell gives: it may be one of JavaScript's own. */
export const notACell: unique symbol = Symbol("not a cell");

/** Code as the call of that component: its settings are what was read of it. */
export const callOfCode = (code: { readonly references: readonly string[]; readonly outputs: readonly string[] } & Readonly<Record<string, unknown>>): Call => ({
  component: codeComponent, isView: true, params: { code: code as unknown as Literal }, outputs: code.outputs, open: 0,
  inputs: Object.fromEntries(code.references.map((name) => [name, name])),
});

export interface Import {
  readonly specifier: string;
  /** Local names, in the order written. */
  readonly names: readonly string[];
}

/** Why a source is not of the declarative subset. `isMistake` tells a slip from JavaScript that we leave alone. */
export interface Refusal {
  readonly isMistake: boolean;
  readonly code: string;
  readonly token: Token;
  readonly parts: ProblemParts;
  /** As far as it was read. */
  readonly component?: string;
  readonly name?: string;
}
export type Parsed = { readonly call: Call } | { readonly imports: Import } | { readonly isEmpty: true } | { readonly refusal: Refusal };

const reserved: ReadonlySet<string> = new Set(("await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments").split(" "));
export const isReserved = (name: string): boolean => reserved.has(name);
