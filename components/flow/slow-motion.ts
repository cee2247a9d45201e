import { css, html, nothing, type TemplateResult } from "lit";
import { sameText, textOf, type Text } from "../../src/base/text.js";
import type { Stage } from "../../src/model/stage.js";
import type { Numbers, OneStep } from "../../src/training/analyses/step.js";
import type { Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import { lengthOf, momentsOf, momentText, phases, phaseTitles, type Phase, type StepMoment } from "./slow-motion-words.js";

const words = {
  open: { en: "One training step in slow motion", "pt-BR": "Um passo de treino em câmera lenta" },
  again: { en: "Show the newest step", "pt-BR": "Mostrar o passo mais novo" },
  before: { en: "Back", "pt-BR": "Voltar" },
  after: { en: "Next", "pt-BR": "Avançar" },
  play: { en: "Play", "pt-BR": "Reproduzir" },
  stop: { en: "Stop", "pt-BR": "Parar" },
  parts: { en: "Part of the step", "pt-BR": "Parte do passo" },
  phase: { en: "Phases", "pt-BR": "Fases" },
  stage: { en: "Stage", "pt-BR": "Etapa" },
  gives: { en: "Gives ↓", "pt-BR": "Dá ↓" },
  slope: { en: "Gradient ↑", "pt-BR": "Gradiente ↑" },
  moved: { en: "Moved by", "pt-BR": "Mudou" },
  lengths: { en: "Lengths, each as one vector; a dot where nothing has come yet.", "pt-BR": "Comprimentos, cada um como um só vetor; um ponto onde nada chegou ainda." },
  numbers: { en: "The numbers here", "pt-BR": "Os números daqui" },
  output: { en: "output", "pt-BR": "saída" },
  gradient: { en: "gradient", "pt-BR": "gradiente" },
  change: { en: "change", "pt-BR": "mudança" },
  mean: { en: "Mean", "pt-BR": "Média" },
  least: { en: "Least", "pt-BR": "Menor" },
  most: { en: "Greatest", "pt-BR": "Maior" },
  length: { en: "Length", "pt-BR": "Comprimento" },
  first: { en: "The first few", "pt-BR": "Os primeiros" },
  working: { en: "Taking a step apart…", "pt-BR": "Desmontando um passo…" },
} satisfies Record<string, Text>;

/**
 * One real training step, part by part: values through the stages, the loss, gradients back through them, and what the update changes.
 * @fires at-moment - another part is shown; `detail` is the name of its stage, empty when closed
 */
export class AtSlowMotion extends AtElement {
  static override properties = { stages: { attribute: false }, run: { attribute: false }, pinned: { state: true }, at: { state: true }, playing: { state: true } };
  static override styles = [shared, css`
    :host { margin-top: 0.6rem; }
    section { border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-raised); padding: 0.8rem 1rem; margin-top: 0.5rem; }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.7rem; margin: 0.4rem 0; }
    .row input { flex: 1 1 8rem; min-width: 0; accent-color: var(--at-accent); min-height: 1.5rem; }
    p { margin: 0.4rem 0; }
    .now { font-size: 1.05rem; min-height: 3em; overflow-wrap: anywhere; max-width: var(--at-column); }
    [aria-pressed="true"] { border-color: var(--at-accent); box-shadow: inset 0 -3px 0 var(--at-accent); font-weight: 600; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; margin: 0.4rem 0; }
    th, td { padding: 0.22rem 0.9rem 0.22rem 0.4rem; text-align: start; font-weight: 400; border-bottom: 1px solid var(--at-line); }
    thead th { color: var(--at-ink-soft); font-size: 0.85rem; }
    tbody th { color: var(--hue); font-weight: 600; }
    .number { text-align: end; white-space: nowrap; }
    .here { background: color-mix(in oklab, var(--hue) 20%, transparent); box-shadow: inset 3px 0 0 var(--hue); animation: arrive 0.5s ease-out; font-weight: 600; }
    .few { font-family: var(--at-font-code); font-size: 0.85rem; }
    @keyframes arrive { from { background: color-mix(in oklab, var(--hue) 60%, transparent); } }
    @media (prefers-reduced-motion: reduce) { .here { animation: none; } }
    @media (pointer: coarse) { .row input { min-height: var(--at-target); } }
    @media (forced-colors: active) { .here { outline: 2px solid Highlight; outline-offset: -2px; } }
    @media (max-width: 30rem) { section { padding-inline: 0.6rem; } .row input { order: -1; flex-basis: 100%; } th, td { padding-inline-end: 0.4rem; } }
  `];
  /** Stages of the run's network, for their names and colours; those unknown are called as the network calls them. */
  declare stages: readonly Stage[];
  declare run: Run | undefined;
  /** The run as it was when the step was asked for: what is shown does not change under the reader. */
  declare protected pinned: Run | undefined;
  declare protected at: number;
  declare protected playing: boolean;
  readonly #question = new Question(this, "step");
  #told = "";
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.stages = [];
    this.at = 0;
    this.playing = false;
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(): void {
    if (this.pinned && this.run && this.pinned.id !== this.run.id) this.pinned = this.run;
    this.#question.ask(this.pinned, this.pinned ? {} : undefined);
  }
  protected override updated(): void {
    const { answer } = this.#question;
    const stage = this.pinned && answer ? momentsOf(answer)[this.at]?.stage ?? "" : "";
    if (stage === this.#told) return;
    this.#told = stage;
    this.dispatchEvent(new CustomEvent("at-moment", { detail: stage }));
  }

  #toggle(): void {
    this.#stop();
    this.at = 0;
    this.pinned = this.pinned ? undefined : this.run;
  }
  #again(): void {
    this.#stop();
    this.#question.ask(undefined, undefined);
    this.at = 0;
    this.pinned = this.run;
    this.requestUpdate();
  }
  #go(to: number, count: number): void {
    this.#stop();
    this.at = Math.min(count - 1, Math.max(0, to));
  }
  #play(count: number): void {
    if (this.playing) return this.#stop();
    if (this.at >= count - 1) this.at = 0;
    this.playing = true;
    this.#ticker = setInterval(() => {
      if (this.at >= count - 1) this.#stop();
      else this.at++;
    }, 1400);
  }
  #stop(): void {
    clearInterval(this.#ticker);
    this.playing = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.run) return nothing;
    const { say } = this.text;
    const { answer, problems } = this.#question;
    return html`
      <button class="open" aria-expanded=${this.pinned !== undefined} @click=${this.#toggle}>${say(words.open)}</button>
      ${!this.pinned ? nothing : html`<section aria-label=${say(words.open)}>
        ${problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`)}
        ${answer ? this.#step(answer, this.pinned) : problems.length > 0 ? nothing : html`<p class="note">${say(words.working)}</p>`}
      </section>`}`;
  }

  #step(step: OneStep, run: Run): TemplateResult {
    const { say } = this.text;
    const moments = momentsOf(step);
    const at = Math.min(this.at, moments.length - 1);
    const now = moments[at]!;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const spoken = `${say(phaseTitles[now.phase])}: ${say(this.#titleOf(now.stage))}`;
    return html`
      <p class="note">${say(aboutText(step))} <button class="quiet again" @click=${this.#again}>${say(words.again)}</button></p>
      <div class="row phases" role="group" aria-label=${say(words.phase)}>
        ${phases.map((phase) => html`<button aria-pressed=${phase === now.phase} @click=${() => this.#go(moments.findIndex((one) => one.phase === phase), moments.length)}>${say(phaseTitles[phase])}</button>`)}
      </div>
      <div class="row">
        <button class="before" ?disabled=${at === 0} @click=${() => this.#go(at - 1, moments.length)}>◀ ${say(words.before)}</button>
        <input type="range" min="0" max=${moments.length - 1} step="1" .value=${String(at)} aria-label=${say(words.parts)} aria-valuetext=${spoken}
          @input=${(event: Event) => { event.stopPropagation(); this.#go(Number((event.target as HTMLInputElement).value), moments.length); }} @change=${(event: Event) => event.stopPropagation()} />
        <button class="after" ?disabled=${at === moments.length - 1} @click=${() => this.#go(at + 1, moments.length)}>${say(words.after)} ▶</button>
        ${still ? nothing : html`<button class="play" @click=${() => this.#play(moments.length)}>${say(this.playing ? words.stop : words.play)}</button>`}
      </div>
      <p class="now" role="status">${say(momentText(step, now, (name) => this.#titleOf(name), run.classes, at === moments.length - 1))}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${say(words.parts)}>${this.#table(step, moments, at)}</div>
      <p class="note">${say(words.lengths)}</p>
      ${this.#numbers(step, now)}`;
  }

  #titleOf(name: string): Text { return this.stages.find((stage) => stage.name === name)?.title ?? sameText(name); }
  #hueOf(name: string): string { return `--hue: var(--at-${this.stages.find((stage) => stage.name === name)?.kind ?? "training"})`; }

  /** Values come down, gradients go up: a cell is filled once the step has come there. */
  #table(step: OneStep, moments: readonly StepMoment[], at: number): TemplateResult {
    const { say, number } = this.text;
    const cellOf = (phase: Phase, stage: string, value: number | undefined): TemplateResult => {
      const place = moments.findIndex((one) => one.phase === phase && one.stage === stage);
      return html`<td class="number ${place === at ? "here" : ""}" aria-current=${place === at ? "step" : nothing}>${place < 0 || value === undefined ? "" : place <= at ? number(value, { significant: 3 }) : "·"}</td>`;
    };
    return html`
      <table>
        <thead><tr><th scope="col">${say(words.stage)}</th><th scope="col" class="number">${say(words.gives)}</th><th scope="col" class="number">${say(words.slope)}</th><th scope="col" class="number">${say(words.moved)}</th></tr></thead>
        <tbody>${step.stages.map((stage) => html`<tr style=${this.#hueOf(stage.name)}>
          <th scope="row">${say(this.#titleOf(stage.name))}</th>
          ${cellOf("forward", stage.name, stage.output?.norm)}${cellOf("backward", stage.name, stage.gradient?.norm)}${cellOf("update", stage.name, lengthOf(stage, "change"))}
        </tr>`)}</tbody>
      </table>`;
  }

  /** The numbers that the part is about, told by a few. */
  #numbers(step: OneStep, { phase, stage: name }: StepMoment): TemplateResult | typeof nothing {
    const { say, number } = this.text;
    const stage = step.stages.find((one) => one.name === name)!;
    const rows: readonly (readonly [string, Numbers | undefined])[] = phase === "forward" || phase === "loss" ? [[say(words.output), stage.output]]
      : phase === "backward" ? [[say(words.gradient), stage.gradient]]
      : stage.parameters.flatMap(({ name: parameter, gradient, change }) => [[`${parameter}: ${say(words.gradient)}`, gradient], [`${parameter}: ${say(words.change)}`, change]] as const);
    const shown = rows.filter((row): row is readonly [string, Numbers] => row[1] !== undefined);
    if (shown.length === 0) return nothing;
    const three = (value: number): string => number(value, { significant: 3 });
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label=${say(words.numbers)}>
        <table>
          <thead><tr><th scope="col">${say(words.numbers)}</th>${[words.length, words.mean, words.least, words.most].map((word) => html`<th scope="col" class="number">${say(word)}</th>`)}<th scope="col">${say(words.first)}</th></tr></thead>
          <tbody>${shown.map(([label, { norm, mean, min, max, few }]) => html`<tr style="--hue: var(--at-ink)"><th scope="row">${label}</th>${[norm, mean, min, max].map((value) => html`<td class="number">${three(value)}</td>`)}<td class="few">${few.map(three).join(this.text.locale === "en" ? ", " : "; ")} …</td></tr>`)}</tbody>
        </table>
      </div>`;
  }
}

const aboutText = ({ step, epoch, learningRate, isFresh }: OneStep): Text => textOf((l) => {
  const rate = learningRate.toLocaleString(l, { maximumSignificantDigits: 3 });
  const fresh = !isFresh ? "" : l === "en" ? " Training is over and the optimizer's memory with it: here it begins anew." : " O treino acabou e, com ele, a memória do otimizador: aqui ele começa do zero.";
  return l === "en"
    ? `Step ${step} of epoch ${epoch}, with learning rate ${rate}, done on a copy: nothing of the run changes.${fresh}`
    : `Passo ${step}, época ${epoch}, com taxa de aprendizado ${rate}, feito numa cópia: nada da execução muda.${fresh}`;
});

define("at-slow-motion", AtSlowMotion);
declare global {
  interface HTMLElementTagNameMap { "at-slow-motion": AtSlowMotion }
  interface HTMLElementEventMap { /** Another part of a step is shown; the name of its stage. */ "at-moment": CustomEvent<string> }
}
