import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sameText, type Text } from "../../src/base/text.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { FilterStory, Ngram } from "../../src/training/analyses/filters.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import { captionOf, thresholdSentence, words } from "../filters/words.js";
import { kind, schema } from "./filters.kind.js";

export { kind };

/** n-grams that are asked for: enough for a search, ten of them are shown. */
const asked = 24;
const shown = 10;

/** A dictionary of the convolution: a filter a row, one open at a time. */
export class AtFilters extends CellBase {
  static override properties = { ...CellBase.properties, typed: { state: true }, open: { state: true } };
  static override styles = [shared, css`
    :host { container-type: inline-size; }
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; margin-block-end: 0.6rem; }
    .row label { display: flex; align-items: center; gap: 0.5rem; min-width: 0; }
    .row .grow { flex: 1 1 12rem; }
    input, select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; max-width: 100%; }
    .grow input { flex: 1; width: 0; }
    .purity { width: 4.5rem; text-align: end; }
    .caption { margin: 0 0 0.5rem; }
    .list { max-height: 34rem; overflow-y: auto; border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-raised); margin: 0; padding: 0; list-style: none; }
    .list > li + li { border-block-start: 1px solid var(--at-line); }
    .entry { display: grid; grid-template-columns: 6rem minmax(0, 1fr) 9rem; gap: 0.1rem 0.9rem; align-items: center; width: 100%; padding: 0.35rem 0.8rem; border: 0; border-radius: 0; background: transparent; text-align: start; }
    .entry:focus-visible { outline-offset: -2px; }
    .entry[aria-expanded="true"] { background: var(--at-sunken); }
    .number { font-variant-numeric: tabular-nums; color: var(--at-convolution); font-weight: 650; }
    .words { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .to { color: var(--at-class); display: flex; align-items: center; gap: 0.4rem; min-width: 0; font-size: 0.92rem; }
    .to span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .meter { flex: none; width: 3.2rem; height: 0.55rem; background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: 3px; overflow: hidden; }
    .meter i { display: block; height: 100%; background: var(--at-class); }
    .dead { color: var(--at-ink-soft); font-style: italic; }
    .more { padding: 0.3rem 0.9rem 0.9rem; background: var(--at-sunken); }
    .more > p { margin: 0.25rem 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
    caption { text-align: start; font-weight: 600; padding-block: 0.3rem; }
    th, td { text-align: start; padding: 0.3rem 0.8rem 0.3rem 0; border-block-end: 1px solid var(--at-line); font-weight: 400; }
    thead th { color: var(--at-ink-soft); font-size: 0.85rem; }
    .numeric { text-align: end; white-space: nowrap; }
    .ngram { display: flex; flex-wrap: wrap; gap: 0.15rem 0.45rem; }
    .ngram span { position: relative; padding-block-end: 5px; }
    .ngram span::after { content: ""; position: absolute; inset: auto 0 0 0; height: 4px; border-radius: 2px; background: var(--at-convolution); opacity: var(--share, 0); }
    .ngram .less { text-decoration: line-through; text-decoration-color: var(--at-line-strong); }
    .ngram .unknown { font-style: italic; color: var(--at-ink-soft); }
    progress { width: 100%; accent-color: var(--at-convolution); }
    @container (max-width: 34rem) {
      .entry { grid-template-columns: 5rem minmax(0, 1fr); }
      .words { grid-column: 1 / -1; grid-row: 2; }
    }
    @media (pointer: coarse) { input, select, .entry { min-height: var(--at-target); } }
    @media (forced-colors: active) { .meter i, .ngram span::after { forced-color-adjust: none; } }
  `];
  declare protected typed: string;
  /** Index of the filter that is open; −1 when none is. */
  declare protected open: number;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #question = new Question(this, "filters");

  constructor() {
    super();
    this.typed = "";
    this.open = -1;
  }

