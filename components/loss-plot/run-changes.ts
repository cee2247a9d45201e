import type { Text } from "../../src/base/text.js";
import { sameText, textOf } from "../../src/base/text.js";
import { show } from "../../src/base/problem.js";
import { describeValue, type Field } from "../../src/hyperparameters/field.js";
import type { Schema, Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { TrainingSettings } from "../../src/training/run.js";
import { optimizerSchema, trainSchema } from "../../src/training/schema.js";

/** Every setting that fixes a run's result, in the order of the forms; the probe text is only watched. */
function schemaOf({ architecture }: TrainingSettings): Schema {
  const { epochs, seed, patience, keepBest } = trainSchema;
  return { ...architectures.get(architecture)?.hyperparameters, ...optimizerSchema, epochs, seed, patience, keepBest };
}
const valuesOf = ({ hyperparameters, epochs, seed, patience, keepBest }: TrainingSettings): Values => ({ ...hyperparameters, epochs, seed, patience, keepBest });

/** "Learning rate 0.001 → 0.003": what a run was asked to do differently from the one before; empty when nothing. */
export function changesOf(before: TrainingSettings, after: TrainingSettings): readonly Text[] {
  const architecture = before.architecture === after.architecture ? [] : [textOf((locale) => {
    const title = (name: string): string => architectures.get(name)?.title[locale] ?? name;
    return `${locale === "en" ? "Architecture" : "Arquitetura"} ${title(before.architecture)} → ${title(after.architecture)}`;
  })];
  const schema = { ...schemaOf(before), ...schemaOf(after) };
  const [from, to] = [valuesOf(before), valuesOf(after)];
  // Two architectures have different settings: only those that both have can be said to change.
  const names = [...new Set([...Object.keys(schema), ...Object.keys(from), ...Object.keys(to)])].filter((name) => from[name] !== to[name] && (architecture.length === 0 || (name in from && name in to)));
  return [...architecture, ...names.map((name) => textOf((locale) => {
    const field: Field | undefined = schema[name];
    const said = (value: unknown): string => (value === undefined ? "—" : field ? describeValue(field, value, locale) : show(value));
    return `${(field?.label ?? sameText(name))[locale]} ${said(from[name])} → ${said(to[name])}`;
  }))];
}
