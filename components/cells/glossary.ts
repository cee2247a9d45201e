import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { plural, type Text } from "../../src/base/text.js";
import { alphabetical, answersTo, glossary, termsByTopic } from "../../src/glossary/index.js";
import type { Term, Topic } from "../../src/glossary/term.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { fillSymbol } from "../glossary/symbol.js";
import { kind, schema } from "./glossary.kind.js";

export { kind };

const words = {
  search: { en: "Search", "pt-BR": "Procurar" },
  none: { en: "No term answers to that. Try a shorter word.", "pt-BR": "Nenhum termo corresponde. Tente uma palavra mais curta." },
  list: { en: "Terms", "pt-BR": "Termos" },
  symbol: { en: "Symbol", "pt-BR": "Símbolo" },
  shape: { en: "Shape", "pt-BR": "Forma" },
  seeAlso: { en: "See also", "pt-BR": "Veja também" },
} satisfies Record<string, Text>;

/** The terms of the product in the alphabet of the reader's language; one opens at a time. */
export class AtGlossary extends CellBase {
  static override properties = { ...CellBase.properties, typed: { state: true }, open: { state: true } };
  static override styles = [shared, css`
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; margin-block-end: 0.6rem; }
    .row label { display: flex; align-items: center; gap: 0.5rem; min-width: 0; }
    .row .grow { flex: 1 1 14rem; }
    input, select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; }
    input { flex: 1; width: 0; }
    .count { margin: 0; color: var(--at-ink-soft); font-size: 0.9rem; }
    .list { max-height: 30rem; overflow-y: auto; border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-raised); margin: 0; padding: 0; list-style: none; scroll-padding-block: 3rem; }
    .list > li + li { border-block-start: 1px solid var(--at-line); }
    .entry { display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr); gap: 0.1rem 1rem; width: 100%; padding: 0.5rem 0.9rem; border: 0; border-radius: 0; background: transparent; text-align: start; align-items: baseline; }
    .entry:focus-visible { outline-offset: -2px; }
    .entry b { font-weight: 650; color: var(--at-accent); overflow-wrap: anywhere; }
    .entry[aria-expanded="true"] { background: var(--at-sunken); }
    .more { padding: 0.2rem 0.9rem 0.8rem; background: var(--at-sunken); }
    .more p { margin: 0.25rem 0; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; align-items: baseline; color: var(--at-ink-soft); }
    .facts code { font-family: var(--at-font-code); font-size: 0.88em; }
    .symbol { display: inline-block; max-width: 100%; overflow: auto hidden; vertical-align: middle; }
    .also { display: flex; flex-wrap: wrap; align-items: center; gap: 0.1rem 0.3rem; color: var(--at-ink-soft); font-size: 0.92rem; }
    .also button { min-height: 1.75rem; padding: 0.1rem 0.5rem; color: var(--at-accent); font-size: inherit; }
    .empty { padding: 1rem; margin: 0; }
    :host { container-type: inline-size; }
    @container (max-width: 30rem) { .entry { grid-template-columns: minmax(0, 1fr); } }
    @media (pointer: coarse) { input, select, .also button { min-height: var(--at-target); } }
  `];
  declare protected typed: string;
  /** Name of the term that is open; empty when none is. */
  declare protected open: string;
  readonly kind = kind;

  constructor() {
    super();
    this.typed = "";
    this.open = "";
  }

  protected get topic(): Topic | "all" { return this.reading().values["topic"] as Topic | "all"; }
  /** The terms of the topic that answer to what was typed, in the reader's alphabet. */
  protected get found(): readonly Term[] {
    const { locale } = this.text;
    const terms = this.topic === "all" ? glossary : termsByTopic[this.topic];
    return alphabetical(terms, locale).filter((term) => this.typed.trim() === "" || answersTo(term, this.typed, locale));
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say } = this.text;
    const alt = this.found.map(({ term, meaning }) => `${say(term)}: ${say(meaning)}`).join("\n") || say(words.none);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override updated(): void {
    const { symbol } = glossary.get(this.open) ?? {};
    const place = this.renderRoot.querySelector<HTMLElement>(".symbol");
    if (symbol && place) void fillSymbol(place, symbol);
  }

  /** Opens a term that another one points to, wherever it is listed, and moves the keyboard to it. */
  async #goTo(name: string): Promise<void> {
    this.open = name;
    if (!this.found.some((term) => term.name === name)) this.typed = "";
    if (!this.found.some((term) => term.name === name)) this.commit({ topic: "all" });
    await this.updateComplete;
    const entry = this.renderRoot.querySelector<HTMLElement>(`[data-term="${name}"]`);
    entry?.focus();
    entry?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    const { found } = this;
    const stop = (event: Event): void => event.stopPropagation();
    return html`
      ${this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      <div class="row">
        <label class="grow">${say(words.search)} <input type="search" .value=${this.typed} @change=${stop} @input=${(event: Event) => { stop(event); this.typed = (event.target as HTMLInputElement).value; }}></label>
        <label>${say(schema.topic.label)}
          <select @input=${stop} @change=${(event: Event) => { stop(event); this.commit({ topic: (event.target as HTMLSelectElement).value }); }}>
            ${Object.entries(schema.topic.choices).map(([name, title]) => html`<option value=${name} ?selected=${name === this.topic}>${say(title)}</option>`)}
          </select></label>
        <p class="count" role="status">${locale === "en" ? plural(found.length, locale, "term", "terms") : plural(found.length, locale, "termo", "termos")}</p>
      </div>
      ${found.length === 0 ? html`<p class="note empty">${say(words.none)}</p>` : html`
        <ul class="list" aria-label=${say(words.list)} tabindex="-1">${repeat(found, ({ name }) => name, (term) => this.#entry(term))}</ul>`}`;
  }

  #entry({ name, term, meaning, explanation, symbol, shape, seeAlso }: Term): TemplateResult {
    const { say } = this.text;
    const isOpen = name === this.open;
    return html`<li>
      <button class="entry" data-term=${name} aria-expanded=${isOpen ? "true" : "false"} @click=${() => { this.open = isOpen ? "" : name; }}><b>${say(term)}</b> <span>${say(meaning)}</span></button>
      ${isOpen ? html`<div class="more">
        <p>${say(explanation)}</p>
        ${symbol || shape ? html`<p class="facts">
          ${symbol ? html`<span>${say(words.symbol)}: <span class="symbol" translate="no"></span></span>` : nothing}
          ${shape ? html`<span>${say(words.shape)}: <code translate="no">${shape}</code></span>` : nothing}</p>` : nothing}
        <p class="also">${say(words.seeAlso)}: ${seeAlso.map((other) => html`<button class="quiet" @click=${() => this.#goTo(other)}>${say(glossary.get(other)!.term)}</button>`)}</p>
      </div>` : nothing}
    </li>`;
  }
}

define(kind.tag as "at-glossary", AtGlossary);
declare global { interface HTMLElementTagNameMap { "at-glossary": AtGlossary } }
