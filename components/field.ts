import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Problem } from "../src/base/problem.js";
import { parseNumber, type Locale } from "../src/base/text.js";
import { describeValue, problemWith, rangeText, type ChoiceField, type Field, type FieldValue } from "../src/hyperparameters/field.js";
import { termForSetting } from "../src/glossary/of-settings.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";
import { hasSlider, positionOf, steppedFrom, valueAt, type NumberField } from "./field/scale.js";
import { fieldStyles } from "./field/styles.js";
import { words } from "./field/words.js";

export interface FieldChange { readonly name: string; readonly value: FieldValue }

declare global {
  interface HTMLElementEventMap {
    /** A setting was committed: a slider let go, a box left, a choice made. */
    "at-change": CustomEvent<FieldChange>;
    /** A slider is moving; nothing is committed yet. */
    "at-preview": CustomEvent<FieldChange>;
  }
}

const noField: Field = { kind: "boolean", default: false, stage: "training", invalidates: "nothing", label: { en: "", "pt-BR": "" }, doc: { en: "", "pt-BR": "" } };

/**
 * One setting: label, control, unit, help with range, default and source, and the sentence of what is wrong with it.
 * A bad entry stays as typed, shows its problem and changes nothing else.
 * @fires at-change - a value that fits was committed and differs from before
 * @fires at-preview - while a slider moves
 */
export class AtField extends AtElement {
  static override properties = {
    name: { type: String }, field: { attribute: false }, value: { attribute: false }, reference: { attribute: false }, problems: { attribute: false },
    draft: { state: true }, checked: { state: true }, preview: { state: true }, helpOpen: { state: true },
  };
  static override styles = [shared, fieldStyles];
  declare name: string;
  declare field: Field;
  /** As written in the settings, whether or not it fits. */
  declare value: unknown;
  /** What "changed" compares with; the field's default unless told. */
  declare reference: FieldValue | undefined;
  /** Problems between this field and others. */
  declare problems: readonly Problem[];
  /** What was typed and is not committed. */
  declare private draft: string | undefined;
  /** Whether the draft was left or entered, and so is judged. */
  declare private checked: boolean;
  declare private preview: number | undefined;
  declare private helpOpen: boolean;

  constructor() {
    super();
    this.name = "";
    this.field = noField;
    this.value = undefined;
    this.reference = undefined;
    this.problems = [];
    this.draft = undefined;
    this.checked = false;
    this.preview = undefined;
    this.helpOpen = false;
  }

  override focus(options?: FocusOptions): void {
    this.shadowRoot?.querySelector<HTMLElement>("input:checked, input:not([type=range], [type=radio]), select, textarea")?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Undo, another cell or a preset gave a new value: what was typed before no longer stands for anything.
    if (changed.has("value") && this.hasUpdated) [this.draft, this.checked, this.preview] = [undefined, false, undefined];
  }

  /** The value in force: the default stands in for one that does not fit. */
  private get current(): FieldValue {
    return problemWith(this.name, this.field, this.value) === undefined ? (this.value as FieldValue) : this.field.default;
  }
  private get compared(): FieldValue { return this.reference ?? this.field.default; }
  private get ownProblem(): Problem | undefined {
    if (this.draft !== undefined) return this.checked ? problemWith("", this.field, this.read(this.draft)) : undefined;
    return this.value === undefined ? undefined : problemWith("", this.field, this.value);
  }

  /** What a person typed as a value; what cannot be read stays text, so that its problem shows it as typed. */
  private read(typed: string): unknown {
    if (this.field.kind === "text") return typed;
    const value = parseNumber(typed, this.text.locale);
    return Number.isNaN(value) ? typed : value;
  }

  private commit(value: FieldValue): void {
    [this.draft, this.checked, this.preview] = [undefined, false, undefined];
    if (value === this.value || (this.value === undefined && value === this.field.default)) return;
    this.value = value;
    this.tell("at-change", value);
  }
  private tell(event: "at-change" | "at-preview", value: FieldValue): void {
    this.dispatchEvent(new CustomEvent<FieldChange>(event, { detail: { name: this.name, value }, bubbles: true }));
  }
  private commitDraft(typed: string): void {
    const value = this.read(typed);
    if (problemWith("", this.field, value) === undefined) this.commit(value as FieldValue);
    else [this.draft, this.checked] = [typed, true];
  }
  private slide(value: number): void {
    if (value === (this.preview ?? this.current)) return;
    [this.draft, this.checked] = [undefined, false];
    this.preview = value;
    this.tell("at-preview", value);
  }
  private settle(): void {
    if (this.preview !== undefined) this.commit(this.preview);
  }
  private stepKeys(event: KeyboardEvent, field: NumberField): void {
    const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    const end = { Home: field.min, End: field.max }[event.key];
    const isBox = (event.currentTarget as HTMLInputElement).type === "text";
    if (isBox && event.key === "Escape") [this.draft, this.checked] = [undefined, false];
    // In the box, left, right, Home and End move the caret.
    if ((steps === undefined && end === undefined) || (isBox && !event.key.endsWith("Up") && !event.key.endsWith("Down"))) return;
    event.preventDefault();
    this.slide(end ?? steppedFrom(field, this.preview ?? (this.current as number), steps!));
  }

