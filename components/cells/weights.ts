import { css, html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { plural, textOf, type Text } from "../../src/base/text.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import type { Health, ParameterHealth } from "../../src/training/analyses/health.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../figure.js";
import { kind } from "./weights.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: the parameters of each stage are shown here as they change.", "pt-BR": "Clique em Treinar: os parâmetros de cada etapa aparecem aqui enquanto mudam." },
  working: { en: "Looking at the parameters", "pt-BR": "Olhando os parâmetros" },
  list: { en: "Parameters by stage", "pt-BR": "Parâmetros por etapa" },
  size: { en: "numbers", "pt-BR": "números" },
  length: { en: "length", "pt-BR": "comprimento" },
  gradient: { en: "gradient", "pt-BR": "gradiente" },
  allMove: { en: "every unit answers to some text", "pt-BR": "toda unidade responde a algum texto" },
  note: {
    en: "The length of a parameter is that of all its numbers as one vector. The gradient is that of the loss on one batch of training texts: near 0 the stage learns no more, or cannot. A unit is dead when none of 256 training texts at most moves it.",
    "pt-BR": "O comprimento de um parâmetro é o de todos os seus números como um só vetor. O gradiente é o da perda em um lote de textos de treino: perto de 0, a etapa não aprende mais, ou não consegue. Uma unidade está morta quando nenhum texto de treino, entre 256 no máximo, a move.",
  },
} satisfies Record<string, Text>;

/** What a reader should see in the list, in one sentence. */
const captionOf = ({ parameters, units }: Health, titleOf: (stage: string) => Text): Text => textOf((l) => {
  const most = parameters.reduce((a, b) => (b.gradientNorm > a.gradientNorm ? b : a));
  const dead = units.reduce((sum, { active }) => sum + active.filter((share) => share === 0).length, 0);
  const all = units.reduce((sum, { active }) => sum + active.length, 0);
  const pulled = l === "en" ? `The loss pulls hardest on ${most.name} (${titleOf(most.stage).en.toLowerCase()})` : `A perda puxa com mais força ${most.name} (${titleOf(most.stage)["pt-BR"].toLowerCase()})`;
  if (all === 0) return `${pulled}.`;
  return l === "en"
    ? `${pulled}; ${dead === 0 ? `none of ${all} units is dead` : `${dead} of ${plural(all, l, "unit", "units")} ${dead === 1 ? "is" : "are"} dead`}.`
    : `${pulled}; ${dead === 0 ? `nenhuma de ${all} unidades está morta` : `${dead} de ${plural(all, l, "unidade", "unidades")} ${dead === 1 ? "está morta" : "estão mortas"}`}.`;
});

/** Every parameter with its spread, length and gradient, by stage; one opens as a figure. */
export class AtWeights extends CellBase {
  static override properties = { ...CellBase.properties, open: { state: true }, figure: { state: true } };
  static override styles = [shared, css`
    :host { container-type: inline-size; }
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .stage { border-inline-start: 3px solid var(--hue); padding-inline-start: 0.8rem; margin-block: 0.7rem; }
    h3 { color: var(--hue); font-size: 1rem; font-weight: 650; margin: 0; display: flex; flex-wrap: wrap; gap: 0 0.8rem; align-items: baseline; }
    h3 small { color: var(--at-ink-soft); font-weight: 400; font-size: 0.9rem; }
    h3 .dead { color: var(--at-danger); }
    ul { margin: 0; padding: 0; list-style: none; }
    .entry { display: grid; grid-template-columns: minmax(0, 1fr) 6.5rem 7.5rem 9.5rem; gap: 0.1rem 0.9rem; align-items: center; width: 100%; border: 0; border-radius: 4px; background: transparent; text-align: start; padding: 0.2rem 0.3rem; font-size: 0.92rem; }
    .entry[aria-expanded="true"] { background: var(--at-sunken); }
    .name { overflow-wrap: anywhere; }
    .name code { font-family: var(--at-font-code); font-size: 0.88em; }
    .name small { color: var(--at-ink-soft); }
    .fact { font-variant-numeric: tabular-nums; color: var(--at-ink-soft); }
    .meter { display: block; height: 4px; background: var(--at-sunken); border-radius: 2px; overflow: hidden; margin-block-start: 2px; }
    .meter i { display: block; height: 100%; background: var(--hue); }
    svg { width: 6.5rem; height: 1.7rem; fill: var(--hue); }
    .more { padding: 0.5rem 0.3rem 0.8rem; }
    progress { width: 100%; }
    @container (max-width: 34rem) { .entry { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } svg { width: 100%; } }
    @media (pointer: coarse) { .entry { min-height: var(--at-target); } }
    @media (forced-colors: active) { svg, .meter i { forced-color-adjust: none; } }
  `];
  /** Name of the parameter that is open; empty when none is. */
  declare protected open: string;
  declare protected figure: FigureContent | undefined;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #question = new Question(this, "health");
  #make: ((parameter: ParameterHealth) => FigureContent) | undefined;
  #made: readonly unknown[] = [];

