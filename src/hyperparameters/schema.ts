import { problem, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { problemWith, type Field, type FieldValue, type Invalidates } from "./field.js";

/** Settings by name, in the order that forms, links and tables show them. */
export type Schema = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends { readonly kind: "choice"; readonly choices: infer C } ? keyof C & string
  : F extends { readonly kind: "boolean" } ? boolean
  : F extends { readonly kind: "text" } ? string
  : number;
export type ValuesOf<S extends Schema> = { readonly [K in keyof S]: ValueOf<S[K]> };
/** Values of a schema that is only known at run time. */
export type Values = Readonly<Record<string, FieldValue>>;

/** Declares a schema once and keeps its literal types, which `ValuesOf` reads. @throws RangeError when a default does not fit its own field */
export function defineSchema<const S extends Schema>(schema: S): S {
  for (const [name, field] of Object.entries(schema)) {
    const wrong = problemWith(`${name}.default`, field, field.default);
    if (wrong) throw new RangeError(wrong.message.en);
  }
  return schema;
}

export const defaultsOf = <S extends Schema>(schema: S): ValuesOf<S> =>
  Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, field.default])) as ValuesOf<S>;

export interface Reading<V> {
  /** A value for every field: the one given where it fits, the default where it does not. */
  readonly values: V;
  readonly problems: readonly Problem[];
  /** Names the schema does not know, with their values, so that they can be saved back unchanged. */
  readonly unknown: Readonly<Record<string, unknown>>;
}

/**
 * Reads untrusted settings. Names come from the schema, never from the input, so that `__proto__` is only an unknown name;
 * every problem is reported and none repaired in silence.
 */
export function readValues<S extends Schema>(schema: S, input: unknown): Reading<ValuesOf<S>> {
  const values: Record<string, FieldValue> = {};
  const problems: Problem[] = [];
  const unknown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const given = typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  if (input !== undefined && (typeof input !== "object" || input === null || Array.isArray(input))) {
    problems.push(problem("not-settings", "", { expected: { en: "settings between { and }", "pt-BR": "configurações entre { e }" }, received: input }));
  }
  const seen = new Set<string>();
  for (const [name, field] of Object.entries(schema)) {
    const key = [name, ...(field.aliases ?? [])].find((candidate) => Object.hasOwn(given, candidate));
    values[name] = field.default;
    if (key === undefined) continue;
    seen.add(key);
    const wrong = problemWith(name, field, given[key]);
    if (wrong) problems.push(wrong);
    else values[name] = given[key] as FieldValue;
  }
  for (const name of Object.keys(given)) {
    if (seen.has(name)) continue;
    unknown[name] = given[name];
    const near = nearestName(name, Object.keys(schema));
    problems.push(problem("unknown-setting", name, {
      expected: { en: "the name of a setting", "pt-BR": "o nome de uma configuração" },
      received: name,
      wayOut: near
        ? { en: `Did you mean "${near}"? It is kept as written and has no effect.`, "pt-BR": `Você quis dizer "${near}"? Fica como está, sem efeito.` }
        : { en: "It is kept as written and has no effect.", "pt-BR": "Fica como está, sem efeito." },
    }));
  }
  return { values: values as ValuesOf<S>, problems, unknown };
}

/** The values that differ from the defaults, in schema order: what a file, a link or a what-changed line needs to say. */
export function nonDefaults(schema: Schema, values: Values): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(schema).flatMap(([name, field]) => {
    const value = values[name];
    return value === undefined || value === field.default ? [] : [[name, value]];
  }));
}

export interface Change { readonly name: string; readonly from: FieldValue | undefined; readonly to: FieldValue | undefined }

/** What differs between two sets of values, in the order of the schema. */
export const changesBetween = (schema: Schema, from: Values, to: Values): readonly Change[] =>
  Object.keys(schema).filter((name) => from[name] !== to[name]).map((name) => ({ name, from: from[name], to: to[name] }));

/** The most that any of these changes invalidates: the data before the model before the training. */
export function invalidatedBy(schema: Schema, changes: readonly Change[]): Invalidates {
  const order: readonly Invalidates[] = ["data", "model", "training", "nothing"];
  return order.find((level) => changes.some(({ name }) => schema[name]?.invalidates === level)) ?? "nothing";
}