  private renderNumber(field: NumberField): TemplateResult {
    const value = this.preview ?? (this.current as number);
    const position = positionOf(field, value);
    const said = `${describeValue(field, value, this.text.locale)}${field.unit ? ` ${this.text.say(field.unit)}` : ""}`;
    const keys = (event: KeyboardEvent): void => this.stepKeys(event, field);
    return html`
      ${hasSlider(field) ? html`<span class="track" style=${styleMap({ "--at-filled": `${(position * 100).toFixed(2)}%`, "--at-marker": positionOf(field, this.compared as number).toFixed(4) })}>
        <input type="range" min="0" max="1" step="any" .value=${live(String(position))} aria-label="${this.text.say(field.label)}, ${this.text.say(words.slider)}" aria-valuetext=${said}
          @input=${(event: Event) => this.slide(valueAt(field, Number((event.target as HTMLInputElement).value)))}
          @change=${() => this.settle()} @keydown=${keys} @keyup=${() => this.settle()} @blur=${() => this.settle()}>
        <span class="marker" aria-hidden="true"></span>
      </span>` : nothing}
      <input id="control" class=${hasSlider(field) ? "" : "long"} type="text" inputmode="decimal" autocomplete="off" .value=${live(this.shown())}
        aria-invalid=${this.ownProblem ? "true" : "false"} aria-describedby=${this.describedBy()}
        @input=${(event: Event) => this.keep(event)} @change=${(event: Event) => this.commitDraft((event.target as HTMLInputElement).value)}
        @keydown=${keys} @keyup=${() => this.settle()} @blur=${() => this.settle()}>
      <span class="unit">${field.unit ? this.text.say(field.unit) : ""}</span>`;
  }
  private shown(): string {
    if (this.draft !== undefined) return this.draft;
    if (this.preview !== undefined) return plainNumber(this.preview, this.text.locale);
    return typeof this.value === "number" ? plainNumber(this.value, this.text.locale) : this.value === undefined ? plainNumber(this.current as number, this.text.locale) : String(this.value);
  }
  private keep(event: Event): void {
    this.preview = undefined;
    this.draft = (event.target as HTMLInputElement).value;
  }

  /** A name that this version does not know stays visible among the choices. */
  private get unknownChoice(): string | undefined { return this.value !== undefined && this.value !== this.current ? String(this.value) : undefined; }
  private get isRadioGroup(): boolean { return this.field.kind === "choice" && isShort(this.field, this.text.locale) && this.unknownChoice === undefined; }

  private renderChoice(field: ChoiceField): TemplateResult {
    const names = Object.entries(field.choices);
    const [selected, unknown] = [this.current as string, this.unknownChoice];
    if (this.isRadioGroup) {
      return html`<div class="choices" role="radiogroup" aria-labelledby="name" aria-describedby=${this.describedBy()}>
        ${names.map(([name, label]) => html`<label><input type="radio" name="choice" value=${name} .checked=${live(name === selected)} @change=${() => this.commit(name)}>${this.text.say(label)}</label>`)}
      </div>`;
    }
    return html`<select id="control" aria-invalid=${unknown === undefined ? "false" : "true"} aria-describedby=${this.describedBy()} @change=${(event: Event) => this.commit((event.target as HTMLSelectElement).value)}>
      ${unknown === undefined ? nothing : html`<option value=${unknown} disabled .selected=${true}>${unknown}</option>`}
      ${names.map(([name, label]) => html`<option value=${name} .selected=${unknown === undefined && name === selected}>${this.text.say(label)}</option>`)}
    </select>`;
  }

