import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { sentence, type Problem } from "../src/base/problem.js";
import type { Text } from "../src/base/text.js";
import type { Cell } from "../src/notebook/document.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";
import { cellStyles } from "./cell-styles.js";
import type { MenuGroup } from "./menu.js";
import "./menu.js";
import type { SourceEditor, SourceMistake } from "./source-editor.js";
import "./source-editor.js";

/** What a person can ask of a cell. Every one also has a button; the keys are in the help sheet. */
export type CellAction =
  | { readonly do: "previous" | "next" | "first" | "last" | "up" | "down" | "duplicate" | "delete" | "help" | "undo" | "redo" }
  | { readonly do: "insert"; readonly what: "prose" | (string & {}); readonly where: "above" | "below" }
  | { readonly do: "apply"; readonly source: string };

declare global {
  interface HTMLElementEventMap { "at-cell-action": CustomEvent<CellAction> }
}

/** What is shown in a cell's frame. */
export type CellShape =
  /** A live component or prose, in the slot. */
  | { readonly shows: "slot" }
  /** The line that brings the components. */
  | { readonly shows: "import" }
  /** Code that would have to run to show something. */
  | { readonly shows: "code" }
  /** A component that this version does not have. */
  | { readonly shows: "unknown" }
  /** Nothing is written yet. */
  | { readonly shows: "empty" }
  /** A source that could not be read, and nothing was shown before. */
  | { readonly shows: "broken" };

/** A kind of cell as the insert menu lists it. */
export interface Insertable { readonly name: string; readonly title: Text; readonly summary: Text }

/**
 * The frame of one cell: who it is, what can be done with it, its problems, its source on request.
 * @slot - what the cell shows
 * @fires at-cell-action - something to be done with the cell
 */
export class CellFrame extends AtElement {
  static override properties = {
    cell: { attribute: false }, index: { type: Number }, count: { type: Number }, name: { attribute: false }, shape: { attribute: false }, problems: { attribute: false },
    mistakes: { attribute: false }, failure: { attribute: false }, insertables: { attribute: false }, isSourceOpen: { state: true }, wide: { type: Boolean, reflect: true },
    prose: { type: Boolean, reflect: true },
  };
  declare cell: Cell;
  /** Its place, from 0. */
  declare index: number;
  declare count: number;
  /** What it is: "training", "text". */
  declare name: Text;
  declare shape: CellShape;
  declare problems: readonly Problem[];
  /** Problems with the source that is not taken over, with their places. */
  declare mistakes: readonly SourceMistake[];
  /** What its component threw while drawing; undefined while all is well. */
  declare failure: unknown;
  declare insertables: readonly Insertable[];
  declare isSourceOpen: boolean;
  /** Whether it may be broader than the column of prose. */
  declare wide: boolean;
  declare prose: boolean;
  #isWaitingForSecondD = false;

  constructor() {
    super();
    this.cell = { id: 0, type: "module", source: "", pinned: false, hidden: false, attributes: {} };
    this.index = 0;
    this.count = 0;
    this.name = { en: "", "pt-BR": "" };
    this.shape = { shows: "slot" };
    this.problems = [];
    this.mistakes = [];
    this.failure = undefined;
    this.insertables = [];
    this.isSourceOpen = false;
    this.wide = false;
    this.prose = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A file can ask that a source stays open under its cell.
    if (changed.has("cell") && this.cell.pinned && !changed.get("cell")?.pinned) this.isSourceOpen = true;
  }

  get #frame(): HTMLElement { return this.renderRoot.querySelector<HTMLElement>("section")!; }
  get #editor(): SourceEditor | null { return this.renderRoot.querySelector("at-source-editor"); }

  /** Whether something typed in the source is not applied yet. */
  get hasUnapplied(): boolean { return this.#editor?.isChanged ?? false; }

  override focus(options?: FocusOptions): void { this.#frame?.focus(options); }

  /** Shows the source and puts the cursor in it. */
  async edit(): Promise<void> {
    this.isSourceOpen = true;
    await this.updateComplete;
    await this.#editor?.updateComplete;
    this.#editor?.focus();
  }

  #do(action: CellAction): void {
    this.dispatchEvent(new CustomEvent("at-cell-action", { detail: action, bubbles: true, composed: true, cancelable: true }));
  }

  #toggleSource(): void {
    if (this.isSourceOpen && this.hasUnapplied) void this.edit();
    else if (this.isSourceOpen) this.isSourceOpen = false;
    else void this.edit();
  }

