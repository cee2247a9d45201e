import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { plural, type Text } from "../../src/base/text.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { StageKind } from "../../src/hyperparameters/field.js";
import type { Profile } from "../../src/training/analyses/profile.js";
import type { Calibration, EngineChoice, Run } from "../../src/training/run.js";
import { isBusy } from "../../src/training/run-state.js";
import { engineSchema } from "../../src/training/schema.js";
import { analyse } from "../base/analyse.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";
import { pageEngine } from "../base/engine.js";
import type { FieldChange } from "../field.js";
import "../form.js";
import { backendNames } from "../top-bar.js";
import { partsOf, profileSentence, type KernelRow, type PartRow } from "./profile-rows.js";
import { panelStyles } from "./styles.js";
import { choiceText, trialText } from "./trials.js";
import { words } from "./words.js";

/**
 * What a run is computed with and where its time goes, as a dialog: measured when it is opened, on a copy of the network.
 * @fires at-change - a setting of what computes was committed
 */
export class EnginePanel extends Dialog {
  static override properties = { run: { attribute: false }, choice: { attribute: false }, profile: { state: true }, progress: { state: true }, problems: { state: true }, compared: { state: true }, isComparing: { state: true } };
  static override styles = [...Dialog.styles, panelStyles];
  declare run: Run | undefined;
  /** The settings that the next training would have; none are shown unless given. */
  declare choice: EngineChoice | undefined;
  declare protected profile: { readonly of: string; readonly profile: Profile } | undefined;
  declare protected progress: number | undefined;
  declare protected problems: readonly Text[];
  declare protected compared: Calibration | undefined;
  declare protected isComparing: boolean;
  #abort: AbortController | undefined;

  constructor() {
    super();
    this.problems = [];
    this.isComparing = false;
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  /** Shows it and measures, where this network was not measured yet. */
  async open(): Promise<void> {
    if (!(await this.show())) return;
    if (this.profile?.of !== this.run?.id) await this.#measure();
  }
  protected override closed(): void { this.#abort?.abort(); }
  protected override get heading(): Text { return words.title; }

  async #measure(): Promise<void> {
    const { run } = this;
    if (!run?.environment) return;
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    [this.progress, this.problems] = [0, []];
    try {
      const profile = await analyse("profile", run.id, {}, { signal, onProgress: (done) => { if (!signal.aborted) this.progress = done; } });
      if (!signal.aborted) this.profile = { of: run.id, profile };
    } catch (error) {
      if (!signal.aborted) this.#tell(error);
    }
    if (!signal.aborted) this.progress = undefined;
  }

  async #compare(): Promise<void> {
    const { run } = this;
    if (!run?.data || this.isComparing) return;
    this.isComparing = true;
    try {
      this.compared = (await pageEngine().request("forecast", { data: run.data, settings: run.settings, backend: "auto", precision: run.engine?.precision ?? "equal", compares: true })).calibration;
    } catch (error) {
      this.#tell(error);
    }
    this.isComparing = false;
  }

