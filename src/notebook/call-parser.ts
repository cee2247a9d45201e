import { sameText, type Text } from "../base/text.js";
import { isReserved, type Call, type Import, type InputReference, type Parsed, type Refusal } from "./call.js";
import { tokens, type Token } from "./lexer.js";
import type { Literal, LiteralEntry, LiteralNode } from "./literal.js";

/** Marks that go on a JavaScript expression behind a value. */
const operators: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", ".", "(", "[", "?", "<", ">", "&", "|", "^", "=>", "="]);
const closers: ReadonlySet<string> = new Set([",", "}", "]", ")", ""]);

const theEnd: Text = { en: "the end of the cell", "pt-BR": "o fim da célula" };
const aValue: Text = { en: "a value (a number, text in quotes, true, false, null, a list or an object)", "pt-BR": "um valor (número, texto entre aspas, true, false, null, lista ou objeto)" };
const aSetting: Text = { en: "the name of a setting", "pt-BR": "o nome de uma configuração" };
const aCellName: Text = { en: "the name of another cell", "pt-BR": "o nome de outra célula" };
const quote: Text = { en: "Put text between quotes.", "pt-BR": "Ponha o texto entre aspas." };
const straight: Text = { en: 'Use straight quotes: ".', "pt-BR": 'Use aspas retas: ".' };
const point: Text = { en: "Decimals are written with a point here: 0.5.", "pt-BR": "Aqui, os decimais são escritos com ponto: 0.5." };
const comma: Text = { en: "Put a comma between two settings.", "pt-BR": "Ponha uma vírgula entre duas configurações." };
const afterEnd = (expected: Text): Text => ({ en: `${expected.en} before the end of the cell`, "pt-BR": `${expected["pt-BR"]} antes do fim da célula` });

/** How deep lists and objects may be nested in a setting. */
const deepest = 64;

class Stop extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Reads a cell as an import, or as a call with literal settings and names of other cells. Nothing is evaluated; never throws. */
export function parseCell(source: string): Parsed {
  const parser = new CallParser(source);
  try {
    return parser.cell();
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { refusal: { ...stop.refusal, ...(parser.component === undefined ? {} : { component: parser.component }), ...(parser.name === undefined ? {} : { name: parser.name }) } };
  }
}

class CallParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  component: string | undefined;
  name: string | undefined;

  constructor(source: string) { this.#tokens = tokens(source); }

  get #token(): Token { return this.#tokens[this.#at]!; }
  #isEnd(): boolean { return this.#token.kind === "end"; }
  #next(ahead = 1): Token { return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!; }
  #is(text: string): boolean { return this.#token.text === text && this.#token.kind !== "string"; }
  #take(): Token { return this.#tokens[this.#at++]!; }
  #takeIf(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }
  #expect(text: string, wayOut?: Text): Token {
    if (this.#is(text)) return this.#take();
    return this.#afterValue(sameText(`"${text}"`), wayOut);
  }

  #mistake(code: string, expected: Text, wayOut?: Text, token = this.#token): never {
    const isEnd = token.kind === "end";
    const curly = /^[\u201C\u201D\u2018\u2019«»]/.test(token.text) ? straight : undefined;
    const parts = { expected: token.wrong ?? (isEnd ? afterEnd(expected) : expected), ...(isEnd ? {} : { received: token.kind === "string" ? token.value : token.text }), ...((curly ?? wayOut) ? { wayOut: (curly ?? wayOut)! } : {}) };
    throw new Stop({ isMistake: true, code, token, parts });
  }
  /** JavaScript, but not ours to run. */
  #leave(expected: Text, token = this.#token): never {
    throw new Stop({ isMistake: false, code: "not-declarative", token, parts: { expected, received: token.text } });
  }
  /** What stands where a value or a list should end or go on: an operator makes it an expression, anything else is a slip. */
  #afterValue(expected: Text, wayOut?: Text): never {
    const { kind, text, wrong } = this.#token;
    if ((kind === "mark" && operators.has(text)) || text === "in" || text === "instanceof" || (kind === "other" && !wrong && text[0] === "`")) this.#leave(expected);
    return this.#mistake("unexpected", expected, wayOut);
  }

  cell(): Parsed {
    if (this.#isEnd()) return { isEmpty: true };
    if (this.#is("import")) return { imports: this.#import() };
    let name: string | undefined;
    if (this.#is("const") && this.#next().kind === "name") {
      this.#at++;
      if (isReserved(this.#token.text)) this.#mistake("reserved-name", { en: "a name that JavaScript leaves free", "pt-BR": "um nome que o JavaScript deixe livre" });
      name = this.name = this.#take().text;
      if (!this.#is("=")) this.#leave(sameText('"="'));
      this.#at++;
    } else if (this.#token.kind === "name" && this.#next().text === "=" && this.#next(2).kind === "name") {
      const first = this.#take();
      this.#at++;
      this.component = this.#is("view") && this.#next().text === "(" ? this.#next(2).text : this.#token.text;
      this.#mistake("missing-const", { en: `const before the name ${first.text}`, "pt-BR": `const antes do nome ${first.text}` }, undefined, first);
    }
    const isView = this.#is("view") && this.#next().text === "(";
    if (isView) this.#at += 2;
    const call = this.#call(name, isView);
    if (isView) {
      this.#takeIf(",");
      this.#expect(")");
    }
    this.#takeIf(";");
    if (this.#isEnd()) return { call };
    if (this.#token.kind === "mark" && /^[)}\],:]$/.test(this.#token.text)) this.#mistake("unexpected", theEnd);
    return this.#leave(theEnd);
  }

  #call(name: string | undefined, isView: boolean): Call {
    const expected: Text = { en: "a component", "pt-BR": "um componente" };
    if (this.#token.kind !== "name" || isReserved(this.#token.text)) {
      if (isView && this.#token.kind === "end") this.#mistake("unexpected", expected);
      this.#leave(expected);
    }
    const component = this.component = this.#take().text;
    if (!this.#is("(")) this.#afterValue(sameText('"("'));
    const open = this.#take().end;
    let settings: LiteralNode | undefined;
    let inputs: Call["inputs"] = {};
    if (!this.#is(")")) {
      if (!this.#is("{")) this.#notAnObject({ en: "settings between { and }", "pt-BR": "configurações entre { e }" });
      settings = this.#object();
      if (this.#takeIf(",") && !this.#is(")")) {
        if (!this.#is("{")) this.#notAnObject({ en: "names of other cells between { and }", "pt-BR": "nomes de outras células entre { e }" });
        inputs = this.#inputs();
        this.#takeIf(",");
      }
    }
    this.#expect(")");
    const params = (settings?.value ?? {}) as Call["params"];
    return { component, ...(name === undefined ? {} : { name }), isView, params, inputs, ...(settings ? { settings } : {}), open };
  }
  #notAnObject(expected: Text): never {
    if (this.#is("...") || this.#is("(") || (this.#token.kind === "name" && !closers.has(this.#next().text))) this.#leave(expected);
    return this.#mistake("unexpected", expected);
  }

  #literal(): LiteralNode {
    const token = this.#token;
    const { kind, start } = token;
    if (kind === "number" || kind === "string") {
      this.#at++;
      return { value: token.value!, start, end: token.end };
    }
    if (kind === "mark") {
      if (token.text === "{" || token.text === "[") {
        // Deeper than this, what is read here could be neither copied nor compared.
        if (++this.#depth > deepest) this.#mistake("too-deep", { en: `lists and objects nested at most ${deepest} deep`, "pt-BR": `listas e objetos com no máximo ${deepest} níveis` });
        const node = token.text === "{" ? this.#object() : this.#array();
        this.#depth--;
        return node;
      }
      if (token.text === "-" && this.#next().kind === "number") {
        this.#at++;
        const number = this.#take();
        return { value: -(number.value as number), start, end: number.end };
      }
      if (/^(?:\(|[-+!~/]|\.\.\.)$/.test(token.text)) this.#leave(aValue);
      this.#mistake("unexpected", aValue);
    }
    if (kind === "name") {
      const known = new Map<string, Literal>([["true", true], ["false", false], ["null", null]]);
      if (known.has(token.text)) {
        this.#at++;
        return { value: known.get(token.text)!, start, end: token.end };
      }
      if (closers.has(this.#next().text)) this.#mistake("unexpected", aValue, quote);
      this.#leave(aValue);
    }
    if (kind === "other" && !token.wrong && /^[`\\]/.test(token.text)) this.#leave(aValue);
    return this.#mistake("unexpected", aValue);
  }

  #array(): LiteralNode {
    const start = this.#take().start;
    const items: LiteralNode[] = [];
    while (!this.#is("]")) {
      items.push(this.#literal());
      if (!this.#takeIf(",") && !this.#is("]")) this.#afterValue({ en: '"," or "]"', "pt-BR": '"," ou "]"' });
    }
    return { value: items.map(({ value }) => value), start, end: this.#take().end, items };
  }

  #object(): LiteralNode {
    const start = this.#take().start;
    const entries: LiteralEntry[] = [];
    while (!this.#is("}")) {
      const key = this.#key();
      if (entries.some(({ name }) => name === key.name)) this.#mistake("written-twice", { en: "every setting once", "pt-BR": "cada configuração uma só vez" }, undefined, key.token);
      if (!this.#is(":")) {
        if (this.#is("(") || (/^(?:get|set|async|static)$/.test(key.token.text) && /^(?:name|string|number)$/.test(this.#token.kind)) || this.#is("*")) this.#leave(sameText('":"'));
        if (key.token.kind === "number") this.#mistake("unexpected", aSetting, point, key.token);
        this.#mistake("unexpected", { en: `":" and a value after ${key.name}`, "pt-BR": `":" e um valor depois de ${key.name}` });
      }
      this.#at++;
      entries.push({ name: key.name, keyStart: key.token.start, keyEnd: key.token.end, node: this.#literal() });
      if (!this.#takeIf(",") && !this.#is("}")) this.#afterValue({ en: '"," or "}"', "pt-BR": '"," ou "}"' }, this.#token.kind === "mark" || this.#token.kind === "end" ? undefined : comma);
    }
    return { value: Object.fromEntries(entries.map(({ name, node }) => [name, node.value])), start, end: this.#take().end, entries };
  }

  #key(): { readonly name: string; readonly token: Token } {
    const token = this.#token;
    if (this.#is("[") || this.#is("...") || this.#is("*")) this.#leave(aSetting);
    if ((token.kind !== "name" && token.kind !== "string" && token.kind !== "number") || token.text[0] === "`") {
      this.#mistake("unexpected", aSetting, /^\d/.test(token.text) ? point : undefined, token.wrong && /^\d/.test(token.text) ? { ...token, wrong: aSetting } : token);
    }
    this.#at++;
    const name = token.kind === "name" ? token.text : String(token.value);
    // It would change what the object is, not what it holds.
    if (name === "__proto__") this.#leave(aSetting, token);
    return { name, token };
  }

  #inputs(): Call["inputs"] {
    this.#at++;
    const inputs: [string, InputReference][] = [];
    while (!this.#is("}")) {
      const key = this.#key();
      if (inputs.some(([name]) => name === key.name)) this.#mistake("written-twice", { en: "every input once", "pt-BR": "cada entrada uma só vez" }, undefined, key.token);
      if (this.#takeIf(":")) inputs.push([key.name, this.#is("[") ? this.#names() : this.#reference()]);
      else if (key.token.kind === "name" && (this.#is(",") || this.#is("}")) && !isReserved(key.name)) inputs.push([key.name, key.name]);
      else {
        if (this.#is("(")) this.#leave(aCellName);
        this.#mistake("unexpected", { en: `":" and the name of another cell after ${key.name}`, "pt-BR": `":" e o nome de outra célula depois de ${key.name}` });
      }
      if (!this.#takeIf(",") && !this.#is("}")) this.#afterValue({ en: '"," or "}"', "pt-BR": '"," ou "}"' });
    }
    this.#at++;
    return Object.fromEntries(inputs);
  }
  #names(): readonly string[] {
    this.#at++;
    const names: string[] = [];
    while (!this.#is("]")) {
      names.push(this.#reference());
      if (!this.#takeIf(",") && !this.#is("]")) this.#afterValue({ en: '"," or "]"', "pt-BR": '"," ou "]"' });
    }
    this.#at++;
    return names;
  }
  #reference(): string {
    const { kind, text } = this.#token;
    if (kind === "name" && !isReserved(text)) return this.#take().text;
    if (/^(?:\{|\[|\(|\.\.\.|new|await|function|class|this)$/.test(text) && kind !== "string") this.#leave(aCellName);
    return this.#mistake("unexpected", aCellName);
  }

  #import(): Import {
    this.#at++;
    if (!this.#is("{")) this.#leave({ en: "names between { and }", "pt-BR": "nomes entre { e }" });
    this.component = "import";
    this.#at++;
    const names: string[] = [];
    const aName: Text = { en: "the name of a component", "pt-BR": "o nome de um componente" };
    while (!this.#is("}")) {
      if (this.#token.kind !== "name") this.#mistake("unexpected", aName);
      let local = this.#take().text;
      if (this.#takeIf("as")) {
        if (this.#token.kind !== "name") this.#mistake("unexpected", aName);
        local = this.#take().text;
      }
      if (isReserved(local)) this.#mistake("unexpected", aName, undefined, this.#tokens[this.#at - 1]!);
      names.push(local);
      if (!this.#takeIf(",") && !this.#is("}")) this.#mistake("unexpected", { en: '"," or "}"', "pt-BR": '"," ou "}"' });
    }
    this.#at++;
    if (!this.#takeIf("from")) this.#mistake("unexpected", sameText("from"));
    if (this.#token.kind !== "string" || this.#token.text[0] === "`") this.#mistake("unexpected", { en: "the module in quotes", "pt-BR": "o módulo entre aspas" });
    const specifier = this.#take().value as string;
    this.#takeIf(";");
    if (!this.#isEnd()) this.#leave(theEnd);
    return { specifier, names };
  }
}
