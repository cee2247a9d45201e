import { css, html, type TemplateResult } from "lit";
import { ProblemError } from "../../src/base/problem.js";
import { textOf, type Text } from "../../src/base/text.js";
import type { DataSettings, PreparedData } from "../../src/data/dataset.js";
import type { SweepExporter } from "../../src/exporters/exporter.js";
import { sweepExporters } from "../../src/exporters/index.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { SweepPlan } from "../../src/training/sweep/plan.js";
import { AtElement, define } from "../base/at-element.js";
import { pickFiles } from "../base/pick-files.js";
import { shared } from "../base/tokens.js";
import { download, fileNameOf, largestFile } from "../controllers/files.js";
import { sweepSubject } from "./subject.js";

const words = {
  about: { en: "Take this search to a stronger machine, or to several, and open what they find here.", "pt-BR": "Leve esta busca para uma máquina mais forte, ou para várias, e abra aqui o que elas encontrarem." },
  download: { en: "Download", "pt-BR": "Baixar" },
  open: { en: "Open results", "pt-BR": "Abrir resultados" },
  none: { en: "This network learns from all texts at once; there is no Keras program for it.", "pt-BR": "Esta rede aprende com todos os textos de uma vez; não há programa em Keras para ela." },
  failed: { en: "That did not work, and the fault is ours; nothing was changed.", "pt-BR": "Não deu certo, e a falha é nossa; nada foi alterado." },
  tooLarge: { en: "The file is larger than any results of a search (50 MB). Nothing was changed.", "pt-BR": "O arquivo é maior do que os resultados de qualquer busca (50 MB). Nada foi alterado." },
} satisfies Record<string, Text>;

/** Takes a search out as a project and brings its results in. */
export class AtSweepElsewhere extends AtElement {
  static override properties = { plan: { attribute: false }, data: { attribute: false }, prepared: { attribute: false }, bring: { attribute: false }, said: { state: true } };
  static override styles = [shared, css`
    .note { margin: 0.2rem 0 0.6rem; text-wrap: pretty; }
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
    .said:empty { display: none; }
  `];
  declare plan: SweepPlan | undefined;
  declare data: DataSettings | undefined;
  declare prepared: PreparedData | undefined;
  /** Takes in the text of a file of results. Resolves to the number of its trials; rejected with a ProblemError where it is none. */
  declare bring: ((text: string) => Promise<number>) | undefined;
  declare private said: { readonly text: Text; readonly isProblem: boolean } | undefined;

  constructor() {
    super();
    this.plan = undefined;
    this.data = undefined;
    this.prepared = undefined;
    this.bring = undefined;
    this.said = undefined;
  }

  async #tell(work: () => Promise<Text>): Promise<void> {
    try {
      this.said = { text: await work(), isProblem: false };
    } catch (error) {
      if (!(error instanceof ProblemError)) console.error(error);
      this.said = { text: (error instanceof ProblemError ? error.problems[0]?.message : undefined) ?? words.failed, isProblem: true };
    }
  }

  #hand(exporter: SweepExporter): Promise<void> {
    return this.#tell(async () => {
      const { plan, data, prepared, text: { locale, say } } = this;
      const title = say(architectures.get(plan!.architecture)!.title);
      const content = await exporter.make(sweepSubject(plan!, data!, prepared!, title, locale));
      const name = `${fileNameOf(plan!.architecture).replace(/\.html$/, "")}${exporter.extension}`;
      download(name, content, exporter.mediaType);
      return textOf((l) => (l === "en" ? `${name} is in your downloads; its README says how it is run.` : `${name} está nos seus downloads; o README dele diz como rodar.`));
    });
  }

  async #choose(): Promise<void> {
    const [file] = await pickFiles({ accept: ".jsonl,.json,.txt" });
    if (file) await this.#open(file);
  }
  #open(file: File): Promise<void> {
    return this.#tell(async () => {
      if (file.size > largestFile) return words.tooLarge;
      const count = await this.bring!(await file.text());
      return textOf((l) => (l === "en"
        ? `${count} ${count === 1 ? "trial" : "trials"} from ${file.name} ${count === 1 ? "stands" : "stand"} in the figures and in the table beside those of this search.`
        : `${count} ${count === 1 ? "tentativa" : "tentativas"} de ${file.name} ${count === 1 ? "está" : "estão"} nas figuras e na tabela, ao lado das desta busca.`));
    });
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { plan, data, prepared, said } = this;
    const isReady = plan !== undefined && data !== undefined && prepared !== undefined;
    const exporters = [...sweepExporters].filter(({ isFor }) => plan === undefined || isFor(plan.architecture));
    return html`<p class="note">${say(words.about)}</p>
      ${exporters.length === 0 ? html`<p class="note">${say(words.none)}</p>` : exporters.map((exporter) => html`<p class="note">${say(exporter.summary)}</p>
        <div class="row"><button ?disabled=${!isReady} @click=${() => void this.#hand(exporter)}>${say(words.download)}: ${say(exporter.title)}</button>
          <button ?disabled=${!isReady} @click=${() => void this.#choose()}>${say(words.open)}</button></div>`)}
      <p class="said ${said?.isProblem ? "problem" : "note"}" role=${said?.isProblem ? "alert" : "status"}>${said ? say(said.text) : ""}</p>`;
  }
}

define("at-sweep-elsewhere", AtSweepElsewhere);
declare global { interface HTMLElementTagNameMap { "at-sweep-elsewhere": AtSweepElsewhere } }
