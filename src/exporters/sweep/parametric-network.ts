import { seededRandom, type Random } from "../../base/random.js";
import type { FieldValue } from "../../hyperparameters/field.js";
import type { Values } from "../../hyperparameters/schema.js";
import type { KerasLayer } from "../../model/stage.js";
import { gridValues } from "../../search/samplers/grid.js";
import { isActive, valueAt, type Dimension, type Space } from "../../search/space.js";
import { kerasFunction } from "../python/keras-source.js";
import { pythonLiteral } from "../python/literal.js";
import { expressionOf, type Probe } from "./expression.js";

/** Rows of the network with these settings; undefined where they make none. */
export type RowsOf = (values: Values) => readonly KerasLayer[] | undefined;

/** What decides which layers there are: a value, or whether a number is at its least. */
interface Fork { readonly dimension: Dimension; readonly cases: readonly Case[] }
interface Case { readonly test: string; readonly draw: (random: Random) => FieldValue }

/**
 * `build_model(p)` in Keras for every point of a space, from the rows of the architecture at many points: a function for each kind of network that occurs,
 * in which what changes with a setting is written with that setting.
 */
export function parametricNetwork(space: Space, base: Values, rowsOf: RowsOf): string {
  const forks = space.dimensions.flatMap((dimension) => forkOf(dimension, space, base, rowsOf) ?? []);
  /** By the code of a network, when it is the one. */
  const networks = new Map<string, string[]>();
  for (const chosen of combinations(forks)) {
    const code = networkOf(chosen, space, base, rowsOf);
    if (code === undefined) continue;
    const test = chosen.map(({ test: one }) => one).join(" and ") || "True";
    networks.set(code, [...(networks.get(code) ?? []), test]);
  }
  const functions = [...networks].map(([code], i) => code.replace("def build_model():", `def network_${i + 1}(p):`));
  const choices = [...networks].map(([, tests], i) => `    if ${tests.length === 1 ? tests[0]! : `(${tests.join(")\n            or (")})`}:\n        return network_${i + 1}(p)`);
  return `${functions.join("\n\n\n")}\n\n\ndef build_model(p):
    """The network of the notebook with the settings p: token ids [batch, p["sequenceLength"]] in, probabilities out."""
${choices.join("\n")}
    raise ValueError("these settings make no network")`;
}

/** A choice that only names, or a number: what of a setting can stand in a formula. */
const isNumeric = (dimension: Dimension): boolean => dimension.kind === "number" || dimension.options.every((option) => typeof option === "number");

const anyValue = (dimension: Dimension, random: Random): FieldValue => valueAt(dimension, random.next());

/** Full settings at a place drawn from the space; what is `fixed` stands, and what has no part in it is as in the base. */
function drawn(space: Space, base: Values, random: Random, fixed: Readonly<Record<string, FieldValue>>): Values {
  const point: Record<string, FieldValue> = {};
  for (const dimension of space.dimensions) if (isActive(dimension, point)) point[dimension.name] = Object.hasOwn(fixed, dimension.name) ? fixed[dimension.name]! : anyValue(dimension, random);
  return { ...base, ...point };
}

/** What of a network is no number: which layers there are, how they are joined, and every word in their settings. */
const shapeOf = (rows: readonly KerasLayer[]): string => JSON.stringify(rows.map(({ className, name, connectedTo, weights, config }) => [className, name, connectedTo, weights, Object.entries(config).map(([key, value]) => (typeof value === "number" ? [key] : [key, value]))]));

