import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { plural } from "../src/base/text.js";
import type { Problem } from "../src/base/problem.js";
import { describeValue, problemWith, type FieldValue, type StageKind } from "../src/hyperparameters/field.js";
import type { Schema, Values } from "../src/hyperparameters/schema.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";
import "./field.js";
import type { AtField, FieldChange } from "./field.js";
import { groupsOf, moreTitle, stageTitles, type Group } from "./field/stages.js";

/**
 * The settings of a schema, grouped by the stage they belong to, in the pipeline's order and colour. A closed group says its values in one line.
 * A schema of one stage shows its fields without a group.
 * @fires at-change - one setting was committed
 * @fires at-preview - a slider is moving
 */
export class AtForm extends AtElement {
  static override properties = {
    schema: { attribute: false }, values: { attribute: false }, reference: { attribute: false }, problems: { attribute: false }, open: { attribute: false },
    more: { state: true },
  };
  static override styles = [shared, css`
    details { border-inline-start: 3px solid var(--at-stage); padding-inline-start: 0.9rem; }
    details + details { margin-block-start: 0.35rem; }
    summary { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.6rem; padding-block: 0.3rem; cursor: pointer; list-style: none; min-height: 2rem; border-radius: 4px; }
    summary::-webkit-details-marker { display: none; }
    summary::before { content: "▸"; color: var(--at-stage); font-size: 0.8em; inline-size: 0.8em; }
    details[open] > summary::before { content: "▾"; }
    summary:hover .title { text-decoration: underline; text-underline-offset: 0.2em; }
    details.more { border: 0; padding: 0; }
    .more .title { color: var(--at-ink-soft); }
    .title { color: var(--at-stage); font-weight: 600; }
    .line { color: var(--at-ink-soft); font-size: 0.92rem; flex: 1 1 14rem; overflow-wrap: anywhere; }
    .line b { color: var(--at-ink); font-weight: 600; }
    .fields { padding-block-end: 0.4rem; }
    @media (pointer: coarse) { summary { min-height: var(--at-target); align-items: center; } }
  `];
  declare schema: Schema;
  /** As written, whether or not they fit; a default stands in for what is left out. */
  declare values: Readonly<Record<string, unknown>>;
  /** What "changed" compares with, by name; defaults where it says nothing. */
  declare reference: Values;
  /** Problems between fields, each shown at the field its path names. */
  declare problems: readonly Problem[];
  /** Stages whose group stands open; a group with a problem always does. */
  declare open: ReadonlySet<StageKind>;
  /** Stages whose advanced settings a person showed or hid; the others show them where one differs from what it is compared with. */
  declare private more: Readonly<Partial<Record<StageKind, boolean>>>;

  constructor() {
    super();
    this.schema = {};
    this.values = {};
    this.reference = {};
    this.problems = [];
    this.open = new Set();
    this.more = {};
  }

  /** Puts the keyboard on a setting, opening its group. */
  async focusField(name: string): Promise<void> {
    const { stage, advanced } = this.schema[name] ?? {};
    if (stage) this.open = new Set([...this.open, stage]);
    if (stage && advanced) this.more = { ...this.more, [stage]: true };
    await this.updateComplete;
    const field = this.shadowRoot?.querySelector<AtField>(`at-field[name="${CSS.escape(name)}"]`);
    await field?.updateComplete;
    field?.focus();
  }

