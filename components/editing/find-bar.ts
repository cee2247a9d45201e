import { css, html, nothing, type TemplateResult } from "lit";
import { textOf, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { findText, replaceText, type Match } from "../../src/notebook/edits/find.js";
import type { Transaction } from "../../src/notebook/transaction.js";
import { AtElement, define } from "../base/at-element.js";
import { icon } from "../base/icons.js";
import { shared } from "../base/tokens.js";

export interface FindHost {
  document(): NotebookDocument;
  do(transaction: Transaction): void;
  /** Scrolls to a cell without taking the focus. */
  look(cell: number): void;
  /** Goes to a cell, or to nothing when there was none. */
  leave(cell: number | undefined): void;
  say(what: Text, canUndo: boolean): void;
}

/** Finds a text in the sources of all cells, counts it, and replaces it in one step. */
export class FindBar extends AtElement {
  static override properties = { isOpen: { state: true }, search: { state: true }, by: { state: true }, isExact: { state: true }, isWord: { state: true }, at: { state: true } };
  declare isOpen: boolean;
  declare search: string;
  declare by: string;
  declare isExact: boolean;
  declare isWord: boolean;
  /** Which match is looked at, from 0; -1 for none yet. */
  declare at: number;
  #host: FindHost | undefined;

  constructor() {
    super();
    this.isOpen = false;
    this.search = "";
    this.by = "";
    this.isExact = false;
    this.isWord = false;
    this.at = -1;
  }

  async open(host: FindHost): Promise<void> {
    this.#host = host;
    this.isOpen = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")!.select();
    this.renderRoot.querySelector("input")!.focus();
  }
  close(): void {
    const match = this.#matches[this.at];
    this.isOpen = false;
    this.#host?.leave(match?.cell);
  }

  get #query() { return { text: this.search, isExact: this.isExact, isWord: this.isWord }; }
  get #matches(): readonly Match[] { return this.#host ? findText(this.#host.document(), this.#query) : []; }

  #go(step: number): void {
    const matches = this.#matches;
    if (matches.length === 0) return;
    this.at = this.at < 0 ? (step > 0 ? 0 : matches.length - 1) : (this.at + step + matches.length) % matches.length;
    this.#host!.look(matches[this.at]!.cell);
  }

  #replace(isAll: boolean): void {
    const matches = this.#matches;
    const one = matches[Math.max(0, this.at)];
    if (!this.#host || !one) return;
    const chosen = isAll ? matches : [one];
    this.#host.do(replaceText(this.#host.document(), this.#query, chosen, this.by));
    this.at = isAll ? -1 : Math.min(Math.max(0, this.at), this.#matches.length - 1);
    this.requestUpdate();
    this.#host.say(textOf((locale) => (locale === "en" ? `Replaced in ${chosen.length} ${chosen.length === 1 ? "place" : "places"}.` : `Substituído em ${chosen.length} ${chosen.length === 1 ? "lugar" : "lugares"}.`)), true);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isSearch = (event.target as HTMLElement).id === "search";
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && isSearch) this.#go(event.shiftKey ? -1 : 1);
    else {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #typed(property: "search" | "by", event: Event): void {
    event.stopPropagation();
    this[property] = (event.target as HTMLInputElement).value;
    if (property === "search") this.at = -1;
  }

  get #count(): string {
    const { say } = this.text;
    const { length } = this.#matches;
    if (this.search === "") return "";
    if (length === 0) return say({ en: "not found", "pt-BR": "não encontrado" });
    return this.at < 0 ? say({ en: `${length} found`, "pt-BR": length === 1 ? "1 encontrado" : `${length} encontrados` }) : say({ en: `${this.at + 1} of ${length}`, "pt-BR": `${this.at + 1} de ${length}` });
  }

  /** The line of the source in which the match stands. */
  #excerpt(): TemplateResult | typeof nothing {
    const match = this.#matches[this.at];
    const cells = this.#host?.document().cells;
    const source = cells?.find(({ id }) => id === match?.cell)?.source;
    if (!match || source === undefined) return nothing;
    const from = Math.max(source.lastIndexOf("\n", match.start - 1) + 1, match.start - 30);
    const lineEnd = source.indexOf("\n", match.end);
    const to = Math.min(lineEnd < 0 ? source.length : lineEnd, match.end + 50);
    const place = cells!.findIndex(({ id }) => id === match.cell) + 1;
    return html`<p class="excerpt" translate="no"><span class="note">${this.text.say({ en: `Cell ${place}`, "pt-BR": `Célula ${place}` })}</span> ${source.slice(from, match.start)}<mark>${source.slice(match.start, match.end)}</mark>${source.slice(match.end, to)}</p>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const { say } = this.text;
    const none = this.#matches.length === 0;
    const toggle = (property: "isExact" | "isWord", name: string): TemplateResult => html`<button class="quiet ${property}" aria-pressed=${String(this[property])} aria-label=${name} title=${name}
      @click=${() => { this[property] = !this[property]; this.at = -1; }}></button>`;
    return html`<div class="bar" role="search" aria-label=${say({ en: "Find and replace", "pt-BR": "Localizar e substituir" })} @keydown=${this.#key}>
      <div class="row">
        <input id="search" type="text" aria-label=${say({ en: "Find in the sources", "pt-BR": "Localizar no código-fonte" })} placeholder=${say({ en: "Find", "pt-BR": "Localizar" })} autocomplete="off" spellcheck="false" .value=${this.search} @input=${(event: Event) => this.#typed("search", event)}>
        <span class="count numbers" role="status">${this.#count}</span>
        ${toggle("isExact", say({ en: "Match capitals", "pt-BR": "Diferenciar maiúsculas" }))}
        ${toggle("isWord", say({ en: "Whole words", "pt-BR": "Palavras inteiras" }))}
        <button class="quiet" ?disabled=${none} aria-label=${say({ en: "Previous", "pt-BR": "Anterior" })} @click=${() => this.#go(-1)}>↑</button>
        <button class="quiet" ?disabled=${none} aria-label=${say({ en: "Next", "pt-BR": "Próximo" })} @click=${() => this.#go(1)}>↓</button>
        <button class="quiet" aria-label=${say({ en: "Close", "pt-BR": "Fechar" })} @click=${this.close}>${icon("close")}</button>
      </div>
      <div class="row">
        <input id="by" type="text" aria-label=${say({ en: "Replace by", "pt-BR": "Substituir por" })} placeholder=${say({ en: "Replace by", "pt-BR": "Substituir por" })} autocomplete="off" spellcheck="false" .value=${this.by} @input=${(event: Event) => this.#typed("by", event)}>
        <button ?disabled=${none} @click=${() => this.#replace(false)}>${say({ en: "Replace", "pt-BR": "Substituir" })}</button>
        <button ?disabled=${none} @click=${() => this.#replace(true)}>${say({ en: "Replace all", "pt-BR": "Substituir tudo" })}</button>
      </div>
      ${this.#excerpt()}
    </div>`;
  }

  static override styles = [shared, css`
    :host { position: fixed; inset-block-start: 3.4rem; inset-inline-end: clamp(0.5rem, 2vw, 1.25rem); z-index: 9; width: min(30rem, calc(100vw - 1rem)); }
    .bar { display: grid; gap: 0.4rem; padding: 0.6rem; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 10px; box-shadow: 0 8px 30px light-dark(rgb(40 30 10 / 0.18), rgb(0 0 0 / 0.6)); font-size: 0.9rem; }
    .row { display: flex; flex-wrap: wrap; gap: 0.25rem; align-items: center; }
    input { flex: 1 1 8rem; min-width: 0; font: inherit; color: inherit; min-height: 2.25rem; padding: 0.25rem 0.6rem; background: var(--at-ground); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); }
    .count { color: var(--at-ink-soft); min-width: 5.5em; text-align: end; padding-inline-end: 0.3rem; }
    button { min-width: 2.25rem; padding-inline: 0.5rem; display: inline-grid; place-items: center; }
    .isExact::before { content: "Aa"; }
    .isWord::before { content: "“a”"; }
    button[aria-pressed="true"] { background: var(--at-sunken); border-color: var(--at-accent); color: var(--at-accent); }
    .excerpt { margin: 0; font: 0.8rem/1.5 var(--at-font-code); overflow-wrap: anywhere; }
    mark { background: light-dark(#ffe08a, #6b5200); color: inherit; border-radius: 2px; }
    @media (max-width: 40rem) { :host { inset-block-start: 4.6rem; } input { flex-basis: 100%; } .count { margin-inline-end: auto; text-align: start; } }
    @media (pointer: coarse) { input { min-height: var(--at-target); } button { min-width: var(--at-target); } }
    @media print { :host { display: none; } }
  `];
}
define("at-find-bar", FindBar);
declare global { interface HTMLElementTagNameMap { "at-find-bar": FindBar } }
