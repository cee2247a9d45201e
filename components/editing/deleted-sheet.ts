import { css, html, type TemplateResult } from "lit";
import { plural, textOf, type Text } from "../../src/base/text.js";
import type { Cell } from "../../src/notebook/document.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";

export interface DeletedCell { readonly cell: Cell; readonly index: number }

/** What was deleted since the notebook was opened. What comes back is the same cell, with what it had learnt. */
export class DeletedSheet extends Dialog {
  static override properties = { cells: { state: true } };
  declare cells: readonly DeletedCell[];
  #list: () => readonly DeletedCell[] = () => [];
  #restore: (cell: DeletedCell) => void = () => undefined;

  constructor() {
    super();
    this.cells = [];
  }

  async open(list: () => readonly DeletedCell[], restore: (cell: DeletedCell) => void): Promise<void> {
    this.#list = list;
    this.#restore = restore;
    this.cells = list();
    await this.show();
  }

  #bringBack(cell: DeletedCell): void {
    this.#restore(cell);
    this.cells = this.#list();
    if (this.cells.length === 0) this.close();
    else void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("li button")?.focus());
  }

  protected override get heading(): Text { return { en: "Recently deleted", "pt-BR": "Apagadas há pouco" }; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    return html`
      <p class="note">${this.cells.length === 0
        ? say({ en: "No cell was deleted since this notebook was opened.", "pt-BR": "Nenhuma célula foi apagada desde que este notebook foi aberto." })
        : say(textOf((locale) => (locale === "en" ? `${plural(this.cells.length, locale, "cell", "cells")} deleted since this notebook was opened. A trained network comes back with its cell.`
          : `${plural(this.cells.length, locale, "célula apagada", "células apagadas")} desde que este notebook foi aberto. Uma rede treinada volta com a sua célula.`)))}</p>
      <ul>${this.cells.map((one) => html`<li>
        <pre translate="no">${one.cell.source.trim() === "" ? say({ en: "(empty)", "pt-BR": "(vazia)" }) : one.cell.source.trim().split("\n").slice(0, 3).join("\n")}</pre>
        <button aria-label=${say({ en: `Bring back cell ${one.index + 1}`, "pt-BR": `Trazer de volta a célula ${one.index + 1}` })} @click=${() => this.#bringBack(one)}>${say({ en: "Bring back", "pt-BR": "Trazer de volta" })}</button>
      </li>`)}</ul>`;
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 36rem; }
    .note { margin: 0.3rem 0; }
    ul { list-style: none; margin: 0.6rem 0 0; padding: 0; }
    li { display: flex; gap: 1rem; align-items: center; padding: 0.5rem 0; border-block-start: 1px solid var(--at-line); }
    pre { flex: 1; min-width: 0; margin: 0; max-height: 4.5rem; overflow: hidden; font: 0.8rem/1.45 var(--at-font-code); white-space: pre-wrap; overflow-wrap: anywhere; color: var(--at-ink-soft); }
    li button { flex: none; }
    @media (max-width: 28rem) { li { flex-direction: column; align-items: stretch; gap: 0.4rem; } pre { flex: none; } }
  `];
}
define("at-deleted-sheet", DeletedSheet);
declare global { interface HTMLElementTagNameMap { "at-deleted-sheet": DeletedSheet } }
