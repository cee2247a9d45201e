import { css, html, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { outlineOf } from "../../src/notebook/outline.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";

/** A line of the outline: a heading, or what a cell shows. */
interface Line { readonly cell: number; readonly level: number; readonly words: string; readonly isHeading: boolean }

/** The headings of the notebook with the cells under them; each leads to its place. */
export class OutlineSheet extends Dialog {
  static override properties = { lines: { state: true } };
  declare lines: readonly Line[];
  #go: (cell: number) => void = () => undefined;

  constructor() {
    super();
    this.lines = [];
  }

  /** @param names what the frames of the cells are called; a cell without one is not listed */
  async open(document: NotebookDocument, names: ReadonlyMap<number, Text>, go: (cell: number) => void): Promise<void> {
    this.#go = go;
    const headings = outlineOf(document);
    let depth = 0;
    this.lines = document.cells.flatMap(({ id }): readonly Line[] => {
      const own = headings.filter(({ cell }) => cell === id).map(({ level, text }): Line => ({ cell: id, level, words: text, isHeading: true }));
      depth = own.at(-1)?.level ?? depth;
      const name = names.get(id);
      return name ? [...own, { cell: id, level: depth + 1, words: this.text.say(name), isHeading: false }] : own;
    });
    await this.show();
  }

  #choose(cell: number): void {
    this.close();
    this.#go(cell);
  }

  protected override get heading(): Text { return { en: "Outline", "pt-BR": "Sumário" }; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    return html`<nav aria-labelledby="title">${this.lines.length === 0
      ? html`<p class="note">${say({ en: "There is nothing here yet.", "pt-BR": "Ainda não há nada aqui." })}</p>`
      : html`<ul>${this.lines.map(({ cell, level, words, isHeading }) => html`<li style="--level: ${level - 1}"><button class=${isHeading ? "quiet heading" : "quiet"} @click=${() => this.#choose(cell)}>${words}</button></li>`)}</ul>`}</nav>`;
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 36rem; }
    .note { margin: 0.3rem 0; }
    ul { list-style: none; margin: 0.6rem 0 0; padding: 0; }
    li { padding-inline-start: calc(var(--level) * 1.1rem); }
    li button { display: block; width: 100%; text-align: start; min-height: 2rem; padding: 0.2rem 0.6rem; overflow-wrap: anywhere; color: var(--at-ink-soft); font-size: 0.9rem; }
    li .heading { color: var(--at-ink); font: 600 1rem/1.4 var(--at-font-prose); }
  `];
}
define("at-outline-sheet", OutlineSheet);
declare global { interface HTMLElementTagNameMap { "at-outline-sheet": OutlineSheet } }
