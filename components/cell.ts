import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { sentence, type Problem } from "../src/base/problem.js";
import type { Text } from "../src/base/text.js";
import type { Vocabulary } from "../src/notebook/completion.js";
import type { Cell } from "../src/notebook/document.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";
import { cellStyles } from "./cell-styles.js";
import "./menu.js";
import { failureCard } from "./cell/failure.js";
import { cellMenu } from "./cell/menus.js";
import type { CommandName } from "./editing/commands.js";
import { KeyReader } from "./editing/keymap.js";
import type { AfterApply, SourceEditor, SourceMistake } from "./source-editor.js";

/** What a person can ask of a cell. */
export type CellAction =
  | { readonly do: Exclude<CommandName, "apply"> }
  | { readonly do: "insert"; readonly what: "prose" | (string & {}); readonly where: "above" | "below" }
  | { readonly do: "apply"; readonly source: string; readonly after?: AfterApply }
  /** Chosen too, with those between it and the one chosen before. */
  | { readonly do: "select" }
  /** Chosen alone. */
  | { readonly do: "choose" }
  /** Its handle was taken. */
  | { readonly do: "drag"; readonly event: PointerEvent }
  /** A cell's proposal: as hyperparameters of a new cell below, or written into the one that it reads. */
  | { readonly do: "open-settings" | "use-settings" | "replace-settings"; readonly params: Readonly<Record<string, unknown>> };

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

const sourceEditor = (): Promise<unknown> => import("./source-editor.js");
const isControl = (node: EventTarget): boolean => node instanceof HTMLElement && /^(?:A|BUTTON|SUMMARY|INPUT|TEXTAREA|SELECT|AT-MENU|AT-SOURCE-EDITOR)$/.test(node.tagName);

/**
 * The frame of one cell: who it is, what can be done with it, its problems, its source on request.
 * @slot - what the cell shows
 * @fires at-cell-action - something to be done with the cell
 */
export class CellFrame extends AtElement {
  static override properties = {
    cell: { attribute: false }, index: { type: Number }, count: { type: Number }, name: { attribute: false }, shape: { attribute: false }, problems: { attribute: false },
    mistakes: { attribute: false }, failure: { attribute: false }, isSourceOpen: { state: true }, wide: { type: Boolean, reflect: true },
    prose: { type: Boolean, reflect: true }, selected: { type: Boolean, reflect: true }, vocabulary: { attribute: false },
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
  declare isSourceOpen: boolean;
  /** Whether it may be broader than the column of prose. */
  declare wide: boolean;
  declare prose: boolean;
  /** Whether it is one of several that are chosen. */
  declare selected: boolean;
  /** What its source can name. */
  declare vocabulary: (() => Vocabulary) | undefined;
  readonly #keys = new KeyReader("cell");

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
    this.isSourceOpen = false;
    this.wide = false;
    this.prose = false;
    this.selected = false;
    this.vocabulary = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A file can ask that a source stays open under its cell.
    if (changed.has("cell") && this.cell.pinned && !changed.get("cell")?.pinned) this.isSourceOpen = true;
    if (this.isSourceOpen || this.mistakes.length > 0) void sourceEditor();
  }

  get #frame(): HTMLElement { return this.renderRoot.querySelector<HTMLElement>("section")!; }
  get #editor(): SourceEditor | null { return this.renderRoot.querySelector("at-source-editor"); }

  /** Whether something typed in the source is not applied yet. */
  get hasUnapplied(): boolean { return this.#editor?.isChanged ?? false; }
  /** Where the cursor stands in its source; undefined while the source is not open. */
  get caret(): number | undefined { return this.#editor?.caret; }

  /** Whether its frame itself has the focus, and nothing in it. */
  get isFocused(): boolean { return (this.renderRoot as ShadowRoot).activeElement === this.#frame; }

  override focus(options?: FocusOptions): void { this.#frame?.focus(options); }

  /** Shows the source and puts the cursor in it. */
  async edit(): Promise<void> {
    this.isSourceOpen = true;
    await Promise.all([this.updateComplete, sourceEditor()]);
    await this.#editor?.updateComplete;
    this.#editor?.focus();
  }

  /** Takes over what is typed in its source, and goes on from there. */
  apply(how: "apply" | "apply-next" | "apply-insert" = "apply"): void {
    const after = how === "apply" ? "stay" : how === "apply-next" ? "next" : "insert";
    if (this.hasUnapplied) this.#editor!.apply(after);
    else if (after !== "stay") this.#do({ do: after === "next" ? "next" : "insert-below" });
  }

  #do(action: CellAction): void {
    this.dispatchEvent(new CustomEvent("at-cell-action", { detail: action, bubbles: true, composed: true, cancelable: true }));
  }

  toggleSource(): void {
    if (this.isSourceOpen && this.hasUnapplied) void this.edit();
    else if (this.isSourceOpen) this.isSourceOpen = false;
    else void this.edit();
  }

  closeSource(): void {
    this.isSourceOpen = false;
    this.focus();
  }

  #apply(event: CustomEvent<{ readonly source: string; readonly after: AfterApply }>): void {
    event.stopPropagation();
    this.#do({ do: "apply", ...event.detail });
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") {
      if (event.composedPath()[0] === this.#frame) return;
      event.preventDefault();
      this.focus();
      return;
    }
    if (event.composedPath()[0] !== this.#frame) return;
    const command = this.#keys.read(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (command === "waiting") return;
    if (command === "edit") void this.edit();
    else if (command === "source") this.toggleSource();
    else if (command === "apply") this.apply();
    else this.#do({ do: command });
  }

  /** With Shift, a press chooses all cells up to this one; without, one among several is chosen alone, unless its buttons are meant. */
  #press(event: PointerEvent): void {
    const path = event.composedPath();
    if (!event.shiftKey) {
      if (this.selected && !path.some((node) => node instanceof HTMLElement && node.className === "bar")) this.#do({ do: "choose" });
      return;
    }
    if (path.some(isControl)) return;
    // The text between is not meant.
    event.preventDefault();
    this.#do({ do: "select" });
    this.focus({ preventScroll: true });
  }

  #doubleClick(event: MouseEvent): void {
    if (!this.prose || event.composedPath().some(isControl)) return;
    void this.edit();
  }

  #drag(event: PointerEvent): void {
    if (event.button === 0) this.#do({ do: "drag", event });
  }

