import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { plural, type Text } from "../../src/base/text.js";
import type { DataValue, PreparedData } from "../../src/data/dataset.js";
import type { FieldValue, StageKind } from "../../src/hyperparameters/field.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import type { ModelChoice } from "../../src/model/model-choice.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import type { FieldChange } from "../field.js";
import "../form.js";
import "../hyperparameters/known-good.js";
import { architectureOf, baseOf, changedNames, ownSchema, presetOf, readChoice, schemaOf, totalsOf, type ModelReading } from "../hyperparameters/reading.js";

export const kind: CellKind = {
  name: "hyperparameters",
  tag: "at-hyperparameters",
  title: { en: "Hyperparameters", "pt-BR": "Hiperparâmetros" },
  summary: { en: "The choices that shape a network, in the order of its stages.", "pt-BR": "As escolhas que dão forma à rede, na ordem das etapas." },
  schema: schemaOf,
  inputs: { data: "data" },
  requires: [],
  yields: true,
};

const words = {
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  parameter: { en: "parameter", "pt-BR": "parâmetro" },
  withoutEmbedding: { en: "without the embedding", "pt-BR": "sem o embedding" },
  multiplyAdds: { en: "multiply-adds per example", "pt-BR": "multiplicações e somas por exemplo" },
  cannot: { en: "This network cannot be built yet: see the settings marked above.", "pt-BR": "Ainda não dá para montar esta rede: veja acima os campos marcados." },
  resetAll: { en: "Reset all", "pt-BR": "Desfazer todas" },
  nothingChanged: { en: "Nothing changed from", "pt-BR": "Nada mudou em relação a" },
  changedFrom: { en: "changed from", "pt-BR": "em relação a" },
} satisfies Record<string, Text>;

/** The first thing that a newcomer is asked to change is in sight: the kernel size. */
const openAtFirst: ReadonlySet<StageKind> = new Set(["convolution"]);

/** The form of a network: its value is the choice that flow, summary and train read. */
export class AtHyperparameters extends CellBase {
  static override properties = { preview: { state: true } };
  static override styles = [shared, css`
    .head { margin-block-end: 0.6rem; }
    .reason { margin: 0.1rem 0 0.4rem; }
    .foot { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; border-block-start: 1px solid var(--at-line); margin-block-start: 0.8rem; padding-block-start: 0.6rem; }
    .totals { margin: 0; flex: 1 1 20rem; font-variant-numeric: tabular-nums; }
    .totals b { font-weight: 650; }
    .changes { margin: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; color: var(--at-ink-soft); font-size: 0.9rem; }
    .changes button { min-height: 1.9rem; padding: 0.1rem 0.7rem; }
    @media (pointer: coarse) { .changes button { min-height: var(--at-target); } }
  `];
  /** What a moving slider would give. */
  declare private preview: Readonly<Record<string, FieldValue>>;
  readonly kind = kind;
  #read: { readonly params: unknown; readonly prepared: unknown; readonly reading: ModelReading } | undefined;

  constructor() {
    super();
    this.preview = {};
  }

  private get prepared(): PreparedData | undefined { return (this.inputs["data"] as { readonly prepared?: PreparedData } | undefined)?.prepared; }

