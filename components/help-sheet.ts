import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../src/base/text.js";
import { define } from "./base/at-element.js";
import { Dialog } from "./base/dialog.js";
import { readPreference, writePreference } from "./base/preferences.js";
import { commandNames, commandOf, type KeyPlace } from "./editing/commands.js";
import { allKeys, lettersAct } from "./editing/keymap.js";

const places: readonly (readonly [KeyPlace, Text])[] = [
  ["page", { en: "Anywhere", "pt-BR": "Em qualquer lugar" }],
  ["cell", { en: "With a cell's frame focused", "pt-BR": "Com o foco na moldura de uma célula" }],
  ["source", { en: "In a source", "pt-BR": "No código-fonte" }],
];

/** What the keyboard can do, as a dialog: the commands with their keys, and the switch for single letters. */
export class HelpSheet extends Dialog {
  async open(): Promise<void> {
    await this.show();
  }

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

  protected override get heading(): Text { return { en: "Keyboard", "pt-BR": "Teclado" }; }

  protected override renderContent(): TemplateResult {
    const say = this.text.say;
    return html`
      <p class="note">${say({
        en: "Everything here also has a button, in a menu or in the list of commands. On a Mac, ⌘ stands for Ctrl.",
        "pt-BR": "Tudo aqui também tem um botão, num menu ou na lista de comandos. No Mac, ⌘ faz o papel do Ctrl.",
      })}</p>
      <label><input type="checkbox" .checked=${lettersAct()} @change=${this.#switchLetters}> ${say({ en: "Single letters are keys while a cell's frame is focused", "pt-BR": "Letras sozinhas são teclas de atalho quando o foco está na moldura de uma célula" })}</label>
      <label><input type="checkbox" .checked=${readPreference("plain-source") === "on"} @change=${this.#switchEditor}> ${say({ en: "Sources open in a plain text field, without completion", "pt-BR": "O código-fonte abre num campo de texto simples, sem completar nomes" })}</label>
      ${lettersAct() ? nothing : html`<p class="note">${say({ en: "Letters do nothing now. Arrows, Enter and keys with Ctrl still act.", "pt-BR": "Agora as letras não fazem nada. As setas, Enter e as teclas com Ctrl continuam valendo." })}</p>`}
      ${places.map((place) => this.#table(place))}
      <p class="note">${say({ en: "In a source, Tab leaves the text, to its buttons.", "pt-BR": "No código-fonte, Tab sai do texto e vai para os botões." })}</p>`;
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 36rem; }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    h3 { font-size: 0.85rem; margin: 1.2rem 0 0.3rem; color: var(--at-ink-soft); }
    .note { margin: 0.3rem 0; }
    label { display: flex; align-items: baseline; gap: 0.6rem; margin-block: 0.8rem 0.2rem; min-height: 1.5rem; }
    input { accent-color: var(--at-accent); flex: none; }
    dl { margin: 0; }
    dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; padding: 0.3rem 0; border-block-end: 1px solid var(--at-line); }
    dd { margin: 0; }
    kbd { font: 600 0.85rem/1.4 var(--at-font); }
    @media (max-width: 28rem) { dl div { grid-template-columns: 7rem 1fr; gap: 0.7rem; } .sheet { padding-inline: 1rem; } }
    @media (pointer: coarse) { label { min-height: var(--at-target); align-items: center; } }
  `];
}
define("at-help-sheet", HelpSheet);
declare global { interface HTMLElementTagNameMap { "at-help-sheet": HelpSheet } }