  readonly #isOff = (name: CommandName): boolean =>
    (name === "up" && this.index === 0) || ((name === "down" || name === "merge" || name === "select-down") && this.index === this.count - 1)
    || (name === "to-text" && this.cell.type === "text/markdown") || (name === "to-code" && this.cell.type === "module") || (name === "to-formula" && this.cell.type === "application/x-tex");
  #choose(name: CommandName): void {
    if (name !== "apply") this.#do({ do: name });
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    const place = `${this.index + 1} ${say({ en: "of", "pt-BR": "de" })} ${this.count}`;
    const label = [`${say({ en: "Cell", "pt-BR": "Célula" })} ${place}`, say(this.name), this.selected ? say({ en: "selected", "pt-BR": "selecionada" }) : "", this.cell.hidden ? say({ en: "folded", "pt-BR": "recolhida" }) : ""].filter(Boolean).join(", ");
    const sourceLabel = `${say({ en: "Source of cell", "pt-BR": "Código-fonte da célula" })} ${place}`;
    return html`<section class=${this.shape.shows === "import" && !this.isSourceOpen ? "compact" : ""} role="group" tabindex="0" aria-label=${label} @keydown=${this.#key} @pointerdown=${this.#press}>
      <div class="bar">
        <span class="grip" aria-hidden="true" title=${say({ en: "Drag to move", "pt-BR": "Arraste para mover" })} @pointerdown=${this.#drag}>${icon("grip")}</span>
        <span class="kind" aria-hidden="true">${say(this.name)}</span>
        <button class="quiet" aria-expanded=${this.isSourceOpen ? "true" : "false"} @click=${this.toggleSource}>${icon("source")}<span>${say({ en: "Source", "pt-BR": "Código" })}</span></button>
        <button class="quiet add" aria-haspopup="dialog" aria-label=${say({ en: "Insert below", "pt-BR": "Inserir abaixo" })} title=${say({ en: "Insert below", "pt-BR": "Inserir abaixo" })} @click=${() => this.#do({ do: "add" })}>${icon("add")}</button>
        <at-menu label=${say({ en: "More for this cell", "pt-BR": "Mais para esta célula" })} .groups=${cellMenu(this.text, this.#isOff, (name) => this.#choose(name))}>${icon("more")}</at-menu>
      </div>
      ${this.failure === undefined ? nothing : failureCard(this.failure, this.text)}
      ${this.cell.hidden ? html`<button class="fold" @click=${() => this.#do({ do: "fold" })}><strong>${say(this.name)}</strong>${this.prose ? ` “${this.cell.source.trim().split("\n")[0]!.replace(/^#+\s*/, "")}”` : nothing}, ${say({ en: "folded. Unfold", "pt-BR": "célula recolhida. Abrir" })}</button>` : nothing}
      <div class="body" ?hidden=${this.failure !== undefined || this.cell.hidden} @dblclick=${this.#doubleClick}>${this.#body()}</div>
      ${this.problems.map((problem) => html`<p class="problem">${sentence(problem, locale)}</p>`)}
      ${this.isSourceOpen || this.mistakes.length > 0 ? html`<at-source-editor
        .source=${this.cell.source} language=${this.cell.type === "module" ? "script" : "markdown"} label=${sourceLabel} .mistakes=${this.mistakes} .vocabulary=${this.vocabulary}
        @at-source-apply=${this.#apply} @at-source-cancel=${this.closeSource} @at-source-leave=${() => this.focus()} @at-source-split=${() => this.#do({ do: "split" })}
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
        <p class="note">${say({ en: "Code that is kept and shown, and does not run here.", "pt-BR": "Código guardado e à vista, que não roda aqui." })}</p>`;
      case "unknown": return html`
        <pre tabindex="0" class="code" translate="no"><code>${this.cell.source}</code></pre>`;
      case "empty": return html`<p class="note">${say({ en: "Empty. Press Enter to write.", "pt-BR": "Vazia. Aperte Enter para escrever." })}</p>`;
      case "broken": return html`<p class="note">${say({
        en: "There is nothing to show yet: the source below has a mistake. Everything you typed is kept.",
        "pt-BR": "Ainda não há o que mostrar: o código abaixo tem um erro. Tudo o que você digitou está guardado.",
      })}</p>`;
    }
  }

  static override styles = [shared, cellStyles];
}
define("at-cell", CellFrame);
