import { show } from "../../src/base/problem.js";
import type { Locale } from "../../src/base/text.js";
import { settingsSchema } from "../../src/data/settings.js";
import { describeValue, type Field } from "../../src/hyperparameters/field.js";
import type { Change } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Run } from "../../src/training/run.js";
import { basisChanges, basisOf, engineChanges } from "../../src/training/run-state.js";
import { engineSchema, schemaOfArchitecture, trainSchema } from "../../src/training/schema.js";

/** "Kernel size 5 → 3": a change in the reader's words. @param of the run whose architecture and source know the names */
export function changeText({ name, from, to }: Change, of: Pick<Run, "settings" | "data">, locale: Locale): string {
  if (name === "architecture") {
    const title = (value: unknown): string => architectures.get(String(value))?.title[locale] ?? show(value);
    return `${locale === "en" ? "Architecture" : "Arquitetura"} ${title(from)} → ${title(to)}`;
  }
  const field = fieldOf(name, of);
  const said = (value: unknown): string => (value === undefined ? "—" : field ? describeValue(field, value, locale).split(": ")[0]! : show(value));
  return `${labelOf(name, field, locale)} ${said(from)} → ${said(to)}`;
}

function fieldOf(name: string, { settings, data }: Pick<Run, "settings" | "data">): Field | undefined {
  if (name.startsWith("data.")) return settingsSchema(data?.source)[name.slice(5)];
  return { ...trainSchema as Readonly<Record<string, Field>>, ...engineSchema, ...schemaOfArchitecture(settings.architecture) }[name];
}

function labelOf(name: string, field: Field | undefined, locale: Locale): string {
  const label = field?.label[locale] ?? name.replace(/^data\./, "");
  // Data and training each have a seed.
  return name === "data.seed" ? (locale === "en" ? `${label} of the data` : `${label} dos dados`) : label;
}

/** What was done differently from the run before. Two architectures have different settings: only those that both have can be said to change. */
export function changesBetweenRuns(before: Run, after: Run): readonly Change[] {
  const changes = basisChanges(basisOf(before.settings, before.data), basisOf(after.settings, after.data));
  const isOther = before.settings.architecture !== after.settings.architecture;
  const shared = isOther ? changes.filter(({ from, to }) => from !== undefined && to !== undefined) : changes;
  return [...shared, ...engineChanges(before, { backend: after.environment?.backend ?? "auto", precision: after.engine?.precision ?? "equal" })];
}

/** The first changes in words; how many more there are. */
export function changeList(changes: readonly Change[], of: Pick<Run, "settings" | "data">, locale: Locale, most = 4): string {
  const shown = changes.slice(0, most).map((change) => changeText(change, of, locale));
  const more = changes.length - shown.length;
  return [...shown, ...(more > 0 ? [locale === "en" ? `${more} more` : `mais ${more}`] : [])].join(", ");
}
