import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { formatDuration } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { nonDefaults, readValues, type Reading, type Values } from "../../src/hyperparameters/schema.js";
import type { ModelChoice } from "../../src/model/model-choice.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { schemaOfArchitecture } from "../../src/training/schema.js";
import { plannedSteps, planSweep, secondsLeft, shareDone, sweepKey, type SweepPlan } from "../../src/training/sweep/plan.js";
import { sweepSchema } from "../../src/training/sweep/schema.js";
import { readSweep, usualSpace, type SweepSettings } from "../../src/training/sweep/settings.js";
import { ranked, scoreOf, secondsOf, stepsOf, type Trial } from "../../src/training/sweep/trial.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { SweepController, type Sweep } from "../controllers/sweep.js";
import type { FieldChange } from "../field.js";
import "../form.js";
import { spaceForm } from "../sweep/space-form.js";
import { sweepStyles } from "../sweep/styles.js";
import { trialsTable } from "../sweep/trials-table.js";
import { shortValue } from "../sweep/value.js";
import { words } from "../sweep/words.js";
import { kind } from "./sweep.kind.js";

export { kind };

/** What the cell gives to others: its search, and the best trial of it. */
export interface SweepValue extends Sweep { readonly best: Trial | undefined }

/** Searches settings when a person says so; what was measured stays when its inputs change, and after a reload. */
export class AtSweep extends CellBase {
  static override properties = { ...CellBase.properties, chosen: { state: true }, bad: { state: true }, which: { state: true }, isOpen: { state: true }, isElsewhere: { state: true } };
  static override styles = [shared, sweepStyles];
  /** The setting that Add adds. */
  declare private chosen: string;
  declare private bad: ReadonlySet<string>;
  /** Which epoch of each trial the table shows. */
  declare private which: "best" | "last";
  declare private isOpen: boolean;
  declare private isElsewhere: boolean;
  readonly kind = kind;
  readonly #control = new SweepController(this, () => this.announce());
  #read: { readonly key: readonly unknown[]; readonly settings: SweepSettings } | undefined;

  constructor() {
    super();
    this.chosen = "";
    this.bad = new Set();
    this.which = "best";
    this.isOpen = false;
    this.isElsewhere = false;
  }

