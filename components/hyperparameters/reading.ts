import type { Problem } from "../../src/base/problem.js";
import type { Text } from "../../src/base/text.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { problemWith, type ChoiceField, type FieldValue } from "../../src/hyperparameters/field.js";
import { defaultsOf, readValues, type Schema, type Values } from "../../src/hyperparameters/schema.js";
import type { Architecture, Preset } from "../../src/model/architecture.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import { parameterCountOf, sizeOf, type Stage } from "../../src/model/stage.js";
import { readModelChoice, schemaOfArchitecture } from "../../src/training/schema.js";

type Params = Readonly<Record<string, unknown>>;

const titlesOf = (items: Iterable<{ readonly name: string; readonly title: Text }>): Record<string, Text> =>
  Object.fromEntries([...items].map(({ name, title }) => [name, title]));

const architectureField: ChoiceField = {
  kind: "choice", stage: "text", invalidates: "model", default: architectures.names[0]!, choices: titlesOf(architectures),
  label: { en: "Architecture", "pt-BR": "Arquitetura" },
  doc: { en: "The kind of network: which stages a text passes through.", "pt-BR": "O tipo de rede: por quais etapas o texto passa." },
};
/** The preset that changes nothing: what a cell without one starts from. */
const plainPreset = ({ presets }: Architecture): Preset | undefined => presets.find(({ values }) => Object.keys(values).length === 0);

const presetField = (architecture: Architecture): ChoiceField => ({
  kind: "choice", stage: "text", invalidates: "model", default: (plainPreset(architecture) ?? architecture.presets[0])?.name ?? "", choices: titlesOf(architecture.presets),
  label: { en: "Starting point", "pt-BR": "Ponto de partida" },
  doc: { en: "A set of values chosen together, with a reason. What you change below is kept apart from it.", "pt-BR": "Um conjunto de valores escolhidos em conjunto, com um motivo. O que você muda abaixo fica anotado à parte." },
});

/** The architecture that settings name; the first listed when they name none that is known. */
export const architectureOf = ({ architecture }: Params): Architecture =>
  (typeof architecture === "string" ? architectures.get(architecture) : undefined) ?? [...architectures][0]!;

/** What shapes and trains the network: the architecture's hyperparameters, then the optimizer's. */
export const ownSchema = (params: Params): Schema => schemaOfArchitecture(architectureOf(params).name);

/** Everything that the flat literal of the cell may say. */
export function schemaOf(params: Params): Schema {
  const architecture = architectureOf(params);
  return { architecture: architectureField, ...(architecture.presets.length > 0 ? { preset: presetField(architecture) } : {}), ...ownSchema(params) };
}

/** The preset in force: the one named, else the one that changes nothing. */
export const presetOf = (params: Params): Preset | undefined => {
  const architecture = architectureOf(params);
  return architecture.presets.find(({ name }) => name === params["preset"]) ?? plainPreset(architecture);
};

/** The values to compare with: the preset's over the defaults. */
export const baseOf = (params: Params): Values => ({ ...(defaultsOf(ownSchema(params)) as Values), ...presetOf(params)?.values });

export interface ModelReading {
  readonly choice: ModelChoice;
  /** Of single settings: shown at the field, or above the form when no field bears the name. */
  readonly own: readonly Problem[];
  /** Between settings, at the field that each one's path names. */
  readonly between: readonly Problem[];
  /** Empty while there is a problem. */
  readonly stages: readonly Stage[];
}

/** Reads a literal such as `{architecture: "atnet", preset: "reference", kernelSize: 3}` against the data it is for. Throws on nothing. */
export function readChoice(params: Params, prepared: PreparedData | undefined): ModelReading {
  const own = readValues(schemaOf(params), params).problems;
  const choice = readModelChoice(params);
  const { values } = choice;
  if (own.some(({ code }) => code !== "unknown-setting")) return { choice, own, between: [], stages: [] };
  const [architecture, shape] = [architectureOf(params), dataShapeOf(values, prepared)];
  const between = architecture.problems(values as never, shape);
  return { choice: { ...choice, problems: between }, own, between, stages: between.length > 0 ? [] : architecture.stages(values as never, shape) };
}

export interface Totals {
  readonly parameters: number;
  /** Without the embedding table, which is most of a small network. */
  readonly withoutEmbedding: number;
  readonly multiplyAdds: number;
}

export function totalsOf(stages: readonly Stage[]): Totals {
  const embedding = stages.filter(({ kind }) => kind === "embedding").flatMap(({ parameters }) => parameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const parameters = parameterCountOf(stages);
  return { parameters, withoutEmbedding: parameters - embedding, multiplyAdds: stages.reduce((sum, stage) => sum + stage.multiplyAdds, 0) };
}

/** Names whose value differs from the base, in the order of the form. */
export const changedNames = (schema: Schema, values: Params, base: Values): readonly string[] =>
  Object.keys(schema).filter((name) => Object.hasOwn(values, name) && problemWith(name, schema[name]!, values[name]) === undefined && (values[name] as FieldValue) !== base[name]);