  #tell(error: unknown): void {
    if (!(error instanceof ProblemError)) console.error(error);
    this.problems = error instanceof ProblemError ? error.problems.map(({ message }) => message) : [words.failed];
  }

  protected override renderContent(): TemplateResult {
    const { say } = this.text;
    return html`${this.problems.map((problem) => html`<p class="problem" role="alert">${say(problem)}</p>`)}
      ${this.run?.environment ? html`${this.#step(this.run)}${this.#ways(this.run)}${this.#settings()}${this.#card(this.run)}` : html`<p class="note">${say(words.none)}</p>`}`;
  }

  #step(run: Run): TemplateResult {
    const { say } = this.text;
    if (this.progress !== undefined) return html`<p class="note" role="status">${say(words.measuring)}</p><progress aria-label=${say(words.parts)} max="1" .value=${this.progress}></progress>`;
    const measured = this.profile?.of === run.id ? this.profile.profile : undefined;
    const again = html`<p class="tools"><button class="again" @click=${() => void this.#measure()}>${say(words.again)}</button></p>`;
    if (!measured) return again;
    const parts = partsOf(measured, run);
    return html`<p class="sentence" role="status">${say(profileSentence(measured, parts))}</p>
      ${parts.length === 0 ? html`<p class="note">${say(words.notApart)}</p>` : html`<table class="parts">
        <caption>${say(words.parts)}</caption>
        <thead><tr><th scope="col">${say(words.part)}</th><th scope="col" class="number">${say(words.time)}</th><th scope="col" class="share">${say(words.share)}</th><th scope="col" class="number rate">${say(words.rate)}</th></tr></thead>
        <tbody>${parts.map((part) => html`${this.#partRow(part)}${part.kernels.map((kernel) => this.#kernelRow(kernel, part, measured.stepMilliseconds))}`)}</tbody>
      </table>
      <p class="note">${say(words.rateNote)}</p>`}${again}`;
  }

  #partRow({ title, kinds, milliseconds, share }: PartRow): TemplateResult {
    const { say } = this.text;
    return html`<tr class="part"><th scope="row"><span class="swatch" aria-hidden="true" style=${styleMap({ background: colourOf(kinds) })}></span>${say(title)}</th>
      <td class="number">${this.#time(milliseconds)}</td><td class="share">${this.#bar(share, kinds)}</td><td class="number rate"></td></tr>`;
  }
  #kernelRow({ name, title, milliseconds, gigaflops, algorithm, why }: KernelRow, { kinds }: PartRow, step: number): TemplateResult {
    const { say, number } = this.text;
    return html`<tr class="kernel"><th scope="row">${title ? say(title) : html`<code translate="no">${name}</code>`}
        ${algorithm && why ? html`<span class="how"><b>${say(algorithm)}.</b> ${say(why)}</span>` : nothing}</th>
      <td class="number">${this.#time(milliseconds)}</td><td class="share">${this.#bar(milliseconds / step, kinds)}</td>
      <td class="number rate">${gigaflops === undefined ? "" : number(gigaflops, { significant: 2 })}</td></tr>`;
  }
  #time(milliseconds: number): string { return this.text.number(milliseconds, { decimals: milliseconds < 10 ? 2 : 1, fixed: true }); }
  #bar(share: number, kinds: readonly StageKind[]): TemplateResult {
    return html`<span class="bar"><span class="track" aria-hidden="true"><span style=${styleMap({ width: `${Math.min(100, share * 100).toFixed(1)}%`, background: colourOf(kinds) })}></span></span>
      <span class="percent">${share > 0 && share < 0.005 ? "<" : ""}${this.text.number(share > 0 && share < 0.005 ? 0.01 : share, { percent: true, decimals: 0 })}</span></span>`;
  }

  #ways(run: Run): TemplateResult {
    const { say } = this.text;
    const calibration = this.compared ?? run.calibration;
    const hasCard = calibration?.trials.some(({ backend, outcome }) => (backend === "webgpu" || backend === "webgl") && outcome !== "absent" && outcome !== "emulated");
    return html`<h3>${say(words.ways)}</h3>
      <p class="note">${say(choiceText(run.environment!, run.calibration, backendNames))}</p>
      ${calibration ? html`<dl class="numbers" aria-label=${say(words.wayNotes)}>${calibration.trials.map((trial) => html`<div class=${trial.backend === run.environment!.backend ? "chosen" : ""}><dt>${backendNames[trial.backend]}</dt>
        <dd>${trial.backend === run.environment!.backend && trial.outcome === "untried" ? say({ en: "in use", "pt-BR": "em uso" }) : say(trialText(trial))}</dd></div>`)}</dl>` : nothing}
      ${hasCard && !isBusy(run) ? html`<p class="tools"><button class="compare" aria-disabled=${this.isComparing ? "true" : "false"} @click=${() => void this.#compare()}>${say(this.isComparing ? words.comparing : words.compare)}</button></p>` : nothing}`;
  }

  #settings(): TemplateResult | typeof nothing {
    if (!this.choice) return nothing;
    const schema = Object.fromEntries(Object.entries(engineSchema).map(([name, { advanced: _advanced, ...field }]) => [name, field]));
    return html`<h3>${this.text.say(words.settings)}</h3>
      <at-form .schema=${schema} .values=${this.choice as unknown as Readonly<Record<string, unknown>>} @at-preview=${(event: Event) => event.stopPropagation()} @at-change=${(event: CustomEvent<FieldChange>) => {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent("at-change", { detail: event.detail }));
      }}></at-form>`;
  }

  #card({ environment, number: place, settings, epochs, examplesPerSecond }: Run): TemplateResult {
    const { say, number, locale } = this.text;
    const { backend, threads, simd, precision, tfjs, dataHash, parameterCount, ...more } = environment!;
    const { app } = more as { readonly app?: string };
    const speed = examplesPerSecond > 0 ? `${number(examplesPerSecond, { significant: 2 })} ${say({ en: "examples/s", "pt-BR": "exemplos/s" })}` : "—";
    const rows: readonly (readonly [Text, string])[] = [
      [{ en: "Run", "pt-BR": "Execução" }, number(place)],
      [{ en: "Computes with", "pt-BR": "Calcula com" }, `${backendNames[backend]}${simd ? " · SIMD" : ""} · ${plural(threads, locale, "thread", "threads")}`],
      [engineSchema.precision.label, say(engineSchema.precision.choices[precision])],
      [{ en: "Speed", "pt-BR": "Velocidade" }, speed],
      [{ en: "Parameters", "pt-BR": "Parâmetros" }, number(parameterCount)],
      [{ en: "Epochs done", "pt-BR": "Épocas feitas" }, `${number(epochs.length)} ${say({ en: "of", "pt-BR": "de" })} ${number(settings.epochs)}`],
      [{ en: "Seed", "pt-BR": "Semente" }, String(settings.seed)],
      [{ en: "Engine", "pt-BR": "Motor" }, `TensorFlow.js ${tfjs}`],
      ...(app === undefined ? [] : [[{ en: "Version of this page", "pt-BR": "Versão desta página" }, app] as const]),
      [{ en: "Data", "pt-BR": "Dados" }, dataHash],
    ];
    return html`<h3>${say(words.card)}</h3>
      <dl class="numbers">${rows.map(([name, value]) => html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`)}</dl>
      <p class="note">${say({
        en: "The same seed, data and engine give the same numbers, bit for bit.",
        "pt-BR": "A mesma semente, os mesmos dados e o mesmo motor dão os mesmos números, bit a bit.",
      })}</p>`;
  }
}

/** Stages that are computed in one share a bar, in stripes of their colours. */
function colourOf(kinds: readonly StageKind[]): string {
  const colours = [...new Set(kinds)].map((kind) => `var(--at-${kind})`);
  return colours.length < 2 ? colours[0] ?? "var(--at-training)" : `repeating-linear-gradient(135deg, ${colours.map((colour, i) => `${colour} ${i * 6}px ${(i + 1) * 6}px`).join(", ")})`;
}

define("at-engine-panel", EnginePanel);
declare global { interface HTMLElementTagNameMap { "at-engine-panel": EnginePanel } }
