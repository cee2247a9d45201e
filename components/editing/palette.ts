import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Text } from "../../src/base/text.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";
import { commandNames, commandOf, type CommandName } from "./commands.js";
import { firstKeys } from "./keymap.js";
import { found } from "./matching.js";
import { searchField } from "./search-field.js";

/** Something else to choose beside the commands: a component to insert, say. */
export interface PaletteItem { readonly title: Text; readonly hint?: Text; run(): void }
interface Row { readonly id: string; readonly words: readonly [string, ...string[]]; readonly keys: string | undefined; run(): void }

/** Everything that can be done, found by typing a few letters of its name. */
export class Palette extends Dialog {
  static override properties = { search: { state: true }, active: { state: true } };
  declare search: string;
  /** The row that Enter chooses. */
  declare active: number;
  #run: (command: CommandName) => void = () => undefined;
  #more: readonly PaletteItem[] = [];

  constructor() {
    super();
    this.search = "";
    this.active = 0;
  }

  async open(run: (command: CommandName) => void, more: readonly PaletteItem[] = []): Promise<void> {
    this.#run = run;
    this.#more = more;
    this.search = "";
    this.active = 0;
    this.requestUpdate();
    await this.show();
    this.renderRoot.querySelector("input")!.focus();
  }

  get #rows(): readonly Row[] {
    const { say } = this.text;
    const own = commandNames.filter((name) => commandOf(name).isOnlyKeys !== true && name !== "palette").map((name): Row =>
      ({ id: name, words: [say(commandOf(name).title)], keys: firstKeys(name, ["page", "cell", "source"]), run: () => this.#run(name) }));
    const more = this.#more.map(({ title, hint, run }, i): Row => ({ id: `more-${i}`, words: hint ? [say(title), say(hint)] : [say(title)], keys: undefined, run }));
    return found([...own, ...more], this.search, ({ words }) => words);
  }

  #choose(row: Row | undefined): void {
    if (!row) return;
    this.close();
    row.run();
  }

  #key(event: KeyboardEvent): void {
    const rows = this.#rows;
    const to = { ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + 8, PageUp: this.active - 8 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.active = event.key.startsWith("Page") ? Math.min(Math.max(0, to), rows.length - 1) : (to + rows.length) % Math.max(1, rows.length);
      void this.updateComplete.then(() => this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#choose(rows[this.active]);
    }
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.search = (event.target as HTMLInputElement).value;
    this.active = 0;
  }

  protected override get heading(): Text { return { en: "All commands", "pt-BR": "Todos os comandos" }; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    const rows = this.#rows;
    const active = rows[this.active];
    const label = say({ en: "Search the commands", "pt-BR": "Buscar nos comandos" });
    return html`
      <input type="text" role="combobox" aria-expanded="true" aria-controls="list" aria-autocomplete="list" aria-activedescendant=${active?.id ?? nothing} aria-label=${label} placeholder=${label} autocomplete="off"
        .value=${this.search} @input=${this.#typed} @keydown=${this.#key}>
      <div id="list" role="listbox" aria-label=${say({ en: "Commands", "pt-BR": "Comandos" })}>${repeat(rows, ({ id }) => id, (row, i) => html`
        <div role="option" id=${row.id} aria-selected=${i === this.active ? "true" : "false"} @click=${() => this.#choose(row)}>
          <span>${row.words[0]}${row.words[1] ? html`<small>${row.words[1]}</small>` : nothing}</span>${row.keys ? html`<kbd>${row.keys}</kbd>` : nothing}
        </div>`)}</div>
      <p class="note" role="status">${rows.length === 0 ? say({ en: "No command is called that.", "pt-BR": "Nenhum comando tem esse nome." }) : nothing}</p>`;
  }

  static override styles = [...Dialog.styles, searchField, css`
    :host { --at-dialog-width: 36rem; }
    .note { margin: 0.3rem 0; }
    #list { margin-block-start: 0.6rem; max-height: min(24rem, 55dvh); overflow: auto; }
    [role="option"] { display: flex; align-items: baseline; gap: 1rem; justify-content: space-between; padding: 0.4rem 0.6rem; border-radius: 6px; cursor: pointer; min-height: 2rem; }
    [role="option"]:hover { background: var(--at-sunken); }
    [role="option"][aria-selected="true"] { background: var(--at-sunken); box-shadow: inset 3px 0 0 var(--at-accent); }
    small { display: block; color: var(--at-ink-soft); font-size: 0.8rem; line-height: 1.35; }
    kbd { font: inherit; font-size: 0.8rem; color: var(--at-ink-soft); white-space: nowrap; }
    @media (pointer: coarse) { [role="option"] { min-height: var(--at-target); align-items: center; } kbd { display: none; } }
  `];
}
define("at-palette", Palette);
declare global { interface HTMLElementTagNameMap { "at-palette": Palette } }
