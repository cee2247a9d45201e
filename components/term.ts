import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Text } from "../src/base/text.js";
import { glossary } from "../src/glossary/index.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";
import { placeBeside } from "./glossary/place.js";
import { fillSymbol } from "./glossary/symbol.js";

const words = {
  shape: { en: "Shape", "pt-BR": "Forma" },
  seeAlso: { en: "See also", "pt-BR": "Veja também" },
} satisfies Record<string, Text>;

/** Milliseconds that the pointer rests on a term before its card opens, and may be away before it closes. */
const rest = { open: 180, close: 280 };

/** The card that is open on the page: one at most. */
const open = new Set<AtTerm>();

/**
 * A word with its explanation. Pointed at or focused it tells its meaning; pressed it stays open and tells more. Escape closes it,
 * the pointer can move into it, and what it covers comes back without moving the focus (WCAG 1.4.13).
 * @slot - the word as the text has it
 */
export class AtTerm extends AtElement {
  static override properties = { name: { reflect: true }, state: { state: true }, shown: { state: true } };
  static override styles = [shared, css`
    :host { display: inline; color: inherit; font: inherit; line-height: inherit; }
    [role="button"] { cursor: help; text-decoration: underline dotted 1.5px; text-underline-offset: 0.22em; text-decoration-color: var(--at-line-strong); border-radius: 2px; }
    [role="button"]:hover, [role="button"][aria-expanded="true"] { text-decoration-color: var(--at-accent); background: color-mix(in oklab, var(--at-accent) 9%, transparent); }
    [popover] {
      position: fixed; inset: auto; margin: 0; padding: 0.7rem 0.95rem; width: max-content; max-width: min(24rem, calc(100vw - 16px)); max-height: min(26rem, calc(100vh - 16px)); overflow: auto;
      color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: calc(var(--at-radius) + 2px);
      box-shadow: 0 8px 30px light-dark(rgb(40 30 10 / 0.18), rgb(0 0 0 / 0.6));
      font: 400 0.92rem/1.5 var(--at-font); letter-spacing: normal; text-align: start; font-style: normal; hyphens: none; white-space: normal; cursor: auto; font-variant-numeric: normal;
    }
    .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.8rem; margin: 0 0 0.2rem; }
    .head b { font-weight: 650; }
    .symbol { color: var(--at-ink-soft); }
    p { margin: 0 0 0.45rem; }
    p:last-child { margin-block-end: 0; }
    .shape { color: var(--at-ink-soft); font-size: 0.85rem; }
    .shape code { font-family: var(--at-font-code); font-size: 0.95em; }
    .also { display: flex; flex-wrap: wrap; align-items: center; gap: 0.1rem 0.3rem; font-size: 0.85rem; color: var(--at-ink-soft); margin-block-start: 0.5rem; }
    .also button { font-size: inherit; min-height: 1.6rem; padding: 0.05rem 0.5rem; color: var(--at-accent); }
    @media (pointer: coarse) { .also button { min-height: var(--at-target); } }
    @media (forced-colors: active) { [popover] { border: 2px solid CanvasText; } }
  `];
  /** Of the term, as the glossary lists it. */
  declare name: string;
  declare protected state: "closed" | "glance" | "kept";
  /** Name of the term that the card shows: a reader may go on from one to another. */
  declare protected shown: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReturning = false;

