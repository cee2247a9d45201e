import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { parseNumber, type Text } from "../../src/base/text.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { parallelCoordinates } from "../../src/plots/parallel-coordinates.js";
import { sweepContour } from "../../src/plots/sweep-contour.js";
import { sweepFront } from "../../src/plots/sweep-front.js";
import { sweepHistory } from "../../src/plots/sweep-history.js";
import { sweepImportance } from "../../src/plots/sweep-importance.js";
import type { SweepData } from "../../src/plots/sweep-data.js";
import { sweepSlices } from "../../src/plots/sweep-slices.js";
import { fanova, type Importance } from "../../src/search/fanova/fanova.js";
import type { SweepPlan } from "../../src/training/sweep/plan.js";
import { observationOf, type Trial } from "../../src/training/sweep/trial.js";
import { AtElement, define } from "../base/at-element.js";
import { takeTurn } from "../base/drawing-turns.js";
import { shared } from "../base/tokens.js";
import "../figure.js";
import { Pace } from "../flow/pace.js";
import { AxisDrag } from "./axis-drag.js";
import { arranged, axesOf, importanceRows, sweepData, type Brush, type Brushes } from "./figure-data.js";

const words = {
  brush: { en: "Order of the axes, and which trials are shown", "pt-BR": "Ordem dos eixos e quais tentativas aparecem" },
  hint: { en: "In the figure, drag along an axis to choose a range, press it to free it, and drag its name to move it.", "pt-BR": "Na figura, arraste ao longo de um eixo para escolher um intervalo, clique nele para liberá-lo e arraste o nome para movê-lo." },
  earlier: { en: "Move forward", "pt-BR": "Mover para antes" },
  later: { en: "Move back", "pt-BR": "Mover para depois" },
  from: { en: "from", "pt-BR": "de" },
  to: { en: "to", "pt-BR": "até" },
  any: { en: "any", "pt-BR": "qualquer" },
  clear: { en: "Show all again", "pt-BR": "Mostrar todas de novo" },
  cost: { en: "Cost", "pt-BR": "Custo" },
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  across: { en: "Across", "pt-BR": "Na horizontal" },
  up: { en: "Up", "pt-BR": "Na vertical" },
  multiplyAdds: { en: "multiply-adds", "pt-BR": "multiplicações e somas" },
} satisfies Record<string, Text>;

const numbersOf = ({ space }: SweepPlan): readonly string[] => space.dimensions.filter(({ kind }) => kind === "number").map(({ name }) => name);

/** Milliseconds between two drawings while a search goes on, and of work on what mattered between two of the page's own turns. */
const drawEvery = 1000;
const slice = 8;

type FigureName = "history" | "slices" | "lines" | "front" | "contour";

