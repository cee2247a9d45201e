import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { ownTexts } from "../../src/data/datasets/own-texts.js";
import type { Brought } from "../../src/data/import/look.js";
import type { Problem } from "../../src/base/problem.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { AtElement, define } from "../base/at-element.js";
import { pageEngine } from "../base/engine.js";
import { pickFiles } from "../base/pick-files.js";
import { shared } from "../base/tokens.js";
import type { ImportSheet, Imported } from "../import-sheet.js";
import { openAgain, ownWords as words } from "./own-words.js";
import "./own-rows.js";

/** Options that a dataset cell's form does not show: they are changed here. */
export interface OwnChange { readonly changes: Values; readonly isSame: boolean }
declare global { interface HTMLElementEventMap { "at-own-change": CustomEvent<OwnChange> } }

/**
 * The ways in which texts of one's own come into a notebook: a file, a folder, pasted rows, or sentences written here.
 * @fires at-own-change - other texts, or the same ones there again
 */
export class AtOwnTexts extends AtElement {
  static override properties = { options: { attribute: false }, seed: { attribute: false }, problems: { attribute: false }, said: { state: true } };
  static override styles = [shared, css`
    p { margin: 0.4rem 0; text-wrap: pretty; }
    .ways { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block: 0.6rem; }
    .file { overflow-wrap: anywhere; }
    code { font: 0.85rem/1.4 var(--at-font-code); }
    .place { border: 1px dashed transparent; border-radius: var(--at-radius); }
    .place.over { border-color: var(--at-accent); background: var(--at-sunken); }
  `];
  /** The source's options as they stand in the cell. */
  declare options: Values;
  declare seed: number;
  declare problems: readonly Problem[];
  declare private said: Text | undefined;

  constructor() {
    super();
    this.options = {};
    this.seed = 1;
    this.problems = [];
    this.said = undefined;
  }

  #option(name: string): string { return String(this.options[name] ?? ownTexts.options[name]!.default); }
  get #isMissing(): boolean { return this.problems.some(({ code }) => code === "own-file-missing"); }

  #change(changes: Values, isSame = false): void { this.dispatchEvent(new CustomEvent<OwnChange>("at-own-change", { detail: { changes, isSame } })); }

  /** @param wanted the content that the notebook asks for; any when empty @param isOther whether the options speak of texts that are given up */
  async #open(brought: Brought | undefined, { wanted = "", isOther = true }: { readonly wanted?: string; readonly isOther?: boolean } = {}): Promise<void> {
    await import("../import-sheet.js");
    const sheet = this.renderRoot.querySelector<ImportSheet>("at-import-sheet")!;
    // Another file has columns and signs of its own.
    const { limit } = this.options;
    const options = isOther ? { ...(limit === undefined ? {} : { limit }), file: this.#option("file") } : this.options;
    await sheet.open({ brought, options, seed: this.seed, wanted });
  }

  async #choose(how: "file" | "folder", wanted = ""): Promise<void> {
    const files = await pickFiles({ isFolder: how === "folder" });
    const [first] = files;
    if (!first) return;
    const brought: Brought = how === "file" ? { name: first.name, file: first } : { name: first.webkitRelativePath.split("/")[0] ?? "", files: files.map((file) => ({ path: file.webkitRelativePath, file })) };
    await this.#open(brought, { wanted, isOther: wanted === "" });
  }

  /** Looks again at the file that this browser keeps. */
  async #again(): Promise<void> {
    const kept = await pageEngine().request("kept", { hash: this.#option("hash") });
    if (kept) await this.#open({ name: kept.name, file: kept.file }, { isOther: false });
    else await this.#choose("file", this.#option("hash"));
  }

  #drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).classList.remove("over");
    this.said = files.length > 1 ? words.several : undefined;
    if (files.length === 1) void this.#open({ name: files[0]!.name, file: files[0]! }, { wanted: this.#isMissing ? this.#option("hash") : "", isOther: !this.#isMissing });
  };
  #over = (event: DragEvent): void => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).classList.toggle("over", event.type !== "dragleave");
  };

  #imported({ changes, isSame, notice }: Imported): void {
    this.said = notice;
    this.#change(changes, isSame);
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const [file, hash, rows] = [this.#option("file"), this.#option("hash"), this.#option("rows")];
    return html`<div class="place" @dragover=${this.#over} @dragleave=${this.#over} @drop=${this.#drop}>
      ${hash !== "" && rows === "" ? html`<p class="file"><strong>${file}</strong> <code class="note">SHA-256 ${hash.slice(0, 12)}…</code></p>` : file !== "" ? html`<p class="file note">${file}</p>` : html`<p class="note">${say(words.ways)}</p>`}
      <div role="status">${this.said ? html`<p class="note">${say(this.said)}</p>` : nothing}</div>
      <div class="ways">
        ${this.#isMissing ? html`<button class="primary again" @click=${() => void this.#choose(file.endsWith("/") ? "folder" : "file", hash)}>${say(openAgain(file))}</button>`
          : hash !== "" && rows === "" ? html`<button class="change" @click=${() => { void this.#again(); }}>${say(words.change)}</button>` : nothing}
        <button class="file" @click=${() => void this.#choose("file")}>${say(words.openFile)}</button>
        <button class="folder" @click=${() => void this.#choose("folder")}>${say(words.openFolder)}</button>
        <button class="paste" @click=${() => { void this.#open(undefined); }}>${say(words.paste)}</button>
      </div>
      ${hash === "" || rows !== "" ? html`<at-own-rows .rows=${rows} @at-rows-change=${(event: CustomEvent<string>) => this.#change({ rows: event.detail })}></at-own-rows>` : nothing}
      <at-import-sheet @at-imported=${(event: CustomEvent<Imported>) => this.#imported(event.detail)}></at-import-sheet>
    </div>`;
  }
}
define("at-own-texts", AtOwnTexts);
declare global { interface HTMLElementTagNameMap { "at-own-texts": AtOwnTexts } }
