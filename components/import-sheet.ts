import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Problem } from "../src/base/problem.js";
import type { Text } from "../src/base/text.js";
import { ProblemError } from "../src/data/dataset.js";
import { ownTexts } from "../src/data/datasets/own-texts.js";
import type { Brought, Look } from "../src/data/import/look.js";
import { readingOf } from "../src/data/import/reading.js";
import { describeValue } from "../src/hyperparameters/field.js";
import type { Values } from "../src/hyperparameters/schema.js";
import { AtElement, define } from "./base/at-element.js";
import { engineAside, pageEngine } from "./base/engine.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";
import { download } from "./controllers/files.js";
import { importStyles } from "./dataset/import-styles.js";
import { foundSentence, otherContent, ownWords as words, sizeOf } from "./dataset/own-words.js";

/** What the sheet was opened for. */
export interface ImportRequest {
  /** Undefined where a person will paste rows. */
  readonly brought: Brought | undefined;
  /** Options of the cell as they are. */
  readonly options: Values;
  readonly seed: number;
  /** The content that the notebook asks for; any when empty. */
  readonly wanted: string;
}
/** What came of it: options of the cell to be; the same ones where the file asked for is there again. */
export interface Imported { readonly changes: Values; readonly isSame: boolean; readonly notice: Text | undefined }

declare global { interface HTMLElementEventMap { "at-imported": CustomEvent<Imported> } }

const readingFields = ["delimiter", "quotes", "header", "encoding"] as const;

/**
 * Shows what would be read of a file, a folder or pasted rows, lets a person choose columns, and takes it only when they say so: all of it or nothing.
 * @fires at-imported - the texts are kept
 */
export class ImportSheet extends AtElement {
  static override properties = { request: { state: true }, look: { state: true }, problems: { state: true }, busy: { state: true }, options: { state: true }, inline: { state: true }, isSlow: { state: true } };
  static override styles = [shared, importStyles];
  declare private request: ImportRequest | undefined;
  declare private look: Look | undefined;
  declare private problems: readonly Problem[];
  declare private busy: "reading" | "keeping" | undefined;
  declare private options: Values;
  declare private inline: boolean;
  declare private isSlow: boolean;
  #brought: Brought | undefined;
  #end: (() => void) | undefined;

  constructor() {
    super();
    this.request = undefined;
    this.look = undefined;
    this.problems = [];
    this.busy = undefined;
    this.options = {};
    this.inline = true;
    this.isSlow = false;
  }

  get #dialog(): HTMLDialogElement { return this.renderRoot.querySelector("dialog")!; }

  async open(request: ImportRequest): Promise<void> {
    this.request = request;
    this.#brought = request.brought;
    this.options = request.options;
    this.look = undefined;
    this.problems = [];
    this.inline = (request.options["hash"] ?? "") === "";
    await this.updateComplete;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (request.brought) await this.#read();
    else this.renderRoot.querySelector("textarea")?.focus();
  }
  close(): void { this.#dialog.close(); }

  /** Whatever is under way ends with the worker that does it. */
  #stop(): void {
    this.#end?.();
    this.#end = undefined;
    this.busy = undefined;
  }

