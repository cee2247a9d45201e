import { css, html, type TemplateResult } from "lit";
import { AtElement } from "../base/at-element.js";
import { icon } from "../base/icons.js";
import { shared } from "../base/tokens.js";

/** A dialog over the notebook: Escape, its cross and a press beside it close it, and the focus goes back to where it was. */
export abstract class Sheet extends AtElement {
  protected get dialog(): HTMLDialogElement { return this.renderRoot.querySelector("dialog")!; }

  protected async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }
  close(): void { this.dialog.close(); }

  protected sheet(title: string, body: TemplateResult): TemplateResult {
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @click=${(event: MouseEvent) => { if (event.target === this.dialog) this.close(); }}>
      <div class="sheet">
        <div class="head"><h2 id="title">${title}</h2>
          <button class="quiet" aria-label=${this.text.say({ en: "Close", "pt-BR": "Fechar" })} @click=${this.close}>${icon("close")}</button></div>
        ${body}
      </div>
    </dialog>`;
  }

  static override styles = [shared, css`
    dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(36rem, calc(100vw - 1.5rem)); max-height: calc(100dvh - 3rem); }
    dialog::backdrop { background: rgb(0 0 0 / 0.45); }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    .head { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
    .head button { display: grid; place-items: center; }
    h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; }
    .note { margin: 0.3rem 0; }
    input[type="search"], input[type="text"] {
      font: inherit; color: inherit; width: 100%; min-width: 0; min-height: 2.4rem; padding: 0.3rem 0.7rem; background: var(--at-ground);
      border: 1px solid var(--at-line-strong); border-radius: var(--at-radius);
    }
    @media (max-width: 28rem) { .sheet { padding: 0.8rem 0.9rem 1rem; } }
    @media (pointer: coarse) { input[type="search"], input[type="text"] { min-height: var(--at-target); } }
  `];
}
