import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { textOf, type Text } from "../../src/base/text.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { attentionTop, effectiveWords } from "../../src/plots/attention-scale.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import type { AttentionSnapshot, Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { pageEngine } from "../base/engine.js";
import { shared } from "../base/tokens.js";
import "../attention/heads.js";
import "../attention/survey.js";
import "../figure.js";
import "../flow/attended-words.js";
import { Pace } from "../flow/pace.js";
import { probabilityBars, probabilityStyles } from "../flow/probabilities.js";
import { kind, schema } from "./attention-plot.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: a sentence lights up here as the network learns where to look.", "pt-BR": "Clique em Treinar: uma frase se acende aqui enquanto a rede aprende para onde olhar." },
  none: { en: "This network has no attention: every position counts alike. Choose an attention in the hyperparameters to see it here.", "pt-BR": "Esta rede não tem atenção: todas as posições contam igual. Escolha uma atenção nos hiperparâmetros para vê-la aqui." },
  run: { en: "Run", "pt-BR": "Execução" },
  epoch: { en: "Epoch", "pt-BR": "Época" },
  now: { en: "now", "pt-BR": "agora" },
  kept: { en: "kept: epoch", "pt-BR": "guardada: época" },
  play: { en: "Play", "pt-BR": "Reproduzir" },
  stop: { en: "Stop", "pt-BR": "Parar" },
  time: { en: "Moment of the training", "pt-BR": "Momento do treino" },
  failed: { en: "The network could not read this sentence; the last reading stays.", "pt-BR": "A rede não conseguiu ler esta frase; a última leitura continua aqui." },
} satisfies Record<string, Text>;

interface Figures { readonly distribution: FigureContent; readonly history: FigureContent | undefined; readonly spread: FigureContent | undefined }
interface Make {
  readonly distribution: (snapshot: AttentionSnapshot) => FigureContent;
  readonly history: (snapshots: readonly AttentionSnapshot[]) => FigureContent;
  readonly spread: (snapshots: readonly AttentionSnapshot[], epoch: number | undefined) => FigureContent;
}
/** Epochs that the history draws, the newest. */
const mostEpochs = 60;

/** One text on the colour of its attention, at any epoch of any run. */
export class AtAttentionPlot extends CellBase {
  static override properties = {
    ...CellBase.properties, chosenRun: { state: true }, moment: { state: true }, playing: { state: true }, figures: { state: true }, ownReading: { state: true }, failure: { state: true },
  };
  static override styles = [shared, probabilityStyles, css`
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; margin-bottom: 0.8rem; }
    .row label { display: flex; min-width: 0; align-items: center; gap: 0.5rem; }
    .row .grow { flex: 1 1 14rem; }
    .row .grow input { flex: 1; min-width: 0; accent-color: var(--at-attention); }
    select, input[type="text"] { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; }
    input[type="text"] { flex: 1; width: 0; }
    output { min-width: 8ch; text-align: end; }
    .spread { margin: 0.8rem 0; }
    .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-top: 0.8rem; }
    @media (pointer: coarse) { select, input[type="text"], input[type="range"] { min-height: var(--at-target); } }
  `];
  /** Id of the run shown; the newest when it is none. */
  declare protected chosenRun: string;
  /** Index into the epochs; after the last, or −1, the network as it is now. */
  declare protected moment: number;
  declare protected playing: boolean;
  declare protected figures: Figures | undefined;
  /** The reader's own sentence, as the chosen run reads it. */
  declare protected ownReading: AttentionSnapshot | undefined;
  declare protected failure: readonly Text[];
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  #make: Make | undefined;
  #loading = false;
  #made: readonly unknown[] = [];
  #asked = "";
  #told = "";
  #abort: AbortController | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  readonly #pace = new Pace(this, () => this.#draw(), 250);

  constructor() {
    super();
    this.chosenRun = "";
    this.moment = -1;
    this.playing = false;
    this.failure = [];
  }

