import { css, html, nothing, type TemplateResult } from "lit";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";

export interface Message { readonly text: string; readonly action?: { readonly label: string; run(): void } }

/** One sentence at the foot of the page about what just happened, with a way back. It stays while it is pointed at or focused. */
export class Toast extends AtElement {
  static override properties = { message: { state: true } };
  declare message: Message | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.message = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  say(message: Message): void {
    this.message = message;
    this.#wait();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.message = undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    // Ten seconds are enough to read one sentence twice; longer when there is something to press.
    this.#timer = setTimeout(() => { if (!this.matches(":hover, :focus-within")) this.close(); else this.#wait(); }, this.message?.action ? 20_000 : 10_000);
  }

  #act(): void {
    const action = this.message?.action;
    this.close();
    action?.run();
  }

  protected override render(): TemplateResult {
    const { message } = this;
    return html`<div role="status" class=${message ? "shown" : ""}>${message ? html`
      <span>${message.text}</span>
      ${message.action ? html`<button class="act" @click=${this.#act}>${message.action.label}</button>` : nothing}
      <button class="quiet" aria-label=${this.text.say({ en: "Close", "pt-BR": "Fechar" })} @click=${this.close}>${icon("close")}</button>` : nothing}</div>`;
  }

  static override styles = [shared, css`
    :host { position: fixed; inset: auto 0 1rem; z-index: 20; display: grid; justify-items: center; pointer-events: none; padding: 0 1rem; }
    .shown {
      pointer-events: auto; display: flex; align-items: center; gap: 0.6rem; max-width: min(38rem, 100%); padding: 0.45rem 0.5rem 0.45rem 1rem;
      background: light-dark(#2a2723, #ece9e4); color: light-dark(#fdfcfa, #17181b); border-radius: 10px; box-shadow: 0 8px 30px rgb(0 0 0 / 0.3); font-size: 0.925rem;
    }
    span { overflow-wrap: anywhere; }
    button { color: inherit; background: transparent; border-color: transparent; display: inline-grid; place-items: center; }
    button:hover:not(:disabled), button.quiet:hover:not(:disabled) { background: light-dark(#48433c, #cfcac2); border-color: transparent; }
    .act { font-weight: 650; text-decoration: underline; text-underline-offset: 0.2em; }
    :focus-visible { outline-color: currentColor; }
    @media print { :host { display: none; } }
  `];
}
define("at-toast", Toast);
