import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { parseNumber, type Text } from "../../src/base/text.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { parallelCoordinates } from "../../src/plots/parallel-coordinates.js";
import { sweepFront } from "../../src/plots/sweep-front.js";
import { sweepHistory } from "../../src/plots/sweep-history.js";
import { sweepImportance } from "../../src/plots/sweep-importance.js";
import { sweepSlices } from "../../src/plots/sweep-slices.js";
import { fanova, type Importance } from "../../src/search/fanova/fanova.js";
import type { SweepPlan } from "../../src/training/sweep/plan.js";
import { observationOf, type Trial } from "../../src/training/sweep/trial.js";
import { AtElement, define } from "../base/at-element.js";
import { takeTurn } from "../base/drawing-turns.js";
import { shared } from "../base/tokens.js";
import "../figure.js";
import { Pace } from "../flow/pace.js";
import { axesOf, importanceRows, sweepData, type Brushes } from "./figure-data.js";

const words = {
  brush: { en: "Show only trials where …", "pt-BR": "Mostrar só tentativas em que …" },
  from: { en: "from", "pt-BR": "de" },
  to: { en: "to", "pt-BR": "até" },
  any: { en: "any", "pt-BR": "qualquer" },
  clear: { en: "Show all again", "pt-BR": "Mostrar todas de novo" },
  cost: { en: "Cost", "pt-BR": "Custo" },
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  multiplyAdds: { en: "multiply-adds", "pt-BR": "multiplicações e somas" },
} satisfies Record<string, Text>;

/** Milliseconds between two drawings while a search goes on, and of work on what mattered between two of the page's own turns. */
const drawEvery = 1000;
const slice = 8;

type FigureName = "history" | "slices" | "lines" | "front";

/** The figures of a search: how it went, what mattered, what good trials have in common, and what they cost. */
export class AtSweepFigures extends AtElement {
  static override properties = { plan: { attribute: false }, trials: { attribute: false }, live: { type: Boolean }, figures: { state: true }, importances: { state: true }, brushes: { state: true }, cost: { state: true } };
  static override styles = [shared, css`
    .figures { display: grid; gap: 1.2rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-block: 0.8rem; }
    .figures > * { min-inline-size: 0; }
    .whole { grid-column: 1 / -1; }
    details { margin-block: 0.3rem; }
    summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
    .brushes { display: grid; gap: 0.3rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
    fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: center; min-inline-size: 0; }
    legend { font-weight: 600; font-size: 0.92rem; padding: 0; }
    label { display: flex; gap: 0.35rem; align-items: center; font-size: 0.9rem; color: var(--at-ink-soft); }
    input, select { font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2rem; padding: 0.1rem 0.4rem; min-inline-size: 0; }
    input { inline-size: 5.5rem; text-align: end; }
    @media (pointer: coarse) { summary, input, select { min-height: var(--at-target); } }
  `];
  declare plan: SweepPlan | undefined;
  declare trials: readonly Trial[];
  /** Whether trials still come. */
  declare live: boolean;
  declare private figures: Readonly<Partial<Record<FigureName, FigureContent>>>;
  declare private importances: readonly Importance[] | undefined;
  declare private brushes: Brushes;
  declare private cost: "parameters" | "multiplyAdds";
  #drawn: readonly unknown[] = [];
  #weighed: readonly Trial[] | undefined;
  readonly #pace = new Pace(this, () => void this.#draw(), drawEvery);

  constructor() {
    super();
    this.plan = undefined;
    this.trials = [];
    this.live = false;
    this.figures = {};
    this.importances = undefined;
    this.brushes = {};
    this.cost = "parameters";
  }

