import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { ValuesOf } from "../../src/hyperparameters/schema.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { CurveRun, CurvesData } from "../../src/plots/curves.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import type { Run } from "../../src/training/run.js";
import { changesBetweenRuns } from "../../src/training/run-changes.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import "../figure.js";
import { Pace } from "../flow/pace.js";
import { changeText } from "../train/changes.js";
import { kind, schema } from "./loss-plot.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: the curves appear here while the network learns.", "pt-BR": "Clique em Treinar: as curvas aparecem aqui enquanto a rede aprende." },
  run: { en: "Run", "pt-BR": "Execução" },
  changed: { en: "What changed", "pt-BR": "O que mudou" },
  first: { en: "first run", "pt-BR": "primeira execução" },
  same: { en: "the same settings", "pt-BR": "as mesmas configurações" },
  best: { en: "Lowest validation loss", "pt-BR": "Menor perda na validação" },
  runs: { en: "Runs in the curves", "pt-BR": "Execuções nas curvas" },
  older: { en: "The six newest runs are drawn.", "pt-BR": "São desenhadas as seis execuções mais recentes." },
} satisfies Record<string, Text>;

type Make = (metric: "loss" | "accuracy", data: CurvesData) => FigureContent;
const mostRuns = 6;
/** Milliseconds between two drawings while a run is live: about eight a second are seen as motion. */
const drawEvery = 125;

/** Curves of every run given to it, live. Draws at most eight times a second and one figure a task, so that the page stays free. */
export class AtLossPlot extends CellBase {
  static override properties = { ...CellBase.properties, loss: { state: true }, accuracy: { state: true } };
  static override styles = [shared, css`
    .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); }
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .controls { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-top: 0.5rem; font-size: 0.9rem; }
    .controls label { display: flex; align-items: center; gap: 0.5rem; min-height: 1.75rem; }
    .controls input[type="range"] { width: 9rem; accent-color: var(--at-accent); }
    .controls input[type="checkbox"] { width: 1.15rem; height: 1.15rem; accent-color: var(--at-accent); }
    output { min-width: 3ch; }
    @media (pointer: coarse) { .controls label { min-height: var(--at-target); } }
    table { border-collapse: collapse; font-size: 0.9rem; margin-top: 0.75rem; width: 100%; }
    caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
    th, td { text-align: start; padding: 0.3rem 0.75rem 0.3rem 0; border-top: 1px solid var(--at-line); vertical-align: top; }
    thead th { border-top: 0; font-weight: 600; color: var(--at-ink-soft); }
    tbody th { font-weight: 600; white-space: nowrap; }
    .swatch { display: inline-block; width: 1.4rem; border-top: 3px solid; vertical-align: middle; margin-inline-end: 0.4rem; }
    .number { text-align: end; padding-inline-end: 0; }
    ul { margin: 0; padding: 0; list-style: none; }
  `];
  declare protected loss: FigureContent | undefined;
  declare protected accuracy: FigureContent | undefined;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  #make: Make | undefined;
  #loading = false;
  #made: readonly unknown[] = [];
  readonly #losses = new Pace(this, () => this.#drawLoss(), drawEvery);
  readonly #accuracies = new Pace(this, () => this.#drawAccuracy(), 0);

  /** Every run to draw, oldest first: each input with the runs before it. */
  protected get runs(): readonly Run[] {
    const given = this.inputs["runs"];
    const list = (Array.isArray(given) ? given : [given]) as readonly (Run | undefined)[];
    const all = list.flatMap((run) => (run ? [...(run.earlier ?? []), run] : [])).filter(({ steps, epochs }) => steps.length > 0 || epochs.length > 0);
    return [...new Map(all.map((run) => [run.id, run])).values()];
  }
  /** Those with a curve: a word count learns at once, and stands as a line beside the networks that have to beat it. */
  protected get drawn(): readonly Run[] {
    const networks = this.runs.filter((run) => !isWordCount(run));
    return (networks.length > 0 ? networks : this.runs).slice(-mostRuns);
  }
  /** Of the newest word count on the data of the newest network. */
  protected get wordCount(): number | undefined {
    const newest = this.drawn.at(-1);
    return this.runs.findLast((run) => isWordCount(run) && run !== newest && run.environment?.dataHash === newest?.environment?.dataHash)?.epochs.at(-1)?.validationAccuracy;
  }
  protected get settings(): ValuesOf<typeof schema> { return this.reading().values as ValuesOf<typeof schema>; }
  protected get live(): boolean { return this.runs.some(isLive); }

