import { problem, show, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { formatNumber, textOf, type Locale, type Text } from "../base/text.js";

/** The block of the pipeline that a setting belongs to: it gives the form its groups, their order and their colour. */
export const stageKinds = ["text", "embedding", "convolution", "attention", "pooling", "dense", "output", "training"] as const;
export type StageKind = (typeof stageKinds)[number];

/** What has to be redone when a setting changes: the batches, the model, or only the next step. */
export type Invalidates = "data" | "model" | "training" | "nothing";

/** What every setting says about itself, whatever its kind. */
interface About {
  readonly label: Text;
  /** One sentence: what it does and what changes when it grows. */
  readonly doc: Text;
  readonly stage: StageKind;
  readonly invalidates: Invalidates;
  /** Where the default comes from: a DOI, an arXiv id, the reference model, a measured run. */
  readonly source?: Text;
  /** Older names that still open: a link shared today opens in five years. */
  readonly aliases?: readonly string[];
  /** Whether a form keeps it folded away until it is asked for or differs from its default. */
  readonly advanced?: true;
}
interface NumberAbout extends About {
  readonly default: number;
  /** Smallest and largest value, both allowed. */
  readonly min: number;
  readonly max: number;
  /** How sliders and sweeps move between min and max. */
  readonly scale?: "linear" | "log";
  /** The step of the slider and the arrow keys; 1 for integers unless told. */
  readonly step?: number;
  readonly unit?: Text;
}
export type IntegerField = { readonly kind: "integer" } & NumberAbout;
export type RealField = { readonly kind: "real" } & NumberAbout;
export type BooleanField = { readonly kind: "boolean"; readonly default: boolean } & About;
export type ChoiceField = { readonly kind: "choice"; readonly default: string; readonly choices: Readonly<Record<string, Text>> } & About;
export type TextField = { readonly kind: "text"; readonly default: string; readonly maxLength: number; readonly multiline?: boolean } & About;
export type Field = IntegerField | RealField | BooleanField | ChoiceField | TextField;
export type FieldValue = number | boolean | string;

/** Why `value` does not fit `field`, with the way out; undefined when it fits. @param name the setting's name, which becomes the problem's path */
export function problemWith(name: string, field: Field, value: unknown): Problem | undefined {
  switch (field.kind) {
    case "boolean":
      return typeof value === "boolean" ? undefined : problem("not-true-or-false", name, { expected: { en: "true or false", "pt-BR": "true ou false (sim ou não)" }, received: value });
    case "choice": {
      if (typeof value === "string" && Object.hasOwn(field.choices, value)) return undefined;
      const names = Object.keys(field.choices);
      const near = typeof value === "string" ? nearestName(value, names) : undefined;
      return problem("not-a-choice", name, {
        expected: { en: `one of ${names.join(", ")}`, "pt-BR": `um destes: ${names.join(", ")}` },
        received: value,
        ...(near ? { wayOut: { en: `Did you mean "${near}"?`, "pt-BR": `Você quis dizer "${near}"?` } } : {}),
      });
    }
    case "text":
      if (typeof value === "string" && value.length <= field.maxLength) return undefined;
      return problem("not-a-short-text", name, {
        expected: textOf((l) => (l === "en" ? `a text of at most ${formatNumber(field.maxLength, l)} characters` : `um texto de no máximo ${formatNumber(field.maxLength, l)} caracteres`)),
        received: typeof value === "string" ? value.length : value,
      });
    case "integer":
    case "real": {
      const whole = field.kind === "integer";
      if (typeof value === "number" && value >= field.min && value <= field.max && (!whole || Number.isInteger(value))) return undefined;
      return problem("out-of-range", name, { expected: rangeText(field), received: value, wayOut: wayBack(field, value) });
    }
  }
}

/** "a whole number from 1 to 15", in both languages. */
export const rangeText = (field: IntegerField | RealField): Text => textOf((locale) => {
  const [min, max] = [rangeNumber(field.min, locale), rangeNumber(field.max, locale)];
  return locale === "en"
    ? `${field.kind === "integer" ? "a whole number" : "a number"} from ${min} to ${max}`
    : `um número${field.kind === "integer" ? " inteiro" : ""} de ${min} a ${max}`;
});
/** Whole numbers in full: 4,294,967,295 must not read as 4,294,970,000. */
const rangeNumber = (value: number, locale: Locale): string => formatNumber(value, locale, Number.isInteger(value) ? { decimals: 0 } : { significant: 6 });

function wayBack(field: IntegerField | RealField, value: unknown): Text {
  const to = (nearest: number, en: string, pt: string): Text =>
    textOf((l) => (l === "en" ? `Set it to ${rangeNumber(nearest, l)}${en}.` : `Use ${rangeNumber(nearest, l)}${pt}.`));
  if (typeof value === "number" && value > field.max) return to(field.max, " or less", " ou menos");
  if (typeof value === "number" && value < field.min) return to(field.min, " or more", " ou mais");
  if (typeof value === "number" && field.kind === "integer" && Number.isFinite(value)) return to(Math.round(value), "", "");
  return to(field.default, ", its default", ", o valor padrão");
}

/** A value as the reader sees it: a number in the language's own form, a choice by its label. */
export function describeValue(field: Field, value: unknown, locale: Locale): string {
  if (problemWith("", field, value)) return show(value);
  switch (field.kind) {
    case "boolean": return value ? { en: "yes", "pt-BR": "sim" }[locale] : { en: "no", "pt-BR": "não" }[locale];
    case "choice": return field.choices[value as string]![locale];
    case "text": return value as string;
    case "integer":
    case "real": return rangeNumber(value as number, locale);
  }
}

