import { css, html, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { AtElement } from "./at-element.js";
import { icon } from "./icons.js";
import { shared } from "./tokens.js";

const close: Text = { en: "Close", "pt-BR": "Fechar" };

/**
 * A sheet over the page: a title, a way out by its button, by Escape and by a click beside it, and whatever it holds.
 * The keyboard stays inside while it is open, and no key of it reaches the page behind.
 */
export abstract class Dialog extends AtElement {
  static override styles = [shared, css`
    :host { display: contents; --at-dialog-width: 40rem; }
    dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(var(--at-dialog-width), calc(100vw - 1rem)); max-height: calc(100dvh - 2rem); }
    dialog::backdrop { background: rgb(0 0 0 / 0.45); }
    .sheet { padding: 1.1rem clamp(0.9rem, 3vw, 1.4rem) 1.4rem; }
    .head { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
    .head button { display: grid; place-items: center; flex: none; }
    h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; }
  `];

  /** What it is called. */
  protected abstract get heading(): Text;
  /** What stands under the title. */
  protected abstract renderContent(): unknown;
  /** It was closed, whichever way. */
  protected closed(): void { /* nothing to let go of */ }

  get #dialog(): HTMLDialogElement | null { return this.renderRoot.querySelector("dialog"); }
  get isOpen(): boolean { return this.#dialog?.open ?? false; }

  /** @returns false when it was open already */
  protected async show(): Promise<boolean> {
    await this.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return false;
    dialog.showModal();
    return true;
  }
  close(): void { this.#dialog?.close(); }

  protected override render(): TemplateResult {
    const { say } = this.text;
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @close=${() => this.closed()}
      @click=${(event: MouseEvent) => { if (event.target === event.currentTarget) this.close(); }}>
      <div class="sheet">
        <div class="head"><h2 id="title">${say(this.heading)}</h2><button class="quiet" aria-label=${say(close)} @click=${() => this.close()}>${icon("close")}</button></div>
        ${this.renderContent()}
      </div>
    </dialog>`;
  }
}
