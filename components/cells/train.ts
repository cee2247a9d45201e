import { html, nothing, type TemplateResult } from "lit";
import type { PropertyValues } from "lit";
import type { CellPlace } from "../../src/base/cell-place.js";
import type { Problem } from "../../src/base/problem.js";
import type { DataValue } from "../../src/data/dataset.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import type { CellKind, CellSnapshot } from "../../src/notebook/cell-kind.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import { isBusy } from "../../src/training/run-state.js";
import type { SavedRun } from "../../src/training/protocol.js";
import type { EngineChoice, Run, TrainingSettings } from "../../src/training/run.js";
import { engineSchema, optimizerSchema, trainSchema } from "../../src/training/schema.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { sparesData } from "../base/spares-data.js";
import { shared } from "../base/tokens.js";
import { whenIdle } from "../base/when-idle.js";
import type { BroughtRun } from "../controllers/brought-runs.js";
import { RunController, type RunOrder } from "../controllers/run.js";
import { onceNear, whenNear } from "../controllers/when-near.js";
import { showEngine } from "../engine/show.js";
import type { FieldChange } from "../field.js";
import "../field.js";
import "../form.js";
import { changeList } from "../train/changes.js";
import { endSentence, savedSentence, speakEvery, spokenState } from "../train/sentences.js";
import { trainStyles } from "../train/styles.js";
import { noticesView, numbersView, progressView, resultView, runsView, staleView } from "../train/views.js";
import { words } from "../train/words.js";

const schema = { ...trainSchema, ...engineSchema };

export const kind: CellKind = {
  name: "train",
  tag: "at-train",
  title: { en: "Training", "pt-BR": "Treinamento" },
  summary: { en: "Trains the network on the data, live, when you press Train.", "pt-BR": "Treina a rede com os dados, ao vivo, quando você clica em Treinar." },
  schema: () => schema,
  inputs: { hp: "hyperparameters", data: "data" },
  requires: ["hp", "data"],
  yields: true,
};

/** Trains on a person's word only. Its value is the run with the ones before it; changed inputs mark it stale and erase nothing. */
export class AtTrain extends CellBase {
  static override properties = { spoken: { state: true }, misfit: { state: true }, rate: { state: true } };
  static override styles = [shared, trainStyles];
  /** What is announced: at every change of state, and while running at most every ten seconds. */
  declare private spoken: string;
  /** Typed after the loss was lost, for the updates to come; until then the run's own suggestion. */
  declare private rate: number | undefined;
  /** Why a training with these settings would not fit into memory. */
  declare private misfit: Problem | undefined;
  readonly kind = kind;
  readonly #control = new RunController(this, () => this.#news());
  #spokenState: Run["state"] = "idle";
  #spokenAt = -Infinity;

  constructor() {
    super();
    this.spoken = "";
    this.rate = undefined;
    this.misfit = undefined;
  }

