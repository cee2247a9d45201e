import { html, nothing, type TemplateResult } from "lit";
import { parseNumber, type Locale } from "../../src/base/text.js";
import { describeValue } from "../../src/hyperparameters/field.js";
import type { Schema } from "../../src/hyperparameters/schema.js";
import type { PlannedNetwork } from "../../src/training/comparison/plan.js";
import type { Contender } from "../../src/training/comparison/settings.js";
import type { LocaleController } from "../base/locale.js";
import type { FieldChange } from "../field.js";
import "../form.js";
import { baseOf, ownSchema, schemaOf } from "../hyperparameters/reading.js";
import { words } from "./words.js";

export interface EntrantsHost {
  readonly text: LocaleController;
  /** Keys of the contenders whose settings stand open. */
  readonly open: ReadonlySet<string>;
  /** Keys of the contenders whose guess, as typed, is none. */
  readonly badGuesses: ReadonlySet<string>;
  readonly mayGuess: boolean;
  setOpen(key: string, isOpen: boolean): void;
  guess(key: string, value: number | undefined, isBad: boolean): void;
  change(index: number, change: FieldChange): void;
  remove(index: number): void;
}

/** Colour of a network everywhere in the comparison. */
export const colourOf = (index: number): string => `var(--at-run-${(index % 6) + 1})`;

/** The networks that take part, each with what it costs, what was changed, and the reader's guess. */
export function entrantsView(contenders: readonly Contender[], planned: readonly PlannedNetwork[], guesses: Readonly<Record<string, number>>, host: EntrantsHost): TemplateResult {
  return html`<ul class="entrants">${contenders.map((contender, index) => entrantView(contender, index, planned.find(({ key }) => key === contender.key), guesses[contender.key], host))}</ul>`;
}

function entrantView({ key, literal, choice }: Contender, index: number, planned: PlannedNetwork | undefined, guess: number | undefined, host: EntrantsHost): TemplateResult {
  const { say, number, locale } = host.text;
  const schema = schemaOf(literal);
  const title = planned ? say(planned.title) : key;
  const isOpen = host.open.has(key);
  const written = writtenText(literal, schema, locale);
  const passes = (event: CustomEvent<FieldChange>): void => { event.stopPropagation(); host.change(index, event.detail); };
  return html`<li class="entrant" style="--at-run: ${colourOf(index)}">
    <div class="who"><span class="swatch"></span><span class="name">${title}</span>
      <p class="about">${planned ? html`${number(planned.cost.parameters)} ${say(words.parameters).toLowerCase()} · ${number(planned.cost.multiplyAdds)} ${say(words.multiplyAdds).toLowerCase()}` : nothing}${written ? html` · ${written}` : nothing}
        ${planned && planned.changes.length > 0 ? html`<br><b>${planned.changes.map(({ name, from, to }) => `${schema[name] ? say(schema[name].label) : name} ${number(from)} → ${number(to)}`).join(", ")}</b> ${say(words.toBudget)}` : nothing}
        ${planned?.isLine ? html`<br>${say(words.line)}` : nothing}</p>
    </div>
    ${guessView(key, title, guess, host)}
    <button class="quiet" aria-label="${say(words.remove)}: ${title}" @click=${() => host.remove(index)}>✕</button>
    <details ?open=${isOpen} @toggle=${(event: Event) => host.setOpen(key, (event.target as HTMLDetailsElement).open)}>
      <summary>${say(words.settings)}<span class="spoken">: ${title}</span></summary>
      ${isOpen ? html`<at-form .schema=${ownSchema(literal)} .values=${{ ...baseOf(literal), ...literal }} .reference=${baseOf(literal)} .problems=${choice.problems} @at-change=${passes} @at-preview=${(event: Event) => event.stopPropagation()}></at-form>` : nothing}
    </details>
  </li>`;
}

/** What was written for a network beside its name: "Starting point: short sentences, filters 32". */
function writtenText(literal: Readonly<Record<string, unknown>>, schema: Schema, locale: Locale): string {
  return Object.entries(literal).flatMap(([name, value]) => {
    const field = schema[name];
    if (name === "architecture" || !field) return [];
    return [`${field.label[locale].toLowerCase()} ${describeValue(field, value, locale).split(": ")[0]!}`];
  }).join(", ");
}

function guessView(key: string, title: string, guess: number | undefined, { text: { say, number, locale }, mayGuess, badGuesses, guess: tell }: EntrantsHost): TemplateResult | typeof nothing {
  if (!mayGuess) return html`<span class="guess">${guess === undefined ? nothing : html`${say(words.guess)}: ${number(guess, { percent: true, decimals: 0 })}`}</span>`;
  const isBad = badGuesses.has(key);
  return html`<label class="guess"><span>${say(words.guess)}<span class="spoken">: ${title}</span></span>
    <input type="text" inputmode="decimal" aria-invalid=${isBad ? "true" : "false"} .value=${guess === undefined ? "" : number(guess * 100, { decimals: 1 })} @input=${(event: Event) => event.stopPropagation()}
      @change=${(event: Event) => {
        event.stopPropagation();
        const read = readGuess((event.target as HTMLInputElement).value, locale);
        tell(key, read === "bad" ? guess : read, read === "bad");
      }} /><span aria-hidden="true">%</span></label>`;
}

/** "95", "95%" or "95,5" as a share; undefined when nothing is written. */
export function readGuess(written: string, locale: Locale): number | undefined | "bad" {
  const trimmed = written.replace("%", "").trim();
  if (trimmed === "") return undefined;
  const value = parseNumber(trimmed, locale);
  return value >= 0 && value <= 100 ? value / 100 : "bad";
}
