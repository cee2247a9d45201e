import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { sameText, textOf } from "../../src/base/text.js";
import { ProblemError, type Dataset, type DataSettings, type DataValue, type PreparedData } from "../../src/data/dataset.js";
import { datasets } from "../../src/data/datasets/index.js";
import { ownTexts } from "../../src/data/datasets/own-texts.js";
import { readDataSettings, settingsSchema } from "../../src/data/settings.js";
import type { Schema, Values } from "../../src/hyperparameters/schema.js";
import type { CellKind, CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { pageEngine } from "../base/engine.js";
import { shared } from "../base/tokens.js";
import { majoritySentence, sizeSentence, vocabularySentence } from "../dataset/sentences.js";
import { datasetStyles } from "../dataset/styles.js";
import { countsView, leftOutView, samplesView } from "../dataset/views.js";
import { words } from "../dataset/words.js";
import type { FieldChange } from "../field.js";
import type { OwnChange } from "../dataset/own-texts.js";
import "../form.js";

export const kind: CellKind = {
  name: "dataset",
  tag: "at-dataset",
  title: { en: "Data", "pt-BR": "Dados" },
  summary: { en: "Labelled texts, split into what the network learns from and what it is judged on.", "pt-BR": "Textos rotulados, divididos entre os que ensinam a rede e os que a avaliam." },
  schema: ({ source }) => settingsSchema(source),
  inputs: {},
  requires: [],
  yields: true,
};

/** Asks the worker for the data it names; its value is the prepared data, or that it is on its way, or why it is not. */
export class AtDataset extends CellBase {
  static override properties = { page: { state: true }, figure: { state: true } };
  static override styles = [shared, datasetStyles];
  /** Which handful of examples is shown. */
  declare private page: number;
  declare private figure: FigureContent | undefined;
  readonly kind = kind;
  #value: DataValue | undefined;
  /** The settings that the value is of. */
  #key = "";
  #abort: AbortController | undefined;
  /** Shown, dimmed, while newer data is read. */
  #before: PreparedData | undefined;

  constructor() {
    super();
    this.page = 0;
    this.figure = undefined;
  }

  override get value(): DataValue {
    const { settings, problems } = readDataSettings(this.params);
    const blocking = problems.filter(({ code }) => code !== "unknown-setting");
    const key = JSON.stringify([settings, blocking.map(({ code, path }) => [code, path])]);
    if (this.#value === undefined || key !== this.#key) {
      this.#before = this.#value?.prepared ?? this.#before;
      this.#key = key;
      this.#value = { settings, title: this.source(settings)?.title ?? sameText(settings.source), state: blocking.length > 0 ? "failed" : "loading", prepared: undefined, problems: blocking };
    }
    return this.#value;
  }
  private source({ source }: DataSettings): Dataset | undefined { return datasets.get(source); }

  dispose(): void { this.#abort?.abort(); }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("params") || !this.hasUpdated) void this.load();
  }

  /** Reads what the settings name, unless it is there or under way. A request for older settings is dropped. */
  private async load(again = false): Promise<void> {
    const { settings, state } = this.value;
    const key = this.#key;
    if (again) this.#value = { ...this.value, state: "loading", problems: [] };
    else if (key === this.#asked || state !== "loading") return this.#dropOlder(key);
    this.#asked = key;
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    if (again) this.#tell();
    try {
      const prepared = await pageEngine().request("prepare", settings, { signal: abort.signal });
      if (abort.signal.aborted || key !== this.#key) return;
      this.#value = { ...this.value, state: "ready", prepared, problems: [] };
      this.page = 0;
    } catch (error) {
      if (abort.signal.aborted || key !== this.#key) return;
      this.#value = { ...this.value, state: "failed", problems: problemsOf(error) };
    }
    this.figure = undefined;
    this.#tell();
    if (this.shadowRoot?.querySelector<HTMLDetailsElement>("details.lengths")?.open) void this.drawLengths();
  }
  #asked = "";
  /** Settings that cannot be asked for leave nothing to wait for. */
  #dropOlder(key: string): void {
    if (key === this.#asked) return;
    this.#abort?.abort();
    this.#asked = "";
  }
  #tell(): void {
    this.requestUpdate();
    this.announce();
  }

  protected override commit(changes: Values): void {
    const next = { ...this.params, ...changes };
    // Another source has options of its own: those of the one before stay only where both have them.
    const known = new Set(Object.keys(settingsSchema(this.params["source"])));
    const kept = changes["source"] === undefined ? next : Object.fromEntries(Object.entries(next).filter(([name]) => !known.has(name) || Object.hasOwn(settingsSchema(next["source"]), name)));
    this.params = kept;
    this.announce();
  }

  /** Texts of one's own have settings that their part of the cell changes; what is as it would be anyway need not be written. */
  private changeOwn({ changes, isSame }: OwnChange): void {
    if (isSame) return void this.load(true);
    const schema = settingsSchema(this.params["source"]);
    const next: Record<string, unknown> = { ...this.params, ...changes };
    for (const [name, value] of Object.entries(changes)) if (value === schema[name]?.default) delete next[name];
    this.params = next;
    this.announce();
  }
  /** What the form shows. */
  private get formSchema(): Schema {
    const schema = settingsSchema(this.params["source"]);
    if (this.source(this.value.settings)?.origin !== "own") return schema;
    return Object.fromEntries(Object.entries(schema).filter(([name]) => !Object.hasOwn(ownTexts.options, name) || (name === "limit" && this.value.settings.options["hash"] !== "")));
  }

  private async drawLengths(): Promise<void> {
    const { prepared } = this.value;
    if (!prepared) return;
    const [{ lengthHistogram }] = await Promise.all([import("../../src/plots/length-histogram.js"), import("../figure.js")]);
    if (prepared === this.value.prepared) this.figure = lengthHistogram.make({ lengths: prepared.tokens.map(({ length }) => length) }, this.text.locale);
  }

  protected override updated(): void {
    // A figure is drawn in one language; the page's may have changed.
    if (this.figure && this.#figureLocale !== undefined && this.#figureLocale !== this.text.locale) void this.drawLengths();
    this.#figureLocale = this.text.locale;
  }
  #figureLocale: string | undefined;

  override async snapshot(): Promise<CellSnapshot> {
    const { say } = this.text;
    await this.updateComplete;
    const { title, prepared, state, problems } = this.value;
    const facts = prepared ? [sizeSentence(prepared), majoritySentence(prepared)] : state === "loading" ? [words.loading] : problems.map(({ message }) => message);
    const alt = [`${say(title)}.`, ...facts.map(say)].join(" ");
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { settings, state, title, problems } = this.value;
    const source = this.source(settings);
    const shown = this.value.prepared ?? (state === "loading" ? this.#before : undefined);
    const schema = this.formSchema;
    const isOwn = source?.origin === "own";
    if (isOwn) void import("../dataset/own-texts.js").catch(() => undefined);
    const loose = [...problems, ...this.problems.filter(({ code }) => code === "unknown-setting")].filter(({ path }) => !Object.hasOwn(schema, path));
    // Whoever begins has done nothing wrong.
    const isBeginning = isOwn && loose.length > 0 && loose.every(({ code }) => code === "no-texts-yet" || code === "one-class");
    return html`
      <div class="head"><h3>${say(title)}</h3>${source ? html`<span class="origin">${say(words[source.origin])}</span>` : nothing}</div>
      ${source ? html`<p class="summary">${say(source.summary)}</p>` : nothing}
      ${loose.map(({ message }) => html`<p class=${isBeginning ? "note" : "problem"}>${say(message)}</p>`)}
      ${isOwn ? html`<at-own-texts .options=${ownOptions(this.params)} .seed=${settings.seed} .problems=${problems} @at-own-change=${(event: CustomEvent<OwnChange>) => this.changeOwn(event.detail)}></at-own-texts>` : nothing}
      ${state === "failed" && !isBeginning ? html`<p class="note">${say(words.failed)}</p>${source && loose.length > 0 && !isOwn ? html`<p><button class="again" @click=${() => { void this.load(true); }}>${say(words.again)}</button></p>` : nothing}` : nothing}
      <div role="status">${state === "loading" ? html`<p class="loading">${say(words.loading)}</p>` : nothing}</div>
      ${shown ? this.renderData(shown, source, state === "loading") : nothing}
      ${source?.expectations ? html`<details class="expectations" @toggle=${(event: Event) => { if ((event.target as HTMLDetailsElement).open) void import("../dataset/expectations.js"); }}>
        <summary>${say(words.expectations)}</summary>
        <div class="inside"><at-expectations .source=${source.name} .options=${settings.options}></at-expectations></div>
      </details>` : nothing}
      <details class="settings" ?open=${state === "failed" && !isOwn}><summary>${say(words.settings)}</summary>
        <div class="inside"><at-form .schema=${schema} .values=${this.params} @at-change=${(event: CustomEvent<FieldChange>) => { event.stopPropagation(); this.commit({ [event.detail.name]: event.detail.value }); }}></at-form></div>
      </details>
      ${source ? html`<p class="credit">${say(source.attribution)}${source.licence ? ` ${say(words.licence)}: ${source.licence}.` : nothing}</p>` : nothing}`;
  }

  private renderData(prepared: PreparedData, source: Dataset | undefined, isOld: boolean): TemplateResult {
    const { say } = this.text;
    return html`<div class=${isOld ? "old" : ""}>
      <div class="facts"><p>${say(sizeSentence(prepared))}</p>${countsView(prepared, this.text)}
        <p>${say(majoritySentence(prepared))}</p><p class="note">${say(vocabularySentence(prepared))}</p>${leftOutView(prepared, this.text)}</div>
      <details class="samples" open><summary>${say(words.samples)}</summary>
        ${samplesView(prepared, source, this.page, this.text)}
        <p class="more"><button class="others" @click=${() => { this.page++; }}>${say(words.others)}</button></p>
      </details>
      <details class="lengths" @toggle=${(event: Event) => { if ((event.target as HTMLDetailsElement).open && !this.figure) void this.drawLengths(); }}>
        <summary>${say(words.lengths)}</summary>
        <div class="inside">${this.figure ? html`<at-figure .content=${this.figure}></at-figure>` : nothing}</div>
      </details>
    </div>`;
  }
}

define(kind.tag as "at-dataset", AtDataset);
declare global { interface HTMLElementTagNameMap { "at-dataset": AtDataset } }

/** The options of one's own texts as the cell has them written, each only where it fits. */
function ownOptions(params: Readonly<Record<string, unknown>>): Values {
  const { options } = readDataSettings(params).settings;
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(params, name)));
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError && error.problems.length > 0) return error.problems;
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return [{ code: "data-failed", path: "", message: textOf((l) => `${l === "en" ? "The page could not read the data" : "A página não conseguiu ler os dados"} (${why}).`) }];
}