  constructor() {
    super();
    this.name = "";
    this.state = "closed";
    this.shown = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  get isOpen(): boolean { return this.state !== "closed"; }

  close(): void {
    clearTimeout(this.#timer);
    open.delete(this);
    removeEventListener("keydown", this.#escape, true);
    removeEventListener("scroll", this.#place, true);
    removeEventListener("pointerdown", this.#outside, true);
    this.state = "closed";
  }

  #show(state: "glance" | "kept"): void {
    clearTimeout(this.#timer);
    if (!this.isOpen) {
      for (const other of open) other.close();
      open.add(this);
      this.shown = this.name;
      addEventListener("keydown", this.#escape, true);
      addEventListener("scroll", this.#place, { capture: true, passive: true });
      addEventListener("pointerdown", this.#outside, true);
    }
    if (this.state !== "kept") this.state = state;
  }

  /** From anywhere on the page: a card that was only pointed at leaves without moving the focus. */
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    const isInside = (this.renderRoot as ShadowRoot).activeElement?.closest("[popover]");
    this.close();
    if (!isInside) return;
    // Back on the word, which stays closed: the reader has just sent its card away.
    this.#isReturning = true;
    this.#trigger.focus();
    this.#isReturning = false;
  };
  readonly #outside = (event: PointerEvent): void => { if (!event.composedPath().includes(this)) this.close(); };
  readonly #place = (): void => {
    const card = this.renderRoot.querySelector<HTMLElement>("[popover]");
    if (card && this.isOpen) placeBeside(card, this.#trigger);
  };

  get #trigger(): HTMLElement { return this.renderRoot.querySelector<HTMLElement>("[role=button]")!; }

  #pointed(event: PointerEvent, isOver: boolean): void {
    if (event.pointerType !== "mouse") return;
    clearTimeout(this.#timer);
    if (isOver && !this.isOpen) this.#timer = setTimeout(() => this.#show("glance"), rest.open);
    // A reader whose keyboard is on it keeps it.
    else if (!isOver && this.state === "glance" && !this.matches(":focus-within")) this.#timer = setTimeout(() => this.close(), rest.close);
  }

  #press(): void {
    if (this.state === "kept") this.close();
    else this.#show("kept");
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    this.#press();
  }

  #left(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (!(next instanceof Node && this.renderRoot.contains(next))) this.close();
  }

  #goTo(name: string): void {
    this.shown = name;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[popover]")?.focus());
  }

  protected override updated(changed: PropertyValues): void {
    const card = this.renderRoot.querySelector<HTMLElement>("[popover]");
    if (!card) return;
    if (!card.matches(":popover-open")) card.showPopover();
    if (changed.has("state") || changed.has("shown")) placeBeside(card, this.#trigger);
    const { symbol } = glossary.get(this.shown) ?? {};
    const place = card.querySelector<HTMLElement>(".symbol");
    if (symbol && place) void fillSymbol(place, symbol).then(this.#place);
  }

  protected override render(): TemplateResult {
    const about = this.isOpen ? "meaning" : nothing;
    return html`<span role="button" tabindex="0" aria-expanded=${this.isOpen ? "true" : "false"} aria-describedby=${about}
      @click=${this.#press} @keydown=${this.#key} @focus=${() => { if (!this.#isReturning) this.#show("glance"); }} @focusout=${this.#left}
      @pointerenter=${(event: PointerEvent) => this.#pointed(event, true)} @pointerleave=${(event: PointerEvent) => this.#pointed(event, false)}><slot></slot></span>${this.isOpen ? this.#card() : nothing}`;
  }

  #card(): TemplateResult | typeof nothing {
    const term = glossary.get(this.shown);
    if (!term) return nothing;
    const { say } = this.text;
    const isKept = this.state === "kept";
    return html`<div popover="manual" role="note" tabindex="-1" aria-label=${say(term.term)} @focusout=${this.#left} @click=${(event: Event) => event.stopPropagation()}
      @pointerenter=${(event: PointerEvent) => this.#pointed(event, true)} @pointerleave=${(event: PointerEvent) => this.#pointed(event, false)}>
      <p class="head"><b>${say(term.term)}</b>${term.symbol ? html`<span class="symbol" translate="no"></span>` : nothing}</p>
      <p id="meaning">${say(term.meaning)}</p>
      ${isKept ? html`
        <p>${say(term.explanation)}</p>
        ${term.shape ? html`<p class="shape">${say(words.shape)}: <code translate="no">${term.shape}</code></p>` : nothing}
        <p class="also">${say(words.seeAlso)}: ${term.seeAlso.map((name) => html`<button class="quiet" @click=${() => this.#goTo(name)}>${say(glossary.get(name)!.term)}</button>`)}</p>` : nothing}
    </div>`;
  }
}
define("at-term", AtTerm);
declare global { interface HTMLElementTagNameMap { "at-term": AtTerm } }