  /** The newest run whose network has begun to exist. */
  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps }) => environment !== undefined && steps.length > 0) : undefined;
  }
  protected get settings(): { readonly texts: "training" | "heldOut"; readonly order: string; readonly purity: number } { return this.reading().values as never; }

  protected override willUpdate(): void {
    const { texts, purity } = this.settings;
    this.#question.ask(this.run, { texts, purity, top: asked }, { waits: true });
  }

  /** The filters in the order asked for; with a word typed, those that have it among their n-grams. */
  protected get listed(): readonly FilterStory[] {
    const filters = this.#question.answer?.filters ?? [];
    const typed = this.typed.trim().toLowerCase();
    const key: (story: FilterStory) => number = {
      pull: ({ pulls, active }: FilterStory) => -Math.max(...pulls) * Number(active > 0), activation: ({ ngrams }: FilterStory) => -(ngrams[0]?.activation ?? 0),
      share: ({ threshold }: FilterStory) => -(threshold?.share ?? 0), number: ({ index }: FilterStory) => index,
    }[this.settings.order] ?? (({ index }) => index);
    return filters.filter(({ ngrams }) => typed === "" || ngrams.some(({ tokens }) => tokens.some((token) => token?.toLowerCase().startsWith(typed)))).toSorted((a, b) => key(a) - key(b) || a.index - b.index);
  }
  protected nameOfClass(index: number): Text { return this.run?.classes[index] ?? sameText(String(index)); }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say } = this.text;
    const { answer } = this.#question;
    const alt = answer ? [say(captionOf(answer, this.run?.classes ?? [])), ...this.listed.slice(0, 8).map((story) => `${say(words.filter)} ${story.index + 1}: “${this.#spoken(story.ngrams[0])}” → ${say(this.nameOfClass(story.identity))}.`)].join(" ") : say(words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  #spoken(ngram: Ngram | undefined): string { return ngram?.tokens.map((token) => token ?? `[${this.text.say(words.unknown)}]`).join(" ") ?? ""; }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run, listed } = this;
    const { answer, progress, problems } = this.#question;
    const troubles = [...this.problems.map(({ message }) => message), ...problems].map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!run) return html`${troubles}<p class="empty">${say(words.empty)}</p>`;
    const top = Math.max(1e-9, ...(answer?.filters.map(({ pulls, active }) => (active > 0 ? Math.max(...pulls) : 0)) ?? []));
    return html`
      ${troubles}
      ${this.#chooser()}
      ${!answer ? (progress === undefined ? nothing : html`<progress max="1" value=${progress} aria-label=${say(words.working)}></progress>`) : html`
        <p class="caption">${say(captionOf(answer, run.classes))}</p>
        ${listed.length === 0 ? html`<p class="note">${say(words.none)}</p>` : html`<ul class="list" aria-label=${say(words.list)}>${repeat(listed, ({ index }) => index, (story) => this.#entry(story, top))}</ul>`}
        <p class="note">${say(words[answer.method])}${answer.filters.some(({ ngrams }) => ngrams.some(({ slots }) => slots.length > 0)) ? ` ${say(words.slots)}` : ""}</p>`}`;
  }

  #chooser(): TemplateResult {
    const { say, number } = this.text;
    const { texts, order, purity } = this.settings;
    const stop = (event: Event): void => event.stopPropagation();
    const select = (name: "texts" | "order", value: string): TemplateResult => html`<label>${say(schema[name].label)}
      <select @input=${stop} @change=${(event: Event) => { stop(event); this.commit({ [name]: (event.target as HTMLSelectElement).value }); }}>
        ${Object.entries(schema[name].choices).map(([choice, label]) => html`<option value=${choice} ?selected=${choice === value}>${say(label)}</option>`)}
      </select></label>`;
    return html`<div class="row">
      <label class="grow">${say(words.search)} <input type="search" .value=${this.typed} @change=${stop} @input=${(event: Event) => { stop(event); this.typed = (event.target as HTMLInputElement).value; }}></label>
      ${select("order", order)} ${select("texts", texts)}
      <label title=${say(schema.purity.doc)}>${say(schema.purity.label)}
        <input class="purity" type="number" min=${schema.purity.min} max=${schema.purity.max} step="0.05" .value=${String(purity)} aria-valuetext=${number(purity, { percent: true, decimals: 0 })} @input=${stop}
          @change=${(event: Event) => { stop(event); const { valueAsNumber, validity } = event.target as HTMLInputElement; if (Number.isFinite(valueAsNumber) && !validity.rangeOverflow && !validity.rangeUnderflow) this.commit({ purity: valueAsNumber }); else this.requestUpdate(); }}></label>
    </div>`;
  }

  #entry(story: FilterStory, top: number): TemplateResult {
    const { say } = this.text;
    const { index, identity, ngrams, pulls, active } = story;
    const isOpen = index === this.open;
    const strongest = Math.max(...pulls);
    return html`<li>
      <button class="entry" aria-expanded=${isOpen ? "true" : "false"} style="--at-class: var(--at-class-${identity % 4})" @click=${() => { this.open = isOpen ? -1 : index; }}>
        <span class="number">${say(words.filter)} ${index + 1}</span>
        <span class="words ${active === 0 ? "dead" : ""}">${active === 0 ? say(words.dead) : this.#spoken(ngrams[0])}</span>
        ${active === 0 ? html`<span></span>` : html`<span class="to"><span class="meter" aria-hidden="true"><i style="width: ${((strongest / top) * 100).toFixed(1)}%"></i></span><span>${say(this.nameOfClass(identity))}</span></span>`}
      </button>
      ${isOpen ? this.#more(story) : nothing}
    </li>`;
  }

  #more(story: FilterStory): TemplateResult {
    const { say, number } = this.text;
    const { ngrams, pulls, identity } = story;
    const signed = (value: number): string => `${value > 0 ? "+" : ""}${number(value, { significant: 2 })}`;
    const top = Math.max(1e-9, ...ngrams.slice(0, shown).flatMap(({ slots }) => slots));
    return html`<div class="more">
      <p>${say(thresholdSentence(story, this.nameOfClass(identity), this.settings.purity))}</p>
      <p class="note">${say(words.pull)}: ${pulls.map((pull, k) => `${say(this.nameOfClass(k))} ${signed(pull)}`).join(" · ")}</p>
      ${ngrams.length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region" aria-label=${say(words.ngrams)}><table>
        <caption>${say(words.ngrams)}</caption>
        <thead><tr><th scope="col">${say(words.ngram)}</th><th scope="col" class="numeric">${say(words.activation)}</th><th scope="col" class="numeric">${say(words.times)}</th></tr></thead>
        <tbody>${ngrams.slice(0, shown).map(({ tokens, slots, activation, count }) => html`<tr>
          <th scope="row"><span class="ngram">${tokens.map((token, i) => html`<span class="${token === null ? "unknown" : ""} ${(slots[i] ?? 0) < 0 ? "less" : ""}" style="--share: ${Math.max(0, (slots[i] ?? 0) / top).toFixed(2)}" title=${slots[i] === undefined ? nothing : signed(slots[i]!)}>${token ?? say(words.unknown)}</span>`)}</span></th>
          <td class="numeric">${number(activation, { significant: 3 })}</td><td class="numeric">${number(count)}</td></tr>`)}</tbody>
      </table></div>`}
    </div>`;
  }
}

define(kind.tag as "at-filters", AtFilters);
declare global { interface HTMLElementTagNameMap { "at-filters": AtFilters } }