  /** Read once for every settings and data, so that what others see changes only when something did. */
  private get modelReading(): ModelReading {
    const { params, prepared } = this;
    if (this.#read?.params !== params || this.#read.prepared !== prepared) this.#read = { params, prepared, reading: readChoice(params, prepared) };
    return this.#read.reading;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The data decides whether the network fits: those who read the choice hear of it.
    const problems = JSON.stringify(this.value.problems);
    if (this.hasUpdated && changed.has("inputs") && !changed.has("params") && problems !== this.#told) this.announce();
    this.#told = problems;
  }
  #told = "[]";

  override get value(): ModelChoice { return this.modelReading.choice; }

  private change({ name, value }: FieldChange): void {
    this.preview = {};
    // A preset replaces what was changed by hand; another architecture has settings of its own.
    if (name === "preset" || name === "architecture") return this.replace({ ...this.unknownSettings, ...(name === "preset" && this.params["architecture"] !== undefined ? { architecture: this.params["architecture"] } : {}), [name]: value });
    this.commit({ [name]: value });
  }
  private resetAll(): void {
    const { architecture, preset } = this.params;
    this.replace({ ...this.unknownSettings, ...(architecture === undefined ? {} : { architecture }), ...(preset === undefined ? {} : { preset }) });
  }
  private replace(params: Readonly<Record<string, unknown>>): void {
    this.params = params;
    this.announce();
  }
  private get unknownSettings(): Readonly<Record<string, unknown>> { return this.reading().unknown; }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { params } = this;
    const [schema, own] = [schemaOf(params), ownSchema(params)];
    const { between, own: problems } = this.modelReading;
    const base = baseOf(params);
    const values = { ...presetOf(params)?.values, ...Object.fromEntries(Object.keys(own).filter((name) => Object.hasOwn(params, name)).map((name) => [name, params[name]])) };
    const homeless = problems.filter(({ path }) => !Object.hasOwn(schema, path));
    const change = (event: CustomEvent<FieldChange>): void => { event.stopPropagation(); this.change(event.detail); };
    const preset = presetOf(params);
    const data = (this.inputs["data"] as DataValue | undefined)?.settings;
    return html`
      ${homeless.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      <div class="head" @at-change=${change}>
        <at-field name="architecture" .field=${schema["architecture"]!} .value=${params["architecture"]} .reference=${architectureOf(params).name}></at-field>
        ${schema["preset"] ? html`<at-field name="preset" .field=${schema["preset"]} .value=${params["preset"]} .reference=${preset?.name}></at-field>` : nothing}
        ${data ? html`<at-known-good .data=${data} .params=${params} @at-known-good=${(event: CustomEvent<Readonly<Record<string, FieldValue>>>) => this.replace({ ...this.unknownSettings, ...event.detail })}></at-known-good>` : nothing}
        ${preset ? html`<p class="note reason">${say(preset.summary)}</p>` : nothing}
      </div>
      <at-form .schema=${own} .open=${openAtFirst} .values=${values} .reference=${base} .problems=${between} @at-change=${change}
        @at-preview=${(event: CustomEvent<FieldChange>) => { this.preview = { [event.detail.name]: event.detail.value }; }}></at-form>
      <div class="foot">${this.renderTotals()}${this.renderChanges()}</div>`;
  }

  private renderTotals(): TemplateResult {
    const { say, number, locale } = this.text;
    const isMoving = Object.keys(this.preview).length > 0;
    const { stages } = isMoving ? readChoice({ ...this.params, ...this.preview }, this.prepared) : this.modelReading;
    if (stages.length === 0) return html`<p class="totals note">${say(words.cannot)}</p>`;
    const { parameters, withoutEmbedding, multiplyAdds } = totalsOf(stages);
    return html`<p class="totals"><b>${plural(parameters, locale, say(words.parameter), say(words.parameters))}</b>${withoutEmbedding === parameters ? nothing : html` <span class="note">(${number(withoutEmbedding)} ${say(words.withoutEmbedding)})</span>`}
      <span class="note">·</span> <b>${number(multiplyAdds)}</b> ${say(words.multiplyAdds)}</p>`;
  }

  private renderChanges(): TemplateResult {
    const { say, locale } = this.text;
    const changed = changedNames(ownSchema(this.params), this.params, baseOf(this.params)).length;
    const preset = presetOf(this.params);
    const from = preset ? `“${say(preset.title)}”` : say(architectureOf(this.params).title);
    if (changed === 0) return html`<p class="changes">${say(words.nothingChanged)} ${from}</p>`;
    const count = plural(changed, locale, locale === "en" ? "" : "alteração", locale === "en" ? "" : "alterações").trim();
    return html`<p class="changes"><span>${count} ${say(words.changedFrom)} ${from}</span><button @click=${() => this.resetAll()}>${say(words.resetAll)}</button></p>`;
  }
}

define(kind.tag as "at-hyperparameters", AtHyperparameters);
declare global { interface HTMLElementTagNameMap { "at-hyperparameters": AtHyperparameters } }
