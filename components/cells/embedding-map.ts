import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { problemWith, type Field } from "../../src/hyperparameters/field.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { EmbeddingMapData } from "../../src/plots/embedding-map.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import type { Embeddings } from "../../src/training/analyses/embeddings.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import { WordMapHistory } from "../controllers/word-map-history.js";
import "../figure.js";
import { kind, schema } from "./embedding-map.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: the words find their places here as the network learns.", "pt-BR": "Clique em Treinar: as palavras acham seus lugares aqui enquanto a rede aprende." },
  working: { en: "Placing the words", "pt-BR": "Posicionando as palavras" },
  unknown: { en: "The vocabulary does not hold this word, so it has no neighbours.", "pt-BR": "O vocabulário não tem esta palavra; por isso ela não tem vizinhas." },
  nearest: { en: "Nearest words, by cosine; press one to go on from it", "pt-BR": "Palavras mais próximas, por cosseno; aperte uma para seguir a partir dela" },
  time: { en: "Moment of the training", "pt-BR": "Momento do treino" },
  epoch: { en: "Epoch", "pt-BR": "Época" },
} satisfies Record<string, Text>;

/** Neighbours that are listed; the first of them are marked in the map. */
const listed = 10;
const marked = 5;

/** The vectors of the words as a map: coloured by class, followed epoch by epoch, with the neighbours of any word. */
export class AtEmbeddingMap extends CellBase {
  static override properties = { ...CellBase.properties, moment: { state: true }, figure: { state: true } };
  static override styles = [shared, css`
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; margin-block-end: 0.6rem; }
    .row label { display: flex; align-items: center; gap: 0.5rem; min-width: 0; }
    .row .grow { flex: 1 1 12rem; }
    input, select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; }
    .grow input { flex: 1; width: 0; accent-color: var(--at-embedding); }
    input[type="range"] { padding: 0; border: 0; background: none; }
    input[type="number"] { width: 5rem; text-align: end; }
    input[type="checkbox"] { inline-size: 1.25rem; block-size: 1.25rem; min-height: 0; accent-color: var(--at-embedding); }
    output { min-width: 8ch; text-align: end; font-variant-numeric: tabular-nums; }
    h3 { font-size: 0.9rem; font-weight: 600; color: var(--at-ink-soft); margin: 0.6rem 0 0.3rem; }
    .near { display: flex; flex-wrap: wrap; gap: 0.3rem; margin: 0; padding: 0; list-style: none; }
    .near button { min-height: 1.9rem; padding: 0.1rem 0.6rem; font-size: 0.95rem; }
    .near small { color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    progress { width: 100%; accent-color: var(--at-embedding); }
    at-figure { display: block; margin-block: 0.4rem; }
    @media (pointer: coarse) { input, select, .near button { min-height: var(--at-target); } input[type="checkbox"] { inline-size: 1.75rem; block-size: 1.75rem; } }
  `];
  /** Index into the epochs kept; the newest when −1. */
  declare protected moment: number;
  declare protected figure: FigureContent | undefined;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #map = new Question(this, "embeddings");
  readonly #near = new Question(this, "neighbours");
  readonly #history = new WordMapHistory();
  #taken: Embeddings | undefined;
  #make: ((data: EmbeddingMapData) => FigureContent) | undefined;
  #made: readonly unknown[] = [];