  protected get runs(): readonly Run[] {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...(run.earlier ?? []), run].filter(({ live, epochs }) => live !== undefined || epochs.some(({ snapshot }) => snapshot)) : [];
  }
  protected get run(): Run | undefined { return this.runs.find(({ id }) => id === this.chosenRun) ?? this.runs.at(-1); }
  protected get ownText(): string { return String(this.reading().values["text"] ?? "").trim(); }
  /** The probe text at the end of every epoch. */
  protected get history(): readonly AttentionSnapshot[] {
    return this.ownText ? [] : this.run?.epochs.flatMap(({ snapshot }) => (snapshot ? [snapshot] : [])) ?? [];
  }
  protected get shown(): AttentionSnapshot | undefined {
    if (this.ownText) return this.ownReading;
    return (this.moment >= 0 ? this.history[this.moment] : undefined) ?? this.run?.live ?? this.history.at(-1);
  }
  get #isLive(): boolean { return this.run?.state === "running"; }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopPlaying();
    this.#abort?.abort();
    this.#made = [];
    this.#asked = "";
  }
  dispose(): void { this.#abort?.abort(); }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("inputs") || changed.has("params") || changed.has("chosenRun")) void this.#readOwnText();
    const made = [this.shown, this.text.locale, this.history.length, this.#make];
    if (!this.shown || this.shown.attentionWeights.length === 0 || made.every((value, i) => value === this.#made[i])) return;
    if (!this.#make) return void this.#load();
    this.#pace.request(this.#isLive || this.playing);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const [{ attentionDistribution }, { attentionOverWords }, { spreadByEpoch }] = await Promise.all([import("../../src/plots/attention-distribution.js"), import("../../src/plots/attention-over-words.js"), import("../../src/plots/spread-by-epoch.js")]);
      this.#make = {
        distribution: (snapshot) => attentionDistribution.make(snapshot, this.text.locale),
        history: (snapshots) => attentionOverWords.make({ snapshots }, this.text.locale),
        spread: (snapshots, epoch) => spreadByEpoch.make({ snapshots, ...(epoch === undefined ? {} : { epoch }) }, this.text.locale),
      };
    } finally {
      this.#loading = false;
    }
    this.requestUpdate();
  }

  #draw(): void {
    const { shown, history } = this;
    const make = this.#make;
    this.#made = [shown, this.text.locale, history.length, make];
    if (!shown || !make) return;
    // The history changes once an epoch; drawing it ten times a second would show the same.
    const told = [this.run?.id, history.length, this.text.locale].join();
    const kept = told === this.#told ? this.figures?.history : undefined;
    this.#told = told;
    const looked = this.moment >= 0 && this.moment < history.length ? history[this.moment]?.epoch : undefined;
    this.figures = {
      distribution: make.distribution(shown), history: kept ?? (history.length > 1 ? make.history(history.slice(-mostEpochs)) : undefined),
      spread: history.length > 1 ? make.spread(history, looked) : undefined,
    };
  }

  /** Asks the network about the reader's own sentence: when the sentence, the run or its epochs change, never twice for the same. */
  async #readOwnText(): Promise<void> {
    const [run, text] = [this.run, this.ownText];
    const question = run && text ? JSON.stringify([run.id, text, run.epochs.length, run.state]) : "";
    if (question === this.#asked) return;
    this.#asked = question;
    this.#abort?.abort();
    if (!run || !text) { this.ownReading = undefined; this.failure = []; return; }
    const abort = (this.#abort = new AbortController());
    try {
      const [reading] = await pageEngine().request("attend", { runId: run.id, texts: [text] }, { signal: abort.signal });
      if (!abort.signal.aborted) [this.ownReading, this.failure] = [reading, []];
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof ProblemError)) console.error(error);
      this.failure = error instanceof ProblemError ? error.problems.map(({ message }) => message) : [words.failed];
    }
  }

  #play(): void {
    if (this.playing) return this.#stopPlaying();
    if (this.moment < 0 || this.moment >= this.history.length - 1) this.moment = 0;
    this.playing = true;
    this.#ticker = setInterval(() => {
      if (this.moment >= this.history.length - 1) this.#stopPlaying();
      else this.moment++;
    }, 600);
  }
  #stopPlaying(): void {
    clearInterval(this.#ticker);
    this.playing = false;
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { shown } = this;
    const alt = shown ? [shown.tokens.join(" "), this.#spreadText(shown), this.figures?.distribution.caption ?? ""].filter(Boolean).join(". ") : this.text.say(words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run, shown } = this;
    const problems: readonly Text[] = [...(this.problems as readonly Problem[]).map(({ message }) => message), ...this.failure];
    const troubles = problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!run) return html`${troubles}<p class="empty">${say(words.empty)}</p>`;
    return html`
      ${troubles}
      ${this.#chooser(run)}
      ${!shown ? nothing : html`
        ${shown.attentionWeights.length === 0 ? html`<p class="note">${say(words.none)}</p>` : html`
          <at-attended-words .snapshot=${shown} .top=${attentionTop([...this.history, ...(run.live && !this.ownText ? [run.live] : []), shown].map(({ attentionWeights }) => attentionWeights))}></at-attended-words>
          <p class="spread">${this.#spreadText(shown)}</p>`}
        ${probabilityBars(run.classes, shown.probabilities, this.text)}
        ${shown.attentionWeights.length === 0 || !this.figures ? nothing : html`
          <div class="figures">
            <at-figure .content=${this.figures.distribution} .live=${this.#isLive}></at-figure>
            ${this.figures.history ? html`<at-figure .content=${this.figures.history} .live=${this.#isLive}></at-figure>` : nothing}
            ${this.figures.spread ? html`<at-figure .content=${this.figures.spread} .live=${this.#isLive}></at-figure>` : nothing}
          </div>`}
        ${shown.isContextual ? html`<at-attention-heads .run=${run} .sentence=${this.ownText || run.live?.text || shown.tokens.join(" ")}></at-attention-heads>` : nothing}
        ${shown.attentionWeights.length === 0 ? nothing : html`<at-attention-survey .run=${run} .data=${this.inputs["data"]} @at-sentence=${({ detail }: CustomEvent<string>) => this.commit({ text: detail })}></at-attention-survey>`}`}`;
  }

  #spreadText(shown: AttentionSnapshot): string {
    const count = shown.attentionWeights.length;
    if (count === 0) return this.text.say(words.none);
    const spread = this.text.number(effectiveWords(shown.attentionWeights), { decimals: 1, fixed: true });
    return this.text.say(textOf((locale) => (locale === "en" ? `The attention is as if spread evenly over ${spread} of ${count} positions.` : `É como se a atenção se dividisse por igual entre ${spread} de ${count} posições.`)));
  }

  #chooser(run: Run): TemplateResult {
    const { say } = this.text;
    const { runs, history } = this;
    const at = this.moment >= 0 && this.moment < history.length ? this.moment : history.length;
    const name = at < history.length ? `${say(words.epoch)} ${history[at]?.epoch}` : run.result && run.live ? `${say(words.kept)} ${run.result.keptEpoch}` : say(words.now);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return html`
      <div class="row">
        ${runs.length < 2 ? nothing : html`
          <label>${say(words.run)}
            <select @input=${stop} @change=${(event: Event) => { this.chosenRun = (event.target as HTMLSelectElement).value; this.moment = -1; }}>
              ${runs.map(({ id, number }) => html`<option value=${id} ?selected=${id === run.id}>${number}</option>`)}
            </select>
          </label>`}
        ${history.length === 0 ? nothing : html`
          <label class="grow"><span class="spoken">${say(words.time)}</span>
            <input type="range" min="0" max=${history.length} step="1" .value=${String(at)} aria-valuetext=${name}
              @input=${(event: Event) => { stop(event); this.#stopPlaying(); this.moment = Number((event.target as HTMLInputElement).value); }} @change=${stop} />
            <output>${name}</output>
          </label>
          ${still || history.length < 2 ? nothing : html`<button class="play" @click=${this.#play}>${say(this.playing ? words.stop : words.play)}</button>`}`}
        <label class="grow">${say(schema.text.label)}
          <input type="text" .value=${this.ownText} title=${say(schema.text.doc)} maxlength="2000" @input=${stop}
            @change=${(event: Event) => { stop(event); this.commit({ text: (event.target as HTMLInputElement).value.trim() }); }} />
        </label>
      </div>`;
  }
}
const stop = (event: Event): void => event.stopPropagation();

define(kind.tag as "at-attention-plot", AtAttentionPlot);
declare global { interface HTMLElementTagNameMap { "at-attention-plot": AtAttentionPlot } }
