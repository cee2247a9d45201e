import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";
import { found } from "./matching.js";
import { picture } from "./pictures.js";
import { searchField } from "./search-field.js";

interface Choice { readonly name: string; readonly title: Text; readonly summary: Text; readonly kind?: CellKind }

const written: readonly Choice[] = [
  { name: "prose", title: { en: "Text", "pt-BR": "Texto" }, summary: { en: "Words, formulas, tables.", "pt-BR": "Palavras, fórmulas, tabelas." } },
  { name: "formula", title: { en: "Formula", "pt-BR": "Fórmula" }, summary: { en: "A formula on a line of its own, in TeX.", "pt-BR": "Uma fórmula em uma linha só dela, em TeX." } },
  { name: "code", title: { en: "Code", "pt-BR": "Código" }, summary: { en: "JavaScript of your own.", "pt-BR": "JavaScript escrito por você." } },
];

/** What a new cell can be, each with a picture, found by a few letters. */
export class AddSheet extends Dialog {
  static override properties = { search: { state: true }, kinds: { state: true } };
  declare search: string;
  declare kinds: readonly CellKind[];
  #choose: (name: string) => void = () => undefined;

  constructor() {
    super();
    this.search = "";
    this.kinds = [];
  }

  /** @param choose is told "prose", "formula", "code", or the name of a component */
  async open(kinds: Iterable<CellKind>, choose: (name: string) => void): Promise<void> {
    this.kinds = [...kinds];
    this.search = "";
    this.#choose = choose;
    await this.show();
    this.renderRoot.querySelector("input")!.focus();
  }

  get #choices(): readonly Choice[] {
    const { say } = this.text;
    return found<Choice>([...written, ...this.kinds.map((kind) => ({ name: kind.name, title: kind.title, summary: kind.summary, kind }))], this.search, ({ title, summary, name }) => [say(title), say(summary), name]);
  }

  #take(choice: Choice | undefined): void {
    if (!choice) return;
    this.close();
    this.#choose(choice.name);
  }

  /** Arrows go from the field to the cards and from card to card; down and up follow the rows as they stand on the screen. */
  #key(event: KeyboardEvent): void {
    const cards = [...this.renderRoot.querySelectorAll<HTMLElement>("li button")];
    const at = cards.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const isField = at < 0;
    if (event.key === "Enter" && isField && !event.isComposing) {
      event.preventDefault();
      this.#take(this.#choices[0]);
      return;
    }
    const columns = cards.filter((card) => card.offsetTop === cards[0]!.offsetTop).length;
    const step = { ArrowDown: isField ? 1 : columns, ArrowUp: -columns, ArrowRight: isField ? 0 : 1, ArrowLeft: isField ? 0 : -1 }[event.key];
    if (!step || cards.length === 0) return;
    event.preventDefault();
    const to = at + step;
    if (to < 0) this.renderRoot.querySelector("input")!.focus();
    else cards[Math.min(to, cards.length - 1)]!.focus();
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.search = (event.target as HTMLInputElement).value;
  }

  protected override get heading(): Text { return { en: "Add a cell", "pt-BR": "Adicionar célula" }; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    const choices = this.#choices;
    const label = say({ en: "Search for a kind of cell", "pt-BR": "Buscar um tipo de célula" });
    return html`<div @keydown=${this.#key}>
      <input type="search" aria-label=${label} placeholder=${label} autocomplete="off" .value=${this.search} @input=${this.#typed}>
      <ul>${choices.map((choice) => html`<li><button @click=${() => this.#take(choice)}>
        ${picture(choice.name, choice.kind)}<span><strong>${say(choice.title)}</strong><small>${say(choice.summary)}</small></span>
      </button></li>`)}</ul>
      <p class="note" role="status">${choices.length === 0 ? say({ en: "No cell is called that.", "pt-BR": "Nenhuma célula tem esse nome." }) : nothing}</p>
    </div>`;
  }

  static override styles = [...Dialog.styles, searchField, css`
    :host { --at-dialog-width: 56rem; }
    .note { margin: 0.3rem 0; }
    ul { list-style: none; margin: 0.8rem 0 0; padding: 2px; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16.5rem, 100%), 1fr)); gap: 0.5rem; }
    li { display: grid; }
    li button { display: flex; gap: 0.8rem; align-items: center; text-align: start; padding: 0.6rem 0.7rem; border-color: var(--at-line); }
    li button:hover, li button:focus-visible { border-color: var(--at-accent); }
    svg { flex: none; background: var(--at-sunken); border-radius: 6px; color: var(--at-ink-soft); }
    span { min-width: 0; overflow-wrap: anywhere; }
    strong { display: block; font-weight: 600; line-height: 1.3; }
    small { display: block; color: var(--at-ink-soft); font-size: 0.8rem; line-height: 1.35; }
  `];
}
define("at-add-sheet", AddSheet);
declare global { interface HTMLElementTagNameMap { "at-add-sheet": AddSheet } }
