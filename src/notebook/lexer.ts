import type { Text } from "../base/text.js";

/** The smallest parts of a cell's source. Offsets count UTF-16 units. */
export interface Token {
  readonly kind: "name" | "number" | "string" | "mark" | "end" | "other";
  /** As written. */
  readonly text: string;
  /** What a number or a string says. */
  readonly value?: number | string;
  readonly start: number;
  readonly end: number;
  /** Of an "other": JavaScript that is no part of our subset, or text that no JavaScript can be. */
  readonly wrong?: Text;
}

const spaces = /(?:[\s\uFEFF]|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
const names = /[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/uy;
const numbers = /0[xX][\da-fA-F]+(?:_[\da-fA-F]+)*|0[oO][0-7]+(?:_[0-7]+)*|0[bB][01]+(?:_[01]+)*|(?:(?:0|[1-9](?:_?\d)*)(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;
const marks = /\.\.\.|=>|[={}()[\],:;.*+\-/?&|<>!%^~#@]/y;

const unclosed: Text = { en: "a closing quote", "pt-BR": "aspas que fecham o texto" };
const badEscape: Text = { en: "an escape that JavaScript knows", "pt-BR": "uma sequência de escape que o JavaScript conheça" };
const unclosedComment: Text = { en: "*/ at the end of the comment", "pt-BR": "*/ no fim do comentário" };

/** All tokens, the last of kind "end". Reading stops at the first "other", which is then the one before the end. */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const add = (kind: Token["kind"], text: string, rest: Pick<Token, "value" | "wrong"> = {}): void => {
    found.push({ kind, text, start: at, end: at + text.length, ...rest });
    at += text.length;
  };
  for (;;) {
    at += take(spaces)!.length;
    if (at >= source.length) break;
    const character = source[at]!;
    if (source.startsWith("/*", at)) { add("other", "/*", { wrong: unclosedComment }); break; }
    const name = take(names);
    if (name !== undefined) { add("name", name); continue; }
    if (/[\d.]/.test(character) && take(/\.?\d/y) !== undefined) {
      const number = take(numbers)!;
      // "007", "1n" and "3px" are no numbers of ours: shown whole in the message.
      const rest = /[\p{ID_Continue}$.]*/uy;
      rest.lastIndex = at + number.length;
      const tail = rest.exec(source)![0];
      if (tail === "") add("number", number, { value: Number(number.replaceAll("_", "")) });
      else { add("other", number + tail, { wrong: { en: "a number", "pt-BR": "um número" } }); break; }
      continue;
    }
    if (character === '"' || character === "'" || character === "`") {
      const string = readString(source, at);
      if ("wrong" in string) { add("other", source.slice(at, string.end), string.wrong ? { wrong: string.wrong } : {}); break; }
      add("string", source.slice(at, string.end), { value: string.value });
      continue;
    }
    const mark = take(marks);
    if (mark === undefined) { add("other", String.fromCodePoint(source.codePointAt(at)!)); break; }
    add("mark", mark);
  }
  found.push({ kind: "end", text: "", start: at, end: at });
  return found;
}

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };
const escapes = /\\(?:u\{0*([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|(0(?!\d)|[^ux\d]))/yu;

/** A quoted text, its escapes read. `wrong: undefined` marks JavaScript that we leave alone: a template with a substitution. */
function readString(source: string, start: number): { value: string; end: number } | { wrong: Text | undefined; end: number } {
  const quote = source[start]!;
  let value = "";
  for (let at = start + 1; ; ) {
    const character = source[at];
    if (character === undefined) return { wrong: unclosed, end: at };
    if (character === quote) return { value, end: at + 1 };
    if (character === "\\") {
      escapes.lastIndex = at;
      const found = escapes.exec(source);
      if (!found) return { wrong: badEscape, end: Math.min(source.length, at + 2) };
      const [whole, braced, four, two, lineEnd, one] = found;
      const code = braced ?? four ?? two;
      if (code !== undefined && Number.parseInt(code, 16) > 0x10ffff) return { wrong: badEscape, end: at + whole.length };
      value += code !== undefined ? String.fromCodePoint(Number.parseInt(code, 16)) : lineEnd !== undefined ? "" : simpleEscapes[one!] ?? one!;
      at += whole.length;
    } else if (quote === "`") {
      if (character === "$" && source[at + 1] === "{") return { wrong: undefined, end: at + 2 };
      const crlf = source.startsWith("\r\n", at);
      value += character === "\r" ? "\n" : character;
      at += crlf ? 2 : 1;
    } else {
      if (character === "\n" || character === "\r") return { wrong: unclosed, end: at };
      value += character;
      at++;
    }
  }
}
