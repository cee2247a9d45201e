import { css, html, nothing, type TemplateResult } from "lit";
import { textOf, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import type { VersionCard } from "../../src/notebook/store/drafts.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";
import { changesTo, type CellChange } from "./changes.js";

const words = {
  title: { en: "Versions", "pt-BR": "Versões" },
  what: { en: "What this notebook was after its last changes. The last 20 are kept one by one, 30 older ones further apart, in this browser alone.", "pt-BR": "Como este notebook estava depois das últimas mudanças. As 20 últimas ficam guardadas uma a uma e 30 mais antigas, mais espaçadas, só neste navegador." },
  none: { en: "There is no version yet: they are kept from your first change on.", "pt-BR": "Ainda não há versões: elas são guardadas a partir da sua primeira mudança." },
  choose: { en: "Choose a version to look at it.", "pt-BR": "Escolha uma versão para olhar." },
  list: { en: "Versions, the newest first", "pt-BR": "Versões, a mais nova primeiro" },
  first: { en: "As it was opened", "pt-BR": "Como foi aberto" },
  same: { en: "This is how the notebook is now.", "pt-BR": "É assim que o notebook está agora." },
  restore: { en: "Restore this version", "pt-BR": "Restaurar esta versão" },
  gaveWay: { en: "This version has given way to newer ones.", "pt-BR": "Esta versão deu lugar a outras mais novas." },
  closed: { en: "Nothing can be restored here now: the notebook cannot be changed in this tab.", "pt-BR": "Nada pode ser restaurado aqui agora: o notebook não pode ser mudado nesta aba." },
} satisfies Record<string, Text>;
const changeWords: Readonly<Record<CellChange, Text>> = {
  same: { en: "", "pt-BR": "" },
  changed: { en: "different now", "pt-BR": "diferente agora" },
  gone: { en: "not there now", "pt-BR": "não existe agora" },
  moved: { en: "elsewhere now", "pt-BR": "em outro lugar agora" },
};

export interface VersionSource {
  readonly now: NotebookDocument;
  readonly mayChange: boolean;
  readonly versions: readonly VersionCard[];
  read(revision: number): Promise<NotebookDocument | undefined>;
  /** @param label what Undo will call it */
  restore(version: NotebookDocument, label: Text): void;
}

/** The last versions of a notebook, to look at and to go back to, as a dialog. */
export class VersionsPanel extends Dialog {
  static override properties = { source: { attribute: false }, chosen: { state: true }, shown: { state: true } };
  declare source: VersionSource | undefined;
  declare protected chosen: VersionCard | undefined;
  /** The version that is looked at; null when it has given way. */
  declare protected shown: NotebookDocument | null | undefined;

  constructor() {
    super();
    this.source = undefined;
    this.chosen = undefined;
    this.shown = undefined;
  }

  async open(source: VersionSource): Promise<void> {
    this.source = source;
    this.chosen = undefined;
    this.shown = undefined;
    await this.show();
  }

  async #choose(version: VersionCard): Promise<void> {
    this.chosen = version;
    this.shown = undefined;
    const shown = (await this.source?.read(version.revision)) ?? null;
    if (this.chosen === version) this.shown = shown;
  }

  #restore(version: NotebookDocument): void {
    const { source, chosen } = this;
    if (!source || !chosen) return;
    const name = textOf((locale) => this.#when(chosen, locale));
    this.close();
    source.restore(version, { en: `the return to the version “${name.en}”`, "pt-BR": `a volta à versão “${name["pt-BR"]}”` });
  }

  #when({ revision, savedAt }: VersionCard, locale = this.text.locale): string {
    return revision === 0 ? words.first[locale] : new Date(savedAt).toLocaleString(locale, { dateStyle: "medium", timeStyle: "medium" });
  }

  protected override get heading(): Text { return words.title; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    const versions = this.source?.versions ?? [];
    return html`
      <p class="note">${say(versions.length > 0 ? words.what : words.none)}</p>
      ${versions.length === 0 ? nothing : html`<div class="both">
        <ol aria-label=${say(words.list)}>${versions.map((version) => html`<li><button class="numbers" aria-pressed=${version === this.chosen ? "true" : "false"} @click=${() => void this.#choose(version)}>${this.#when(version)}</button></li>`)}</ol>
        <div class="look" tabindex="0" role="region" aria-label=${this.chosen ? this.#when(this.chosen) : say(words.choose)} aria-live="polite">${this.#look()}</div>
      </div>`}`;
  }

  #look(): TemplateResult | typeof nothing {
    const { say, number } = this.text;
    const { source, shown } = this;
    if (!source || !this.chosen) return html`<p class="note">${say(words.choose)}</p>`;
    if (shown === undefined) return nothing;
    if (shown === null) return html`<p class="note">${say(words.gaveWay)}</p>`;
    const { cells, added, isSame } = changesTo(shown, source.now);
    return html`
      ${isSame ? html`<p class="note">${say(words.same)}</p>` : source.mayChange ? html`<button class="primary" @click=${() => this.#restore(shown)}>${say(words.restore)}</button>` : html`<p class="note">${say(words.closed)}</p>`}
      ${added.length > 0 ? html`<p class="note">${say({ en: `Cells that came later and go with it: ${number(added.length)}.`, "pt-BR": `Células que vieram depois e sairiam com ela: ${number(added.length)}.` })}</p>` : nothing}
      <h3>${shown.title}</h3>
      ${cells.map(({ cell, change }) => html`<div class="cell ${change}">${change === "same" ? nothing : html`<span class="change">${say(changeWords[change])}</span>`}<pre translate="no">${cell.source}</pre></div>`)}`;
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 60rem; }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; display: flex; flex-direction: column; max-height: calc(100dvh - 2rem); }
    h3 { font: 600 1.1rem/1.3 var(--at-font-prose); margin: 0.8rem 0 0.5rem; overflow-wrap: anywhere; }
    .note { margin: 0.3rem 0 0.6rem; }
    .both { display: grid; grid-template-columns: minmax(12rem, 16rem) minmax(0, 1fr); gap: 1rem; min-height: 0; }
    ol { list-style: none; margin: 0; padding: 0; overflow: auto; max-height: 60dvh; }
    li button { width: 100%; text-align: start; border-color: transparent; background: transparent; min-height: 2rem; padding: 0.25rem 0.6rem; }
    li button:hover { background: var(--at-sunken); }
    li button[aria-pressed="true"] { background: var(--at-sunken); border-color: var(--at-accent); font-weight: 600; }
    .look { overflow: auto; max-height: 60dvh; padding: 0.2rem; }
    .cell { border-inline-start: 3px solid var(--at-line); padding: 0.1rem 0.7rem; margin: 0 0 0.6rem; }
    .cell:not(.same) { border-color: var(--at-accent); background: var(--at-sunken); }
    .change { font-size: 0.8rem; font-weight: 600; color: var(--at-ink-soft); }
    pre { margin: 0.2rem 0; font: 0.82rem/1.5 var(--at-font-code); white-space: pre-wrap; overflow-wrap: anywhere; }
    @media (max-width: 40rem) { .sheet { padding: 0.9rem; overflow: auto; } .both { grid-template-columns: minmax(0, 1fr); } ol { max-height: 11rem; border-block-end: 1px solid var(--at-line); } .look { max-height: none; } }
    @media (pointer: coarse) { li button { min-height: var(--at-target); } }
  `];
}
define("at-versions-panel", VersionsPanel);
declare global { interface HTMLElementTagNameMap { "at-versions-panel": VersionsPanel } }
