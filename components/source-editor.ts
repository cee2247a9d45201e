import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { sentence, type Problem } from "../src/base/problem.js";
import type { Vocabulary } from "../src/notebook/completion.js";
import { AtElement, define } from "./base/at-element.js";
import { highlightedLines } from "./base/highlight.js";
import { readPreference } from "./base/preferences.js";
import { shared } from "./base/tokens.js";
import type { CodeEditor } from "./editing/code-editor.js";
import { KeyReader, pressOf } from "./editing/keymap.js";

declare global {
  interface HTMLElementEventMap {
    "at-source-apply": CustomEvent<{ readonly source: string; readonly after: AfterApply }>;
    "at-source-split": Event;
  }
}

/** Where to go when a source is applied: stay, to the next cell, to a new text below. */
export type AfterApply = "stay" | "next" | "insert";

/** A mistake at a place in the source, lines and columns counted from 1. */
export interface SourceMistake { readonly problem: Problem; readonly line?: number; readonly column?: number }

/**
 * Edits one cell's source: a plain text area, so that every keyboard, screen reader and phone knows it; colours and line numbers lie behind it.
 * Tab leaves it, Escape asks to leave, Ctrl or ⌘ + Enter applies. What was typed and not applied stays until it is applied or cancelled.
 * @fires at-source-apply - with the source to take over
 * @fires at-source-cancel - back to the source of the cell
 * @fires at-source-split - the cell is to be parted at the cursor
 * @fires at-source-leave - Escape: focus wants to go back to the cell
 */
export class SourceEditor extends AtElement {
  static override properties = {
    source: { attribute: false }, language: {}, label: {}, mistakes: { attribute: false }, vocabulary: { attribute: false }, draft: { state: true }, isRich: { state: true },
  };
  static override shadowRootOptions = { ...AtElement.shadowRootOptions, delegatesFocus: true };
  declare source: string;
  declare language: "script" | "markdown";
  /** What the text area is called: "Source of cell 4". */
  declare label: string;
  declare mistakes: readonly SourceMistake[];
  /** What a script can name; given, and with a mouse or a keyboard at hand, the editor completes names and marks problems as they are typed. */
  declare vocabulary: (() => Vocabulary) | undefined;
  /** Whether the richer editor stands in the place of the plain text area. */
  declare isRich: boolean;
  /** What is typed and not yet applied; undefined while it is the source itself. */
  declare draft: string | undefined;
  /** Whether what is typed was handed over: the notebook may write it in a form of its own. */
  #isApplied = false;
  readonly #keys = new KeyReader("source");
  #rich: CodeEditor | undefined;
  #isEnriching = false;
  /** Its commands come before those of the richer editor. */
  readonly #richKeys = { handleEvent: (event: KeyboardEvent): void => this.#key(event), capture: true };

  constructor() {
    super();
    this.source = "";
    this.language = "script";
    this.label = "";
    this.mistakes = [];
    this.draft = undefined;
    this.vocabulary = undefined;
    this.isRich = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rich?.destroy();
    this.#rich = undefined;
    this.isRich = false;
  }

  /** Whether something typed here is not in the notebook yet. */
  get isChanged(): boolean { return this.draft !== undefined && this.draft !== this.source; }
  get #text(): string { return this.draft ?? this.source; }
  get #area(): HTMLTextAreaElement | null { return this.renderRoot.querySelector("textarea"); }

