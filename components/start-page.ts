import { css, html, nothing, type TemplateResult } from "lit";
import { sentence, type Problem } from "../src/base/problem.js";
import { plural, type Text } from "../src/base/text.js";
import type { StageKind } from "../src/hyperparameters/field.js";
import { AtElement, define } from "./base/at-element.js";
import { heat } from "../src/plots/attention-scale.js";
import { icon, logo } from "./base/icons.js";
import { shared } from "./base/tokens.js";
import { hashOf } from "./controllers/routes.js";
import type { ShippedNotebook } from "./controllers/shelf.js";
import "./page-settings.js";

declare global {
  interface HTMLElementEventMap {
    "at-open-file": Event;
    "at-new-notebook": Event;
    "at-draft-delete": CustomEvent<{ readonly key: string }>;
  }
}

/** A notebook that this browser keeps. */
export interface DraftCard {
  readonly key: string;
  readonly title: string;
  readonly href: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

const stages: readonly (readonly [StageKind, Text])[] = [
  ["text", { en: "text", "pt-BR": "texto" }],
  ["embedding", { en: "embedding", "pt-BR": "embedding" }],
  ["convolution", { en: "convolution", "pt-BR": "convolução" }],
  ["attention", { en: "attention", "pt-BR": "atenção" }],
  ["pooling", { en: "pooling", "pt-BR": "pooling" }],
  ["dense", { en: "dense", "pt-BR": "densa" }],
  ["output", { en: "decision", "pt-BR": "decisão" }],
];

/** A drawing of the idea, and said to be one: the words of a sentence and the share of attention on each. */
const drawing: Readonly<Record<keyof Text, readonly (readonly [word: string, share: number])[]>> = {
  en: [["slow", 0.28], ["start", 0.05], [",", 0], ["but", 0.34], ["a", 0.02], ["wonderful", 1], ["ending", 0.42]],
  "pt-BR": [["começo", 0.05], ["lento", 0.28], [",", 0], ["mas", 0.34], ["um", 0.02], ["final", 0.42], ["maravilhoso", 1]],
};

/**
 * What this is, the notebooks that come with it, and those of this browser.
 * @fires at-open-file - a person wants to choose a file
 * @fires at-new-notebook - a person wants an empty notebook
 * @fires at-draft-delete - a person wants a draft gone
 */
export class StartPage extends AtElement {
  static override properties = { shelf: { attribute: false }, problems: { attribute: false }, drafts: { attribute: false } };
  /** undefined while it is being fetched. */
  declare shelf: readonly ShippedNotebook[] | undefined;
  declare problems: readonly Problem[];
  declare drafts: readonly DraftCard[];

  constructor() {
    super();
    this.shelf = undefined;
    this.problems = [];
    this.drafts = [];
  }

  #ask(name: "at-open-file" | "at-new-notebook"): void { this.dispatchEvent(new Event(name, { bubbles: true, composed: true })); }

