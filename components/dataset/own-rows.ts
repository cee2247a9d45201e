import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live } from "lit/directives/live.js";
import type { Text } from "../../src/base/text.js";
import { fitsInline, readRows, writeRows } from "../../src/data/import/rows.js";
import { AtElement, define } from "../base/at-element.js";
import { icon } from "../base/icons.js";
import { shared } from "../base/tokens.js";
import { download } from "../controllers/files.js";
import { ownWords as words } from "./own-words.js";

declare global { interface HTMLElementEventMap { "at-rows-change": CustomEvent<string> } }

/** Rows shown at once. */
const handful = 10;

/**
 * Sentences written in place, each with its class: what a notebook carries itself.
 * @fires at-rows-change - a sentence was added, changed or removed; the rows as the notebook writes them
 */
export class AtOwnRows extends AtElement {
  static override properties = { rows: { attribute: false }, shown: { state: true }, said: { state: true }, label: { state: true } };
  static override styles = [shared, css`
    h4 { font-size: 0.95rem; margin: 0.6rem 0 0.2rem; }
    form { display: grid; grid-template-columns: 1fr 10rem auto; gap: 0.5rem; align-items: end; }
    label { display: grid; gap: 0.1rem; font-size: 0.85rem; color: var(--at-ink-soft); min-inline-size: 0; }
    input { font: inherit; font-size: 1rem; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.25rem 0.5rem; inline-size: 100%; min-inline-size: 0; }
    .said { margin: 0.3rem 0; min-height: 1.3rem; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { display: grid; grid-template-columns: 1fr 10rem auto; gap: 0.5rem; padding-block: 0.2rem; }
    li input { border-color: var(--at-line); }
    li input.sentence { font-family: var(--at-font-prose); font-size: 1.05rem; }
    li button { display: grid; place-items: center; min-inline-size: 2.25rem; padding: 0.25rem; }
    .more { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block: 0.5rem 0.2rem; }
    .classes { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-block: 0.4rem 0; }
    .classes button { min-height: 1.9rem; padding: 0.1rem 0.7rem; border-radius: 1rem; font-size: 0.9rem; }
    .classes button[aria-pressed="true"] { border-color: var(--at-accent); background: var(--at-sunken); font-weight: 600; }
    @media (max-width: 30rem) { form { grid-template-columns: 1fr auto; } form label:first-child { grid-column: 1 / -1; } li { grid-template-columns: 1fr auto; } li input.sentence { grid-column: 1 / -1; } li + li { border-block-start: 1px solid var(--at-line); padding-block-start: 0.4rem; } }
    @media (pointer: coarse) { input, .classes button { min-height: var(--at-target); } li button { min-inline-size: var(--at-target); } }
  `];
  /** As the notebook writes them. */
  declare rows: string;
  declare private shown: number;
  declare private said: Text | undefined;
  declare private label: string;

  constructor() {
    super();
    this.rows = "";
    this.shown = handful;
    this.said = undefined;
    this.label = "";
  }

  get #box(): HTMLInputElement { return this.renderRoot.querySelector("#sentence")!; }

  #tell(rows: readonly { readonly label: string; readonly text: string }[]): boolean {
    const written = writeRows(rows);
    if (!fitsInline(written)) {
      this.said = words.full;
      return false;
    }
    this.said = undefined;
    this.rows = written;
    this.dispatchEvent(new CustomEvent("at-rows-change", { detail: written }));
    return true;
  }

  #add(event: Event): void {
    event.preventDefault();
    const [text, label] = [this.#box.value.trim(), this.label.trim()];
    if (text === "" || label === "") {
      this.said = words.needsBoth;
      (text === "" ? this.#box : this.renderRoot.querySelector<HTMLInputElement>("#class")!).focus();
      return;
    }
    if (!this.#tell([...readRows(this.rows), { label, text }])) return;
    this.#box.value = "";
    this.#box.focus();
  }

  #change(index: number, change: Partial<{ readonly label: string; readonly text: string }>, event: Event): void {
    const rows = readRows(this.rows);
    const next = { ...rows[index]!, ...change };
    // Emptied, a row stays as it was: removing is a button of its own.
    if (next.text.trim() === "" || next.label.trim() === "" || !this.#tell(rows.with(index, next))) {
      this.said ??= words.needsBoth;
      (event.target as HTMLInputElement).value = change.text === undefined ? rows[index]!.label : rows[index]!.text;
    }
  }

  async #remove(index: number): Promise<void> {
    const rows = readRows(this.rows);
    this.#tell(rows.toSpliced(index, 1));
    await this.updateComplete;
    // The keyboard goes on from where it was.
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>("li button")];
    (buttons[Math.min(rows.length - 1 - index, buttons.length - 1)] ?? this.#box).focus();
  }

  protected override render(): TemplateResult {
    const { say, number } = this.text;
    const rows = readRows(this.rows);
    const counts = new Map<string, number>();
    for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
    const last = rows.map((row, index) => ({ ...row, index })).toReversed().slice(0, this.shown);
    return html`<div @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => event.stopPropagation()}>
      <h4 id="write">${say(words.write)}</h4>
      <form aria-labelledby="write" @submit=${this.#add}>
        <label>${say(words.sentence)}<input id="sentence" autocomplete="off" maxlength="2000"></label>
        <label>${say(words.className)}<input id="class" list="names" autocomplete="off" maxlength="80" .value=${live(this.label)} @input=${(event: Event) => { this.label = (event.target as HTMLInputElement).value; }}></label>
        <button class="primary add">${say(words.add)}</button>
      </form>
      <datalist id="names">${[...counts.keys()].map((name) => html`<option value=${name}></option>`)}</datalist>
      ${counts.size > 0 ? html`<div class="classes">${[...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => html`<button type="button" aria-pressed=${this.label === name} @click=${() => { this.label = name; this.#box.focus(); }}>${name} · ${number(count)}</button>`)}</div>` : nothing}
      <p class="said note" role="status">${this.said ? say(this.said) : nothing}</p>
      ${rows.length > 0 ? html`<ul aria-label=${say(words.newest)}>${repeat(last, ({ index }) => index, ({ label, text, index }) => html`<li>
        <input class="sentence" aria-label="${say(words.sentence)} ${number(index + 1)}" .value=${live(text)} maxlength="2000" @change=${(event: Event) => this.#change(index, { text: (event.target as HTMLInputElement).value }, event)}>
        <input class="class" aria-label="${say(words.className)}, ${number(index + 1)}" list="names" .value=${live(label)} maxlength="80" @change=${(event: Event) => this.#change(index, { label: (event.target as HTMLInputElement).value }, event)}>
        <button class="quiet" aria-label="${say(words.remove)}: ${text}" @click=${() => { void this.#remove(index); }}>${icon("bin")}</button></li>`)}</ul>
        <div class="more">${rows.length > last.length ? html`<button class="older" @click=${() => { this.shown += 40; }}>${say(words.older)}</button>` : nothing}
          <button class="quiet save" @click=${() => download("rows.tsv", `label\ttext\n${this.rows}\n`, "text/tab-separated-values")}>${say(words.asFile)}</button></div>` : nothing}
    </div>`;
  }
}
define("at-own-rows", AtOwnRows);
declare global { interface HTMLElementTagNameMap { "at-own-rows": AtOwnRows } }
