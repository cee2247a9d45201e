import { css, html, nothing, type TemplateResult } from "lit";
import { textOf, type Text } from "../src/base/text.js";
import { ProblemError } from "../src/data/dataset.js";
import type { ExportedNotebook, ModelExporter, NotebookExporter } from "../src/exporters/exporter.js";
import { modelExporters, notebookExporters } from "../src/exporters/index.js";
import type { TrainedModel } from "../src/exporters/trained-model.js";
import type { Run } from "../src/training/run.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { shared } from "./base/tokens.js";
import { download, fileNameOf } from "./controllers/files.js";

const words = {
  title: { en: "Export", "pt-BR": "Exportar" },
  close: { en: "Close", "pt-BR": "Fechar" },
  promise: { en: "Files are made on this page and go to your downloads; nothing is sent anywhere.", "pt-BR": "Os arquivos são feitos nesta página e vão para os seus downloads; nada é enviado." },
  notebook: { en: "This notebook", "pt-BR": "Este notebook" },
  network: { en: "A trained network", "pt-BR": "Uma rede treinada" },
  run: { en: "Run", "pt-BR": "Execução" },
  none: { en: "Nothing is trained yet. Press Train in the notebook, then come back.", "pt-BR": "Ainda não há nada treinado. Clique em Treinar no notebook e volte aqui." },
  download: { en: "Download", "pt-BR": "Baixar" },
  making: { en: "Making the file…", "pt-BR": "Fazendo o arquivo…" },
  failed: { en: "The file could not be made, and the fault is ours; your notebook and its runs are as they were.", "pt-BR": "Não foi possível fazer o arquivo, e a falha é nossa; o notebook e as execuções continuam como estavam." },
} satisfies Record<string, Text>;

/** What the sheet can hand out, collected when it is asked for. */
export interface ExportSource {
  readonly title: string;
  readonly runs: readonly Run[];
  notebook(): Promise<ExportedNotebook>;
  model(run: Run): Promise<TrainedModel>;
}

/** Everything that a notebook and its networks can become, as a dialog. */
export class ExportSheet extends AtElement {
  static override properties = { source: { attribute: false }, chosen: { state: true }, busy: { state: true }, said: { state: true } };
  declare source: ExportSource | undefined;
  /** Id of the run whose network is exported. */
  declare protected chosen: string;
  /** Name of the exporter at work. */
  declare protected busy: string;
  declare protected said: { readonly text: Text; readonly isProblem: boolean } | undefined;

  constructor() {
    super();
    this.source = undefined;
    this.chosen = "";
    this.busy = "";
    this.said = undefined;
  }

  get #dialog(): HTMLDialogElement { return this.renderRoot.querySelector("dialog")!; }
  get #run(): Run | undefined { return this.source?.runs.find(({ id }) => id === this.chosen) ?? this.source?.runs.at(-1); }

  async open(source: ExportSource): Promise<void> {
    this.source = source;
    this.said = undefined;
    await this.updateComplete;
    if (!this.#dialog.open) this.#dialog.showModal();
  }
  close(): void { this.#dialog.close(); }

  async #hand(exporter: ModelExporter | NotebookExporter, make: () => Promise<readonly [name: string, content: Uint8Array<ArrayBuffer> | string]>): Promise<void> {
    this.busy = exporter.name;
    this.said = { text: words.making, isProblem: false };
    try {
      const [name, content] = await make();
      download(name, content, exporter.mediaType);
      this.said = { text: textOf((locale) => (locale === "en" ? `${name} is in your downloads.` : `${name} está nos seus downloads.`)), isProblem: false };
    } catch (error) {
      if (!(error instanceof ProblemError)) console.error(error);
      this.said = { text: (error instanceof ProblemError ? error.problems[0]?.message : undefined) ?? words.failed, isProblem: true };
    }
    this.busy = "";
  }

  #notebook(exporter: NotebookExporter, source: ExportSource): Promise<void> {
    return this.#hand(exporter, async () => [fileNameOf(source.title).replace(/\.html$/, exporter.extension), await exporter.make(await source.notebook())]);
  }
  #model(exporter: ModelExporter, source: ExportSource, run: Run): Promise<void> {
    return this.#hand(exporter, async () => {
      const model = await source.model(run);
      return [`${model.name}${exporter.extension}`, await exporter.make(model)];
    });
  }

  #row(exporter: ModelExporter | NotebookExporter, choose: () => Promise<void>): TemplateResult {
    const { say } = this.text;
    return html`<li>
      <div><strong id=${exporter.name}>${say(exporter.title)}</strong> <span class="extension" translate="no">${exporter.extension}</span><p class="note">${say(exporter.summary)}</p></div>
      <button ?disabled=${this.busy !== ""} aria-label="${say(words.download)}: ${say(exporter.title)}" @click=${choose}>${say(words.download)}</button>
    </li>`;
  }

  protected override render(): TemplateResult {
    const { say, number } = this.text;
    const { source } = this;
    const run = this.#run;
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()} @click=${(event: MouseEvent) => { if (event.target === this.#dialog) this.close(); }}>
      <div class="sheet">
        <div class="head"><h2 id="title">${say(words.title)}</h2><button class="quiet" aria-label=${say(words.close)} @click=${this.close}>${icon("close")}</button></div>
        <p class="said ${this.said?.isProblem ? "problem" : "note"}" role=${this.said?.isProblem ? "alert" : "status"}>${say(this.said?.text ?? words.promise)}</p>
        ${source ? html`
          <h3>${say(words.notebook)}</h3>
          <ul>${[...notebookExporters].map((exporter) => this.#row(exporter, () => this.#notebook(exporter, source)))}</ul>
          <h3>${say(words.network)}</h3>
          ${!run ? html`<p class="note">${say(words.none)}</p>` : html`
            ${source.runs.length > 1 ? html`<label>${say(words.run)} <select @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => { this.chosen = (event.target as HTMLSelectElement).value; }}>
              ${source.runs.map(({ id, number: count, settings }) => html`<option value=${id} ?selected=${id === run.id}>${number(count)} · ${settings.architecture}</option>`)}</select></label>` : nothing}
            <ul>${[...modelExporters].map((exporter) => this.#row(exporter, () => this.#model(exporter, source, run)))}</ul>`}` : nothing}
      </div>
    </dialog>`;
  }

  static override styles = [shared, css`
    dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(40rem, calc(100vw - 1rem)); max-height: calc(100vh - 2rem); }
    dialog::backdrop { background: rgb(0 0 0 / 0.45); }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    .head { display: flex; justify-content: space-between; align-items: center; }
    .head button { display: grid; place-items: center; }
    h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; }
    h3 { font-size: 0.85rem; margin: 1.2rem 0 0.3rem; color: var(--at-ink-soft); }
    .note { margin: 0.2rem 0; }
    .said { position: sticky; inset-block-start: 0; background: var(--at-raised); padding-block: 0.3rem; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 0.6rem 0; border-block-end: 1px solid var(--at-line); }
    .extension { color: var(--at-ink-soft); font-size: 0.85rem; }
    label { display: flex; align-items: center; gap: 0.5rem; margin: 0.4rem 0; }
    select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; }
    @media (max-width: 30rem) { .sheet { padding: 0.9rem; } li { flex-wrap: wrap; } }
    @media (pointer: coarse) { select, li button { min-height: var(--at-target); } }
  `];
}
define("at-export-sheet", ExportSheet);
declare global { interface HTMLElementTagNameMap { "at-export-sheet": ExportSheet } }
