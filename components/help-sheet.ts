import { css, html, type TemplateResult } from "lit";
import type { Text } from "../src/base/text.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";

const anywhere: readonly (readonly [keys: string, Text])[] = [
  ["Ctrl Z", { en: "Undo", "pt-BR": "Desfazer" }],
  ["Ctrl Shift Z", { en: "Redo", "pt-BR": "Refazer" }],
  ["Ctrl S", { en: "Save to a file", "pt-BR": "Salvar em arquivo" }],
  ["Esc", { en: "From inside a cell back to its frame", "pt-BR": "De dentro da célula de volta à sua moldura" }],
];
const onFrame: readonly (readonly [keys: string, Text])[] = [
  ["↑ ↓ or K J", { en: "Previous and next cell", "pt-BR": "Célula anterior e próxima" }],
  ["Enter", { en: "Edit its source", "pt-BR": "Editar o código-fonte" }],
  ["O", { en: "Show or hide its source", "pt-BR": "Mostrar ou esconder o código-fonte" }],
  ["A B", { en: "Insert text above, below", "pt-BR": "Inserir texto acima, abaixo" }],
  ["Ctrl Shift ↑ ↓", { en: "Move the cell", "pt-BR": "Mover a célula" }],
  ["D D", { en: "Delete the cell", "pt-BR": "Apagar a célula" }],
  ["Z, Shift Z", { en: "Undo, redo", "pt-BR": "Desfazer, refazer" }],
  ["?", { en: "This sheet", "pt-BR": "Esta folha" }],
];
const inSource: readonly (readonly [keys: string, Text])[] = [
  ["Ctrl Enter", { en: "Apply", "pt-BR": "Aplicar" }],
  ["Tab", { en: "Leave the text, to its buttons", "pt-BR": "Sair do texto, para os botões" }],
  ["Esc", { en: "Back to the cell; what you typed stays", "pt-BR": "Voltar à célula; o que você digitou fica" }],
];

/** What the keyboard can do, as a dialog. */
export class HelpSheet extends AtElement {
  get #dialog(): HTMLDialogElement { return this.renderRoot.querySelector("dialog")!; }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }
  close(): void { this.#dialog.close(); }

  #table(title: Text, rows: readonly (readonly [string, Text])[]): TemplateResult {
    const say = this.text.say;
    const or = say({ en: "or", "pt-BR": "ou" });
    return html`<h3>${say(title)}</h3><dl>${rows.map(([keys, what]) => html`<div><dt><kbd>${keys.replace(" or ", ` ${or} `)}</kbd></dt><dd>${say(what)}</dd></div>`)}</dl>`;
  }

  protected override render(): TemplateResult {
    const say = this.text.say;
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @click=${(event: MouseEvent) => { if (event.target === this.#dialog) this.close(); }}>
      <div class="sheet">
        <div class="head"><h2 id="title">${say({ en: "Keyboard", "pt-BR": "Teclado" })}</h2>
          <button class="quiet" aria-label=${say({ en: "Close", "pt-BR": "Fechar" })} @click=${this.close}>${icon("close")}</button></div>
        <p class="note">${say({
          en: "Everything here also has a button. On a Mac, ⌘ stands for Ctrl.",
          "pt-BR": "Tudo aqui também tem um botão. No Mac, ⌘ faz o papel do Ctrl.",
        })}</p>
        ${this.#table({ en: "Anywhere", "pt-BR": "Em qualquer lugar" }, anywhere)}
        ${this.#table({ en: "With a cell's frame focused", "pt-BR": "Com o foco na moldura de uma célula" }, onFrame)}
        ${this.#table({ en: "In a source", "pt-BR": "No código-fonte" }, inSource)}
      </div>
    </dialog>`;
  }

  static override styles = [shared, css`
    dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(34rem, calc(100vw - 2rem)); max-height: calc(100vh - 3rem); }
    dialog::backdrop { background: rgb(0 0 0 / 0.45); }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    .head { display: flex; justify-content: space-between; align-items: center; }
    h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; }
    h3 { font-size: 0.85rem; margin: 1.2rem 0 0.3rem; color: var(--at-ink-soft); }
    .note { margin: 0.3rem 0; }
    dl { margin: 0; }
    dl div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 1rem; padding: 0.3rem 0; border-block-end: 1px solid var(--at-line); }
    dd { margin: 0; }
    kbd { font: 600 0.85rem/1.4 var(--at-font); }
    .head button { display: grid; place-items: center; }
  `];
}
define("at-help-sheet", HelpSheet);
