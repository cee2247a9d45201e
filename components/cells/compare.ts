import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../../src/base/problem.js";
import type { Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { datasets } from "../../src/data/datasets/index.js";
import { expectationFor, type Expectation } from "../../src/data/expectation.js";
import { readValues, type Reading, type Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { standingOf, type Outcome } from "../../src/training/comparison/outcome.js";
import { planComparison, type ComparisonPlan, type PlannedNetwork } from "../../src/training/comparison/plan.js";
import { readingOf } from "../../src/training/comparison/reading.js";
import { comparisonSchema, listNames, readComparison, type ComparisonSettings } from "../../src/training/comparison/settings.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { equalText, expectationsView } from "../compare/conditions.js";
import { entrantsView } from "../compare/entrants.js";
import { drawFigures, figureKey, loadMakers, type ComparisonFigures, type FigureSource, type Makers } from "../compare/figures.js";
import { givenRuns, type GivenRun } from "../compare/given-runs.js";
import { progressView, spokenText } from "../compare/progress.js";
import { compareStyles } from "../compare/styles.js";
import { tableView, type TableColumn } from "../compare/table.js";
import { words } from "../compare/words.js";
import { ComparisonController, type Comparison } from "../controllers/comparison.js";
import { RunReports } from "../controllers/run-reports.js";
import type { FieldChange } from "../field.js";
import "../figure.js";
import { Pace } from "../flow/pace.js";
import "../form.js";
import { kind } from "./compare.kind.js";

export { kind };

/** What the cell gives to others: its comparison, and how the runs that it was given do. */
export interface ComparisonValue extends Comparison { readonly given: readonly Outcome[] }

/** Milliseconds between two drawings while networks learn: an epoch is news, a step is not. */
const drawEvery = 400;

/** Trains several networks on one dataset and one budget when a person says so, and reads the numbers out. What was measured stays when its inputs change. */
export class AtCompare extends CellBase {
  static override properties = { ...CellBase.properties, figures: { state: true }, open: { state: true }, badGuesses: { state: true }, badSeeds: { state: true }, expectations: { state: true }, chosen: { state: true } };
  static override styles = [shared, compareStyles];
  declare private figures: ComparisonFigures | undefined;
  declare private open: ReadonlySet<string>;
  declare private badGuesses: ReadonlySet<string>;
  declare private badSeeds: boolean;
  /** Of the data in use; empty where nothing is known before. */
  declare private expectations: readonly Expectation[];
  /** The architecture that Add adds. */
  declare private chosen: string;
  readonly kind = kind;
  readonly #control = new ComparisonController(this, () => this.announce());
  readonly #reports = new RunReports(this, () => this.announce());
  #makers: Makers | undefined;
  #isLoading = false;
  #drawn = "";
  #expectedFor = "";
  #planned: { readonly key: string; readonly made: ReturnType<typeof planComparison> } | undefined;
  readonly #pace = new Pace(this, () => this.#draw(), drawEvery);

  constructor() {
    super();
    this.open = new Set();
    this.badGuesses = new Set();
    this.badSeeds = false;
    this.expectations = [];
    this.chosen = "";
  }

  override get value(): ComparisonValue {
    const key = [this.#control.comparison, this.inputs["runs"], this.#reports.version];
    if (!this.#value || key.some((part, i) => part !== this.#value!.key[i])) this.#value = { key, value: { ...this.#control.comparison, given: this.shownRuns.map(({ outcome }) => outcome) } };
    return this.#value.value;
  }
  #value: { readonly key: readonly unknown[]; readonly value: ComparisonValue } | undefined;
  dispose(): void { this.#control.dispose(); }

  /** The lists are read by readComparison, which also knows what is wrong with them. */
  protected override reading(): Reading<Values> {
    return readValues(comparisonSchema, Object.fromEntries(Object.entries(this.params).filter(([name]) => !(listNames as readonly string[]).includes(name))));
  }

  private get data(): DataValue | undefined { return this.inputs["data"] as DataValue | undefined; }
  private get settings(): ComparisonSettings { return readComparison(this.params); }
  private get planning(): ReturnType<typeof planComparison> {
    const prepared = this.data?.prepared;
    if (!prepared) return { plan: undefined, problems: this.settings.problems.filter(({ code }) => code !== "unknown-setting") };
    const key = JSON.stringify([this.params, prepared.hash]);
    if (this.#planned?.key !== key) this.#planned = { key, made: planComparison(this.settings, prepared) };
    return this.#planned.made;
  }
  /** The networks to speak of: those measured while they are those planned, otherwise those planned. */
  private get shownPlan(): ComparisonPlan | undefined { return this.#control.comparison.plan ?? this.planning.plan; }
  private get isStale(): boolean {
    const { plan, data, state } = this.#control.comparison;
    const now = this.planning.plan;
    if (!plan || state === "running" || state === "paused") return false;
    return (now !== undefined && JSON.stringify(now) !== JSON.stringify(plan)) || (this.data !== undefined && JSON.stringify(this.data.settings) !== JSON.stringify(data));
  }

  private get obstacle(): string | undefined {
    const { say } = this.text;
    const { data } = this;
    if (!data) return say(words.needsData);
    if (data.state === "failed") return say(words.dataFailed);
    if (!data.prepared) return say(words.dataLoading);
    const { plan, problems } = this.planning;
    if (!plan) return problems[0] ? say(problems[0].message) : say(words.none);
    return undefined;
  }

  /** Runs that were given, with what they come to on this data. */
  get #given(): readonly GivenRun[] { return givenRuns(this.inputs["runs"], this.data?.prepared, (run) => this.#reports.of(run)); }
  private get shownRuns() { return this.#given.filter(({ isOther }) => !isOther); }
  private get networks(): readonly PlannedNetwork[] { return [...(this.shownPlan?.networks ?? []), ...this.shownRuns.map(({ network }) => network)]; }
  private get outcomes(): readonly Outcome[] { return [...this.#control.comparison.outcomes, ...this.shownRuns.map(({ outcome }) => outcome)]; }
  private expectationOf({ architecture, values }: PlannedNetwork): Expectation | undefined { return expectationFor(this.expectations, architecture, values); }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("inputs") || changed.has("params")) {
      this.#reports.want(this.shownRuns.map(({ run }) => run), this.data?.prepared);
      void this.#readExpectations();
    }
  }
  protected override updated(): void {
    const key = figureKey(this.#figureSource, this.text.locale, this.expectations.length);
    if (this.networks.length === 0 || key === this.#drawn) return;
    if (!this.#makers) return void this.#load();
    this.#drawn = key;
    this.#pace.request(this.#control.isBusy);
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      this.#makers = await loadMakers();
    } finally {
      this.#isLoading = false;
    }
    this.requestUpdate();
  }

  async #readExpectations(): Promise<void> {
    const settings = this.data?.settings;
    const key = settings ? JSON.stringify([settings.source, settings.options]) : "";
    if (key === this.#expectedFor) return;
    this.#expectedFor = key;
    this.expectations = [];
    const found = settings ? await datasets.get(settings.source)?.expectations?.(settings.options) : undefined;
    if (key === this.#expectedFor && found) this.expectations = found;
  }

  get #figureSource(): FigureSource {
    const isRevealed = this.#isRevealed;
    return {
      networks: this.networks, outcomes: this.outcomes, majority: this.#majority, guesses: this.settings.guesses,
      over: this.shownPlan?.values.budget === "time" ? "seconds" : "epochs",
      expectationOf: (network) => (isRevealed ? this.expectationOf(network) : undefined),
    };
  }
  #draw(): void {
    if (this.#makers) this.figures = drawFigures(this.#makers, this.#figureSource, this.text);
  }
  /** The task's own prediction is drawn once something was measured: the reader guesses first. */
  get #isRevealed(): boolean { return this.outcomes.some(({ report }) => report !== undefined); }
  get #majority(): number { return this.#control.comparison.plan ? this.#control.comparison.majority : this.data?.prepared?.statistics.majorityBaseline ?? NaN; }
  get #kinds(): Readonly<Record<string, Text>> {
    const source = (this.#control.comparison.data ?? this.data?.settings)?.source;
    return (source === undefined ? undefined : datasets.get(source)?.kinds) ?? {};
  }

  get #sentences(): readonly Text[] {
    const { networks, outcomes } = this;
    const expectations = Object.fromEntries(networks.flatMap((network) => { const found = this.expectationOf(network); return found ? [[network.key, found]] : []; }));
    return readingOf({ networks, standings: networks.map(({ key }) => standingOf(key, outcomes)), majority: this.#majority, guesses: this.settings.guesses, expectations, kinds: this.#kinds });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say } = this.text;
    const sentences = this.#sentences.map(say);
    const alt = sentences.length > 0 ? sentences.join(" ") : this.obstacle ?? say(words.idle);
    return { mime: { "text/plain": alt, "application/json": this.value }, alt };
  }

  #write(changes: Readonly<Record<string, unknown>>): void {
    this.params = Object.fromEntries(Object.entries({ ...this.params, ...changes }).filter(([, value]) => value !== undefined));
    this.announce();
  }
  /** The networks as they are written, each by its name alone where it has no settings. */
  #writeContenders(literals: readonly Readonly<Record<string, unknown>>[], kept: readonly number[]): void {
    const { contenders, guesses } = this.settings;
    const architectures = literals.map((literal) => (Object.keys(literal).length === 1 ? literal["architecture"] : literal));
    const after = readComparison({ architectures }).contenders;
    // A guess stays with its network when another one goes and the numbers behind the names change.
    const moved = Object.fromEntries(kept.flatMap((before, now) => {
      const guess = guesses[contenders[before]!.key];
      return guess === undefined || !after[now] ? [] : [[after[now].key, guess]];
    }));
    this.#write({ architectures, guesses: Object.keys(moved).length > 0 ? moved : undefined });
  }

  #begin(): void {
    const { plan } = this.planning;
    const { data } = this;
    if (this.obstacle === undefined && plan && data?.prepared) void this.#control.begin(plan, data.settings, data.prepared);
  }
  #main(): void {
    switch (this.#control.comparison.state) {
      case "running": return this.#control.pause();
      case "paused": return this.#control.resume();
      default: return this.#begin();
    }
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { comparison } = this.#control;
    const problems: readonly Problem[] = [...this.problems.filter(({ code }) => code === "unknown-setting"), ...this.planning.problems, ...comparison.problems];
    const others = this.#given.filter(({ isOther }) => isOther);
    const sentences = this.#sentences;
    const hasNumbers = this.outcomes.some(({ epochs, report }) => epochs.length > 0 || report);
    return html`
      ${problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${others.map(({ network }) => html`<p class="problem">${say(network.title)} ${say(words.otherData)}</p>`)}
      ${this.#renderSettings()}
      ${this.#renderProgress()}
      ${this.isStale ? html`<p class="stale">${say(words.stale)}</p>` : nothing}
      ${sentences.length === 0 ? nothing : html`<h3>${say(words.reading)}</h3><ul class="reading">${sentences.map((sentence) => html`<li>${say(sentence)}</li>`)}</ul>`}
      ${this.figures && (hasNumbers || Object.keys(this.settings.guesses).length > 0) ? html`<div class="figures">
        <at-figure class="whole" .content=${this.figures.outcome}></at-figure>
        ${hasNumbers ? html`<at-figure .content=${this.figures.accuracy}></at-figure><at-figure .content=${this.figures.loss}></at-figure>` : nothing}
      </div>` : nothing}
      ${tableView({ columns: this.#columns(), classes: comparison.plan ? comparison.classes : this.data?.prepared?.classes ?? [], kinds: this.#kinds, majority: this.#majority, on: this.outcomes.find(({ on }) => on)?.on }, this.text)}
      ${this.#renderExpectations()}
      <p class="spoken" role="status">${spokenText(comparison, sentences, this.text)}</p>`;
  }

  #columns(): readonly TableColumn[] {
    const { guesses } = this.settings;
    return this.networks.map((network) => ({ key: network.key, title: network.title, cost: network.cost, standing: standingOf(network.key, this.outcomes), guess: guesses[network.key], expected: this.expectationOf(network) }));
  }

  #renderSettings(): TemplateResult {
    const { say } = this.text;
    const { contenders, seeds, guesses } = this.settings;
    const state = this.#control.comparison.state;
    const mayGuess = !this.#control.isBusy && (state === "idle" || this.isStale);
    const literals = contenders.map(({ literal }) => literal);
    const toggled = (set: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> => new Set(isIn ? [...set, key] : [...set].filter((one) => one !== key));
    const added = architectures.get(this.chosen) ?? [...architectures][0]!;
    return html`
      <h3>${say(words.networks)}</h3>
      ${mayGuess && contenders.length > 0 ? html`<p class="note">${say(words.guessNote)}</p>` : nothing}
      ${this.badGuesses.size > 0 ? html`<p class="problem">${say(words.badGuess)}</p>` : nothing}
      ${entrantsView(contenders, this.planning.plan?.networks ?? [], guesses, {
        text: this.text, open: this.open, badGuesses: this.badGuesses, mayGuess,
        setOpen: (key, isOpen) => { if (this.open.has(key) !== isOpen) this.open = toggled(this.open, key, isOpen); },
        guess: (key, value, isBad) => {
          this.badGuesses = toggled(this.badGuesses, key, isBad);
          const { [key]: _old, ...rest } = guesses;
          const all = value === undefined ? rest : { ...rest, [key]: value };
          if (!isBad) this.#write({ guesses: Object.keys(all).length > 0 ? all : undefined });
        },
        change: (at, { name, value }) => this.#writeContenders(literals.map((literal, i) => (i === at ? { ...literal, [name]: value } : literal)), literals.map((_, i) => i)),
        remove: (at) => this.#writeContenders(literals.filter((_, i) => i !== at), literals.map((_, i) => i).filter((i) => i !== at)),
      })}
      <div class="row">
        <label>${say(words.add)}
          <select @input=${stop} @change=${(event: Event) => { stop(event); this.chosen = (event.target as HTMLSelectElement).value; }}>
            ${[...architectures].map(({ name, title }) => html`<option value=${name} ?selected=${name === added.name}>${say(title)}</option>`)}
          </select></label>
        <button class="add" @click=${() => {
          const preset = added.presets.find(({ name }) => name === "first-notebook" && added.name === "atnet");
          this.#writeContenders([...literals, { architecture: added.name, ...(preset ? { preset: preset.name } : {}) }], literals.map((_, i) => i));
        }}>${say(words.addButton)}</button>
      </div>
      <details><summary>${say(words.budget)}</summary>
        <label class="seeds"><span>${say(words.seeds)}</span>
          <input type="text" .value=${seeds.join(", ")} aria-invalid=${this.badSeeds ? "true" : "false"} @input=${stop} @change=${(event: Event) => { stop(event); this.#setSeeds((event.target as HTMLInputElement).value); }} />
          <span class="note">${say(words.seedsDoc)}</span></label>
        ${this.badSeeds ? html`<p class="problem">${say(words.badSeeds)}</p>` : nothing}
        <at-form .schema=${comparisonSchema} .values=${this.params} @at-preview=${stop}
          @at-change=${(event: CustomEvent<FieldChange>) => { stop(event); this.commit({ [event.detail.name]: event.detail.value }); }}></at-form>
      </details>
      <p class="note equal">${equalText(this.settings, this.planning.plan?.target, this.text)}</p>`;
  }
  #setSeeds(written: string): void {
    const seeds = written.split(/[\s,;]+/).filter(Boolean).map(Number);
    this.badSeeds = readComparison({ seeds }).problems.length > 0;
    if (!this.badSeeds) this.#write({ seeds });
  }
  #renderProgress(): TemplateResult {
    const { isBusy } = this.#control;
    return progressView({
      comparison: this.#control.comparison, isBusy, obstacle: isBusy ? undefined : this.obstacle,
      titleOf: (key) => this.networks.find((network) => network.key === key)?.title, main: () => this.#main(), stop: () => this.#control.stop(),
    }, this.text);
  }

  #renderExpectations(): TemplateResult | typeof nothing {
    return expectationsView((this.shownPlan?.networks ?? []).flatMap((network) => { const expectation = this.expectationOf(network); return expectation ? [{ network, expectation }] : []; }), this.text);
  }
}
const stop = (event: Event): void => event.stopPropagation();

define(kind.tag as "at-compare", AtCompare);
declare global { interface HTMLElementTagNameMap { "at-compare": AtCompare } }
