import { show } from "../../src/base/problem.js";
import type { Locale } from "../../src/base/text.js";
import type { DataSettings } from "../../src/data/dataset.js";
import { settingsSchema } from "../../src/data/settings.js";
import { describeValue, type Field } from "../../src/hyperparameters/field.js";
import type { Change, Schema } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Run } from "../../src/training/run.js";
import { engineSchema, schemaOfArchitecture, trainSchema } from "../../src/training/schema.js";

/** The settings whose names are to be known: those of its architecture and its source. */
type Subject = Pick<Run, "settings"> & { readonly data?: DataSettings | undefined };

/** Settings that add something to a network or its training, which 0 leaves out. */
const additions: ReadonlySet<string> = new Set(["dropoutRate", "denseUnits", "momentum", "weightDecay", "clipNorm", "warmupSteps", "labelSmoothing", "patience"]);

/** "Kernel size 5 → 3", "+ Dropout 0.3", "− Dropout": a change in the reader's words. @param of the run whose architecture and source know the names */
export function changeText({ name, from, to }: Change, of: Subject, locale: Locale): string {
  if (name === "architecture") {
    const title = (value: unknown): string => architectures.get(String(value))?.title[locale] ?? show(value);
    return `${locale === "en" ? "Architecture" : "Arquitetura"} ${title(from)} → ${title(to)}`;
  }
  const field = fieldOf(name, of);
  const said = (value: unknown): string => (value === undefined ? "—" : field ? describeValue(field, value, locale).split(": ")[0]! : show(value));
  const label = labelOf(name, field, locale);
  if (additions.has(name) && from === 0) return `+ ${label} ${said(to)}`;
  if (additions.has(name) && to === 0) return `− ${label}`;
  return `${label} ${said(from)} → ${said(to)}`;
}

export function fieldOf(name: string, { settings, data }: Subject): Field | undefined {
  if (name.startsWith("data.")) return settingsSchema(data?.source)[name.slice(5)];
  const schemas: readonly Schema[] = [schemaOfArchitecture(settings.architecture), trainSchema, engineSchema];
  return schemas.find((schema) => Object.hasOwn(schema, name))?.[name];
}

export function labelOf(name: string, field: Field | undefined, locale: Locale): string {
  const label = field?.label[locale] ?? name.replace(/^data\./, "");
  // Data and training each have a seed.
  return name === "data.seed" ? (locale === "en" ? `${label} of the data` : `${label} dos dados`) : label;
}

/** The first changes in words; how many more there are. */
export function changeList(changes: readonly Change[], of: Subject, locale: Locale, most = 4): string {
  const shown = changes.slice(0, most).map((change) => changeText(change, of, locale));
  const more = changes.length - shown.length;
  return [...shown, ...(more > 0 ? [locale === "en" ? `${more} more` : `mais ${more}`] : [])].join(", ");
}