  constructor() {
    super();
    this.moment = -1;
  }

  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps }) => environment !== undefined && steps.length > 0) : undefined;
  }
  protected get settings(): { readonly words: number; readonly method: "pca" | "umap"; readonly word: string; readonly record: boolean } { return this.reading().values as never; }
  protected get shown(): Embeddings | undefined {
    const { kept } = this.#history;
    return this.#map.answer === undefined ? undefined : kept[this.moment] ?? kept.at(-1);
  }

  protected override willUpdate(): void {
    const { run } = this;
    const { words: most, method, word, record } = this.settings;
    this.#map.ask(run, run && { words: most, method }, { waits: true });
    const wanted = word.trim().toLowerCase();
    this.#near.ask(run, run && wanted ? { word: wanted, count: listed } : undefined);
    const { answer, answeredFor } = this.#map;
    if (!answer || !answeredFor || answer === this.#taken) return;
    this.#taken = answer;
    this.#history.add(`${answeredFor.run.id} ${answeredFor.input.method}`, answer, record && answeredFor.input.method === "pca");
  }

  protected override updated(_changed: PropertyValues): void {
    const { shown, run } = this;
    if (!shown || !run) return;
    if (!this.#make) return void this.#load();
    const near = this.#near.answer;
    const { locale } = this.text;
    const made = [shown, near, locale];
    if (made.every((value, i) => value === this.#made[i])) return;
    this.#made = made;
    this.figure = this.#make({
      ...shown, classes: run.classes, reach: this.#history.reach,
      ...(near?.known ? { chosen: near.word, near: near.nearest.slice(0, marked).map(({ word }) => word) } : {}),
    });
  }
  async #load(): Promise<void> {
    const { embeddingMap } = await import("../../src/plots/embedding-map.js");
    if (this.#make) return;
    this.#make = (data) => embeddingMap.make(data, this.text.locale);
    this.requestUpdate();
  }

  #press(event: Event): void {
    const word = (event.composedPath()[0] as Element | undefined)?.getAttribute?.("data-word");
    if (word) this.commit({ word });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.figure?.caption ?? this.text.say(words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run } = this;
    const problems = [...this.problems.map(({ message }) => message), ...this.#map.problems, ...this.#near.problems].map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!run) return html`${problems}<p class="empty">${say(words.empty)}</p>`;
    const { progress } = this.#map;
    return html`
      ${problems}
      ${this.#chooser()}
      ${this.#times()}
      ${progress !== undefined && (this.settings.method === "umap" || !this.figure) ? html`<progress max="1" value=${progress} aria-label=${say(words.working)}></progress>` : nothing}
      ${this.figure ? html`<at-figure .content=${this.figure} .live=${run.state === "running"} @click=${this.#press}></at-figure>` : nothing}
      ${this.#neighbours()}`;
  }

  #chooser(): TemplateResult {
    const { say } = this.text;
    const { words: most, method, word, record } = this.settings;
    const stop = (event: Event): void => event.stopPropagation();
    const take = (name: string, field: Field, value: unknown): void => {
      if (problemWith(name, field, value) === undefined) this.commit({ [name]: value as string });
      else this.requestUpdate();
    };
    return html`<div class="row">
      <label class="grow">${say(schema.word.label)} <input type="text" list="all" maxlength="60" .value=${word} title=${say(schema.word.doc)} @input=${stop} @change=${(event: Event) => { stop(event); take("word", schema.word, (event.target as HTMLInputElement).value.trim()); }}></label>
      <datalist id="all">${(this.shown?.words ?? []).map((one) => html`<option value=${one}></option>`)}</datalist>
      <label title=${say(schema.method.doc)}>${say(schema.method.label)}
        <select @input=${stop} @change=${(event: Event) => { stop(event); this.moment = -1; take("method", schema.method, (event.target as HTMLSelectElement).value); }}>
          ${Object.entries(schema.method.choices).map(([choice, label]) => html`<option value=${choice} ?selected=${choice === method}>${say(label)}</option>`)}
        </select></label>
      <label>${say(schema.words.label)} <input type="number" min=${schema.words.min} max=${schema.words.max} .value=${String(most)} title=${say(schema.words.doc)} @input=${stop} @change=${(event: Event) => { stop(event); take("words", schema.words, (event.target as HTMLInputElement).valueAsNumber); }}></label>
      <label title=${say(schema.record.doc)}><input type="checkbox" .checked=${record} @input=${stop} @change=${(event: Event) => { stop(event); take("record", schema.record, (event.target as HTMLInputElement).checked); }}> ${say(schema.record.label)}</label>
    </div>`;
  }

  #times(): TemplateResult | typeof nothing {
    const { kept } = this.#history;
    if (kept.length < 2) return nothing;
    const { say } = this.text;
    const at = this.moment < 0 || this.moment >= kept.length ? kept.length - 1 : this.moment;
    const name = `${say(words.epoch)} ${kept[at]!.epoch}`;
    return html`<div class="row"><label class="grow"><span class="spoken">${say(words.time)}</span>
      <input type="range" min="0" max=${kept.length - 1} step="1" .value=${String(at)} aria-valuetext=${name} @change=${(event: Event) => event.stopPropagation()}
        @input=${(event: Event) => { event.stopPropagation(); const to = Number((event.target as HTMLInputElement).value); this.moment = to === kept.length - 1 ? -1 : to; }}>
      <output>${name}</output></label></div>`;
  }

  #neighbours(): TemplateResult | typeof nothing {
    const { say, number } = this.text;
    const near = this.#near.answer;
    if (!near) return nothing;
    if (!near.known) return html`<p class="note" role="status">${say(words.unknown)}</p>`;
    return html`<h3 id="nearest">${say(words.nearest)}</h3>
      <ul class="near" aria-labelledby="nearest">${near.nearest.map(({ word, cosine }) => html`<li><button @click=${() => this.commit({ word })}>${word} <small>${number(cosine, { decimals: 2, fixed: true })}</small></button></li>`)}</ul>`;
  }
}

define(kind.tag as "at-embedding-map", AtEmbeddingMap);
declare global { interface HTMLElementTagNameMap { "at-embedding-map": AtEmbeddingMap } }