  protected override updated(_changed: PropertyValues): void {
    const key = [this.plan, this.trials, this.brushes, this.cost, this.text.locale];
    if (key.every((part, i) => part === this.#drawn[i])) return;
    this.#drawn = key;
    this.#pace.request(this.live);
    void this.#weigh();
  }

  /** One figure a frame: drawn together they would hold the page for longer than a person can miss. */
  async #draw(): Promise<void> {
    const { plan, trials, brushes, cost, text: { locale } } = this;
    if (!plan) return;
    const drawn = this.#drawn;
    const data = sweepData(plan, trials, brushes, locale);
    const makes: Readonly<Record<FigureName, () => FigureContent>> = {
      history: () => sweepHistory.make(data, locale), lines: () => parallelCoordinates.make(data, locale),
      slices: () => sweepSlices.make(data, locale), front: () => sweepFront.make({ ...data, cost }, locale),
    };
    for (const [name, make] of Object.entries(makes)) {
      await takeTurn(this).granted;
      // While trials come, what was begun is finished: the next drawing is a second away.
      if (drawn !== this.#drawn && !this.live) return;
      this.figures = { ...this.figures, [name]: make() };
    }
  }

  /** What mattered, worked out in pieces so that the page stays quick; begun again with every tenth trial and at the end. */
  async #weigh(): Promise<void> {
    const { plan, trials } = this;
    if (!plan || trials === this.#weighed || trials.length < 5 || (this.live && trials.length % 10 !== 0)) return;
    this.#weighed = trials;
    const work = fanova(plan.space, trials.map((trial) => observationOf(trial, plan.values)), plan.values.seed);
    for (;;) {
      const until = performance.now() + slice;
      do {
        const { done, value } = work.next();
        if (done) { this.importances = value; return; }
      } while (performance.now() < until);
      await new Promise((resolve) => { setTimeout(resolve, 0); });
      if (this.#weighed !== trials) return;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan, figures, importances, trials, text: { locale, say } } = this;
    if (!plan) return nothing;
    const importance = importances && sweepImportance.make({ rows: importanceRows(plan, trials, importances, locale), trials: trials.length }, locale);
    return html`<div class="figures">
      <at-figure .content=${figures.history} ?live=${this.live}></at-figure>
      ${importance ? html`<at-figure .content=${importance}></at-figure>` : nothing}
      <div class="whole">${this.#renderBrushes(plan)}<at-figure .content=${figures.lines} ?live=${this.live}></at-figure></div>
      <at-figure class="whole" .content=${figures.slices} ?live=${this.live}></at-figure>
      <div class="whole">
        <label>${say(words.cost)} <select @change=${(event: Event) => { this.cost = (event.target as HTMLSelectElement).value as "parameters"; }}>
          ${(["parameters", "multiplyAdds"] as const).map((cost) => html`<option value=${cost} ?selected=${cost === this.cost}>${say(words[cost])}</option>`)}</select></label>
        <at-figure .content=${figures.front} ?live=${this.live}></at-figure></div>
    </div>`;
  }

  #renderBrushes(plan: SweepPlan): TemplateResult {
    const { say, locale, number } = this.text;
    const set = (name: string, changes: Brushes[string]): void => { this.brushes = { ...this.brushes, [name]: { ...this.brushes[name], ...changes } }; };
    const end = (name: string, title: string, which: "from" | "to"): TemplateResult => {
      const value = this.brushes[name]?.[which];
      return html`<label>${say(words[which])}<input type="text" inputmode="decimal" aria-label="${title}, ${say(words[which])}" .value=${value === undefined ? "" : number(value, { significant: 6 })} @change=${(event: Event) => {
        const read = parseNumber((event.target as HTMLInputElement).value, locale);
        set(name, { [which]: Number.isNaN(read) ? undefined : read });
        this.requestUpdate();
      }} /></label>`;
    };
    return html`<details><summary>${say(words.brush)}</summary><div class="brushes">
      ${axesOf(plan, locale).map(({ name, title, options }) => html`<fieldset><legend>${title}</legend>${options
        ? html`<select aria-label=${title} @change=${(event: Event) => { const { value } = event.target as HTMLSelectElement; set(name, { option: value === "" ? undefined : value }); }}>
            <option value="" ?selected=${this.brushes[name]?.option === undefined}>${say(words.any)}</option>${options.map((option) => html`<option value=${option} ?selected=${this.brushes[name]?.option === option}>${option}</option>`)}</select>`
        : html`${end(name, title, "from")}${end(name, title, "to")}`}</fieldset>`)}</div>
      <button class="quiet" @click=${() => { this.brushes = {}; }}>${say(words.clear)}</button></details>`;
  }
}

define("at-sweep-figures", AtSweepFigures);
declare global { interface HTMLElementTagNameMap { "at-sweep-figures": AtSweepFigures } }