  private pass(event: CustomEvent<FieldChange>): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail, bubbles: true }));
  }

  private problemsOf(name: string): readonly Problem[] { return this.problems.filter(({ path }) => path === name); }
  private isWrong(name: string): boolean {
    const value = this.values[name];
    return this.problemsOf(name).length > 0 || (Object.hasOwn(this.values, name) && problemWith(name, this.schema[name]!, value) !== undefined);
  }
  private currentOf(name: string): FieldValue {
    const value = this.values[name];
    return Object.hasOwn(this.values, name) && problemWith(name, this.schema[name]!, value) === undefined ? (value as FieldValue) : this.schema[name]!.default;
  }
  private comparedOf(name: string): FieldValue { return this.reference[name] ?? this.schema[name]!.default; }

  private renderField(name: string): TemplateResult {
    return html`<at-field name=${name} .field=${this.schema[name]!} .value=${Object.hasOwn(this.values, name) ? this.values[name] : undefined}
      .reference=${this.reference[name]} .problems=${this.problemsOf(name)}
      @at-change=${(event: CustomEvent<FieldChange>) => this.pass(event)} @at-preview=${(event: CustomEvent<FieldChange>) => this.pass(event)}></at-field>`;
  }
  private renderFields({ stage, names }: Group): TemplateResult {
    const isFolded = (name: string): boolean => this.schema[name]!.advanced === true;
    const fields = (some: readonly string[]): unknown => repeat(some, (name) => name, (name) => this.renderField(name));
    const folded = names.filter(isFolded);
    return html`${fields(names.filter((name) => !isFolded(name)))}${folded.length > 0 ? this.renderMore(stage, folded, fields) : nothing}`;
  }
  private renderMore(stage: StageKind, names: readonly string[], fields: (some: readonly string[]) => unknown): TemplateResult {
    const isWrong = names.some((name) => this.isWrong(name));
    const isOpen = isWrong || (this.more[stage] ?? names.some((name) => this.currentOf(name) !== this.comparedOf(name)));
    const remember = (event: Event): void => {
      const { open } = event.target as HTMLDetailsElement;
      // Opened by a change, it stays when the change is taken back: nothing closes under the keyboard.
      if (open !== this.more[stage]) this.more = { ...this.more, [stage]: open };
    };
    return html`<details class="more" ?open=${isOpen} @toggle=${remember}>
      <summary><span class="title">${this.text.say(moreTitle)}</span>${isOpen ? nothing : this.renderLine(names)}</summary>
      <div class="fields">${isOpen ? fields(names) : nothing}</div>
    </details>`;
  }

  /** "Filters 64 · **Kernel size 7**": what was changed stands out. */
  private renderLine(names: readonly string[]): TemplateResult {
    const { say, locale } = this.text;
    const parts = names.map((name) => {
      const field = this.schema[name]!;
      const value = this.currentOf(name);
      const text = field.kind === "boolean" && value === true ? say(field.label) : `${say(field.label)}: ${shorten(describeValue(field, value, locale), field.kind === "choice")}`;
      return value === this.comparedOf(name) ? html`${text}` : html`<b>${text}</b>`;
    });
    return html`<span class="line">${parts.map((part, i) => html`${i > 0 ? " · " : ""}${part}`)}</span>`;
  }

  private renderGroup({ stage, names }: Group): TemplateResult {
    const isOpen = this.open.has(stage) || names.some((name) => this.isWrong(name));
    const changed = names.filter((name) => this.currentOf(name) !== this.comparedOf(name)).length;
    const count = plural(changed, this.text.locale, { en: "changed", "pt-BR": "alterado" }[this.text.locale], { en: "changed", "pt-BR": "alterados" }[this.text.locale]);
    return html`<details ?open=${isOpen} style="--at-stage: var(--at-${stage})" @toggle=${(event: Event) => this.remember(stage, (event.target as HTMLDetailsElement).open)}>
      <summary><span class="title">${this.text.say(stageTitles[stage])}</span>${isOpen ? (changed > 0 ? html`<span class="line">${count}</span>` : nothing) : this.renderLine(names.filter((name) => !this.schema[name]!.advanced || this.currentOf(name) !== this.comparedOf(name)))}</summary>
      <div class="fields">${isOpen ? this.renderFields({ stage, names }) : nothing}</div>
    </details>`;
  }
  private remember(stage: StageKind, isOpen: boolean): void {
    if (isOpen === this.open.has(stage)) return;
    const open = new Set(this.open);
    if (isOpen) open.add(stage);
    else open.delete(stage);
    this.open = open;
  }

  protected override render(): TemplateResult {
    const groups = groupsOf(this.schema);
    if (groups.length === 1) return this.renderFields(groups[0]!);
    return html`${repeat(groups, ({ stage }) => stage, (group) => this.renderGroup(group))}`;
  }
}
define("at-form", AtForm);

/** A choice by its name alone: "tanh" of "tanh: one bounded score". */
function shorten(text: string, isChoice: boolean): string {
  const short = isChoice ? text.split(": ")[0]! : text;
  return short.length > 28 ? `${short.slice(0, 27)}…` : short === "" ? "—" : short;
}