  override get value(): SweepValue {
    const { sweep } = this.#control;
    if (this.#value?.sweep !== sweep) this.#value = { sweep, value: { ...sweep, best: sweep.plan && ranked(sweep.trials, sweep.plan.values.objective)[0] } };
    return this.#value.value;
  }
  #value: { readonly sweep: Sweep; readonly value: SweepValue } | undefined;
  dispose(): void { this.#control.dispose(); }

  /** The space is read by readSweep, which also knows what is wrong with it. */
  protected override reading(): Reading<Values> {
    const { space: _space, ...rest } = this.params;
    return readValues(sweepSchema, rest);
  }

  private get data(): DataValue | undefined { return this.inputs["data"] as DataValue | undefined; }
  private get choice(): ModelChoice | undefined { return this.inputs["hp"] as ModelChoice | undefined; }
  private get settings(): SweepSettings {
    const key = [this.params, this.choice?.architecture];
    if (!this.#read || key.some((part, i) => part !== this.#read!.key[i])) this.#read = { key, settings: readSweep(this.params, this.choice?.architecture) };
    return this.#read.settings;
  }
  private get plan(): SweepPlan | undefined {
    const { choice, settings } = this;
    return choice && settings.space.dimensions.length > 0 && settings.problems.every(({ code }) => code === "unknown-setting") ? planSweep(settings, choice) : undefined;
  }
  private get isSame(): boolean {
    const [now, data, { plan: then, data: thenData }] = [this.plan, this.data?.settings, this.#control.sweep];
    return now !== undefined && data !== undefined && then !== undefined && thenData !== undefined && sweepKey(now, data) === sweepKey(then, thenData);
  }
  private get isStale(): boolean { return this.#all.length > 0 && !this.#control.isBusy && this.choice !== undefined && this.data !== undefined && !this.isSame; }
  /** Whether what is here can go on: it is the same search, and its budget is not spent. */
  private get canGoOn(): boolean {
    const { sweep } = this.#control;
    return !this.#control.isBusy && sweep.trials.length > 0 && this.isSame && this.plan !== undefined && sweep.problems.every(({ code }) => code !== "sweep-of-other-data") && shareDone(this.plan.values, sweep.trials) < 1 && (sweep.state !== "done" || this.plan.values.method !== "grid");
  }

  private get obstacle(): string | undefined {
    const { say } = this.text;
    const { data, choice } = this;
    if (!data || !choice) return say(words.needsBoth);
    if (data.state === "failed") return say(words.dataFailed);
    const wrong = this.settings.problems.find(({ code }) => code !== "unknown-setting") ?? choice.problems[0];
    if (wrong) return say(wrong.message);
    if (!data.prepared) return say(words.dataLoading);
    return data.prepared.split.validation.length === 0 && this.settings.values.folds === 1 ? say(words.noValidation) : undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { plan, data } = this;
    if ((changed.has("inputs") || changed.has("params")) && plan && data && data.state !== "loading") void this.#control.lookForSaved(plan, data.settings, data.prepared);
  }

  protected override updated(): void {
    if (this.#all.length > 0) void import("../sweep/figures.js");
    if (this.isElsewhere) void import("../sweep/elsewhere.js");
  }

  /** The trials of this search, then those that were trained elsewhere, numbered on. */
  get #all(): readonly Trial[] {
    const { trials, brought } = this.#control.sweep;
    if (this.#joined?.trials !== trials || this.#joined.brought !== brought) this.#joined = { trials, brought, all: brought.length === 0 ? trials : [...trials, ...brought.map((trial, i) => ({ ...trial, index: trials.length + i }))] };
    return this.#joined.all;
  }
  #joined: { readonly trials: readonly Trial[]; readonly brought: readonly Trial[]; readonly all: readonly Trial[] } | undefined;

  #write(changes: Readonly<Record<string, unknown>>): void {
    this.params = { ...this.params, ...changes };
    this.announce();
  }
  #main(): void {
    switch (this.#control.sweep.state) {
      case "running": return this.#control.pause();
      case "paused": return this.#control.resume();
      default: {
        const { plan, data } = this;
        if (this.obstacle === undefined && plan && data?.prepared) void this.#control.begin(plan, data.settings, data.prepared, this.canGoOn ? this.#control.sweep.trials : []);
      }
    }
  }
  /** The best trial as a hyperparameters cell of its own says it. */
  #settingsOf({ point }: Trial, { architecture, base }: SweepPlan): Readonly<Record<string, unknown>> { return { architecture, ...nonDefaults(schemaOfArchitecture(architecture), { ...base, ...point }) }; }
  #ask(detail: { readonly do: "open-settings" | "use-settings"; readonly params: Readonly<Record<string, unknown>> }): void {
    this.dispatchEvent(new CustomEvent("at-cell-action", { detail, bubbles: true, composed: true, cancelable: true }));
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say } = this.text;
    const alt = this.#bestSentence() ?? this.obstacle ?? say(words.idle);
    return { mime: { "text/plain": alt, "application/json": this.value }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { sweep } = this.#control;
    const own = this.settings.problems;
    const unknown = this.problems.filter(({ code }) => code === "unknown-setting");
    const problems: readonly Problem[] = [...unknown, ...own.filter(({ code }) => code !== "unknown-setting"), ...sweep.problems];
    return html`
      ${problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${this.#renderSettings()}
      ${this.#renderControls()}
      ${this.isStale ? html`<p class="stale">${say(words.stale)}</p>` : nothing}
      ${this.#renderBest()}
      ${sweep.plan && this.#all.length > 0 ? html`<at-sweep-figures .plan=${sweep.plan} .trials=${this.#all} ?live=${this.#control.isBusy} @input=${stop} @change=${stop}></at-sweep-figures>` : nothing}
      ${sweep.plan && this.#all.length > 0 ? html`<details ?open=${this.isOpen} @toggle=${(event: Event) => { this.isOpen = (event.target as HTMLDetailsElement).open; }}>
        <summary>${say(words.allTrials)}</summary>
        ${this.isOpen ? html`<label class="check"><input type="checkbox" .checked=${this.which === "last"} @input=${stop} @change=${(event: Event) => { stop(event); this.which = (event.target as HTMLInputElement).checked ? "last" : "best"; }} />${say(words.last)}</label>
          ${trialsTable(sweep.plan, this.#all, this.which, this.text)}` : nothing}</details>` : nothing}
      ${this.choice ? html`<details ?open=${this.isElsewhere} @toggle=${(event: Event) => { this.isElsewhere = (event.target as HTMLDetailsElement).open; }}>
        <summary>${say(words.elsewhere)}</summary>
        ${this.isElsewhere ? this.#renderElsewhere() : nothing}</details>` : nothing}
      <p class="spoken" role="status">${this.#spoken()}</p>`;
  }

  #renderElsewhere(): TemplateResult {
    const { plan, data } = this;
    const prepared = this.#control.isBusy || this.obstacle !== undefined ? undefined : data?.prepared;
    return html`<at-sweep-elsewhere .plan=${plan} .data=${data?.settings} .prepared=${prepared}
      .bring=${(text: string) => this.#control.bring(text, plan!, data!.settings, prepared!)}></at-sweep-elsewhere>`;
  }

  #renderSettings(): TemplateResult {
    const { say } = this.text;
    const { choice, params } = this;
    const written = params["space"];
    const schema = choice ? schemaOfArchitecture(choice.architecture) : {};
    const space = written === undefined ? usualSpace(schema) : typeof written === "object" && written !== null && !Array.isArray(written) ? written as Readonly<Record<string, unknown>> : {};
    return html`
      ${choice ? html`<h3>${say(words.varied)}</h3><p class="note">${say(words.variedNote)}</p>
        ${spaceForm({
          schema, space, base: choice.values, chosen: this.chosen, bad: this.bad, text: this.text,
          choose: (name) => { this.chosen = name; },
          write: (now) => this.#write({ space: now }),
          setBad: (key, isBad) => { this.bad = new Set(isBad ? [...this.bad, key] : [...this.bad].filter((one) => one !== key)); },
        })}` : nothing}
      <details><summary>${say(words.how)}</summary>
        <at-form .schema=${sweepSchema} .values=${this.params} @at-preview=${stop}
          @at-change=${(event: CustomEvent<FieldChange>) => { stop(event); this.commit({ [event.detail.name]: event.detail.value }); }}></at-form>
      </details>`;
  }

  #renderControls(): TemplateResult {
    const { say } = this.text;
    const { sweep, isBusy } = this.#control;
    const obstacle = isBusy ? undefined : this.obstacle;
    const label = sweep.state === "running" ? words.pause : sweep.state === "paused" ? words.resume : this.canGoOn ? (sweep.state === "done" ? words.more : words.resume) : sweep.trials.length > 0 ? words.again : words.search;
    const share = sweep.plan ? shareDone(sweep.plan.values, sweep.trials) + this.#shareOfCurrent() : 0;
    return html`<div class="controls">
        <button class="main primary" aria-disabled=${obstacle === undefined ? "false" : "true"} aria-describedby=${obstacle === undefined ? nothing : "obstacle"} @click=${() => this.#main()}>${say(label)}</button>
        <button class="stop" aria-disabled=${isBusy ? "false" : "true"} @click=${() => this.#control.stop()}>${say(words.stop)}</button>
      </div>
      ${obstacle !== undefined ? html`<p id="obstacle" class="note">${obstacle}</p>` : isBusy ? nothing : this.canGoOn && sweep.state === "stopped" ? html`<p class="note">${say(words.saved)}</p>` : sweep.trials.length === 0 ? html`<p class="note">${say(words.idle)}</p>` : nothing}
      ${!isBusy && obstacle === undefined ? html`<p class="cost">${this.#costSentence()}</p>` : nothing}
      ${isBusy ? html`<div class="progress" role="progressbar" aria-label=${say(words.progress)} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(share * 100)}><span style="width: ${(Math.min(1, share) * 100).toFixed(1)}%"></span></div>
        <p class="where">${this.#where()}</p>` : nothing}`;
  }
  /** What all of it costs, before it begins: trials, epochs, steps, and minutes where trials of this search have shown a pace. */
  #costSentence(): string {
    const { number, locale } = this.text;
    const { plan, data } = this;
    if (!plan || !data?.prepared) return "";
    const { trials, least, most } = plannedSteps(plan, { train: data.prepared.split.train.length, validation: data.prepared.split.validation.length });
    const { values: { epochs, seedsPerPoint, folds, pruning, minutes } } = plan;
    const en = locale === "en";
    const limit = minutes > 0 ? (en ? ` It ends after ${number(minutes)} min of training.` : ` Termina depois de ${number(minutes)} min de treino.`) : "";
    if (!Number.isFinite(most)) return limit.trim();
    const steps = least === most ? number(most) : en ? `${number(least)} to ${number(most)}` : `de ${number(least)} a ${number(most)}`;
    const times = seedsPerPoint > 1 ? (en ? `, from ${number(seedsPerPoint)} starts each` : `, de ${number(seedsPerPoint)} começos cada uma`) : "";
    const parts = folds > 1 ? (en ? `, held against ${number(folds)} parts in turn` : `, medidas em ${number(folds)} partes, uma de cada vez`) : "";
    const atMost = pruning === "none" ? "" : en ? " at most, as those that fall behind end early" : " no máximo, pois as que ficam para trás terminam antes";
    const done = this.#control.sweep.trials;
    const pace = this.isSame && stepsOf(done) > 0 ? secondsOf(done) / stepsOf(done) : NaN;
    const time = Number.isFinite(pace) ? (en ? `, about ${formatDuration(pace * most, locale)} at the pace of the trials so far` : `, cerca de ${formatDuration(pace * most, locale)} no ritmo das tentativas até agora`) : "";
    const whole = Number.isFinite(trials)
      ? en ? `All of it: ${number(trials)} ${trials === 1 ? "trial" : "trials"} of ${number(epochs)} ${epochs === 1 ? "epoch" : "epochs"}${times}${parts}, ${steps} steps${atMost}${time}.` : `Ao todo: ${number(trials)} ${trials === 1 ? "tentativa" : "tentativas"} de ${number(epochs)} ${epochs === 1 ? "época" : "épocas"}${times}${parts}, ${steps} passos${atMost}${time}.`
      : en ? `All of it: ${steps} steps${time}.` : `Ao todo: ${steps} passos${time}.`;
    return whole + limit;
  }
  /** What the trial under way adds to the bar, where trials are what is counted. */
  #shareOfCurrent(): number {
    const { plan, current } = this.#control.sweep;
    return plan && current && plan.values.trials > 0 ? current.share / plan.values.trials : 0;
  }
  #where(): string {
    const { say, number, locale } = this.text;
    const { plan, trials, current } = this.#control.sweep;
    if (!plan) return "";
    const most = plan.values.trials;
    const left = secondsLeft(plan.values, trials);
    const of = most > 0 ? (locale === "en" ? ` of ${number(most)}` : ` de ${number(most)}`) : "";
    const point = current ? `: ${this.#describe(current.point, plan)}` : "";
    return `${say(words.trial)} ${number(trials.length + 1)}${of}${point}${Number.isFinite(left) ? ` · ${formatDuration(left, locale)} ${say(words.left)}` : ""}`;
  }
  #describe(point: Values, { space }: SweepPlan): string {
    const { say, locale } = this.text;
    return space.dimensions.filter(({ name }) => Object.hasOwn(point, name)).map((dimension) => `${say(dimension.field.label)} ${shortValue(dimension, point[dimension.name], locale)}`).join(", ");
  }

  /** "Trial 7 of 20 is right in 86.3% of the validation texts, at epoch 5 …", computed; undefined before there is one. */
  #bestSentence(): string | undefined {
    const { number, locale } = this.text;
    const { plan, trials, majority } = this.#control.sweep;
    const best = this.value.best;
    if (!plan || !best) return undefined;
    const { accuracy, loss } = scoreOf(best, plan.values.objective);
    const share = (value: number): string => number(value, { percent: true, decimals: 1 });
    const failed = trials.filter(({ state }) => state !== "done" && state !== "cut").length;
    const tail = failed === 0 ? "" : locale === "en" ? ` ${number(failed)} ${failed === 1 ? "trial" : "trials"} gave no result.` : ` ${number(failed)} ${failed === 1 ? "tentativa não deu" : "tentativas não deram"} resultado.`;
    const what = this.#describe(best.point, plan);
    return locale === "en"
      ? `Of ${number(trials.length)} ${trials.length === 1 ? "trial" : "trials"}, number ${number(best.index + 1)} is best: ${what}. It is right in ${share(accuracy)} of the validation texts (loss ${number(loss, { decimals: 3 })})${Number.isFinite(majority) ? `; always answering the largest class gives ${share(majority)}` : ""}.${tail}`
      : `Entre ${number(trials.length)} ${trials.length === 1 ? "tentativa" : "tentativas"}, a melhor é a número ${number(best.index + 1)}: ${what}. Ela acerta ${share(accuracy)} dos textos de validação (perda ${number(loss, { decimals: 3 })})${Number.isFinite(majority) ? `; responder sempre a maior classe dá ${share(majority)}` : ""}.${tail}`;
  }
  #renderBest(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { plan } = this.#control.sweep;
    const sentence = this.#bestSentence();
    const best = this.value.best;
    if (!plan || !best || sentence === undefined) return nothing;
    return html`<h3>${say(words.best)}</h3><p class="best">${sentence}</p>
      <div class="row">
        <button class="open" @click=${() => this.#ask({ do: "open-settings", params: this.#settingsOf(best, plan) })}>${say(words.open)}</button>
        <button class="use" @click=${() => this.#ask({ do: "use-settings", params: best.point })}>${say(words.makeDefault)}</button>
      </div>`;
  }

  /** Said when a tenth of the budget is done, and at the end. */
  #spoken(): string {
    const { locale } = this.text;
    const { state, plan, trials, problems } = this.#control.sweep;
    if (state === "failed") return problems.map(({ message }) => this.text.say(message)).join(" ");
    if (state === "done" || state === "stopped") return this.#bestSentence() ?? "";
    if (state === "paused") return locale === "en" ? "Paused." : "Em pausa.";
    if (state !== "running" || !plan) return "";
    const tenths = Math.floor(shareDone(plan.values, trials) * 10) * 10;
    return locale === "en" ? `${tenths}% of the search is done.` : `${tenths}% da busca está pronta.`;
  }
}
const stop = (event: Event): void => event.stopPropagation();

define(kind.tag as "at-sweep", AtSweep);
declare global { interface HTMLElementTagNameMap { "at-sweep": AtSweep } }
