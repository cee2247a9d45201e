import type { Text } from "./text.js";

/** Reads plain values that came from outside, such as a stranger's file: each is checked and copied, never trusted. `path` says where it stands. */
export interface OutsideReader {
  /** Its own fields alone, in an object without a prototype; what is null counts as absent. */
  object(value: unknown, path: string): Readonly<Record<string, unknown>>;
  list<T>(value: unknown, path: string, longest: number, read: (one: unknown, path: string) => T): T[];
  /** What JSON cannot write, NaN among them, is null there, and NaN here. */
  number(value: unknown, path: string): number;
  /** A whole number from 0. */
  whole(value: unknown, path: string): number;
  text(value: unknown, path: string, longest?: number): string;
  texts(value: unknown, path: string): Text;
  one<T extends string>(value: unknown, path: string, choices: readonly T[]): T;
  /** Numbers, texts and truths by name. */
  values(value: unknown, path: string): Readonly<Record<string, number | string | boolean>>;
}

/** @param wrong what is thrown where something else stands than was expected @param longestText in UTF-16 units */
export function outsideReader(wrong: (path: string, expected: Text, received: unknown) => Error, longestText = 20_000): OutsideReader {
  const object = (value: unknown, path: string): Readonly<Record<string, unknown>> => {
    if (!isRecord(value)) throw wrong(path, { en: "an object", "pt-BR": "um objeto" }, value);
    return Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(value).filter(([name, one]) => one !== null && name !== "__proto__")));
  };
  const text = (value: unknown, path: string, longest = longestText): string => {
    if (typeof value !== "string" || value.length > longest) throw wrong(path, { en: `a text of at most ${longest} characters`, "pt-BR": `um texto de no máximo ${longest} caracteres` }, value);
    return value;
  };
  return {
    object, text,
    list(value, path, longest, read) {
      if (!Array.isArray(value) || value.length > longest) throw wrong(path, { en: `a list of at most ${longest}`, "pt-BR": `uma lista de no máximo ${longest}` }, Array.isArray(value) ? value.length : value);
      return value.map((one, i) => read(one, `${path}[${i}]`));
    },
    number(value, path) {
      if (value === null || value === undefined) return NaN;
      if (typeof value !== "number") throw wrong(path, { en: "a number", "pt-BR": "um número" }, value);
      return value;
    },
    whole(value, path) {
      if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong(path, { en: "a whole number from 0", "pt-BR": "um número inteiro a partir de 0" }, value);
      return value as number;
    },
    texts(value, path) {
      const of = object(value, path);
      return { en: text(of["en"], `${path}.en`), "pt-BR": text(of["pt-BR"], `${path}.pt-BR`) };
    },
    one(value, path, choices) {
      const found = choices.find((choice) => choice === value);
      if (found === undefined) throw wrong(path, { en: `one of ${choices.join(", ")}`, "pt-BR": `um destes: ${choices.join(", ")}` }, value);
      return found;
    },
    values(value, path) {
      const of = object(value, path);
      for (const [name, each] of Object.entries(of)) {
        if (!["number", "string", "boolean"].includes(typeof each)) throw wrong(`${path}.${name}`, { en: "a number, a text, true or false", "pt-BR": "um número, um texto, verdadeiro ou falso" }, each);
      }
      return { ...of } as Readonly<Record<string, number | string | boolean>>;
    },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