  override get value(): Run { return this.#control.run; }
  dispose(): void { this.#control.dispose(); }
  /** Takes up a run that was kept beside the notebook, or was read from a file. */
  async restore({ run, network }: BroughtRun): Promise<void> { await this.#control.restore(run, network); }

  set place(place: CellPlace) { void this.#control.stand(place).then(() => this.#compare()); }

  private get choice(): ModelChoice | undefined { return this.inputs["hp"] as ModelChoice | undefined; }
  private get data(): DataValue | undefined { return this.inputs["data"] as DataValue | undefined; }

  private get settings(): TrainingSettings | undefined {
    const { choice } = this;
    if (!choice) return undefined;
    const { epochs, seed, patience, keepBest, probeText } = this.reading().values as unknown as Omit<TrainingSettings, "architecture" | "hyperparameters">;
    return { architecture: choice.architecture, hyperparameters: choice.values, epochs, seed, patience, keepBest, probeText };
  }
  private get engine(): EngineChoice {
    const { backend, precision, threads } = this.reading().values as unknown as EngineChoice;
    return { backend, precision, threads };
  }
  private get order(): RunOrder | undefined {
    const { settings, data } = this;
    if (!settings || !data) return undefined;
    const { prepared } = data;
    return {
      settings, data: data.settings, engine: this.engine, shape: dataShapeOf(settings.hyperparameters, prepared),
      classes: prepared?.classes ?? [], majorityBaseline: prepared?.statistics.majorityBaseline ?? NaN,
    };
  }

  /** Why training cannot begin; undefined when it can, or can as soon as the data is here. */
  private get obstacle(): string | undefined {
    const { say } = this.text;
    const { choice, data } = this;
    if (!choice || !data) return say(words.needsBoth);
    const own = this.problems.find(({ code }) => code !== "unknown-setting");
    const wrong = choice.problems[0] ?? own;
    if (wrong) return say(wrong.message);
    if (data.state === "failed") return say(words.dataFailed);
    return this.misfit ? say(words.doesNotFit) : undefined;
  }

  protected override commit(changes: Values): void {
    this.params = { ...this.params, ...changes };
    this.#compare(true);
    this.announce();
  }
  #compare(quiet = false): void {
    const { settings, data } = this;
    // Data that is still arriving is compared when it is there, so that a reload marks nothing.
    if (settings) this.#control.compare(settings, data?.settings, { engine: this.engine, quiet });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("inputs") && !changed.has("params")) return;
    this.#compare();
    if (this.#control.isFresh && this.obstacle === undefined && this.data?.state === "ready") void this.#control.lookForSaved();
    if (this.value.state !== "waiting") return;
    if (this.obstacle !== undefined) void this.#control.control("stop");
    else if (this.data?.state === "ready") void this.#control.train(this.order!);
  }

  protected override firstUpdated(): void {
    onceNear(this, async () => {
      this.#isNear = true;
      this.#getReady();
    });
  }
  protected override updated(): void {
    const forecast = this.shadowRoot?.querySelector("at-forecast");
    if (forecast) whenNear(forecast, () => import("../train/forecast.js"));
    this.#getReady();
  }
  /** Whoever has come to this cell may train next: the worker gets ready as soon as the data is here and the page has nothing else to do (docs/decisions/0015). */
  #getReady(): void {
    if (!this.#isNear || this.obstacle !== undefined || this.data?.state !== "ready") return;
    this.#isNear = false;
    if (!sparesData()) whenIdle(this.#warm);
  }
  #isNear = false;

  #news(): void {
    const { run } = this.#control;
    if (run.lowerRate === undefined) this.rate = undefined;
    const stateChanged = run.state !== this.#spokenState;
    if ((stateChanged && !this.#control.isFresh) || (run.state === "running" && performance.now() - this.#spokenAt >= speakEvery)) {
      [this.#spokenState, this.#spokenAt] = [run.state, performance.now()];
      this.spoken = this.text.say(spokenState(run));
    }
    this.announce();
  }

  override async snapshot(): Promise<CellSnapshot> {
    const { say, locale } = this.text;
    await this.updateComplete;
    const run = this.value;
    const alt = [say(spokenState(run)) || say(words.empty), run.result ? say(endSentence(run)) : "", run.stale.length > 0 ? `${changeList(run.stale, run, locale)}.` : ""].filter(Boolean).join(" ");
    return { mime: { "text/plain": alt }, alt };
  }

  /** One button from Train to Pause to Resume, so that the keyboard stays where it is. */
  private main(): void {
    switch (this.value.state) {
      case "running": return void this.#control.control("pause");
      case "paused": return this.goOn("resume");
      case "waiting":
      case "preparing": return;
      default: return this.begin(false);
    }
  }
  private begin(paused: boolean): void {
    const { order } = this;
    if (!order || this.obstacle !== undefined) return;
    if (this.data?.state === "ready") void this.#control.train(order, { paused });
    else this.#control.wait(order);
  }
  private step(): void {
    if (isBusy(this.value)) this.goOn("step");
    else this.begin(true);
  }
  private goOn(action: "resume" | "step"): void {
    void this.#control.control(action, this.nextRate);
  }
  /** The rate to go on with, while the loss is lost. */
  private get nextRate(): number | undefined {
    const { state, lowerRate } = this.value;
    return state === "paused" && lowerRate !== undefined ? this.rate ?? lowerRate : undefined;
  }

  private takeSaved(saved: SavedRun, resumes: boolean): void {
    const { order } = this;
    // Its buttons go away: the keyboard stays beside them.
    this.shadowRoot?.querySelector<HTMLElement>(".main")?.focus();
    if (!resumes) this.#control.discard(saved.runId);
    else if (order) void this.#control.resume(order, saved);
  }
  private renderSaved(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { order } = this;
    const saved = order && this.data?.state === "ready" && this.obstacle === undefined ? this.#control.savedFor(order) : undefined;
    if (!saved) return nothing;
    return html`<p class="saved"><span id="saved">${say(savedSentence(saved))}</span>
      <button class="resume-saved" aria-describedby="saved" @click=${() => this.takeSaved(saved, true)}>${say(words.resume)}</button>
      <button class="discard quiet" aria-describedby="saved" @click=${() => this.takeSaved(saved, false)}>${say(words.discard)}</button></p>`;
  }
  private renderRate(): TemplateResult | typeof nothing {
    const { nextRate } = this;
    if (nextRate === undefined) return nothing;
    const { learningRate } = optimizerSchema;
    const suggested = this.value.lowerRate!;
    return html`<at-field class="rate" name="learningRate" .field=${{ ...learningRate, label: words.nextRate, min: Math.min(learningRate.min, suggested) }} .value=${nextRate} .reference=${suggested}
      @at-preview=${(event: Event) => event.stopPropagation()} @at-change=${(event: CustomEvent<FieldChange>) => { event.stopPropagation(); this.rate = event.detail.value as number; }}></at-field>`;
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const run = this.value;
    const began = run.state !== "idle";
    return html`
      ${this.problems.filter(({ path }) => !Object.hasOwn(schema, path)).map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${this.renderSaved()}
      ${this.renderControls(run)}
      ${isBusy(run) || (this.obstacle !== undefined && !this.misfit) ? nothing : html`<at-forecast @at-misfit=${(event: CustomEvent<Problem | undefined>) => { this.misfit = event.detail; }} .settings=${this.settings} .data=${this.data} .engine=${this.engine}></at-forecast>`}
      ${staleView(run, this.text)}
      ${began ? progressView(run, this.text, () => void showEngine(this.renderRoot)) : nothing}
      ${noticesView(run, this.text)}
      ${run.state === "waiting" || run.state === "preparing" ? html`<p class="note">${say(run.state === "waiting" ? words.waiting : words.preparing)}</p>` : nothing}
      ${run.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${run.problems.length > 0 && run.steps.length > 0 ? html`<p class="note">${say(words.kept)}</p>` : nothing}
      ${this.renderRate()}
      ${numbersView(run, this.text)}
      ${resultView(run, this.text)}
      ${runsView(run, this.text)}
      <details><summary>${say(words.settings)}</summary>
        <at-form .schema=${schema} .values=${this.params} @at-change=${(event: CustomEvent<FieldChange>) => { event.stopPropagation(); this.commit({ [event.detail.name]: event.detail.value }); }}></at-form>
      </details>
      <at-engine-panel .run=${began ? run : undefined} .choice=${this.engine} @at-change=${(event: CustomEvent<FieldChange>) => { event.stopPropagation(); this.commit({ [event.detail.name]: event.detail.value }); }}></at-engine-panel>
      <p class="spoken" role="status">${this.spoken}</p>`;
  }

  readonly #warm = (): void => { if (this.obstacle === undefined) this.#control.warm(); };

  private renderControls(run: Run): TemplateResult {
    const { say } = this.text;
    const busy = isBusy(run);
    const starting = run.state === "waiting" || run.state === "preparing";
    const obstacle = busy ? undefined : this.obstacle;
    const off = starting || obstacle !== undefined;
    const label = starting ? words.starting : run.state === "running" ? words.pause : run.state === "paused" ? words.resume : run.steps.length > 0 || run.earlier.length > 0 ? words.again : words.train;
    return html`<div class="controls" @pointerenter=${this.#warm} @focusin=${this.#warm}>
        <button class="main primary" aria-disabled=${off ? "true" : "false"} aria-describedby=${obstacle === undefined ? nothing : "obstacle"} @click=${() => this.main()}>${say(label)}</button>
        <button class="step" aria-disabled=${off ? "true" : "false"} @click=${() => { if (!off) this.step(); }}>${say(words.step)}</button>
        <button class="stop" aria-disabled=${busy ? "false" : "true"} @click=${() => { if (busy) void this.#control.control("stop"); }}>${say(words.stop)}</button>
      </div>
      ${obstacle === undefined ? (run.state === "idle" ? html`<p class="note empty">${say(words.empty)}</p>` : nothing) : html`<p id="obstacle" class="note empty">${obstacle}</p>`}`;
  }
}

define(kind.tag as "at-train", AtTrain);
declare global { interface HTMLElementTagNameMap { "at-train": AtTrain } }
