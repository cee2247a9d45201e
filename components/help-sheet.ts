import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../src/base/text.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { readPreference, writePreference } from "./base/preferences.js";
import { shared } from "./base/tokens.js";
import { commandNames, commandOf, type KeyPlace } from "./editing/commands.js";
import { allKeys, lettersAct } from "./editing/keymap.js";

const places: readonly (readonly [KeyPlace, Text])[] = [
  ["page", { en: "Anywhere", "pt-BR": "Em qualquer lugar" }],
  ["cell", { en: "With a cell's frame focused", "pt-BR": "Com o foco na moldura de uma célula" }],
  ["source", { en: "In a source", "pt-BR": "No código-fonte" }],
];

/** What the keyboard can do, as a dialog: the commands with their keys, and the switch for single letters. */
export class HelpSheet extends AtElement {
  get #dialog(): HTMLDialogElement { return this.renderRoot.querySelector("dialog")!; }

  async open(): Promise<void> {
    await this.updateComplete;
    if (!this.#dialog.open) this.#dialog.showModal();
  }
  close(): void { this.#dialog.close(); }

  #switchLetters(event: Event): void {
    event.stopPropagation();
    writePreference("letter-keys", (event.target as HTMLInputElement).checked ? undefined : "off");
    this.requestUpdate();
  }

  #switchEditor(event: Event): void {
    event.stopPropagation();
    writePreference("plain-source", (event.target as HTMLInputElement).checked ? "on" : undefined);
    this.requestUpdate();
  }

  #table([place, title]: readonly [KeyPlace, Text]): TemplateResult {
    const say = this.text.say;
    const names = commandNames.filter((name) => commandOf(name).keys?.[place]);
    return html`<h3>${say(title)}</h3><dl>${names.map((name) => html`<div><dt><kbd>${say(allKeys(name, place))}</kbd></dt><dd>${say(commandOf(name).title)}</dd></div>`)}</dl>`;
  }

  protected override render(): TemplateResult {
    const say = this.text.say;
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @click=${(event: MouseEvent) => { if (event.target === this.#dialog) this.close(); }}>
      <div class="sheet">
        <div class="head"><h2 id="title">${say({ en: "Keyboard", "pt-BR": "Teclado" })}</h2>
          <button class="quiet" aria-label=${say({ en: "Close", "pt-BR": "Fechar" })} @click=${this.close}>${icon("close")}</button></div>
        <p class="note">${say({
          en: "Everything here also has a button, in a menu or in the list of commands. On a Mac, ⌘ stands for Ctrl.",
          "pt-BR": "Tudo aqui também tem um botão, num menu ou na lista de comandos. No Mac, ⌘ faz o papel do Ctrl.",
        })}</p>
        <label><input type="checkbox" .checked=${lettersAct()} @change=${this.#switchLetters}> ${say({ en: "Single letters are keys while a cell's frame is focused", "pt-BR": "Letras sozinhas são teclas de atalho quando o foco está na moldura de uma célula" })}</label>
        <label><input type="checkbox" .checked=${readPreference("plain-source") === "on"} @change=${this.#switchEditor}> ${say({ en: "Sources open in a plain text field, without completion", "pt-BR": "O código-fonte abre num campo de texto simples, sem completar nomes" })}</label>
        ${lettersAct() ? nothing : html`<p class="note">${say({ en: "Letters do nothing now. Arrows, Enter and keys with Ctrl still act.", "pt-BR": "Agora as letras não fazem nada. As setas, Enter e as teclas com Ctrl continuam valendo." })}</p>`}
        ${places.map((place) => this.#table(place))}
        <p class="note">${say({ en: "In a source, Tab leaves the text, to its buttons.", "pt-BR": "No código-fonte, Tab sai do texto e vai para os botões." })}</p>
      </div>
    </dialog>`;
  }

  static override styles = [shared, css`
    dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(36rem, calc(100vw - 2rem)); max-height: calc(100vh - 3rem); }
    dialog::backdrop { background: rgb(0 0 0 / 0.45); }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    .head { display: flex; justify-content: space-between; align-items: center; }
    h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; }
    h3 { font-size: 0.85rem; margin: 1.2rem 0 0.3rem; color: var(--at-ink-soft); }
    .note { margin: 0.3rem 0; }
    label { display: flex; align-items: baseline; gap: 0.6rem; margin-block: 0.8rem 0.2rem; min-height: 1.5rem; }
    input { accent-color: var(--at-accent); flex: none; }
    dl { margin: 0; }
    dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; padding: 0.3rem 0; border-block-end: 1px solid var(--at-line); }
    dd { margin: 0; }
    kbd { font: 600 0.85rem/1.4 var(--at-font); }
    .head button { display: grid; place-items: center; }
    @media (max-width: 28rem) { dl div { grid-template-columns: 7rem 1fr; gap: 0.7rem; } .sheet { padding-inline: 1rem; } }
    @media (pointer: coarse) { label { min-height: var(--at-target); align-items: center; } }
  `];
}
define("at-help-sheet", HelpSheet);
declare global { interface HTMLElementTagNameMap { "at-help-sheet": HelpSheet } }
