import { html, nothing, type TemplateResult } from "lit";
import { parseNumber } from "../../src/base/text.js";
import type { Field, FieldValue } from "../../src/hyperparameters/field.js";
import type { Schema, Values } from "../../src/hyperparameters/schema.js";
import type { LocaleController } from "../base/locale.js";
import { words } from "./words.js";

/** One setting of the space as it is written. */
export type Written = Readonly<Record<string, unknown>>;

export interface SpaceFormData {
  readonly schema: Schema;
  readonly space: Written;
  /** Where a range begins when it is added: around the value in use. */
  readonly base: Values;
  /** The setting that Add adds. */
  readonly chosen: string;
  /** Inputs that hold no number: "learningRate from". */
  readonly bad: ReadonlySet<string>;
  readonly text: LocaleController;
  choose(name: string): void;
  write(space: Written): void;
  setBad(key: string, isBad: boolean): void;
}

const isRecord = (value: unknown): value is Written => typeof value === "object" && value !== null && !Array.isArray(value);
const stop = (event: Event): void => event.stopPropagation();

/** What a search may vary: all but free text. */
export const searchable = (schema: Schema): readonly string[] => Object.keys(schema).filter((name) => schema[name]!.kind !== "text");

/** How a setting is varied at first: a number from a third of its value to three times, within its range; every option. */
export function usualRange(field: Field, value: FieldValue | undefined): unknown {
  switch (field.kind) {
    case "boolean": return [false, true];
    case "choice": return Object.keys(field.choices);
    case "text": return undefined;
    case "integer": case "real": {
      const middle = Number(value ?? field.default);
      const [low, high] = middle > 0 ? [middle / 3, middle * 3] : [field.min, field.min + (field.max - field.min) / 10];
      const round = (end: number): number => Math.min(field.max, Math.max(field.min, field.kind === "integer" ? Math.round(end) : Number(end.toPrecision(2))));
      return round(low) < round(high) ? { from: round(low), to: round(high) } : { from: field.min, to: field.max };
    }
  }
}

/** The settings that vary, each with its ends or its options, and a way to vary another one. */
export function spaceForm(data: SpaceFormData): TemplateResult {
  const { schema, space, base, text: { say } } = data;
  const names = Object.keys(space).filter((name) => Object.hasOwn(schema, name) && schema[name]!.kind !== "text");
  const free = searchable(schema).filter((name) => !names.includes(name));
  const chosen = free.includes(data.chosen) ? data.chosen : free[0];
  return html`
    <ul class="space">${names.map((name) => html`<li class="varied" style="--at-stage: var(--at-${schema[name]!.stage})">
      <span class="name">${say(schema[name]!.label)}</span>
      ${dimensionView(name, schema[name]!, space[name], data)}
      <button class="quiet" aria-label="${say(words.remove)}: ${say(schema[name]!.label)}" @click=${() => data.write(Object.fromEntries(Object.entries(space).filter(([other]) => other !== name)))}>${say(words.remove)}</button>
    </li>`)}</ul>
    ${chosen === undefined ? nothing : html`<div class="row">
      <label>${say(words.add)}
        <select @input=${stop} @change=${(event: Event) => { stop(event); data.choose((event.target as HTMLSelectElement).value); }}>
          ${free.map((name) => html`<option value=${name} ?selected=${name === chosen}>${say(schema[name]!.label)}</option>`)}
        </select></label>
      <button class="add" @click=${() => data.write({ ...space, [chosen]: usualRange(schema[chosen]!, base[chosen]) })}>${say(words.addButton)}</button>
    </div>`}`;
}

function dimensionView(name: string, field: Field, how: unknown, data: SpaceFormData): TemplateResult {
  const { say } = data.text;
  const options = Array.isArray(how) ? how as readonly unknown[] : isRecord(how) && Array.isArray(how["options"]) ? how["options"] as readonly unknown[] : undefined;
  const write = (now: unknown): void => data.write({ ...data.space, [name]: now });
  const withOptions = (now: readonly unknown[]): unknown => (isRecord(how) ? { ...how, options: now } : now);
  if (field.kind === "choice" || field.kind === "boolean") {
    const all: readonly FieldValue[] = field.kind === "boolean" ? [false, true] : Object.keys(field.choices);
    const now = options ?? all;
    const label = (value: FieldValue): string => (field.kind === "choice" ? say(field.choices[String(value)]!).split(": ")[0]! : value ? { en: "yes", "pt-BR": "sim" }[data.text.locale] : { en: "no", "pt-BR": "não" }[data.text.locale]);
    return html`<fieldset class="options"><legend class="spoken">${say(field.label)}</legend>${all.map((value) => html`<label>
      <input type="checkbox" .checked=${now.includes(value)} @input=${stop} @change=${(event: Event) => {
        stop(event);
        const { checked } = event.target as HTMLInputElement;
        write(withOptions(all.filter((one) => (one === value ? checked : now.includes(one)))));
      }} />${label(value)}</label>`)}</fieldset>`;
  }
  if (options) return html`<label class="list"><span>${say(words.oneOf)}</span>${numbersInput(name, "options", options.join("; "), data, (numbers) => write(withOptions(numbers)), say(field.label))}</label>`;
  const range = isRecord(how) ? how : {};
  const end = (which: "from" | "to"): TemplateResult => {
    const { min, max } = field as Extract<Field, { kind: "integer" | "real" }>;
    const value = range[which] ?? (which === "from" ? min : max);
    return html`<label><span>${say(words[which])}</span>${numbersInput(name, which, typeof value === "number" ? data.text.number(value, { significant: 6 }) : String(value), data, ([number]) => write({ ...range, [which]: number }), `${say(field.label)}, ${say(words[which])}`)}</label>`;
  };
  return html`<span class="ends">${end("from")}${end("to")}</span>`;
}

function numbersInput(name: string, part: string, value: string, data: SpaceFormData, give: (numbers: readonly number[]) => void, label: string): TemplateResult {
  const key = `${name} ${part}`;
  return html`<input type="text" inputmode="decimal" aria-label=${label} .value=${value} aria-invalid=${data.bad.has(key) ? "true" : "false"} @input=${stop}
    @change=${(event: Event) => {
      stop(event);
      const written = (event.target as HTMLInputElement).value.split(/[;\s]+/).filter(Boolean).map((one) => parseNumber(one.replace(/[,;]$/, ""), data.text.locale));
      const isBad = written.length === 0 || written.some(Number.isNaN) || (part !== "options" && written.length > 1);
      data.setBad(key, isBad);
      if (!isBad) give(written);
    }} />`;
}
