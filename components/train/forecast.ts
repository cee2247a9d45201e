import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { formatDuration, plural, type Text } from "../../src/base/text.js";
import { stepsPerEpoch } from "../../src/data/batches.js";
import { ProblemError, type DataValue } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import type { Stage } from "../../src/model/stage.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { rememberedCalibrations } from "../../src/training/calibration-memory.js";
import type { ToTrain } from "../../src/training/measure-steps.js";
import { estimateMemory, memoryLimit, memoryProblem, type MemoryEstimate } from "../../src/training/memory-estimate.js";
import { rateCourse } from "../../src/training/rate-course.js";
import type { EngineChoice, TrainingSettings } from "../../src/training/run.js";
import { paceKey, stepMillisecondsAt } from "../../src/training/run-pace.js";
import { AtElement, define } from "../base/at-element.js";
import { pageEngine } from "../base/engine.js";
import { shared } from "../base/tokens.js";
import { totalsOf } from "../hyperparameters/reading.js";

const words = {
  title: { en: "What this training takes", "pt-BR": "Quanto este treino exige" },
  measure: { en: "How long will it take?", "pt-BR": "Quanto tempo vai levar?" },
  measuring: { en: "Training for a moment to find out…", "pt-BR": "Treinando por um instante para descobrir…" },
  likeOne: { en: "like the last training of this size", "pt-BR": "como o último treino deste tamanho" },
  tried: { en: "tried for a moment", "pt-BR": "medido por um instante" },
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  multiplyAdds: { en: "multiply-adds per text", "pt-BR": "multiplicações e somas por texto" },
  failed: { en: "This could not be measured, and the fault is ours. Training works all the same, or says why not.", "pt-BR": "Não foi possível medir, e a falha é nossa. O treino funciona mesmo assim, ou diz por que não." },
} satisfies Record<string, Text>;

/** Milliseconds of a step with its share of the evaluation, and how they are known. */
interface Pace { readonly key: string; readonly stepMilliseconds: number; readonly from: "likeOne" | "tried" }

/**
 * What a training would take, before it begins: parameters, multiply-adds, memory, time, and how its learning rate goes where that is not constant.
 * @fires at-misfit - whether it fits into memory has changed: the problem, or undefined
 */
export class Forecast extends AtElement {
  static override properties = { settings: { attribute: false }, data: { attribute: false }, engine: { attribute: false }, pace: { state: true }, isMeasuring: { state: true }, problems: { state: true }, course: { state: true } };
  static override styles = [shared, css`
    .line { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.9rem; margin: 0.6rem 0 0; font-size: 0.92rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    .line b { color: var(--at-ink); font-weight: 600; }
    button { min-height: 1.75rem; padding: 0 0.5rem; margin-inline: -0.5rem; font-size: inherit; color: inherit; text-decoration: underline dotted; text-underline-offset: 0.2em; }
    @media (pointer: coarse) { button { min-height: var(--at-target); } }
    at-figure { margin-block: 0.9rem 0.4rem; max-width: 34rem; }
  `];
  declare settings: TrainingSettings | undefined;
  declare data: DataValue | undefined;
  declare engine: EngineChoice | undefined;
  declare protected pace: Pace | undefined;
  declare protected isMeasuring: boolean;
  declare protected problems: readonly Text[];
  declare protected course: FigureContent | undefined;
  #key = "";
  #courseKey = "";
  /** Of what it last told the cell. */
  #told: string | undefined;

  constructor() {
    super();
    this.isMeasuring = false;
    this.problems = [];
  }