  private renderText(multiline: boolean): TemplateResult {
    const shown = this.draft ?? (typeof this.value === "string" ? this.value : String(this.value ?? this.field.default));
    const input = (event: Event): void => this.keep(event);
    const change = (event: Event): void => this.commitDraft((event.target as HTMLInputElement).value);
    return multiline
      ? html`<textarea id="control" rows="2" .value=${live(shown)} aria-invalid=${this.ownProblem ? "true" : "false"} aria-describedby=${this.describedBy()} @input=${input} @change=${change}></textarea>`
      : html`<input id="control" class="words" type="text" .value=${live(shown)} aria-invalid=${this.ownProblem ? "true" : "false"} aria-describedby=${this.describedBy()} @input=${input} @change=${change}>`;
  }

  private renderControl(): TemplateResult {
    const { field } = this;
    switch (field.kind) {
      case "integer":
      case "real": return this.renderNumber(field);
      case "choice": return this.renderChoice(field);
      case "text": return this.renderText(field.multiline === true);
      case "boolean": return html`<input id="control" type="checkbox" .checked=${live(this.current === true)} aria-describedby=${this.describedBy()} @change=${(event: Event) => this.commit((event.target as HTMLInputElement).checked)}>`;
    }
  }

  private toggleHelp(): void {
    this.helpOpen = !this.helpOpen;
    // Offline, the word in the help stays a plain word.
    if (this.helpOpen) void import("./term.js").catch(() => undefined);
  }

  private describedBy(): string | typeof nothing {
    return [this.helpOpen ? "about" : "", this.ownProblem || this.problems.length > 0 ? "problem" : ""].filter(Boolean).join(" ") || nothing;
  }

  private renderAbout(): TemplateResult {
    const { say, locale } = this.text;
    const { field } = this;
    const facts = [
      field.kind === "integer" || field.kind === "real" ? `${say(words.range)}: ${say(rangeText(field))}` : "",
      field.kind === "text" && field.default === "" ? "" : `${say(words.default)}: ${describeValue(field, field.default, locale)}`,
      field.source ? `${say(words.source)}: ${say(field.source)}` : "",
    ].filter(Boolean);
    const term = termForSetting(this.name);
    return html`<div id="about" class="about below"><p>${say(field.doc)}</p><p class="facts">${facts.map((fact, i) => html`${i > 0 ? " · " : ""}${fact}`)}</p>
      ${term === undefined ? nothing : html`<p class="facts">${say(words.glossary)}: <at-term name=${term}>${say(field.label)}</at-term></p>`}</div>`;
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    const label = say(this.field.label);
    const changed = this.current !== this.compared;
    const reference = this.field.kind === "text" ? `“${this.compared}”` : describeValue(this.field, this.compared, locale);
    const own = this.ownProblem;
    const stop = (event: Event): void => event.stopPropagation();
    return html`<div class="field" @input=${stop} @change=${stop}>
      <div class="head">
        ${this.isRadioGroup ? html`<span class="name" id="name">${label}</span>` : html`<label class="name" id="name" for="control">${label}</label>`}
        ${changed ? html`<span class="dot" title="${say(words.differs)} ${reference}"><span class="spoken">${say(words.differs)} ${reference}</span></span>` : nothing}
        <button class="help quiet" aria-expanded=${this.helpOpen ? "true" : "false"} aria-controls="about" aria-label="${say(words.about)}: ${label}" @click=${() => this.toggleHelp()}></button>
      </div>
      <div class="control">${this.renderControl()}</div>
      ${changed || own ? html`<button class="reset quiet" title="${say(words.reset)} ${reference}" aria-label="${label}: ${say(words.reset)} ${reference}" @click=${() => { this.commit(this.compared); this.focus(); }}>↺</button>` : nothing}
      ${own || this.problems.length > 0 ? html`<div id="problem" class="below">
        ${own ? html`<p class="problem" role=${this.draft === undefined ? nothing : "alert"}>${sentenceCase(say(own.message))}</p>` : nothing}
        ${this.problems.map((one) => html`<p class="problem">${sentenceCase(withoutPath(say(one.message), one.path))}</p>`)}
      </div>` : nothing}
      ${this.helpOpen ? this.renderAbout() : html`<div id="about" hidden></div>`}
    </div>`;
  }
}
define("at-field", AtField);

/** A number as it is edited: no grouping, the locale's decimal separator, every digit kept. */
const plainNumber = (value: number, locale: Locale): string => (locale === "pt-BR" ? String(value).replace(".", ",") : String(value));

const isShort = (field: ChoiceField, locale: Locale): boolean => {
  const labels = Object.values(field.choices).map((label) => label[locale]);
  return labels.length <= 4 && labels.join("").length <= 34;
};

/** The path is where the reader is already looking. */
const withoutPath = (message: string, path: string): string => (path !== "" && message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message);
const sentenceCase = (message: string): string => message.charAt(0).toLocaleUpperCase() + message.slice(1);
