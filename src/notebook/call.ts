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
}
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