/** The figures of a search: how it went, what mattered, what good trials have in common, and what they cost. */
export class AtSweepFigures extends AtElement {
  static override properties = { plan: { attribute: false }, trials: { attribute: false }, live: { type: Boolean }, figures: { state: true }, importances: { state: true }, brushes: { state: true }, cost: { state: true }, pair: { state: true }, order: { state: true } };
  static override styles = [shared, css`
    .figures { display: grid; gap: 1.2rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-block: 0.8rem; }
    .figures > * { min-inline-size: 0; }
    .whole { grid-column: 1 / -1; }
    details { margin-block: 0.3rem; }
    summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
    .lines { touch-action: pan-y; }
    .move button { min-height: 1.75rem; min-inline-size: 1.9rem; padding: 0; }
    button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
    .pair { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; }
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
  declare private figures: Readonly<Partial<Record<FigureName, FigureContent | undefined>>>;
  declare private importances: readonly Importance[] | undefined;
  declare private brushes: Brushes;
  declare private cost: "parameters" | "multiplyAdds";
  /** The settings of the contour plot, by name. */
  declare private pair: readonly [across: string, up: string];
  /** Of the axes of all trials, as far as the reader has chosen one. */
  declare private order: readonly string[];
  readonly #drag = new AxisDrag({ data: () => this.#lines, move: (from, to) => this.#move(from, to), brush: (axis, range) => this.#brushAxis(axis, range) });
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
    this.pair = ["", ""];
    this.order = [];
  }

  protected override updated(_changed: PropertyValues): void {
    const key = [this.plan, this.trials, this.brushes, this.cost, this.pair, this.order, this.text.locale];
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
    const makes: Readonly<Record<FigureName, () => FigureContent | undefined>> = {
      history: () => sweepHistory.make(data, locale), lines: () => parallelCoordinates.make(this.#lines = arranged(data, this.#orderOf(plan), brushes), locale),
      slices: () => sweepSlices.make(data, locale), front: () => sweepFront.make({ ...data, cost }, locale),
      contour: () => { const [across, up] = this.#pairOf(plan); return across && up ? sweepContour.make({ ...data, across, up }, locale) : undefined; },
    };
    for (const [name, make] of Object.entries(makes)) {
      await takeTurn(this).granted;
      // While trials come, what was begun is finished: the next drawing is a second away.
      if (drawn !== this.#drawn && !this.live) return;
      this.figures = { ...this.figures, [name]: make() };
    }
  }

  #lines: SweepData | undefined;
  #orderOf({ space }: SweepPlan): readonly string[] {
    const names = space.dimensions.map(({ name }) => name);
    const chosen = this.order.filter((name) => names.includes(name));
    return [...chosen, ...names.filter((name) => !chosen.includes(name))];
  }
  #move(from: number, to: number): void {
    const order = [...this.#orderOf(this.plan!)];
    order.splice(to, 0, ...order.splice(from, 1));
    this.order = order;
  }
  #let(name: string, changes: Brush): void { this.brushes = { ...this.brushes, [name]: { ...this.brushes[name], ...changes } }; }
  #brushAxis(axis: number, range: readonly [number | string, number | string] | undefined): void {
    const name = this.#orderOf(this.plan!)[axis]!;
    const [from, to] = range ?? [];
    const round = (end: number | string | undefined): number | undefined => (typeof end === "number" ? Number(end.toPrecision(3)) : undefined);
    this.#let(name, { from: round(from), to: round(to), option: typeof from === "string" ? from : undefined });
  }

  /** Two settings that are numbers: those that were chosen, else the first two. */
  #pairOf(plan: SweepPlan): readonly [string | undefined, string | undefined] {
    const names = numbersOf(plan);
    const across = names.find((name) => name === this.pair[0]) ?? names.find((name) => name !== this.pair[1]);
    return [across, names.find((name) => name === this.pair[1] && name !== across) ?? names.find((name) => name !== across)];
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
      <div class="whole">${this.#renderBrushes(plan)}<div class="lines" @pointerdown=${this.#drag.begin} @pointermove=${this.#drag.move} @pointerup=${this.#drag.end} @pointercancel=${this.#drag.end}><at-figure .content=${figures.lines} ?live=${this.live}></at-figure></div></div>
      <at-figure class="whole" .content=${figures.slices} ?live=${this.live}></at-figure>
      <div class="whole">
        <label>${say(words.cost)} <select @change=${(event: Event) => { this.cost = (event.target as HTMLSelectElement).value as "parameters"; }}>
          ${(["parameters", "multiplyAdds"] as const).map((cost) => html`<option value=${cost} ?selected=${cost === this.cost}>${say(words[cost])}</option>`)}</select></label>
        <at-figure .content=${figures.front} ?live=${this.live}></at-figure></div>
      ${numbersOf(plan).length > 1 ? html`<div class="whole">${this.#renderPair(plan)}<at-figure .content=${figures.contour} ?live=${this.live}></at-figure></div>` : nothing}
    </div>`;
  }

  #renderPair(plan: SweepPlan): TemplateResult {
    const { say, locale } = this.text;
    const pair = this.#pairOf(plan);
    const choice = (which: 0 | 1): TemplateResult => html`<label>${say(which === 0 ? words.across : words.up)} <select @change=${(event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      // The other one gives way where it is the same.
      this.pair = which === 0 ? [value, pair[1] === value ? pair[0]! : pair[1]!] : [pair[0] === value ? pair[1]! : pair[0]!, value];
    }}>${axesOf(plan, locale).filter(({ name }) => numbersOf(plan).includes(name)).map(({ name, title }) => html`<option value=${name} ?selected=${name === pair[which]}>${title}</option>`)}</select></label>`;
    return html`<div class="pair">${choice(0)}${choice(1)}</div>`;
  }

  #renderBrushes(plan: SweepPlan): TemplateResult {
    const { say, locale, number } = this.text;
    const end = (name: string, title: string, which: "from" | "to"): TemplateResult => {
      const value = this.brushes[name]?.[which];
      return html`<label>${say(words[which])}<input type="text" inputmode="decimal" aria-label="${title}, ${say(words[which])}" .value=${value === undefined ? "" : number(value, { significant: 6 })} @change=${(event: Event) => {
        const read = parseNumber((event.target as HTMLInputElement).value, locale);
        this.#let(name, { [which]: Number.isNaN(read) ? undefined : read });
        this.requestUpdate();
      }} /></label>`;
    };
    return html`<details><summary>${say(words.brush)}</summary><p class="note">${say(words.hint)}</p><div class="brushes">
      ${this.#orderOf(plan).map((name, i, order) => ({ i, last: order.length - 1, axis: axesOf(plan, locale).find((axis) => axis.name === name)! })).map(({ i, last, axis: { name, title, options } }) => html`<fieldset><legend>${title}</legend>
        <span class="move">${([["earlier", -1, "←"], ["later", 1, "→"]] as const).map(([word, by, sign]) => html`<button class="quiet" aria-label="${say(words[word])}: ${title}" aria-disabled=${i + by < 0 || i + by > last ? "true" : "false"} @click=${() => { if (i + by >= 0 && i + by <= last) this.#move(i, i + by); }}>${sign}</button>`)}</span>${options
        ? html`<select aria-label=${title} @change=${(event: Event) => { const { value } = event.target as HTMLSelectElement; this.#let(name, { option: value === "" ? undefined : value }); }}>
            <option value="" ?selected=${this.brushes[name]?.option === undefined}>${say(words.any)}</option>${options.map((option) => html`<option value=${option} ?selected=${this.brushes[name]?.option === option}>${option}</option>`)}</select>`
        : html`${end(name, title, "from")}${end(name, title, "to")}`}</fieldset>`)}</div>
      <button class="quiet" @click=${() => { this.brushes = {}; }}>${say(words.clear)}</button></details>`;
  }
}

define("at-sweep-figures", AtSweepFigures);
declare global { interface HTMLElementTagNameMap { "at-sweep-figures": AtSweepFigures } }
