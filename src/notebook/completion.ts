import type { Registry } from "../base/registry.js";
import { textOf, type Text } from "../base/text.js";
import { describeValue, rangeText, type Field } from "../hyperparameters/field.js";
import type { CellKind, InputKind } from "./cell-kind.js";
import { tokens, type Token } from "./lexer.js";

/** What a source can name: the components, and the cells that give values, with the component of each. */
export interface Vocabulary {
  readonly kinds: Registry<CellKind>;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Suggestion {
  readonly label: string;
  /** What is written when it is chosen. */
  readonly insert: string;
  /** One line about it. */
  readonly about: Text;
  readonly what: "component" | "setting" | "value" | "input" | "cell";
}
export interface Completion {
  /** Where what is being typed begins. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

/** An open bracket, and what is known about its inside. */
interface Bracket {
  readonly mark: string;
  /** The component that is called, for its own parentheses and what is in them. */
  readonly component: string | undefined;
  /** Which argument of the call it is. */
  readonly argument: number;
  commas: number;
  readonly params: Record<string, unknown>;
  readonly written: Set<string>;
  key: string | undefined;
}

/** What can be written at a place in a call: components, their settings, the values that a setting takes, inputs, and cells that fit them. Nothing is evaluated. */
export function complete(source: string, at: number, { kinds, cells }: Vocabulary): Completion | undefined {
  const all = tokens(source.slice(0, at)).slice(0, -1);
  const last = all.at(-1);
  const isOpenText = last?.kind === "other" && /^["'`]/.test(last.text);
  const isWord = last?.kind === "name" && last.end === at;
  const from = isOpenText || isWord ? last.start : at;
  const before = isOpenText || isWord ? all.slice(0, -1) : all;
  if (before.some(({ kind }) => kind === "other")) return undefined;
  const stack = bracketsOf(before);
  const inner = stack.at(-1);
  const previous = before.at(-1)?.text;
  const answer = (suggestions: readonly Suggestion[]): Completion | undefined => (suggestions.length > 0 ? { from, suggestions } : undefined);
  if (!inner || (inner.mark === "(" && inner.component === "view")) {
    return isOpenText ? undefined : previous === undefined || previous === "=" || previous === "(" ? answer([...kinds].map(({ name, title, summary }) => ({ label: name, insert: name, what: "component", about: textOf((locale) => `${title[locale]}: ${summary[locale]}`) }))) : undefined;
  }
  // In quotes there is a value, and only one of a few can be completed.
  if (isOpenText && (inner.argument !== 0 || previous !== ":")) return undefined;
  const kind = inner.component === undefined ? undefined : kinds.get(inner.component);
  if (!kind || inner.mark === "(") return undefined;
  const isKeyPlace = inner.mark === "{" && (previous === "{" || previous === ",");
  if (inner.argument === 0) {
    const schema = kind.schema(inner.params);
    if (isKeyPlace) return answer(Object.entries(schema).filter(([name]) => !inner.written.has(name)).map(([name, field]) => ({ label: name, insert: `${name}: `, what: "setting", about: aboutSetting(field) })));
    const field = inner.key === undefined || previous !== ":" ? undefined : schema[inner.key];
    return field && (!isOpenText || field.kind === "choice") ? answer(valuesOf(field)) : undefined;
  }
  const inputs = kind.inputs;
  if (isKeyPlace) {
    const names = Object.keys(inputs).filter((name) => !inner.written.has(name));
    return answer(names.map((name) => ({ label: name, insert: cells.has(name) ? name : `${name}: `, what: "input", about: { en: `an input of ${kind.title.en}`, "pt-BR": `uma entrada de ${kind.title["pt-BR"]}` } })));
  }
  const outer = inner.mark === "[" ? stack.at(-2) : inner;
  const wanted = outer?.key === undefined ? undefined : inputs[outer.key];
  return wanted && (previous === ":" || inner.mark === "[") ? answer(cellsFor(wanted, cells, kinds)) : undefined;
}

function bracketsOf(all: readonly Token[]): readonly Bracket[] {
  const stack: Bracket[] = [];
  for (const [i, token] of all.entries()) {
    const { text, kind } = token;
    const inner = stack.at(-1);
    if (kind === "mark" && "([{".includes(text)) {
      const previous = all[i - 1];
      const called = text === "(" && previous?.kind === "name" ? previous.text : undefined;
      stack.push({
        mark: text, component: called ?? inner?.component, argument: inner?.mark === "(" ? inner.commas : inner?.argument ?? 0, commas: 0,
        params: inner && inner.mark !== "(" ? inner.params : {}, written: new Set(), key: undefined,
      });
    } else if (kind === "mark" && ")]}".includes(text)) stack.pop();
    else if (inner && text === "," && kind === "mark") {
      inner.commas++;
      inner.key = undefined;
    } else if (inner?.mark === "{" && text === ":" && kind === "mark") {
      const key = all[i - 1]!;
      inner.key = key.kind === "string" ? String(key.value) : key.text;
      inner.written.add(inner.key);
    } else if (inner?.mark === "{" && inner.key !== undefined && all[i - 1]?.text === ":") {
      const known: Readonly<Record<string, unknown>> = { true: true, false: false };
      inner.params[inner.key] = token.value ?? known[text];
    } else if (inner?.mark === "{" && kind === "name" && /^[{,]$/.test(all[i - 1]?.text ?? "") && all[i + 1]?.text === ",") inner.written.add(text);
  }
  return stack;
}

const aboutSetting = (field: Field): Text => textOf((locale) => {
  const range = field.kind === "integer" || field.kind === "real" ? `, ${rangeText(field)[locale]}` : "";
  return `${field.label[locale]}${range}${locale === "en" ? "; default" : "; padrão"} ${describeValue(field, field.default, locale)}`;
});
function valuesOf(field: Field): readonly Suggestion[] {
  switch (field.kind) {
    case "choice": return Object.entries(field.choices).map(([name, about]) => ({ label: `"${name}"`, insert: `"${name}"`, what: "value", about }));
    case "boolean": return [true, false].map((value) => ({ label: String(value), insert: String(value), what: "value", about: field.label }));
    case "text": return [];
    default: return [{ label: String(field.default), insert: String(field.default), what: "value", about: textOf((locale) => `${{ en: "the default;", "pt-BR": "o padrão;" }[locale]} ${rangeText(field)[locale]}`) }];
  }
}

/** The component whose value an input takes. */
const givers: Readonly<Partial<Record<InputKind, string>>> = { data: "dataset", hyperparameters: "hyperparameters", run: "train", "run[]": "train" };
/** Cells that give such a value; all that give one where any will do. */
function cellsFor(wanted: InputKind, cells: Vocabulary["cells"], kinds: Vocabulary["kinds"]): readonly Suggestion[] {
  const giver = givers[wanted];
  const fitting = [...cells].filter(([, component]) => giver === undefined || component === giver);
  return (fitting.length > 0 ? fitting : [...cells]).map(([name, component]) => ({ label: name, insert: name, what: "cell", about: kinds.get(component)?.title ?? { en: "a cell", "pt-BR": "uma célula" } }));
}