  #closeSource(): void {
    this.isSourceOpen = false;
    this.focus();
  }

  #apply(event: CustomEvent<{ readonly source: string }>): void {
    event.stopPropagation();
    this.#do({ do: "apply", source: event.detail.source });
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") {
      if (event.composedPath()[0] === this.#frame) return;
      event.preventDefault();
      this.focus();
      return;
    }
    if (event.composedPath()[0] !== this.#frame || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const wasD = this.#isWaitingForSecondD;
    this.#isWaitingForSecondD = false;
    const action = isCommand ? this.#commandOf(event) : this.#letterOf(event, wasD);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  #commandOf(event: KeyboardEvent): (() => void) | undefined {
    if (event.shiftKey && event.key === "ArrowUp") return () => this.#do({ do: "up" });
    if (event.shiftKey && event.key === "ArrowDown") return () => this.#do({ do: "down" });
    return undefined;
  }

  #letterOf(event: KeyboardEvent, wasD: boolean): (() => void) | undefined {
    switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
      case "ArrowUp": case "k": return () => this.#do({ do: "previous" });
      case "ArrowDown": case "j": return () => this.#do({ do: "next" });
      case "Home": return () => this.#do({ do: "first" });
      case "End": return () => this.#do({ do: "last" });
      case "Enter": return () => void this.edit();
      case "o": return () => this.#toggleSource();
      case "a": return () => this.#do({ do: "insert", what: "prose", where: "above" });
      case "b": return () => this.#do({ do: "insert", what: "prose", where: "below" });
      case "d": return wasD ? () => this.#do({ do: "delete" }) : () => { this.#isWaitingForSecondD = true; };
      case "z": return event.shiftKey ? () => this.#do({ do: "redo" }) : () => this.#do({ do: "undo" });
      case "?": return () => this.#do({ do: "help" });
      default: return undefined;
    }
  }

  #doubleClick(event: MouseEvent): void {
    if (!this.prose || event.composedPath().some((node) => node instanceof HTMLElement && /^(?:A|BUTTON|SUMMARY|INPUT|TEXTAREA)$/.test(node.tagName))) return;
    void this.edit();
  }

  get #insertGroups(): readonly MenuGroup[] {
    const say = this.text.say;
    return [
      { items: [{ label: say({ en: "Text", "pt-BR": "Texto" }), hint: say({ en: "Words, formulas, tables", "pt-BR": "Palavras, fórmulas, tabelas" }), keys: "B", choose: () => this.#do({ do: "insert", what: "prose", where: "below" }) }] },
      { items: this.insertables.map(({ name, title, summary }) => ({ label: say(title), hint: say(summary), choose: () => this.#do({ do: "insert", what: name, where: "below" }) })) },
    ];
  }

  get #menuGroups(): readonly MenuGroup[] {
    const say = this.text.say;
    return [
      { items: [
        { label: say({ en: "Move up", "pt-BR": "Mover para cima" }), keys: "Ctrl Shift ↑", disabled: this.index === 0, choose: () => this.#do({ do: "up" }) },
        { label: say({ en: "Move down", "pt-BR": "Mover para baixo" }), keys: "Ctrl Shift ↓", disabled: this.index === this.count - 1, choose: () => this.#do({ do: "down" }) },
        { label: say({ en: "Duplicate", "pt-BR": "Duplicar" }), choose: () => this.#do({ do: "duplicate" }) },
        { label: say({ en: "Insert text above", "pt-BR": "Inserir texto acima" }), keys: "A", choose: () => this.#do({ do: "insert", what: "prose", where: "above" }) },
      ] },
      { items: [{ label: say({ en: "Delete", "pt-BR": "Apagar" }), keys: "D D", danger: true, choose: () => this.#do({ do: "delete" }) }] },
    ];
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    const place = `${this.index + 1} ${say({ en: "of", "pt-BR": "de" })} ${this.count}`;
    const label = `${say({ en: "Cell", "pt-BR": "Célula" })} ${place}, ${say(this.name)}`;
    const sourceLabel = `${say({ en: "Source of cell", "pt-BR": "Código-fonte da célula" })} ${place}`;
    return html`<section class=${this.shape.shows === "import" && !this.isSourceOpen ? "compact" : ""} role="group" tabindex="0" aria-label=${label} @keydown=${this.#key}>
      <div class="bar">
        <span class="kind" aria-hidden="true">${say(this.name)}</span>
        <button class="quiet" aria-expanded=${this.isSourceOpen ? "true" : "false"} @click=${this.#toggleSource}>${icon("source")}<span>${say({ en: "Source", "pt-BR": "Código" })}</span></button>
        <at-menu label=${say({ en: "Insert below", "pt-BR": "Inserir abaixo" })} .groups=${this.#insertGroups}>${icon("add")}</at-menu>
        <at-menu label=${say({ en: "More for this cell", "pt-BR": "Mais para esta célula" })} .groups=${this.#menuGroups}>${icon("more")}</at-menu>
      </div>
      ${this.failure === undefined ? nothing : this.#failureCard()}
      <div class="body" ?hidden=${this.failure !== undefined} @dblclick=${this.#doubleClick}>${this.#body()}</div>
      ${this.problems.map((problem) => html`<p class="problem">${sentence(problem, locale)}</p>`)}
      ${this.isSourceOpen || this.mistakes.length > 0 ? html`<at-source-editor
        .source=${this.cell.source} language=${this.cell.type === "module" ? "script" : "markdown"} label=${sourceLabel} .mistakes=${this.mistakes}
        @at-source-apply=${this.#apply} @at-source-cancel=${this.#closeSource} @at-source-leave=${() => this.focus()}
      ></at-source-editor>` : nothing}
    </section>`;
  }

  #body(): TemplateResult {
    const say = this.text.say;
    const shape = this.shape;
    switch (shape.shows) {
      case "slot": return html`<slot></slot>`;
      case "import": return html``;
      case "code": return html`
        <pre tabindex="0" class="code" translate="no"><code>${this.cell.source}</code></pre>
        <p class="note">${say({
          en: "This cell is code. It is kept and shown, and this notebook will not run it: code from a file could do anything that you can do on this page.",
          "pt-BR": "Esta célula é código. Ela fica guardada e à vista, mas este notebook não a executa: um código que vem num arquivo poderia fazer tudo o que você pode fazer nesta página.",
        })}</p>`;
      case "unknown": return html`
        <pre tabindex="0" class="code" translate="no"><code>${this.cell.source}</code></pre>`;
      case "empty": return html`<p class="note">${say({ en: "Empty. Press Enter to write.", "pt-BR": "Vazia. Aperte Enter para escrever." })}</p>`;
      case "broken": return html`<p class="note">${say({
        en: "There is nothing to show yet: the source below has a mistake. Everything you typed is kept.",
        "pt-BR": "Ainda não há o que mostrar: o código abaixo tem um erro. Tudo o que você digitou está guardado.",
      })}</p>`;
    }
  }

  #failureCard(): TemplateResult {
    const say = this.text.say;
    const words = this.failure instanceof Error ? `${this.failure.name}: ${this.failure.message}` : String(this.failure);
    return html`<div class="failure" role="alert">
      <strong>${say({ en: "This cell failed; the others go on.", "pt-BR": "Esta célula falhou; as outras continuam." })}</strong>
      <p>${say({
        en: "The fault is ours, not yours, and your notebook is intact. Changing a setting or its source tries again.",
        "pt-BR": "A falha é nossa, não sua, e o seu notebook está inteiro. Mudar uma configuração ou o código tenta de novo.",
      })}</p>
      <details><summary>${say({ en: "What was reported", "pt-BR": "O que foi relatado" })}</summary><code>${words}</code></details>
    </div>`;
  }

  static override styles = [shared, cellStyles];
}
define("at-cell", CellFrame);