  protected override updated(): void {
    const made = [this.inputs, this.params, this.text.locale, this.#make];
    if (this.runs.length === 0 || made.every((value, i) => value === this.#made[i])) return;
    if (!this.#make) return void this.#load();
    this.#losses.request(this.live);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#made = [];
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { makeCurves } = await import("../../src/plots/curves.js");
      this.#make = (metric, data) => makeCurves(metric, data, this.text.locale);
    } finally {
      this.#loading = false;
    }
    this.requestUpdate();
  }

  /** Makes the loss; the accuracy follows in a task of its own, so that no task is long. */
  #drawLoss(): void {
    this.#made = [this.inputs, this.params, this.text.locale, this.#make];
    this.loss = this.settings.metric === "accuracy" ? undefined : this.#make?.("loss", this.#data());
    this.#accuracies.request(false);
  }
  #drawAccuracy(): void {
    this.accuracy = this.settings.metric === "loss" ? undefined : this.#make?.("accuracy", this.#data());
    this.requestUpdate();
  }

  #data(): CurvesData {
    const { smoothing, logScale } = this.settings;
    return { runs: this.drawn.map(curveRunOf), smoothing, logScale, wordCount: this.wordCount };
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const figures = [...this.renderRoot.querySelectorAll("at-figure")];
    await Promise.all(figures.map(({ updateComplete }) => updateComplete));
    const captions = [this.loss, this.accuracy].flatMap((content) => (content ? [`${content.title}. ${content.caption}`] : []));
    const alt = captions.join(" ") || this.text.say(words.empty);
    const picture = figures[0]?.standalone();
    return { mime: { "text/plain": alt, ...(picture === undefined ? {} : { "image/svg+xml": picture }) }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const problems = this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`);
    if (this.runs.length === 0) return html`${problems}<p class="empty">${say(words.empty)}</p>`;
    const { live } = this;
    return html`
      ${problems}
      <div class="figures">
        ${this.loss ? html`<at-figure .content=${this.loss} .live=${live}></at-figure>` : nothing}
        ${this.accuracy ? html`<at-figure .content=${this.accuracy} .live=${live}></at-figure>` : nothing}
      </div>
      ${this.#controls()}
      ${this.runs.length > 1 ? this.#table() : nothing}`;
  }

  #controls(): TemplateResult {
    const { say, number } = this.text;
    const { smoothing, logScale, metric } = this.settings;
    return html`
      <div class="controls">
        <label title=${say(schema.smoothing.doc)}>${say(schema.smoothing.label)}
          <input type="range" min="0" max="0.99" step="0.01" .value=${String(smoothing)} aria-valuetext=${number(smoothing, { decimals: 2 })}
            @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => this.commit({ smoothing: Number((event.target as HTMLInputElement).value) })} />
          <output>${number(smoothing, { decimals: 2 })}</output>
        </label>
        ${metric === "accuracy" ? nothing : html`
          <label title=${say(schema.logScale.doc)}>
            <input type="checkbox" .checked=${logScale}
              @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => this.commit({ logScale: (event.target as HTMLInputElement).checked })} />
            ${say(schema.logScale.label)}
          </label>`}
      </div>`;
  }

  #table(): TemplateResult {
    const { say, number, locale } = this.text;
    const { runs } = this;
    return html`
      <table>
        <caption>${say(words.runs)}</caption>
        <thead><tr><th scope="col">${say(words.run)}</th><th scope="col">${say(words.changed)}</th><th scope="col" class="number">${say(words.best)}</th></tr></thead>
        <tbody>${runs.map((run, i) => {
          const before = runs[i - 1];
          const changes = before ? changesBetweenRuns(before, run) : [];
          const losses = run.epochs.map(({ validationLoss }) => validationLoss).filter(Number.isFinite);
          return html`
            <tr>
              <th scope="row"><span class="swatch" style="border-color: var(--at-run-${((run.number - 1) % 6) + 1})"></span>${run.number}</th>
              <td>${!before ? say(words.first) : changes.length === 0 ? say(words.same) : html`<ul>${changes.map((change) => html`<li>${changeText(change, run, locale)}</li>`)}</ul>`}</td>
              <td class="number">${losses.length === 0 ? "—" : number(Math.min(...losses), { significant: 3 })}</td>
            </tr>`;
        })}</tbody>
      </table>
      ${runs.length > mostRuns ? html`<p class="note">${say(words.older)}</p>` : nothing}`;
  }
}

const isWordCount = ({ settings }: Run): boolean => settings.architecture === "bag-of-words";
const isLive = ({ state }: Run): boolean => state === "running" || state === "preparing";
const curveRunOf = (run: Run): CurveRun => ({
  number: run.number, steps: run.steps, epochs: run.epochs, stepsPerEpoch: run.stepsPerEpoch, majorityBaseline: run.majorityBaseline,
  span: isLive(run) || run.state === "paused" ? run.settings.epochs : Math.max(1, run.stepsPerEpoch > 0 ? (run.steps.at(-1)?.step ?? 0) / run.stepsPerEpoch : run.epochs.length),
});

define(kind.tag as "at-loss-plot", AtLossPlot);
declare global { interface HTMLElementTagNameMap { "at-loss-plot": AtLossPlot } }