  async #read(): Promise<void> {
    const brought = this.#brought!;
    this.#stop();
    const { engine, end } = engineAside();
    this.#end = end;
    this.busy = "reading";
    this.problems = [];
    this.isSlow = false;
    const slow = setTimeout(() => { this.isSlow = true; }, 5000);
    try {
      const { textColumn, labelColumn, limit } = this.options;
      const look = await engine.request("look", { brought, options: { ...readingOf(this.options), textColumn: String(textColumn ?? ""), labelColumn: String(labelColumn ?? ""), most: Number(limit ?? 10_000), seed: this.request!.seed } });
      if (this.#end !== end) return;
      this.look = look;
      if (this.request!.wanted !== "" && look.hash === this.request!.wanted) return await this.#use();
    } catch (error) {
      if (this.#end !== end) return;
      this.look = undefined;
      this.problems = problemsOf(error);
    } finally {
      clearTimeout(slow);
      if (this.#end === end) this.#stop();
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.problems.length > 0 ? ".alert" : ".said")?.focus();
  }

  /** Takes what the preview shows. Nothing of the notebook has changed before the file is kept. */
  async #use(): Promise<void> {
    const { look } = this;
    if (!look || look.problems.length > 0) return;
    const isSame = look.hash === this.request!.wanted;
    const isFolder = look.found.format === "folder";
    const { file: before, hash: hashBefore } = this.request!.options;
    // A folder is called by its name with a stroke; what was read before keeps its name.
    const file = look.hash === hashBefore && before !== undefined ? before : isFolder ? `${look.name}/` : look.name;
    let notice: Text | undefined;
    let changes: Values;
    if (!isSame && this.inline && look.inline !== undefined) {
      changes = { ...this.#cleared(), file, rows: look.inline };
    } else {
      this.busy = "keeping";
      try {
        const { hash, isKept } = await pageEngine().request("keep", { name: isFolder ? `${look.name}.jsonl` : look.name, file: look.source });
        if (!isKept) notice = words.notKept;
        const reading = Object.fromEntries(readingFields.map((name) => [name, this.options[name] ?? "auto"]));
        changes = isSame ? {} : { ...this.#cleared(), ...reading, file, hash, textColumn: look.textColumn ?? "", labelColumn: look.labelColumn ?? "" };
      } catch (error) {
        this.problems = problemsOf(error);
        this.busy = undefined;
        return;
      }
      this.busy = undefined;
    }
    this.close();
    this.dispatchEvent(new CustomEvent<Imported>("at-imported", { detail: { changes, isSame, notice } }));
  }
  /** What spoke of other texts. */
  #cleared(): Values { return Object.fromEntries(["file", "hash", "rows", "textColumn", "labelColumn", ...readingFields].map((name) => [name, ownTexts.options[name]!.default])); }

  #choose(changes: Values): void {
    this.options = { ...this.options, ...changes };
    void this.#read();
  }

  #pasted(event: Event): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector("textarea")!.value;
    if (text.trim() === "") return this.renderRoot.querySelector("textarea")!.focus();
    this.#brought = { name: this.text.say({ en: "pasted rows", "pt-BR": "linhas coladas" }), file: new Blob([text]) };
    void this.#read();
  }

  protected override updated(changed: PropertyValues): void {
    // A refusal is read out where the keyboard stands.
    if (changed.has("problems") && this.problems.length > 0) this.renderRoot.querySelector<HTMLElement>(".alert")?.focus();
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { look, problems } = this;
    const name = this.#brought?.name;
    return html`<dialog aria-labelledby="title" @close=${() => this.#stop()} @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @input=${(event: Event) => event.stopPropagation()}>
      <div class="sheet">
        <div class="head"><h2 id="title">${say(name === undefined ? words.pasteTitle : words.title)}${name === undefined ? nothing : html` <span class="name">${name}</span>`}</h2>
          <button class="quiet" aria-label=${say(words.close)} @click=${this.close}>${icon("close")}</button></div>
        <div role="status" class="said note" tabindex="-1">${this.busy === "reading" ? say(this.isSlow ? words.tooSlow : words.reading) : this.busy === "keeping" ? say(words.keeping) : look && look.problems.length === 0 ? say(sizeOf(look.usedCount, look.rowCount, look.classes.length)) : nothing}</div>
        ${problems.length > 0 ? html`<div class="problem alert" role="alert" tabindex="-1">${problems.map(({ message }) => html`<p>${say(message)}</p>`)}<p>${say(words.nothingChanged)}</p></div>` : nothing}
        ${this.request && this.request.brought === undefined && !look ? this.#renderPaste() : nothing}
        ${look ? this.#renderLook(look) : problems.length > 0 && name !== undefined ? this.#renderReading(undefined) : nothing}
        <p class="actions">
          ${look ? html`<button class="primary use" ?disabled=${this.busy !== undefined || look.problems.length > 0} @click=${() => { void this.#use(); }}>${say(words.use)}</button>` : nothing}
          <button class="cancel" @click=${this.close}>${say(words.cancel)}</button>
        </p>
      </div>
    </dialog>`;
  }

  #renderPaste(): TemplateResult {
    const { say } = this.text;
    return html`<form @submit=${this.#pasted}>
      <p class="note">${say(words.pasteHelp)}</p>
      <label class="rows">${say(words.pastedRows)}<textarea rows="8" spellcheck="false"></textarea></label>
      <button class="primary look">${say(words.lookAtRows)}</button>
    </form>`;
  }

  #renderLook(look: Look): TemplateResult {
    const { say } = this.text;
    const { wanted, options: { file } } = this.request!;
    return html`
      ${wanted !== "" && look.hash !== wanted ? html`<p class="warning">${say(otherContent(String(file), wanted, look.hash))}</p>` : nothing}
      ${look.problems.map(({ message }) => html`<p class="problem" role="alert">${say(message)}</p>`)}
      ${look.notices.map((notice) => html`<p class="warning">${say(notice)}</p>`)}
      <div class="columns">${this.#renderColumn(look, "textColumn", words.textColumn)}${this.#renderColumn(look, "labelColumn", words.labelColumn)}</div>
      ${this.#renderReading(look)}
      ${this.#renderClasses(look)}
      <h3 id="first">${say(words.first)}</h3>
      <table class="rows" role="table" aria-labelledby="first"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="number">${say(words.row)}</th><th role="columnheader" scope="col">${say(words.className)}</th><th role="columnheader" scope="col">${say(words.sentence)}</th></tr></thead>
        <tbody role="rowgroup">${look.first.map(({ row, label, text }) => html`<tr role="row"><td role="cell" class="number">${this.text.number(row)}</td><td role="cell" class="label" style=${this.#colourOf(look, label)}>${label}</td><td role="cell" class="text">${text.length > 220 ? `${text.slice(0, 220)}…` : text}</td></tr>`)}</tbody></table>
      ${this.#renderDone(look)}
      ${this.#renderWhere(look)}`;
  }
  #colourOf = ({ classes }: Look, label: string): ReturnType<typeof styleMap> => styleMap({ "--at-class": `var(--at-class-${Math.max(0, classes.findIndex((one) => one.label === label)) % 4})` });

  #renderColumn(look: Look, option: "textColumn" | "labelColumn", title: Text): TemplateResult {
    const { say } = this.text;
    const chosen = look[option];
    return html`<label>${say(title)} <select class=${option} @change=${(event: Event) => this.#choose({ [option]: (event.target as HTMLSelectElement).value })}>
      ${chosen === undefined ? html`<option value="" selected disabled>${say(words.noColumn)}</option>` : nothing}
      ${look.columns.map(({ name, sample }) => html`<option value=${name} .selected=${live(name === chosen)}>${name}${sample ? ` (${sample.length > 24 ? `${sample.slice(0, 23)}…` : sample})` : ""}</option>`)}
    </select></label>`;
  }

  #renderReading(look: Look | undefined): TemplateResult {
    const { say, locale } = this.text;
    const isTable = look === undefined || look.found.format === "table";
    const fields = readingFields.filter((name) => isTable || name === "encoding");
    return html`<details class="reading" ?open=${look === undefined}><summary>${say(words.howRead)}${look ? html` <span class="note">${say(foundSentence(look.found))}</span>` : nothing}</summary>
      <div class="columns">${fields.map((name) => {
        const field = ownTexts.options[name]!;
        return field.kind !== "choice" ? nothing : html`<label>${say(field.label)} <select class=${name} @change=${(event: Event) => this.#choose({ [name]: (event.target as HTMLSelectElement).value })}>
          ${Object.keys(field.choices).map((choice) => html`<option value=${choice} .selected=${live((this.options[name] ?? "auto") === choice)}>${describeValue(field, choice, locale)}</option>`)}</select></label>`;
      })}</div></details>`;
  }

  #renderClasses(look: Look): TemplateResult {
    const { say, number } = this.text;
    const largest = Math.max(1, ...look.classes.map(({ count }) => count));
    const shown = look.classes.slice(0, 12);
    return html`<h3>${say(words.classes)}</h3><ul class="classes">${shown.map(({ label, count }) => html`<li style=${this.#colourOf(look, label)}><span class="label">${label}</span>
      <span class="bar" aria-hidden="true"><i style=${styleMap({ inlineSize: `${(count / largest) * 100}%` })}></i></span><span class="count">${number(count)} <span class="spoken">${say(words.texts)}</span></span></li>`)}
      ${look.classes.length > shown.length ? html`<li>…</li>` : nothing}</ul>`;
  }

  #renderDone(look: Look): TemplateResult {
    const { say, number, locale } = this.text;
    if (look.done.length === 0) return html`<p class="note done">${say(words.nothingDone)}</p>`;
    return html`<h3>${say(words.done)}</h3>
      <ul class="done">${look.done.map(({ reason, done, count, first }) => html`<li><strong>${number(count)}</strong> <span class="note">(${say(words[done])})</span> ${say(reason)}
        <details><summary>${say(words.row)} ${first.map(({ row }) => number(row)).join(", ")}${count > first.length ? "…" : ""}</summary><ul>${first.map(({ row, start }) => html`<li>${say(words.row)} ${number(row)}: <q>${start}</q></li>`)}</ul></details></li>`)}</ul>
      <p><button class="report" @click=${() => download(`${look.name.replace(/\.[^.]*$/, "")}-${{ en: "rows", "pt-BR": "linhas" }[locale]}.csv`, look.report[locale], "text/csv")}>${say(words.report)}</button></p>`;
  }

  #renderWhere(look: Look): TemplateResult {
    const { say } = this.text;
    if (look.inline === undefined) return html`<p class="note where">${say(words.inBrowser)}</p>`;
    const radio = (value: boolean, text: Text): TemplateResult => html`<label><input type="radio" name="where" .checked=${live(this.inline === value)} @change=${() => { this.inline = value; }}><span>${say(text)}</span></label>`;
    return html`<fieldset class="where"><legend>${say(words.where)}</legend>${radio(true, words.inline)}${radio(false, words.inBrowser)}</fieldset>`;
  }
}
define("at-import-sheet", ImportSheet);
declare global { interface HTMLElementTagNameMap { "at-import-sheet": ImportSheet } }

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError && error.problems.length > 0) return error.problems;
  console.error(error);
  return [{ code: "import-failed", path: "", message: words.failed }];
}