/** Whether and how a setting decides on the layers, seen by changing it alone at some places of the space. */
function forkOf(dimension: Dimension, space: Space, base: Values, rowsOf: RowsOf): Fork | undefined {
  const random = seededRandom(places);
  const values = valuesToTry(dimension);
  const seen: (readonly (string | undefined)[])[] = [];
  for (let i = 0; i < places; i++) {
    const place = drawn(space, base, random, {});
    seen.push(values.map((value) => { const rows = rowsOf({ ...place, [dimension.name]: value }); return rows && shapeOf(rows); }));
  }
  const alike = (a: number, b: number): boolean => seen.every((shapes) => shapes[a] === undefined || shapes[b] === undefined || shapes[a] === shapes[b]);
  const all = values.map((_, i) => i);
  if (all.every((i) => alike(0, i))) return undefined;
  const name = `p[${JSON.stringify(dimension.name)}]`;
  const only = (value: FieldValue): Case => ({ test: `${name} == ${pythonLiteral(value)}`, draw: () => value });
  if (!isNumeric(dimension)) return { dimension, cases: values.map(only) };
  if (all.slice(2).every((i) => alike(1, i))) {
    const least = values[0]!;
    const above = (source: Random): FieldValue => { for (;;) { const value = anyValue(dimension, source); if (value !== least) return value; } };
    return { dimension, cases: [only(least), { test: `${name} != ${pythonLiteral(least)}`, draw: above }] };
  }
  return { dimension, cases: values.map(only) };
}
/** Places at which a setting is tried, and at which a network is seen. */
const places = 16;

/** Every value of a choice and of a few whole numbers; of others the ends, what is beside the first, and some between. */
function valuesToTry(dimension: Dimension): readonly FieldValue[] {
  if (dimension.kind === "choice") return isNumeric(dimension) ? dimension.options.toSorted((a, b) => Number(a) - Number(b)) : dimension.options;
  const { low, high, isWhole } = dimension;
  if (isWhole && high - low < 24) return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return [...new Set([low, ...(isWhole ? [low + 1] : []), ...gridValues(dimension, 6).slice(1)])];
}

interface Chosen extends Case { readonly dimension: Dimension }
/** One case of every fork, in all ways. */
const combinations = (forks: readonly Fork[]): readonly (readonly Chosen[])[] =>
  forks.reduce<readonly (readonly Chosen[])[]>((made, { dimension, cases }) => made.flatMap((chosen) => cases.map((one) => [...chosen, { ...one, dimension }])), [[]]);

/** The code of the network in one case; undefined where no settings of the case make one. @throws Error where a number follows from the settings in a way that is not known here */
function networkOf(chosen: readonly Chosen[], space: Space, base: Values, rowsOf: RowsOf): string | undefined {
  const random = seededRandom(places + 1);
  const seen: { readonly probe: Probe; readonly rows: readonly KerasLayer[] }[] = [];
  const names = space.dimensions.filter((dimension) => isNumeric(dimension)).map(({ name }) => name);
  for (let i = 0; i < 8 * places && seen.length < places + 2 * names.length; i++) {
    const values = { ...drawn(space, base, random, {}), ...Object.fromEntries(chosen.map(({ dimension, draw }) => [dimension.name, draw(random)])) };
    const rows = rowsOf(values);
    if (rows) seen.push({ probe: Object.fromEntries(names.map((name) => [name, Number(values[name])])), rows });
  }
  if (seen.length === 0) return undefined;
  const probes = seen.map(({ probe }) => probe);
  const number = (what: string, of: (rows: readonly KerasLayer[]) => number): number => {
    const found = expressionOf(probes, seen.map(({ rows }) => of(rows)));
    if (found === undefined) throw new Error(`there is no formula for ${what}`);
    // Where a number stands, code may stand: it counts as one.
    return found as number;
  };
  const layers = seen[0]!.rows.map((row, at): KerasLayer => ({
    ...row,
    config: Object.fromEntries(Object.entries(row.config).map(([key, value]) => [key, typeof value === "number" ? number(`${row.name}.${key}`, (rows) => Number(rows[at]!.config[key])) : value])),
    // Of the others, code says nothing of shapes.
    outputShape: readsShape.includes(row.className) ? row.outputShape.map((axis, i) => (axis === "batch" ? axis : number(`${row.name} axis ${i}`, (rows) => Number(rows[at]!.outputShape[i])))) : row.outputShape,
  }));
  return kerasFunction({ layers, parameters: layers.flatMap(({ weights }) => weights.map((name) => ({ name, shape: [0, 0], data: new Float32Array(0) }))) });
}
const readsShape: readonly string[] = ["InputLayer", "PositionEmbedding", "SinePositionEncoding"];