  async #showStorage(): Promise<void> {
    await import("./keeping/storage-panel.js");
    await this.renderRoot.querySelector("at-storage-panel")!.open();
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    return html`
      <header><span class="name">${logo} AtNet Notebook</span><at-page-settings></at-page-settings></header>
      <main>
        <section class="hero" aria-labelledby="what">
          <div>
            <h1 id="what">${say({ en: "Watch a network learn to read", "pt-BR": "Veja uma rede aprender a ler" })}</h1>
            <p class="lead">${say({
              en: "Train a small attention network on real sentences, see where it looks, then change it and see what changes. It all runs in this page: nothing to install, and nothing you write leaves your computer.",
              "pt-BR": "Treine uma pequena rede com atenção em frases reais, veja para onde ela olha e depois mude a rede para ver o que acontece. Tudo roda nesta página: nada para instalar, e nada do que você escreve sai do seu computador.",
            })}</p>
          </div>
          <figure>
            <p class="sentence" lang=${locale}>${drawing[locale].map(([word, share]) => {
              const { ground, ink } = heat(share);
              return html`<span style="background:${ground};color:${ink}">${word}</span> `;
            })}</p>
            <ol class="pipeline" aria-label=${say({ en: "The stages of the network", "pt-BR": "As etapas da rede" })}>${stages.map(([stage, name]) => html`
              <li style="--stage:var(--at-${stage})">${say(name)}</li>`)}</ol>
            <figcaption>${say({
              en: "A drawing of the idea: from words to a decision, the stronger the colour the more attention.",
              "pt-BR": "Um desenho da ideia: das palavras à decisão; quanto mais forte a cor, mais atenção.",
            })}</figcaption>
          </figure>
        </section>

        <section aria-labelledby="notebooks">
          <h2 id="notebooks">${say({ en: "Notebooks", "pt-BR": "Notebooks" })}</h2>
          ${this.problems.map((problem) => html`<p class="problem">${sentence(problem, locale)}</p>`)}
          ${this.shelf === undefined
            ? html`<p class="note" role="status">${say({ en: "Fetching the notebooks…", "pt-BR": "Buscando os notebooks…" })}</p>`
            : html`<ul class="cards">${this.shelf.map((notebook, i) => this.#card(notebook, i === 0))}</ul>`}
        </section>

        <section aria-labelledby="yours">
          <h2 id="yours">${say({ en: "Yours", "pt-BR": "Seus" })}</h2>
          ${this.drafts.length === 0
            ? html`<p class="note">${say({
                en: "Nothing yet. Change any notebook and your copy is kept here, in this browser.",
                "pt-BR": "Nada por enquanto. Mude qualquer notebook e a sua cópia fica guardada aqui, neste navegador.",
              })}</p>`
            : html`<ul class="drafts">${this.drafts.map((draft) => this.#draft(draft))}</ul>`}
          <div class="actions">
            <button @click=${() => this.#ask("at-open-file")}>${icon("file")} ${say({ en: "Open a file…", "pt-BR": "Abrir um arquivo…" })}</button>
            <button @click=${() => this.#ask("at-new-notebook")}>${icon("add")} ${say({ en: "New notebook", "pt-BR": "Novo notebook" })}</button>
            <button class="quiet" aria-haspopup="dialog" @click=${this.#showStorage}>${say({ en: "What this browser keeps…", "pt-BR": "O que este navegador guarda…" })}</button>
            <span class="note">${say({ en: "You can also drop a notebook file anywhere on the page.", "pt-BR": "Você também pode soltar um arquivo de notebook em qualquer lugar da página." })}</span>
          </div>
        </section>
      </main>
      <at-storage-panel .notebooks=${this.drafts.length}></at-storage-panel>`;
  }

  #card({ name, title, summary, minutes }: ShippedNotebook, isFirst: boolean): TemplateResult {
    const { say, locale } = this.text;
    return html`<li class=${isFirst ? "card first" : "card"}>
      ${isFirst ? html`<p class="badge">${say({ en: "Start here", "pt-BR": "Comece aqui" })}</p>` : nothing}
      <h3><a href=${hashOf({ page: "shipped", name })}>${say(title)}</a></h3>
      <p>${say(summary)}</p>
      ${minutes > 0 ? html`<p class="note numbers">${plural(minutes, locale, say({ en: "minute", "pt-BR": "minuto" }), say({ en: "minutes", "pt-BR": "minutos" }))}</p>` : nothing}
    </li>`;
  }

  #draft({ key, title, href, savedAt }: DraftCard): TemplateResult {
    const { say, locale } = this.text;
    const shown = title.trim() || say({ en: "Untitled notebook", "pt-BR": "Notebook sem título" });
    return html`<li>
      <a href=${href}>${shown}</a>
      <span class="note numbers">${say({ en: "changed", "pt-BR": "alterado em" })} ${new Date(savedAt).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" })}</span>
      <button class="quiet" aria-label=${say({ en: `Delete “${shown}”`, "pt-BR": `Apagar “${shown}”` })} title=${say({ en: "Delete", "pt-BR": "Apagar" })}
        @click=${() => this.dispatchEvent(new CustomEvent("at-draft-delete", { detail: { key }, bubbles: true, composed: true }))}>${icon("bin")}</button>
    </li>`;
  }

  static override styles = [shared, css`
    :host { min-height: 100vh; }
    header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0.5rem 1rem; max-width: var(--at-wide); margin: 0 auto; padding: 0.8rem 1.25rem; }
    .name { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 650; }
    main { max-width: var(--at-wide); margin: 0 auto; padding: 0 1.25rem 5rem; }
    h1, h2, h3 { font-family: var(--at-font-prose); text-wrap: balance; line-height: 1.15; }
    h1 { font-size: clamp(2.1rem, 1.3rem + 3.4vw, 3.5rem); font-weight: 600; letter-spacing: -0.015em; margin: 0 0 1rem; }
    h2 { font-size: 1.3rem; font-weight: 600; margin: 3.25rem 0 1rem; }
    .hero { display: grid; grid-template-columns: minmax(0, 1.05fr) minmax(0, 1fr); gap: 2.5rem 3.5rem; align-items: center; padding: clamp(1.5rem, 5vw, 4rem) 0 0; }
    .lead { font: 1.15rem/1.6 var(--at-font-prose); color: var(--at-ink-soft); margin: 0; max-width: 34rem; text-wrap: pretty; }
    figure { margin: 0; padding: clamp(1rem, 3vw, 1.75rem); background: var(--at-raised); border: 1px solid var(--at-line); border-radius: 14px; }
    .sentence { font: clamp(1.1rem, 0.9rem + 1vw, 1.4rem)/1.9 var(--at-font-prose); margin: 0 0 1.1rem; }
    .sentence span { padding: 0.12em 0.28em; border-radius: 5px; }
    .pipeline { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 0; margin: 0; padding: 0; font-size: 0.8rem; font-weight: 600; }
    .pipeline li { color: var(--stage); display: inline-flex; align-items: center; }
    .pipeline li::before { content: ""; width: 0.6rem; height: 0.6rem; border-radius: 3px; background: var(--stage); margin-inline-end: 0.35rem; }
    .pipeline li:not(:last-child)::after { content: ""; width: 0.9rem; height: 1px; background: var(--at-line-strong); margin-inline: 0.45rem; }
    figcaption { margin-top: 1rem; font-size: 0.85rem; color: var(--at-ink-soft); }
    .cards { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1rem; }
    .card { position: relative; display: flex; flex-direction: column; gap: 0.5rem; padding: 1.25rem 1.35rem; background: var(--at-raised); border: 1px solid var(--at-line); border-radius: 12px; transition: border-color 120ms, transform 120ms; }
    .card:hover { border-color: var(--at-accent); }
    .card:focus-within { border-color: var(--at-accent); }
    .card.first { border-top: 3px solid var(--at-attention); }
    .card p { margin: 0; }
    .card p:not(.note, .badge) { flex: 1; text-wrap: pretty; }
    .badge { align-self: flex-start; font-size: 0.75rem; font-weight: 650; color: var(--at-attention); }
    h3 { margin: 0; font-size: 1.25rem; font-weight: 600; }
    h3 a { color: inherit; text-decoration: none; }
    h3 a::after { content: ""; position: absolute; inset: 0; border-radius: 12px; }
    h3 a:focus-visible { outline: none; }
    h3 a:focus-visible::after { outline: 2px solid var(--at-accent); outline-offset: 2px; }
    .drafts { list-style: none; margin: 0 0 1rem; padding: 0; border-top: 1px solid var(--at-line); }
    .drafts li { display: grid; grid-template-columns: 1fr auto auto; align-items: center; gap: 0.25rem 1rem; padding: 0.35rem 0; border-bottom: 1px solid var(--at-line); }
    .drafts a { font: 600 1.05rem/1.4 var(--at-font-prose); overflow-wrap: anywhere; padding: 0.35rem 0; }
    .drafts button, .actions button { display: inline-flex; align-items: center; gap: 0.45rem; }
    .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; }
    @media (max-width: 52rem) { .hero { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 30rem) { .drafts li { grid-template-columns: 1fr auto; } .drafts .note { grid-row: 2; } .drafts button { grid-row: 1 / span 2; grid-column: 2; } }
    @media (prefers-reduced-motion: reduce) { .card { transition: none; } }
  `];
}
define("at-start-page", StartPage);
