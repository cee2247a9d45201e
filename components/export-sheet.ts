import { css, html, nothing, type TemplateResult } from "lit";
import { ProblemError } from "../src/base/problem.js";
import { textOf, type Text } from "../src/base/text.js";
import type { ExportedNotebook, ExportedResults, ModelExporter, NotebookExporter, ResultExporter } from "../src/exporters/exporter.js";
import { modelExporters, notebookExporters, resultExporters } from "../src/exporters/index.js";
import type { TrainedModel } from "../src/exporters/trained-model.js";
import { defaultsOf, type Values } from "../src/hyperparameters/schema.js";
import type { Run } from "../src/training/run.js";
import { define } from "./base/at-element.js";
import { Dialog } from "./base/dialog.js";
import { download, fileNameOf } from "./controllers/files.js";
import { optionsView } from "./export/options.js";

const words = {
  title: { en: "Export", "pt-BR": "Exportar" },
  promise: { en: "Files are made on this page and go to your downloads; nothing is sent anywhere.", "pt-BR": "Os arquivos são feitos nesta página e vão para os seus downloads; nada é enviado." },
  notebook: { en: "This notebook", "pt-BR": "Este notebook" },
  results: { en: "What a run found", "pt-BR": "O que uma execução encontrou" },
  network: { en: "Its trained network", "pt-BR": "A rede treinada por ela" },
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
  results(run: Run): ExportedResults;
  model(run: Run): Promise<TrainedModel>;
}
type Exporter = ModelExporter | NotebookExporter | ResultExporter;

/** Everything that a notebook, its runs and their networks can become, as a dialog. */
export class ExportSheet extends Dialog {
  static override properties = { source: { attribute: false }, chosen: { state: true }, busy: { state: true }, said: { state: true }, options: { state: true } };
  static override styles = [...Dialog.styles, css`
    h3 { font-size: 0.85rem; margin: 1.2rem 0 0.3rem; color: var(--at-ink-soft); }
    .note { margin: 0.2rem 0; text-wrap: pretty; }
    .said { position: sticky; inset-block-start: 0; background: var(--at-raised); margin-block: 0.4rem 0; padding-block: 0.2rem; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 0.6rem 0; border-block-end: 1px solid var(--at-line); }
    li > div { min-width: 0; }
    .extension { color: var(--at-ink-soft); font-size: 0.85rem; }
    .options { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.92rem; }
    label { display: flex; align-items: center; gap: 0.5rem; margin: 0.2rem 0; min-height: 1.5rem; max-width: 100%; }
    input { width: 1.1rem; height: 1.1rem; accent-color: var(--at-accent); margin: 0; }
    select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; text-overflow: ellipsis; }
    @media (max-width: 30rem) { li { flex-wrap: wrap; } }
    @media (pointer: coarse) { select, label, li button { min-height: var(--at-target); } }
  `];
  declare source: ExportSource | undefined;
  /** Id of the run whose results and network are exported. */
  declare protected chosen: string;
  /** Name of the exporter at work. */
  declare protected busy: string;
  declare protected said: { readonly text: Text; readonly isProblem: boolean } | undefined;
  /** What was chosen for each exporter. */
  declare protected options: Readonly<Record<string, Values>>;

  constructor() {
    super();
    this.source = undefined;
    this.chosen = "";
    this.busy = "";
    this.said = undefined;
    this.options = {};
  }

  protected override get heading(): Text { return words.title; }
  get #run(): Run | undefined { return this.source?.runs.find(({ id }) => id === this.chosen) ?? this.source?.runs.at(-1); }

  async open(source: ExportSource): Promise<void> {
    this.source = source;
    this.said = undefined;
    await this.show();
  }

  #optionsOf({ name, options }: Exporter): Values { return this.options[name] ?? defaultsOf(options?.(this.text.locale) ?? {}); }

  async #hand(exporter: Exporter, stem: string, make: (options: Values) => Promise<Uint8Array<ArrayBuffer> | string>): Promise<void> {
    this.busy = exporter.name;
    this.said = { text: words.making, isProblem: false };
    try {
      const options = this.#optionsOf(exporter);
      const { extension, mediaType } = exporter.form?.(options) ?? exporter;
      const content = await make(options);
      download(stem + extension, content, mediaType);
      this.said = { text: textOf((locale) => (locale === "en" ? `${stem}${extension} is in your downloads.` : `${stem}${extension} está nos seus downloads.`)), isProblem: false };
    } catch (error) {
      if (!(error instanceof ProblemError)) console.error(error);
      this.said = { text: (error instanceof ProblemError ? error.problems[0]?.message : undefined) ?? words.failed, isProblem: true };
    }
    this.busy = "";
  }

  #row(exporter: Exporter, stem: string, make: (options: Values) => Promise<Uint8Array<ArrayBuffer> | string>): TemplateResult {
    const { say, locale } = this.text;
    const options = this.#optionsOf(exporter);
    return html`<li>
      <div><strong>${say(exporter.title)}</strong> <span class="extension" translate="no">${(exporter.form?.(options) ?? exporter).extension}</span><p class="note">${say(exporter.summary)}</p>
        ${exporter.options ? optionsView(exporter.options(locale), options, exporter.name, say, (values) => { this.options = { ...this.options, [exporter.name]: values }; }) : nothing}</div>
      <button ?disabled=${this.busy !== ""} aria-label="${say(words.download)}: ${say(exporter.title)}" @click=${() => void this.#hand(exporter, stem, make)}>${say(words.download)}</button>
    </li>`;
  }

  protected override renderContent(): TemplateResult {
    const { say, number } = this.text;
    const { source } = this;
    const run = this.#run;
    const stem = source ? fileNameOf(source.title).replace(/\.html$/, "") : "";
    return html`
      <p class="said ${this.said?.isProblem ? "problem" : "note"}" role=${this.said?.isProblem ? "alert" : "status"}>${say(this.said?.text ?? words.promise)}</p>
      ${source ? html`
        <h3>${say(words.notebook)}</h3>
        <ul>${[...notebookExporters].map((exporter) => this.#row(exporter, stem, async (options) => exporter.make(await source.notebook(), options)))}</ul>
        <h3>${say(words.results)}</h3>
        ${run ? html`
          ${source.runs.length > 1 ? html`<label>${say(words.run)} <select @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => { this.chosen = (event.target as HTMLSelectElement).value; }}>
            ${source.runs.map(({ id, number: count, settings }) => html`<option value=${id} ?selected=${id === run.id}>${number(count)} · ${settings.architecture}</option>`)}</select></label>` : nothing}
          <ul>${[...resultExporters].map((exporter) => this.#row(exporter, `${stem}-run-${run.number}`, (options) => exporter.make(source.results(run), options)))}</ul>
          <h3>${say(words.network)}</h3>
          <ul>${[...modelExporters].filter(({ isFor }) => isFor?.(run.settings.architecture) ?? true).map((exporter) => this.#row(exporter, `${stem}-run-${run.number}`, async () => exporter.make(await source.model(run))))}</ul>`
        : html`<p class="note">${say(words.none)}</p>`}` : nothing}`;
  }
}
define("at-export-sheet", ExportSheet);
declare global { interface HTMLElementTagNameMap { "at-export-sheet": ExportSheet } }