  constructor() {
    super();
    this.open = "";
  }

  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps }) => environment !== undefined && steps.length > 0) : undefined;
  }
  /** The run's stages by name: what they are called, and their hue. */
  #stageOf(name: string): { readonly title: Text; readonly kind: string } {
    const { settings, shape } = this.run!;
    const stage = architectures.get(settings.architecture)?.stages(settings.hyperparameters as never, shape).find((one) => one.name === name);
    return stage ?? { title: { en: name, "pt-BR": name }, kind: "training" };
  }

  protected override willUpdate(): void { this.#question.ask(this.run, this.run && {}, { waits: true }); }

  protected override updated(_changed: PropertyValues): void {
    const parameter = this.#question.answer?.parameters.find(({ name }) => name === this.open);
    if (!parameter) return;
    if (!this.#make) return void this.#load();
    const made = [parameter, this.text.locale];
    if (made.every((value, i) => value === this.#made[i])) return;
    this.#made = made;
    this.figure = this.#make(parameter);
  }
  async #load(): Promise<void> {
    const { parameterHistogram } = await import("../../src/plots/parameter-histogram.js");
    if (this.#make) return;
    this.#make = (parameter) => parameterHistogram.make(parameter, this.text.locale);
    this.requestUpdate();
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { answer } = this.#question;
    const alt = this.text.say(answer ? captionOf(answer, (stage) => this.#stageOf(stage).title) : words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run } = this;
    const { answer, progress, problems } = this.#question;
    const troubles = [...this.problems.map(({ message }) => message), ...problems].map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!run) return html`${troubles}<p class="empty">${say(words.empty)}</p>`;
    if (!answer) return html`${troubles}${progress === undefined ? nothing : html`<progress max="1" value=${progress} aria-label=${say(words.working)}></progress>`}`;
    const stages = [...new Set(answer.parameters.map(({ stage }) => stage))];
    return html`
      ${troubles}
      <p class="caption">${say(captionOf(answer, (stage) => this.#stageOf(stage).title))}</p>
      <div role="group" aria-label=${say(words.list)}>${repeat(stages, (stage) => stage, (stage) => this.#stage(stage, answer))}</div>
      <p class="note">${say(words.note)}</p>`;
  }

  #stage(stage: string, { parameters, units }: Health): TemplateResult {
    const { say, locale } = this.text;
    const { title, kind: hue } = this.#stageOf(stage);
    const own = units.find((one) => one.stage === stage);
    const dead = own?.active.filter((share) => share === 0).length ?? 0;
    const deadText = locale === "en" ? `${dead} of ${plural(own?.active.length ?? 0, locale, "unit", "units")} dead` : `${dead} de ${plural(own?.active.length ?? 0, locale, "unidade", "unidades")} ${dead === 1 ? "morta" : "mortas"}`;
    const top = Math.max(1e-30, ...parameters.map(({ gradientNorm }) => gradientNorm));
    return html`<section class="stage" style="--hue: var(--at-${hue})">
      <h3>${say(title)} ${own ? html`<small class=${dead > 0 ? "dead" : ""}>${dead > 0 ? deadText : say(words.allMove)}</small>` : nothing}</h3>
      <ul>${parameters.filter((one) => one.stage === stage).map((one) => this.#entry(one, top))}</ul>
    </section>`;
  }

  #entry(parameter: ParameterHealth, top: number): TemplateResult {
    const { say, number } = this.text;
    const { name, stage, shape, histogram: { counts }, norm, gradientNorm } = parameter;
    const isOpen = name === this.open;
    const most = Math.max(...counts);
    const short = name.startsWith(`${stage}/`) ? name.slice(stage.length + 1) : name;
    return html`<li>
      <button class="entry" aria-expanded=${isOpen ? "true" : "false"} @click=${() => { this.open = isOpen ? "" : name; this.figure = undefined; this.#made = []; }}>
        <span class="name"><code translate="no">${short}</code> <small>${shape.map((axis) => number(axis)).join(" × ")}</small></span>
        <svg viewBox="0 0 ${counts.length} 10" preserveAspectRatio="none" aria-hidden="true">${counts.map((count, i) => svg`<rect x=${i + 0.05} width="0.9" y=${10 - (count / most) * 10} height=${(count / most) * 10}></rect>`)}</svg>
        <span class="fact">${say(words.length)} ${number(norm, { significant: 3 })}</span>
        <span class="fact">${say(words.gradient)} ${number(gradientNorm, { significant: 2 })}<span class="meter" aria-hidden="true"><i style="width: ${((gradientNorm / top) * 100).toFixed(1)}%"></i></span></span>
      </button>
      ${isOpen && this.figure ? html`<div class="more"><at-figure .content=${this.figure}></at-figure></div>` : nothing}
    </li>`;
  }
}

define(kind.tag as "at-weights", AtWeights);
declare global { interface HTMLElementTagNameMap { "at-weights": AtWeights } }