  /** Of a network that learns batch by batch from data that is here. */
  get #subject(): ToTrain | undefined {
    const { settings, data } = this;
    const prepared = data?.prepared;
    const architecture = settings && architectures.get(settings.architecture);
    if (!prepared || !settings || !architecture || architecture.learnsAtOnce) return undefined;
    return architecture.problems(settings.hyperparameters as never, dataShapeOf(settings.hyperparameters, prepared)).length > 0 ? undefined : { settings, prepared };
  }
  get #stepsPerEpoch(): number {
    const { settings, prepared } = this.#subject!;
    return stepsPerEpoch(prepared.split.train.length, Number(settings.hyperparameters["batchSize"]));
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const subject = this.#subject;
    const key = subject && this.engine ? `${paceKey(subject, this.engine.backend)} ${this.engine.precision}` : "";
    if (key !== this.#key) {
      this.#key = key;
      this.problems = [];
      if (subject) void this.#recall(subject, key);
    }
    void this.#drawCourse(subject);
  }

  /** Why it cannot fit into memory; undefined where it does. */
  get #misfit(): Problem | undefined {
    const subject = this.#subject;
    if (!subject) return undefined;
    const { deviceMemory } = navigator as { readonly deviceMemory?: number };
    const { estimate, batch } = memoryOf(subject);
    return memoryProblem(estimate, batch, memoryLimit(deviceMemory));
  }
  protected override updated(): void {
    const misfit = this.#misfit;
    const told = misfit?.message.en ?? "";
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new CustomEvent<Problem | undefined>("at-misfit", { detail: misfit }));
  }

  async #recall(subject: ToTrain, key: string): Promise<void> {
    const known = await rememberedCalibrations.recallPace(paceKey(subject, this.engine!.backend));
    if (known && key === this.#key && this.pace?.key !== key) this.pace = { key, stepMilliseconds: stepMillisecondsAt(known, subject), from: "likeOne" };
  }

  async #measure(): Promise<void> {
    const [key, { data, settings, engine }] = [this.#key, this];
    if (this.isMeasuring || !data || !settings || !engine) return;
    [this.isMeasuring, this.problems] = [true, []];
    try {
      const steps = this.#stepsPerEpoch;
      const { epochMilliseconds } = await pageEngine().request("forecast", { data: data.settings, settings, ...engine, compares: false });
      this.pace = { key, stepMilliseconds: epochMilliseconds / steps, from: "tried" };
    } catch (error) {
      if (!(error instanceof ProblemError)) console.error(error);
      this.problems = error instanceof ProblemError ? error.problems.map(({ message }) => message) : [words.failed];
    }
    this.isMeasuring = false;
  }

  /** The figure's code comes only where there is a course to see. */
  async #drawCourse(subject: ToTrain | undefined): Promise<void> {
    const { locale } = this.text;
    const { learningRate, schedule = "constant", warmupSteps = 0 } = subject?.settings.hyperparameters ?? {};
    const hasCourse = subject !== undefined && (schedule !== "constant" || Number(warmupSteps) > 0);
    const [perEpoch, epochs] = hasCourse ? [this.#stepsPerEpoch, subject.settings.epochs] : [0, 0];
    const key = hasCourse ? JSON.stringify([learningRate, schedule, warmupSteps, perEpoch, epochs, locale]) : "";
    if (key === this.#courseKey) return;
    this.#courseKey = key;
    if (!hasCourse) { this.course = undefined; return; }
    const [{ learningRateCourse }] = await Promise.all([import("../../src/plots/learning-rate.js"), import("../figure.js")]);
    if (key !== this.#courseKey) return;
    const points = rateCourse(Number(learningRate), { schedule: String(schedule), warmupSteps: Number(warmupSteps), steps: epochs * perEpoch });
    this.course = learningRateCourse.make({ points, stepsPerEpoch: perEpoch, warmupSteps: Number(warmupSteps) }, locale);
  }

  protected override render(): TemplateResult | typeof nothing {
    const subject = this.#subject;
    if (!subject) return nothing;
    const { say } = this.text;
    const { stages, estimate, batch } = memoryOf(subject);
    const tooLarge = this.#misfit;
    return html`
      ${tooLarge ? html`<p class="problem">${say(tooLarge.message)}</p>` : html`<p class="line" role="group" aria-label=${say(words.title)}>${this.#time(subject)}${this.#work(stages)}${this.#memory(estimate.fixed + batch * estimate.perExample)}</p>`}
      ${this.problems.map((problem) => html`<p class="problem" role="alert">${say(problem)}</p>`)}
      ${this.course ? html`<at-figure .content=${this.course}></at-figure>` : nothing}`;
  }

  #work(stages: readonly Stage[]): TemplateResult {
    const { say, number } = this.text;
    const { parameters, multiplyAdds } = totalsOf(stages);
    return html`<span><b>${number(parameters)}</b> ${say(words.parameters)}</span><span><b>${number(multiplyAdds)}</b> ${say(words.multiplyAdds)}</span>`;
  }

  #memory(bytes: number): TemplateResult {
    const { number, locale } = this.text;
    const size = bytes < 2 ** 30 ? `${number(bytes / 2 ** 20, { significant: 2 })} MB` : `${number(bytes / 2 ** 30, { significant: 2 })} GB`;
    return html`<span>${locale === "en" ? "At most" : "No máximo"} <b>${size}</b> ${locale === "en" ? "of memory" : "de memória"}</span>`;
  }

  #time({ settings: { epochs } }: ToTrain): TemplateResult {
    const { say, locale } = this.text;
    if (this.isMeasuring) return html`<span role="status">${say(words.measuring)}</span>`;
    if (this.pace?.key !== this.#key) return html`<button class="quiet measure" @click=${() => void this.#measure()}>${say(words.measure)}</button>`;
    const seconds = (this.pace.stepMilliseconds * this.#stepsPerEpoch) / 1000;
    const en = locale === "en";
    return html`<span>${en ? "About" : "Cerca de"} <b>${about(seconds, locale)}</b> ${en ? "an epoch" : "por época"}${epochs > 1 ? html`, <b>${about(seconds * epochs, locale)}</b> ${en ? "for" : "para"} ${plural(epochs, locale, en ? "epoch" : "época", en ? "epochs" : "épocas")}` : nothing} <span class="from">(${say(words[this.pace.from])})</span></span>`;
  }
}

function memoryOf({ settings: { architecture, hyperparameters: values }, prepared }: ToTrain): { readonly stages: readonly Stage[]; readonly estimate: MemoryEstimate; readonly batch: number } {
  const stages = architectures.get(architecture)!.stages(values as never, dataShapeOf(values, prepared));
  return { stages, estimate: estimateMemory(stages, values, prepared.examples.length), batch: Math.min(Number(values["batchSize"]), prepared.split.train.length) };
}

/** An estimate has two digits. */
const about = (seconds: number, locale: Parameters<typeof formatDuration>[1]): string =>
  formatDuration(seconds > 0 && seconds < 0.1 ? 0.1 : seconds < 60 ? Number(seconds.toPrecision(2)) : seconds, locale);

define("at-forecast", Forecast);
declare global {
  interface HTMLElementTagNameMap { "at-forecast": Forecast }
  interface HTMLElementEventMap { "at-misfit": CustomEvent<Problem | undefined> }
}
