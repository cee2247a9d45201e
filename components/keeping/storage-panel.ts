import { css, html, nothing, type TemplateResult } from "lit";
import { plural, type Text } from "../../src/base/text.js";
import { eraseEverything } from "../../src/notebook/store/erase.js";
import { runRecords } from "../../src/training/run-records.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";

const words = {
  title: { en: "What this browser keeps", "pt-BR": "O que este navegador guarda" },
  nowhere: { en: "All of it is in this browser on this computer. Nothing has been sent anywhere, so nobody can bring it back once it is erased.", "pt-BR": "Tudo fica neste navegador, neste computador. Nada foi enviado, então ninguém consegue recuperar o que for apagado." },
  lasting: { en: "The browser has promised not to clear it by itself.", "pt-BR": "O navegador prometeu não limpar isso por conta própria." },
  passing: { en: "The browser may clear it when the disk is full: save what matters to a file.", "pt-BR": "O navegador pode limpar isso se o disco encher: salve em arquivo o que for importante." },
  erase: { en: "Erase all my data…", "pt-BR": "Apagar todos os meus dados…" },
  sure: { en: "Erase every notebook, version, run and setting that is kept here? This cannot be undone. Files that you saved or downloaded stay.", "pt-BR": "Apagar todos os notebooks, versões, execuções e preferências guardados aqui? Não dá para desfazer. Os arquivos que você salvou ou baixou continuam." },
  yes: { en: "Erase everything", "pt-BR": "Apagar tudo" },
  no: { en: "Keep it", "pt-BR": "Manter" },
  erasing: { en: "Erasing…", "pt-BR": "Apagando…" },
  done: { en: "Everything that this page had kept in this browser is erased.", "pt-BR": "Tudo o que esta página tinha guardado neste navegador foi apagado." },
} satisfies Record<string, Text>;

type Stage = "shown" | "asking" | "erasing" | "done" | "held";

/**
 * What is kept and how much of it, and the way to erase it, as a dialog.
 * @fires at-erased - nothing is kept any more
 */
export class StoragePanel extends Dialog {
  static override properties = { notebooks: { attribute: false }, stage: { state: true }, runs: { state: true }, bytes: { state: true }, lasts: { state: true } };
  /** How many are kept. */
  declare notebooks: number;
  declare protected stage: Stage;
  declare protected runs: number;
  declare protected bytes: number | undefined;
  declare protected lasts: boolean | undefined;

  constructor() {
    super();
    this.notebooks = 0;
    this.stage = "shown";
    this.runs = 0;
    this.bytes = undefined;
    this.lasts = undefined;
  }

  async open(): Promise<void> {
    this.stage = "shown";
    this.runs = await runRecords.count().catch(() => 0);
    this.bytes = await navigator.storage?.estimate().then(({ usage }) => usage, () => undefined);
    this.lasts = await navigator.storage?.persisted().catch(() => undefined);
    await this.show();
  }

  async #erase(): Promise<void> {
    this.stage = "erasing";
    await runRecords.close();
    const left = await eraseEverything();
    this.stage = left.length === 0 ? "done" : "held";
    this.dispatchEvent(new Event("at-erased", { bubbles: true, composed: true }));
  }

  async #go(stage: Stage): Promise<void> {
    this.stage = stage;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("[data-first]")?.focus();
  }

  protected override get heading(): Text { return words.title; }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    return html`
      ${this.#body()}
      <p class="spoken" role="status">${this.stage === "done" ? say(words.done) : ""}</p>`;
  }

  #body(): TemplateResult | typeof nothing {
    const { say, number, locale } = this.text;
    const count = (amount: number, one: Text, other: Text): string => plural(amount, locale, say(one), say(other));
    switch (this.stage) {
      case "done": return html`<p class="done">${say(words.done)}</p>`;
      case "held": return html`<p class="problem" role="alert">${say({
        en: "Not everything could be erased: another tab of this page still holds it. Close the other tabs and erase again.",
        "pt-BR": "Nem tudo pôde ser apagado: outra aba desta página ainda está segurando. Feche as outras abas e apague de novo.",
      })}</p><p><button data-first @click=${() => void this.#erase()}>${say(words.yes)}</button></p>`;
      case "erasing": return html`<p role="status">${say(words.erasing)}</p>`;
      case "asking": return html`<p id="sure">${say(words.sure)}</p><p class="choice"><button data-first @click=${() => void this.#go("shown")}>${say(words.no)}</button><button class="danger" aria-describedby="sure" @click=${() => void this.#erase()}>${say(words.yes)}</button></p>`;
      case "shown": return html`
        <ul class="numbers">
          <li>${count(this.notebooks, { en: "notebook of yours", "pt-BR": "notebook seu" }, { en: "notebooks of yours, each with its versions", "pt-BR": "notebooks seus, cada um com as suas versões" })}</li>
          <li>${count(this.runs, { en: "training", "pt-BR": "treino" }, { en: "trainings", "pt-BR": "treinos" })}</li>
          ${this.bytes === undefined ? nothing : html`<li>${number(this.bytes / 1e6, { significant: 2 })} MB</li>`}
        </ul>
        <p>${say(words.nowhere)}</p>
        ${this.lasts === undefined ? nothing : html`<p class="note">${say(this.lasts ? words.lasting : words.passing)}</p>`}
        <p><button data-first @click=${() => void this.#go("asking")}>${say(words.erase)}</button></p>`;
    }
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 34rem; }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    ul { padding-inline-start: 1.2rem; }
    p { text-wrap: pretty; }
    .choice { display: flex; flex-wrap: wrap; gap: 0.6rem; }
    .danger { border-color: var(--at-danger); color: var(--at-danger); font-weight: 600; }
    .done { font-weight: 600; }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
  `];
}
define("at-storage-panel", StoragePanel);
declare global {
  interface HTMLElementTagNameMap { "at-storage-panel": StoragePanel }
  interface HTMLElementEventMap { "at-erased": Event }
}