  override focus(options?: FocusOptions): void {
    if (this.#rich) this.#rich.focus();
    else this.#area?.focus(options);
  }

  /** Fetches the richer editor and puts it where the text area was. Touch screens keep the text area, which their keyboards know; so does a page that cannot fetch it. */
  async #enrich(): Promise<void> {
    const { vocabulary } = this;
    if (!vocabulary || this.language !== "script" || this.#isEnriching || !matchMedia("(pointer: fine)").matches || readPreference("plain-source") === "on") return;
    this.#isEnriching = true;
    const { mountCodeEditor } = await import("./editing/code-editor.js").catch(() => ({ mountCodeEditor: undefined }));
    if (!mountCodeEditor || !this.isConnected) { this.#isEnriching = mountCodeEditor === undefined; return; }
    const hadFocus = (this.renderRoot as ShadowRoot).activeElement === this.#area;
    const caret = this.caret;
    this.isRich = true;
    await this.updateComplete;
    this.#rich = mountCodeEditor(this.renderRoot.querySelector<HTMLElement>(".rich")!, this.renderRoot as ShadowRoot, this.#text, {
      label: this.label, vocabulary, say: this.text.say,
      typed: (text) => { if (text === this.#text) return; this.#isApplied = false; this.draft = text; },
    });
    this.#isEnriching = false;
    if (hadFocus) { this.#rich.focus(); this.#rich.go(caret); }
  }

  /** Where the cursor stands: an offset in the source as typed. */
  get caret(): number { return this.#rich?.caret ?? this.#area?.selectionStart ?? 0; }

  /** Applies what is typed, as the button does. */
  apply(after: AfterApply = "stay"): void {
    this.#isApplied = true;
    this.dispatchEvent(new CustomEvent("at-source-apply", { detail: { source: this.#text, after }, bubbles: true, composed: true }));
  }

  cancel(): void {
    this.draft = undefined;
    this.dispatchEvent(new Event("at-source-cancel", { bubbles: true, composed: true }));
  }

  protected override willUpdate(changed: PropertyValues): void {
    // The source caught up with what was typed, or the cell was changed elsewhere while nothing was typed here.
    if (changed.has("source") && (this.draft === this.source || this.#isApplied)) this.draft = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    this.#rich?.set(this.#text);
    if (changed.has("label")) this.#rich?.name(this.label);
    if (!this.#rich && (changed.has("vocabulary") || changed.has("language") || changed.has("isRich"))) void this.#enrich();
    const area = this.#area;
    if (area && area.value !== this.#text) area.value = this.#text;
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.#isApplied = false;
    this.draft = (event.target as HTMLTextAreaElement).value;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || (this.#rich?.isChoosing && /^(?:Escape|Enter)$/.test(pressOf(event)))) return;
    const act = this.#actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
  /** What is typed here is nobody else's; commands of the page go on. */
  readonly #keep = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  #actOf(event: KeyboardEvent): (() => void) | undefined {
    const tell = (name: string) => (): void => { this.dispatchEvent(new Event(name, { bubbles: true, composed: true })); };
    // Saving means saving what is on the screen.
    if (pressOf(event) === "Ctrl+S") return () => { if (this.isChanged) this.apply(); tell("at-save")(); };
    switch (this.#keys.read(event)) {
      case "apply": return () => this.apply();
      case "apply-next": return () => this.apply("next");
      case "apply-insert": return () => this.apply("insert");
      case "split": return tell("at-source-split");
      case "leave": return tell("at-source-leave");
      default: return undefined;
    }
  }

  protected override render(): TemplateResult {
    const say = this.text.say;
    const wrong = new Map(this.mistakes.flatMap(({ line, column }) => (line === undefined ? [] : [[line, column] as const])));
    const hasMistakes = this.mistakes.length > 0;
    return html`
      <div @keydown=${this.#keep}>${this.isRich ? html`<div class="paper rich" @keydown=${this.#richKeys}></div>` : html`<div class="paper">
        <div class="behind" aria-hidden="true">${highlightedLines(this.#text, this.language).map((tokens, i) => html`<div class=${wrong.has(i + 1) ? "line wrong" : "line"}>${
          tokens.map(({ kind, text }) => (kind === "plain" ? text : html`<span class=${kind}>${text}</span>`))}${tokens.length === 0 ? "\u200B" : nothing}</div>`)}</div>
        <textarea
          translate="no" spellcheck=${this.language === "markdown" ? "true" : "false"} autocapitalize="off" autocomplete="off" rows="1"
          aria-label=${this.label} aria-invalid=${hasMistakes ? "true" : "false"} aria-describedby=${hasMistakes ? "mistakes help" : "help"}
          @input=${this.#typed} @change=${(event: Event) => event.stopPropagation()} @keydown=${this.#key}
        ></textarea>
      </div>`}</div>
      <div id="mistakes" role="alert">${this.mistakes.map(({ problem }) => html`<p class="problem">${sentence(problem, this.text.locale)}</p>`)}</div>
      <div class="actions">
        <button class="primary" ?disabled=${!this.isChanged} @click=${() => this.apply()}>${say({ en: "Apply", "pt-BR": "Aplicar" })}</button>
        <button @click=${this.cancel}>${this.isChanged ? say({ en: "Cancel", "pt-BR": "Cancelar" }) : say({ en: "Close", "pt-BR": "Fechar" })}</button>
        <span id="help" class="note">${say({
          en: "Ctrl + Enter applies, Esc goes back to the cell.",
          "pt-BR": "Ctrl + Enter aplica, Esc volta para a célula.",
        })}</span>
      </div>`;
  }

  static override styles = [shared, css`
    .paper {
      display: grid; background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: var(--at-radius);
      counter-reset: line; overflow: hidden; font: 0.875rem/1.6 var(--at-font-code); tab-size: 2;
    }
    .paper.rich { display: block; }
    .paper:focus-within { outline: 2px solid var(--at-accent); outline-offset: 1px; }
    .behind, textarea {
      grid-area: 1 / 1; min-width: 0; margin: 0; padding: 0.6rem 0.8rem 0.6rem 3.2rem; border: 0; font: inherit; letter-spacing: inherit;
      white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal;
    }
    textarea {
      display: block; width: 100%; height: 100%; resize: none; overflow: hidden; background: transparent;
      color: transparent; caret-color: var(--at-ink); outline: none; -webkit-text-fill-color: transparent;
    }
    textarea::selection { background: color-mix(in oklab, var(--at-accent) 28%, transparent); }
    .behind { color: var(--at-ink); pointer-events: none; }
    .line { position: relative; counter-increment: line; min-height: 1.6em; }
    .line::before {
      content: counter(line); position: absolute; inset-inline-start: -2.7rem; width: 2rem; text-align: end;
      color: var(--at-ink-soft); font-size: 0.75rem; line-height: inherit; font-variant-numeric: tabular-nums;
    }
    .wrong { background: var(--at-danger-ground); box-shadow: -3.2rem 0 0 var(--at-danger-ground), 0.8rem 0 0 var(--at-danger-ground); }
    .wrong::before { color: var(--at-danger); font-weight: 700; content: "▸ " counter(line); }
    .keyword { color: light-dark(#7a3fb5, #c9a4f2); }
    .string { color: light-dark(#1c6b3c, #7fd6a0); }
    .number { color: light-dark(#33539e, #a3bdf5); }
    .comment { color: var(--at-ink-soft); font-style: italic; }
    .call { color: light-dark(#0b5f84, #6cc4e8); }
    .heading { font-weight: 700; }
    .code, .value { color: light-dark(#7a3fb5, #c9a4f2); }
    .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-top: 0.5rem; }
    @media (pointer: coarse) { .paper { font-size: 1rem; } .note { display: none; } }
    @media (forced-colors: active) {
      .behind { visibility: hidden; }
      textarea { color: CanvasText; -webkit-text-fill-color: CanvasText; }
    }
  `];
}
define("at-source-editor", SourceEditor);
